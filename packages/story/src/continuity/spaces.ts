import { byBlock } from '../by-block.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { writtenIn } from '../written.ts';

/** After these a typist may put two spaces. */
const PAUSE = /[.!?:;…—–-]["”’')\]]*$/u;
/** Where a line has as many gaps, they are columns. */
const COLUMNS = 3;
/** Of spaces after a sentence: fewer than this are slips. */
const RARE = 0.1;
const ENOUGH = 20;
/** Units of text for each stray gap: more gaps than that are a bad conversion. */
const EACH = 2000;
const FEW = 40;

type Where = 'within' | 'pause' | 'parenthetical';
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly where: Where;
}
interface Spacing {
  readonly gaps: readonly Gap[];
  /** Sentences that one and that two spaces follow. */
  readonly one: number;
  readonly two: number;
}

const spacing = byBlock((block): Spacing => {
  const gaps: Gap[] = [];
  let one = 0;
  let two = 0;
  for (const { element, raw } of writtenIn(block)) {
    const { type } = element;
    if (type !== 'action' && type !== 'dialogue' && type !== 'parenthetical') continue;
    one += raw.match(/[.!?]["”’)]* (?=[\p{L}\p{N}“"(])/gu)?.length ?? 0;
    two += raw.match(/[.!?]["”’)]* {2}(?=[\p{L}\p{N}“"(])/gu)?.length ?? 0;
    let start = 0;
    for (const line of raw.split('\n')) {
      const found = [...line.matchAll(/(?<=[^\s\0]) {2,}(?=[^\s\0])/gu)];
      const wide = found.filter(([gap]) => gap.length > 2).length;
      if (wide < COLUMNS) {
        for (const { 0: gap, index } of found) {
          const pause = PAUSE.test(line.slice(Math.max(0, index - 4), index));
          const where = type === 'parenthetical' ? 'parenthetical' : pause ? 'pause' : 'within';
          const from = element.from + start + index;
          gaps.push({ from, to: from + gap.length, where });
        }
      }
      start += line.length + 1;
    }
  }
  return { gaps, one, two };
});

/** Spaces that the script's own habit does not explain: three after a sentence, two within one. */
export function straySpaces({ tree }: Reading): Note[] {
  const blocks = spacing(tree);
  let one = 0;
  let two = 0;
  for (const { result } of blocks) {
    one += result.one;
    two += result.two;
  }
  const singles = one + two >= ENOUGH && two < (one + two) * RARE;
  const notes: Note[] = [];
  for (const { start, result } of blocks) {
    for (const { from, to, where } of result.gaps) {
      const spaces = to - from;
      if (spaces === 2 && where === 'pause' && !singles) continue;
      const wanted = where === 'pause' && two > one ? 2 : 1;
      notes.push({
        kind: 'double-space',
        language: 'any',
        what: spaces > 2 ? `${spaces} spaces in a row` : 'two spaces where one stands elsewhere',
        value: { spaces, wanted },
        confidence: 0.95,
        method: 'Spaces between two words, against what this script puts after a sentence; columns are left alone.',
        evidence: [at(start + from, start + to)],
        ...replace(
          wanted === 1 ? 'Make it one space' : 'Make it two spaces',
          start + from,
          start + to,
          ' '.repeat(wanted),
        ),
      });
    }
  }
  return notes.length * EACH > Math.max(tree.length, FEW * EACH) ? throughout(notes) : notes;
}

/** One note for a script whose spaces are stray everywhere, as after a bad conversion. */
function throughout(notes: readonly Note[]): Note[] {
  const [first] = notes;
  if (first === undefined) return [];
  return [
    {
      ...first,
      what: 'stray spaces throughout',
      value: { places: notes.length },
      evidence: notes.map(({ evidence: [place] }) => place) as unknown as Note['evidence'],
      fix: { label: 'Mend all spaces', changes: notes.flatMap(({ fix }) => fix?.changes ?? []) },
    },
  ];
}
