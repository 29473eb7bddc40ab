import { byBlock } from '../by-block.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';

/** Of lines: so few that end in another way are slips of a program, not a habit. */
const RARE = 0.05;
const NAMES = new Map([
  ['\n', 'LF'],
  ['\r\n', 'CR LF'],
  ['\r', 'CR'],
]);

const ends = byBlock((block) => [...block.text.matchAll(/\r\n|\n|\r/gu)].map(({ 0: end, index }) => ({ end, index })));

/** Lines that end otherwise than nearly all others: some programs then run two paragraphs into one. */
export function mixedLineEnds({ tree }: Reading): Note[] {
  const blocks = ends(tree);
  const counts = new Map<string, number>();
  let all = 0;
  for (const { result } of blocks) {
    for (const { end } of result) {
      counts.set(end, (counts.get(end) ?? 0) + 1);
      all++;
    }
  }
  if (counts.size < 2) return [];
  const [usual] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  const notes: Note[] = [];
  for (const { start, result } of blocks) {
    for (const { end, index } of result) {
      if (end === usual || (counts.get(end) ?? 0) > all * RARE) continue;
      const from = start + index;
      // The word before the break stands for it: a break alone cannot be seen.
      const text = tree.blocks[blocks.findIndex((block) => block.start === start)]?.text ?? '';
      const shown = /\S+[ \t]*$/u.exec(text.slice(0, index))?.index ?? index;
      notes.push({
        kind: 'format',
        language: 'any',
        what: `a line that ends in ${NAMES.get(end)}, where the others end in ${NAMES.get(usual)}`,
        value: { end: NAMES.get(end), usual: NAMES.get(usual) },
        confidence: 0.95,
        method: `The characters at the end of each line; no more than ${RARE * 100} in 100 are like this one.`,
        evidence: [at(start + Math.min(shown, index), from + end.length)],
        ...replace(`End it in ${NAMES.get(usual)}`, from, from + end.length, usual),
      });
    }
  }
  return notes;
}
