import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

/** Scene numbers that stand twice, or below one that came before. */
export function sceneNumbers({ tree, document }: Reading): Note[] {
  const numbered = document.elements.filter(
    ({ type, number }) => type === 'sceneHeading' && number !== undefined && number !== '',
  );
  const used = new Set(numbered.map(({ number }) => number));
  const seen = new Map<string, { readonly from: number; readonly to: number }>();
  const source = sourceOf(tree);
  const notes: Note[] = [];
  let highest: { value: number; from: number; to: number; number: string } | undefined;
  for (const { from, to, number = '' } of numbered) {
    const before = seen.get(number);
    const value = Number.parseInt(/\d+/u.exec(number)?.[0] ?? '', 10);
    if (before !== undefined) {
      const free = freeNumber(number, used);
      const sign = source.lastIndexOf(`#${number}#`, to);
      if (free !== undefined) used.add(free);
      notes.push({
        ...about('a scene number that stands twice'),
        value: { number },
        evidence: [at(from, to), at(before.from, before.to)],
        ...(free === undefined || sign < from
          ? {}
          : replace(`Number it ${free}`, sign + 1, sign + 1 + number.length, free)),
      });
    } else if (highest !== undefined && value < highest.value) {
      notes.push({
        ...about('a scene number out of order'),
        value: { number, after: highest.number },
        evidence: [at(from, to), at(highest.from, highest.to)],
      });
    }
    seen.set(number, { from, to });
    if (!Number.isNaN(value) && (highest === undefined || value >= highest.value))
      highest = { value, from, to, number };
  }
  return notes;
}

function about(what: string): Omit<Note, 'value' | 'evidence'> {
  return {
    kind: 'scene-number',
    language: 'any',
    what,
    confidence: 1,
    method: 'Scene numbers in the order of the script, by the figures in them.',
  };
}

/** 12 becomes 12A, as an added scene is numbered. */
function freeNumber(number: string, used: ReadonlySet<string | undefined>): string | undefined {
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') if (!used.has(number + letter)) return number + letter;
  return undefined;
}
