import { looksLikeCue } from '../constructs/character.ts';
import type { Block } from './body.ts';
import type { Segment } from './segment.ts';

interface DualRow {
  readonly index: number;
  readonly left: readonly Segment[];
  readonly right: readonly Segment[];
}

export interface DualBlock {
  /** Whether this row is the block's first; the others hold nothing of their own. */
  readonly first: boolean;
  readonly rows: readonly DualRow[];
}

interface PlacedRow {
  readonly y: number;
  readonly segments: readonly Segment[];
}

/**
 * Speeches side by side: a row of two cues, and the rows that follow it without a break, parted at the gutter that all
 * of them leave free. By the row's index.
 */
export function dualColumns(rows: readonly PlacedRow[], block: Block): Map<number, DualBlock> {
  const blocks = new Map<number, DualBlock>();
  for (let at = 0; at < rows.length; at++) {
    const start = rows[at] as PlacedRow;
    if (!isCuePair(start.segments, block)) continue;
    let gutter = gutterOf([start]);
    let end = at + 1;
    for (; end < rows.length; end++) {
      const [row, before] = [rows[end] as PlacedRow, rows[end - 1] as PlacedRow];
      if (row.y - before.y > 1.45 * block.pitch) break;
      const narrowed = gutterOf(rows.slice(at, end + 1), gutter);
      if (narrowed === undefined) break;
      gutter = narrowed;
    }
    if (gutter === undefined || end === at + 1) continue;
    const middle = gutter.to;
    const parts: DualRow[] = [];
    for (let index = at; index < end; index++) {
      const { segments } = rows[index] as PlacedRow;
      parts.push({
        index,
        left: segments.filter((segment) => segment.x < middle - 1),
        right: segments.filter((segment) => segment.x >= middle - 1),
      });
    }
    if (!parts.slice(1).some((part) => part.left.length > 0) || !parts.slice(1).some((part) => part.right.length > 0)) {
      continue;
    }
    for (let index = at; index < end; index++) blocks.set(index, { first: index === at, rows: parts });
    at = end - 1;
  }
  return blocks;
}

function isCuePair(segments: readonly Segment[], block: Block): boolean {
  if (segments.length !== 2) return false;
  const [left, right] = segments as readonly [Segment, Segment];
  const middle = (block.left + block.right) / 2;
  const isName = ({ text }: Segment): boolean => looksLikeCue(text) && text.length <= 40 && /^\p{L}/u.test(text);
  return isName(left) && isName(right) && left.x > block.left + block.em && right.x > middle - 3 * block.em;
}

interface Gutter {
  readonly from: number;
  readonly to: number;
}

/**
 * The free strip between the columns of these rows. A later row's text must begin left or right of what is free so far,
 * and reach across nothing of it but its edges.
 */
function gutterOf(rows: readonly PlacedRow[], known?: Gutter): Gutter | undefined {
  if (known === undefined) {
    const [left, right] = (rows[0] as PlacedRow).segments as readonly [Segment, Segment];
    return { from: left.right, to: right.x };
  }
  let { from, to } = known;
  const last = rows.at(-1) as PlacedRow;
  // A cue stands further in than its speech: the right column may begin up to here.
  for (const segment of last.segments) {
    const centre = (segment.x + segment.right) / 2;
    if (centre < (known.from + known.to) / 2 && segment.x < known.from) from = Math.max(from, segment.right);
    else to = Math.min(to, segment.x);
  }
  return to - from > 2 ? { from, to } : undefined;
}
