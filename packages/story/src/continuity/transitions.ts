import { lettersIn, oneApart } from '../near.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

const KNOWN = [
  'CUT TO:',
  'SMASH CUT TO:',
  'MATCH CUT TO:',
  'JUMP CUT TO:',
  'FLASH CUT TO:',
  'HARD CUT TO:',
  'QUICK CUT TO:',
  'TIME CUT TO:',
  'DISSOLVE TO:',
  'SLOW DISSOLVE TO:',
  'FADE TO:',
  'FADE TO BLACK:',
  'FADE IN:',
  'FADE OUT:',
  'CUT TO BLACK:',
  'WIPE TO:',
  'CROSSFADE TO:',
  'INTERCUT WITH:',
  'BACK TO:',
];
const bySqueezed = new Map(KNOWN.map((name) => [squeezed(name), name]));

/** A transition that is one letter or one space away from one of the trade's. */
export function transitionSlips({ tree, document }: Reading): Note[] {
  const source = sourceOf(tree);
  const notes: Note[] = [];
  for (const { type, from, to } of document.elements) {
    if (type !== 'transition') continue;
    const raw = source.slice(from, to);
    const written = /\p{L}[\p{L} ]*\p{L}/u.exec(raw);
    if (written === null || raw !== raw.toUpperCase()) continue;
    const [words] = written;
    const known = nearest(words);
    if (known === undefined) continue;
    const start = from + written.index;
    notes.push({
      kind: 'transition',
      language: 'en',
      what: 'possible misspelling of a transition',
      value: { transition: words, like: known },
      confidence: 0.9,
      method: 'One letter or one space away from a transition of the trade.',
      evidence: [at(from, to)],
      ...replace(`Write ${known}`, start, start + words.length, known),
    });
  }
  return notes;
}

function nearest(words: string): string | undefined {
  const letters = squeezed(words);
  const same = bySqueezed.get(letters);
  if (same !== undefined) {
    const bare = same.slice(0, -1);
    return words.replace(/ +/gu, ' ') === bare ? undefined : bare;
  }
  if (lettersIn(letters) < 5) return undefined;
  for (const [known, name] of bySqueezed) if (oneApart(letters, known)) return name.slice(0, -1);
  return undefined;
}

function squeezed(words: string): string {
  return words.replace(/[^\p{L}]/gu, '');
}
