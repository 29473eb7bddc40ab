import type { ScriptRange } from '@second-unit/evidence';
import type { Screenplay, ScreenplayDocument } from '@second-unit/screenplay';
import type { PageCount } from '@second-unit/screenplay/pages';
import type { Character, Scene } from './read-through.ts';
import type { Speech } from './speeches.ts';
import type { StoryFinding } from './story-finding.ts';

/** A script as every part of the read-through gets it: worked out once. */
export interface Reading {
  /** What is costly is kept by block of it, so that after a keystroke only what it touched is read again. */
  readonly tree: Screenplay;
  readonly document: ScreenplayDocument;
  /** Words of each element. */
  readonly words: readonly number[];
  readonly estimate: PageCount;
  readonly scenes: readonly Scene[];
  /** The line of each scene's heading: evidence that does not fill a screen. */
  readonly headings: readonly ScriptRange[];
  /** By cue: who is an alias of whom is for `cast` to say. */
  readonly characters: readonly Character[];
  readonly speeches: readonly Speech[];
}

/** One thing to look for. A script that gives it nothing to say gives no finding, never a zero out of nothing. */
export type Look = (reading: Reading) => StoryFinding[];

/** Without a heading, fewer speeches than this may be a list with lines in capitals. */
const FEWEST_SPEECHES = 4;

/** Whether there is enough of a screenplay to say how long it is and who has most to say. */
export function isScript({ scenes, speeches }: Pick<Reading, 'scenes' | 'speeches'>): boolean {
  return scenes.length > 0 || speeches.length >= FEWEST_SPEECHES;
}

export function range(at: { readonly from: number; readonly to: number }): ScriptRange {
  return { kind: 'script', from: at.from, to: at.to };
}
