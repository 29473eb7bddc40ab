/** Words [from, to) of a passage, by index. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** Ranges in order, apart from each other, and not empty: the one way of writing a set of words. */
export type Ranges = readonly WordRange[];

/** `ranges` and `more`. */
export function withRange(ranges: Ranges, more: WordRange): Ranges {
  if (more.to <= more.from) return ranges;
  const before = ranges.filter(({ to }) => to < more.from);
  const after = ranges.filter(({ from }) => from > more.to);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const from = Math.min(more.from, ...touching.map((range) => range.from));
  const to = Math.max(more.to, ...touching.map((range) => range.to));
  return [...before, { from, to }, ...after];
}

/** `ranges` without what of them lies in `less`. */
export function withoutRange(ranges: Ranges, less: WordRange): Ranges {
  if (less.to <= less.from) return ranges;
  return ranges.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, less.from) },
      { from: Math.max(from, less.to), to },
    ].filter((part) => part.to > part.from),
  );
}

/** What `ranges` leave of `count` words. */
export function gapsOf(ranges: Ranges, count: number): Ranges {
  const edges = [0, ...ranges.flatMap(({ from, to }) => [Math.min(from, count), Math.min(to, count)]), count];
  return edges.flatMap((from, at) => {
    const to = edges[at + 1];
    return at % 2 === 0 && to !== undefined && to > from ? [{ from, to }] : [];
  });
}
