import { characterKey } from '../characters.ts';
import { LIMITS } from '../limits.ts';
import { oneApart } from '../near.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { nameWords } from '../word-pattern.ts';
import { sourceOf } from '../written.ts';
import { LONG, type SaidWord, saidWords, wordCounter } from './said-words.ts';

/** A name is known by so many mentions, a slip by no more than so few. */
const KNOWN = 3;
const SLIPS = 2;

interface Place {
  readonly word: SaidWord;
  readonly start: number;
  count: number;
}

/** Names in action and dialogue that are one letter away from a name of the cast. */
export function nameMentions(reading: Reading): Note[] {
  const { tree, characters } = reading;
  if (characters.length > LIMITS.names) return [];
  const names = new Map<string, number>();
  for (const { name, speeches } of characters) {
    for (const word of nameWords(name)) {
      if (word.length >= LONG) names.set(word, (names.get(word) ?? 0) + speeches);
    }
  }
  const near = nearTo(names);
  const count = wordCounter(tree);
  const source = sourceOf(tree);
  const notes = fullNames(reading, source);
  const told = new Set(notes.map((note) => note.evidence[0].from));
  for (const [key, { word, start }] of inSentences(reading)) {
    // A first name before a second may be anybody's: Julia Roberts is not Julian.
    if (
      names.has(key) ||
      told.has(start + word.from) ||
      /^ \p{Lu}/u.test(source.slice(start + word.to, start + word.to + 2))
    )
      continue;
    const right = near(key).find((name) => {
      const { count: mentions, small } = count(name);
      return mentions + (names.get(name) ?? 0) >= KNOWN && !small;
    });
    if (right === undefined) continue;
    const odd = count(key);
    if (odd.count > SLIPS || odd.small) continue;
    const cue = characters.find(({ name }) => characterKey(name).includes(right))?.evidence[0];
    notes.push({
      ...noteOf(source, start, word, right),
      method:
        'A capitalised word, written no more than twice and never in small letters, that is one letter away from a name of the cast.',
      evidence: [at(start + word.from, start + word.to), ...(cue === undefined ? [] : [cue])],
    });
  }
  return notes;
}

const pairs = { names: '', near: new Map<string, readonly string[]>() };

/**
 * Names of the cast one letter away from a word: thousands of words against dozens of names, so kept while the cast
 * stays the same. A first letter is hardly ever a slip (Kenny is not Jenny), and a plural is the family.
 */
function nearTo(names: ReadonlyMap<string, number>): (key: string) => readonly string[] {
  const all = [...names.keys()];
  const signature = all.join(' ');
  if (pairs.names !== signature) {
    pairs.names = signature;
    pairs.near.clear();
  }
  const byFirst = Map.groupBy(all, (name) => name[0] ?? '');
  return (key) => {
    let near = pairs.near.get(key);
    if (near === undefined) {
      near = (byFirst.get(key[0] ?? '') ?? []).filter((name) => slip(key, name));
      pairs.near.set(key, near);
    }
    return near;
  };
}

function slip(one: string, two: string): boolean {
  // One ends in S and the other does not: Indians and INDIANA. The first letter is said here for `fullNames`.
  return one[0] === two[0] && one.endsWith('S') === two.endsWith('S') && oneApart(one, two);
}

/** The first place of each capitalised word within a sentence. */
function inSentences({ tree }: Reading): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { start, result } of saidWords(tree)) {
    for (const word of result.inside) {
      if (!places.has(word.key)) places.set(word.key, { word, start, count: 1 });
    }
  }
  return places;
}

/** WILBUR FREELY and Wilbur Freeley: the same first name, and a second that is one letter away. */
function fullNames({ tree }: Reading, source: string): Note[] {
  const byFirst = new Map<string, Map<string, Place>>();
  for (const { start, result } of saidWords(tree)) {
    for (const word of result.second) {
      const first = word.before?.key ?? '';
      let seconds = byFirst.get(first);
      if (seconds === undefined) {
        seconds = new Map();
        byFirst.set(first, seconds);
      }
      const known = seconds.get(word.key);
      if (known === undefined) seconds.set(word.key, { word, start, count: 1 });
      else known.count++;
    }
  }
  const notes: Note[] = [];
  for (const seconds of byFirst.values()) {
    if (seconds.size < 2 || seconds.size > LIMITS.names) continue;
    const all = [...seconds.values()];
    for (const [index, odd] of all.entries()) {
      if (odd.count > SLIPS) continue;
      const usual = all.find(
        (other, place) =>
          (odd.word.form === 'capital' || other.word.form === 'capital') &&
          (other.count > odd.count || (other.count === odd.count && place < index)) &&
          slip(odd.word.key, other.word.key),
      );
      if (usual === undefined) continue;
      notes.push({
        ...noteOf(source, odd.start, odd.word, usual.word.key),
        method: 'The same first name, and a second name that is one letter away.',
        evidence: [
          at(odd.start + odd.word.from, odd.start + odd.word.to),
          at(usual.start + usual.word.from, usual.start + usual.word.to),
        ],
      });
    }
  }
  return notes;
}

function noteOf(source: string, start: number, word: SaidWord, right: string): Omit<Note, 'method' | 'evidence'> {
  const from = start + word.from;
  const to = start + word.to;
  const spelled = word.form === 'capitals' ? right : right.charAt(0) + right.slice(1).toLowerCase();
  return {
    kind: 'name-spelling',
    language: 'any',
    what: 'possible misspelling of a name',
    value: { name: source.slice(from, to), like: right },
    confidence: 0.85,
    ...replace(`Spell it ${spelled}`, from, to, spelled),
  };
}
