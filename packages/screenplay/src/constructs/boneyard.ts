import type { Source } from '../source.ts';

/** A boneyard: text between `/*` and `*\/` that is kept but never printed, over lines, notes and all else. */

/** Offset after the boneyard that starts at `from`, or -1 where nothing closes it: then it is plain text. */
export function findBoneyardEnd(source: Source, from: number): number {
  if (from + 2 < source.noBoneyardEndFrom) {
    const at = source.text.indexOf('*/', from + 2);
    if (at !== -1) return at + 2;
    source.noBoneyardEndFrom = from + 2;
    if (source.closesLater()) source.starved = true;
  }
  source.unclosed = true;
  return -1;
}
