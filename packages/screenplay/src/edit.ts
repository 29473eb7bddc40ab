import { BlockParser } from './block.ts';
import type { Block, Screenplay } from './node.ts';
import { parse } from './parse.ts';
import { source } from './source.ts';

/** Replaces [from, to) by `insert`. Offsets are of the text before the change. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The tree of the changed text: equal to a fresh parse of it, with every block that the change cannot have
 * touched taken over as it is. Offsets outside the text are moved to its nearest end.
 */
export function edit(tree: Screenplay, change: Change): Screenplay {
  const { blocks } = tree;
  const from = Math.min(Math.max(0, change.from), tree.length);
  const to = Math.min(Math.max(from, change.to), tree.length);
  const { insert } = change;
  if (blocks.length === 0) return parse(insert);
  const delta = insert.length - (to - from);

  // The block of the change, and the one before it: the change may make its first line empty.
  let firstAt = 0;
  let first = 0;
  while (first < blocks.length - 1 && firstAt + length(blocks[first]) <= from) firstAt += length(blocks[first++]);
  let last = first;
  let lastEnd = firstAt + length(blocks[last]);
  while (last < blocks.length - 1 && lastEnd <= to) lastEnd += length(blocks[++last]);
  if (first > 0) firstAt -= length(blocks[--first]);
  if (closesBoneyard(blocks, first, firstAt, change.insert, from, to)) {
    const open = blocks.findIndex((block) => block.unclosed);
    if (open !== -1 && open < first) while (first > open) firstAt -= length(blocks[--first]);
  }

  for (let reach = 1; ; reach *= 2) {
    let end = last;
    for (let more = 0; more < reach && end < blocks.length - 1; more++) lastEnd += length(blocks[++end]);
    last = end;
    const whole = last === blocks.length - 1;
    let before = '';
    for (let index = first; index <= last; index++) before += (blocks[index] as Block).text;
    const text = before.slice(0, from - firstAt) + insert + before.slice(to - firstAt);
    const read = source(text, () => blocks.some((block, index) => index > last && block.text.includes('*/')));

    const parser = new BlockParser(read);
    const parsed: Block[] = [];
    let at = 0;
    // The old block that starts at or after the end of the change, and where it starts now, in `text`.
    let old = first;
    let oldAt = 0;
    let met = false;
    let same = true;
    while (at < text.length) {
      const block = parser.block(at, first === 0 && at === 0);
      if ((read.starved || parser.cutOff) && !whole) break;
      // The block before the change is mostly as it was.
      const as = blocks[first + parsed.length];
      same &&= as?.text === block.text && as.unclosed === block.unclosed;
      parsed.push(same && as !== undefined ? as : block);
      at += block.length;
      while (old <= last && (oldAt < to - firstAt || oldAt + delta < at)) oldAt += length(blocks[old++]);
      if (old <= last && old > 0 && oldAt + delta === at && at > 0) {
        met = true;
        break;
      }
    }
    if (met || (whole && at >= text.length)) {
      const rest = met ? old : blocks.length;
      return {
        type: 'screenplay',
        length: tree.length + delta,
        blocks: [...blocks.slice(0, first), ...parsed, ...blocks.slice(rest)],
      };
    }
  }
}

function length(block: Block | undefined): number {
  return block?.length ?? 0;
}

/** Whether the change makes a sign that ends boneyards, by itself or with the text at its edges. */
function closesBoneyard(
  blocks: readonly Block[],
  first: number,
  firstAt: number,
  insert: string,
  from: number,
  to: number,
): boolean {
  if (insert.includes('*/')) return true;
  const before = unitAt(blocks, first, firstAt, from - 1);
  const after = unitAt(blocks, first, firstAt, to);
  const joined = before + insert.slice(0, 1);
  if (insert === '') return before === '*' && after === '/';
  return joined === '*/' || insert.slice(-1) + after === '*/';
}

function unitAt(blocks: readonly Block[], first: number, firstAt: number, at: number): string {
  let start = firstAt;
  for (let index = first; index < blocks.length; index++) {
    const { text } = blocks[index] as Block;
    if (at < start) return '';
    if (at < start + text.length) return text[at - start] as string;
    start += text.length;
  }
  return '';
}
