import type { Screenplay } from '@second-unit/screenplay';
import { characterKey } from '../characters.ts';
import { oneApart } from '../near.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';
import { type SaidWord, saidWords } from './said-words.ts';

const SHORTEST = 5;
/** A name is known by so many mentions, a slip by no more than so few. */
const KNOWN = 3;
const SLIPS = 2;
const MOST_NAMES = 1000;

interface Seen {
  readonly first: SaidWord;
  readonly start: number;
  count: number;
  /** Also written small: an ordinary word. */
  small: boolean;
}

/** Names in action and dialogue that are one letter away from a name of the cast. */
export function nameMentions({ tree, characters }: Reading): Note[] {
  const names = new Map<string, number>();
  for (const { name, speeches } of characters) {
    for (const word of characterKey(name).match(/\p{L}[\p{L}'-]*/gu) ?? []) {
      if (word.length >= SHORTEST) names.set(word, (names.get(word) ?? 0) + speeches);
    }
  }
  if (names.size > MOST_NAMES) return [];
  const seen = seenWords(tree);
  const source = sourceOf(tree);
  const notes = [...fullNames(tree, source)];
  const told = new Set(notes.map((note) => note.evidence[0].from));
  for (const [key, { first, start, count, small }] of seen) {
    if (key.length < SHORTEST || count > SLIPS || small || first.opens || first.form !== 'capital' || names.has(key))
      continue;
    const right = [...nearOf(key, names)].find((name) => {
      const mentions = (names.get(name) ?? 0) + (seen.get(name)?.count ?? 0);
      return mentions >= KNOWN && `${name}S` !== key && `${key}S` !== name && !(seen.get(name)?.small ?? false);
    });
    if (right === undefined || told.has(start + first.from)) continue;
    notes.push(
      noteOf(
        source,
        start,
        first,
        right,
        seen.get(right),
        'A capitalised word, written no more than twice, that is one letter away from a name of the cast.',
      ),
    );
  }
  return notes;
}

const pairs = { names: '', near: new Map<string, readonly string[]>() };

/** Kept while the cast stays the same: thousands of words against dozens of names. */
function nearOf(key: string, names: ReadonlyMap<string, number>): readonly string[] {
  const signature = [...names.keys()].join(' ');
  if (pairs.names !== signature) {
    pairs.names = signature;
    pairs.near.clear();
  }
  let near = pairs.near.get(key);
  if (near === undefined) {
    near = [...names.keys()].filter((name) => oneApart(key, name));
    pairs.near.set(key, near);
  }
  return near;
}

function seenWords(tree: Screenplay): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const { start, result } of saidWords(tree)) {
    for (const word of result) {
      const known = seen.get(word.key);
      if (known === undefined) seen.set(word.key, { first: word, start, count: 1, small: word.form === 'small' });
      else {
        known.count++;
        if (word.form === 'small') known.small = true;
      }
    }
  }
  return seen;
}

/** WILBUR FREELY and Wilbur Freeley: the same first name, and a second that is one letter away. */
function* fullNames(tree: Screenplay, source: string): Generator<Note> {
  const byFirst = new Map<string, Map<string, { word: SaidWord; start: number; count: number }>>();
  for (const { start, result } of saidWords(tree)) {
    for (const [index, word] of result.entries()) {
      if (
        result[index - 1]?.form === 'small' ||
        word.form === 'small' ||
        word.before === '' ||
        word.key.length < SHORTEST
      )
        continue;
      const seconds = byFirst.get(word.before) ?? new Map();
      byFirst.set(word.before, seconds);
      const known = seconds.get(word.key);
      if (known === undefined) seconds.set(word.key, { word, start, count: 1 });
      else known.count++;
    }
  }
  for (const seconds of byFirst.values()) {
    if (seconds.size < 2) continue;
    const all = [...seconds.values()];
    for (const [index, odd] of all.entries()) {
      const usual = all.find(
        (other, place) =>
          (other.count > odd.count || (other.count === odd.count && place < index)) &&
          oneApart(odd.word.key, other.word.key) &&
          `${odd.word.key}S` !== other.word.key &&
          `${other.word.key}S` !== odd.word.key,
      );
      if (usual === undefined || odd.count > SLIPS) continue;
      yield noteOf(
        source,
        odd.start,
        odd.word,
        usual.word.key,
        { first: usual.word, start: usual.start },
        'The same first name, and a second name that is one letter away.',
      );
    }
  }
}

function noteOf(
  source: string,
  start: number,
  word: SaidWord,
  right: string,
  other: { readonly first: SaidWord; readonly start: number } | undefined,
  method: string,
): Note {
  const from = start + word.from;
  const to = start + word.to;
  const spelled = word.form === 'capitals' ? right : right.charAt(0) + right.slice(1).toLowerCase();
  return {
    kind: 'name-spelling',
    language: 'any',
    what: 'possible misspelling of a name',
    value: { name: source.slice(from, to), like: right },
    confidence: 0.85,
    method,
    evidence: [
      at(from, to),
      ...(other === undefined ? [] : [at(other.start + other.first.from, other.start + other.first.to)]),
    ],
    ...replace(`Spell it ${spelled}`, from, to, spelled),
  };
}
