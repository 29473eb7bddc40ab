import type { Block, Screenplay } from '@second-unit/screenplay';

/** What was worked out of one block; its offsets count from `start`. */
export interface OfBlock<Result> {
  readonly start: number;
  readonly result: Result;
}

/**
 * Makes a function of a block one of a whole script. Results are kept as long as the block lives, so that after an
 * edit only the blocks that it touched are worked out again.
 */
export function byBlock<Result>(work: (block: Block) => Result): (tree: Screenplay) => OfBlock<Result>[] {
  const known = new WeakMap<Block, { readonly result: Result }>();
  return (tree) => {
    const all: OfBlock<Result>[] = [];
    let start = 0;
    for (const block of tree.blocks) {
      let kept = known.get(block);
      if (kept === undefined) {
        kept = { result: work(block) };
        known.set(block, kept);
      }
      all.push({ start, result: kept.result });
      start += block.length;
    }
    return all;
  };
}
