import type { Finding, ScriptRange } from '@second-unit/evidence';
import type { ScreenplayDocument } from '@second-unit/screenplay';
import type { PageCount } from '@second-unit/screenplay/pages';
import type { Character, Scene } from '../read-through.ts';
import type { Speech } from '../speeches.ts';

/** All that a finding may look at. */
interface Reading {
  readonly document: ScreenplayDocument;
  /** Words of each element. */
  readonly words: readonly number[];
  readonly estimate: PageCount;
  readonly scenes: readonly Scene[];
  /** The line of each scene's heading: evidence that does not fill a screen. */
  readonly headings: readonly ScriptRange[];
  readonly characters: readonly Character[];
  readonly speeches: readonly Speech[];
}

/** One thing to look for. A script that gives it nothing to say gives no finding, never a zero out of nothing. */
export type Look = (reading: Reading) => Finding[];

export function range(at: { readonly from: number; readonly to: number }): ScriptRange {
  return { kind: 'script', from: at.from, to: at.to };
}
