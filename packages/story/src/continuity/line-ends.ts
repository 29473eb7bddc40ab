import type { ScriptRange } from '@second-unit/evidence';
import { byBlock } from '../by-block.ts';
import { at, type Note } from '../note.ts';
import type { Reading } from '../reading.ts';

/** Of lines: so few that end in another way are slips of a program, not a habit. */
const RARE = 0.15;
const LINE_END = /\r\n|\n|\r/gu;
const NAMES = new Map([
  ['\n', 'LF'],
  ['\r\n', 'CR LF'],
  ['\r', 'CR'],
]);

interface Ends {
  readonly counts: ReadonlyMap<string, number>;
  readonly text: string;
}

const ends = byBlock(({ text }): Ends => {
  const counts = new Map<string, number>();
  for (const [end] of text.matchAll(LINE_END)) counts.set(end, (counts.get(end) ?? 0) + 1);
  return { counts, text };
});

/** Lines that end otherwise than nearly all others: some programs then run two paragraphs into one. */
export function mixedLineEnds({ tree }: Reading): Note[] {
  const blocks = ends(tree);
  const counts = new Map<string, number>();
  let all = 0;
  for (const { result } of blocks) {
    for (const [end, times] of result.counts) {
      counts.set(end, (counts.get(end) ?? 0) + times);
      all += times;
    }
  }
  if (counts.size < 2) return [];
  const [usual] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  const odd = blocks.flatMap(({ start, result }) =>
    [...result.text.matchAll(LINE_END)]
      .filter(([end]) => end !== usual)
      .map(({ 0: end, index }) => ({ end, from: start + index, to: start + index + end.length })),
  );
  const [first] = odd;
  if (first === undefined || odd.length > all * RARE) return [];
  return [
    {
      kind: 'format',
      language: 'any',
      what: `lines that end in ${NAMES.get(first.end)}, where the others end in ${NAMES.get(usual)}`,
      value: { lines: odd.length, of: all },
      confidence: 0.95,
      method: `The characters at the end of each line; no more than ${RARE * 100} in 100 differ from the others.`,
      evidence: odd.map(({ from, to }) => at(from, to)) as [ScriptRange, ...ScriptRange[]],
      fix: {
        label: `End every line in ${NAMES.get(usual)}`,
        changes: odd.map(({ from, to }) => ({ from, to, insert: usual })),
      },
    },
  ];
}
