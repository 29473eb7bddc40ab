import { byBlock } from '../by-block.ts';
import { characterKey } from '../characters.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf, writtenIn } from '../written.ts';

/** Of parentheticals: what so few do is a slip. */
const RARE = 0.1;
const ENOUGH = 10;
const SUBJECT = /^\(\s*(they|he|she|we)\s+\p{L}/iu;

/** Parentheticals that hold action, and slips of their signs against the script's own habit. */
export function parentheticalSlips(reading: Reading, english: boolean): Note[] {
  const { tree, document } = reading;
  const source = sourceOf(tree);
  const all = document.elements.filter(({ type }) => type === 'parenthetical');
  const share = (pattern: RegExp): number =>
    all.reduce((sum, { from, to }) => sum + (pattern.test(source.slice(from, to)) ? 1 : 0), 0) / all.length;
  const stops = all.length >= ENOUGH && share(STOP) <= RARE;
  const padded = all.length >= ENOUGH && share(PADDED) <= RARE;
  const capital = all.length >= ENOUGH && share(CAPITAL) <= RARE;
  const notes: Note[] = [];
  for (const { from, to } of all) {
    const raw = source.slice(from, to);
    const said: string[] = [];
    let wanted = raw;
    if (padded && PADDED.test(raw)) {
      said.push('a space inside the bracket');
      wanted = wanted.replace(/\(\s+/u, '(').replace(/\s+\)/u, ')');
    }
    if (stops && STOP.test(raw)) {
      said.push('a full stop in a parenthetical');
      wanted = wanted.replace(STOP, ')');
    }
    if (capital && CAPITAL.test(raw)) {
      said.push('a capital in a parenthetical');
      wanted = wanted.replace(/\p{Lu}/u, (letter) => letter.toLowerCase());
    }
    if (said.length > 0) {
      notes.push({
        kind: 'parenthetical',
        language: 'any',
        what: said.join(', '),
        value: { parenthetical: raw, wanted },
        confidence: 0.85,
        method: `The signs of a parenthetical, where no more than ${RARE * 100} in 100 of this script have them so.`,
        evidence: [at(from, to)],
        ...replace(`Write ${wanted}`, from, to, wanted),
      });
    } else if (english && isAnother(SUBJECT.exec(raw)?.[1], from, reading)) {
      notes.push({
        kind: 'parenthetical',
        language: 'en',
        what: 'action in a parenthetical: would it stand better as a line of action?',
        value: { parenthetical: raw },
        confidence: 0.85,
        method: 'It begins with a pronoun that is not the speaker’s and a verb: it tells what somebody else does.',
        evidence: [at(from, to)],
      });
    }
  }
  return notes;
}

const pronouns = byBlock((block) => {
  const counts: { readonly name: string; readonly he: number; readonly she: number }[] = [];
  for (const { element, raw } of writtenIn(block)) {
    if (element.type !== 'action') continue;
    // The name that opens a paragraph, and the pronouns of its first sentence and the next.
    const name = /^\p{Lu}[\p{L}'’]+/u.exec(raw)?.[0];
    if (name === undefined) continue;
    const he = raw.match(/\b(?:he|his|him|himself)\b/giu)?.length ?? 0;
    const she = raw.match(/\b(?:she|her|hers|herself)\b/giu)?.length ?? 0;
    if (he !== she) counts.push({ name: characterKey(name), he: he > she ? 1 : 0, she: she > he ? 1 : 0 });
  }
  return counts;
});

/** Whether a pronoun is of somebody else than the speaker; false where the script does not tell. */
function isAnother(pronoun: string | undefined, at: number, { tree, speeches }: Reading): boolean {
  if (pronoun === undefined) return false;
  const said = pronoun.toLowerCase();
  if (said === 'they' || said === 'we') return true;
  const speaker = speeches.find(({ from, to }) => from <= at && at < to);
  const names = new Set(characterKey(speaker?.name ?? '').split(' '));
  let he = 0;
  let she = 0;
  for (const { result } of pronouns(tree)) {
    for (const one of result) {
      if (!names.has(one.name)) continue;
      he += one.he;
      she += one.she;
    }
  }
  return said === 'he' ? she > 2 * he : he > 2 * she;
}

/** Of a phrase, not of a sentence that somebody says in another language. */
const STOP = /(?<!\bcont)(?<=^\([^.?!)]{2,40}\p{L})\.\s*\)$/u;
const PADDED = /^\(\s+\S|\S\s+\)$/u;
/** A capital that no name explains: the word stands alone, or a small one follows. */
const CAPITAL =
  /^\(\s*(?:Beat|Pause|To|Then|Quietly|Smiling|Laughing|Whispers|Whispering|Softly|Loudly|Sighs|Nods|Nodding|Beat;|Re)\b/u;
