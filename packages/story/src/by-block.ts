import type { Block, Screenplay } from '@second-unit/screenplay';

/** What was worked out of one block; its offsets count from `start`. */
export interface OfBlock<Result> {
  readonly start: number;
  readonly result: Result;
}

/**
 * Makes a function of a block one of a whole script. Results are kept as long as the block lives, so that after an
 * edit only the blocks that it touched are worked out again; what stands before the edit is not even looked up.
 */
export function byBlock<Result>(work: (block: Block) => Result): (tree: Screenplay) => readonly OfBlock<Result>[] {
  const known = new WeakMap<Block, { readonly result: Result }>();
  let last: { readonly tree: WeakRef<Screenplay>; readonly all: readonly OfBlock<Result>[] } | undefined;
  const placed = (block: Block, start: number): OfBlock<Result> => {
    let kept = known.get(block);
    if (kept === undefined) {
      kept = { result: work(block) };
      known.set(block, kept);
    }
    return { start, result: kept.result };
  };
  return (tree) => {
    const before = last?.tree.deref();
    if (last !== undefined && before === tree) return last.all;
    const { blocks } = tree;
    const old = before?.blocks ?? [];
    let same = 0;
    while (same < blocks.length && blocks[same] === old[same]) same++;
    const all = last === undefined ? [] : last.all.slice(0, same);
    const { start: from = 0 } = all.at(-1) ?? {};
    let start = from + (same > 0 ? (blocks[same - 1]?.length ?? 0) : 0);
    let ending = 0;
    while (ending < Math.min(blocks.length, old.length) - same && blocks.at(-1 - ending) === old.at(-1 - ending))
      ending++;
    for (let index = same; index < blocks.length; index++) {
      const block = blocks[index] as Block;
      const kept = index < blocks.length - ending ? undefined : last?.all[old.length - blocks.length + index];
      all.push(kept === undefined ? placed(block, start) : { start, result: kept.result });
      start += block.length;
    }
    last = { tree: new WeakRef(tree), all };
    return all;
  };
}

/** What was worked out of the blocks that reach into [from, to) of the script: found by halving, as they are in order. */
export function within<Result>(all: readonly OfBlock<Result>[], from: number, to: number): readonly OfBlock<Result>[] {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.start ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  const first = Math.max(0, low - 1);
  let end = first;
  while (end < all.length && (all[end]?.start ?? to) < to) end++;
  return all.slice(first, end);
}
