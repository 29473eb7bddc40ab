import type { Look, SearchableFilm } from './searchable.ts';
import { isTimecode, timecodeLook } from './timecode-look.ts';
import { LONGEST_PHRASE, lengthLook, VOCABULARY } from './vocabulary.ts';

/** One thing asked of a shot. */
export interface Term {
  /** As it was typed. */
  readonly text: string;
  /** Asked that it does not hold. */
  readonly not: boolean;
  readonly look: Look;
  /** Of a word that no filter understands: it and its neighbours of the same kind, which pictures may be likened to. */
  readonly words?: string;
}

/** Words that ask for nothing. */
const EMPTY = new Set(
  (
    'a all an and any are at be but by camera clip clips find for frame frames from give in into is it its just me my of ' +
    'on or please shot shots show some take takes that the their then there these this those to very which with where ' +
    'who while'
  ).split(' '),
);

/** Small letters, without accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

interface Token {
  readonly text: string;
  readonly word: string;
  readonly quoted: boolean;
  readonly not: boolean;
}

/**
 * What a query asks for, term by term: names of people first, then the longest words and phrases of the vocabulary,
 * `longer than 5 s`, `scene 12`, "words in quotes" as they are said, and every other word wherever it is written. `not`
 * or a minus turns a term round.
 */
export function parseQuery(query: string, films: readonly SearchableFilm[]): readonly Term[] {
  const tokens = tokensOf(query);
  const names = new Set(films.flatMap((film) => film.people?.map(({ name }) => folded(name)) ?? []));
  const longestName = Math.max(0, ...[...names].map((name) => name.split(/\s+/).length));
  const terms: Term[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { quoted, not, text } = tokens[at]!;
    const taken = quoted
      ? { count: 1, look: saidLook(text) }
      : (lengthAt(tokens, at) ??
        numberAt(tokens, at) ??
        (isTimecode(text) ? { count: 1, look: timecodeLook(text) } : undefined) ??
        phraseAt(tokens, at, longestName, (words) => (names.has(words) ? personLook(words) : undefined)) ??
        phraseAt(tokens, at, LONGEST_PHRASE, (words) => VOCABULARY.get(words)) ??
        (EMPTY.has(tokens[at]!.word) ? undefined : { count: 1, look: wordLook(tokens[at]!.word), left: true }));
    if (taken) {
      const typed = tokens.slice(at, at + taken.count).map((token) => token.text);
      const term: Term = { text: quoted ? `"${text}"` : typed.join(' '), not, look: taken.look };
      const before = tokens[at - 1]?.word === 'or' ? terms.at(-1) : undefined;
      if (before && !before.not && !not) terms[terms.length - 1] = either(before, term);
      else terms.push(taken.left ? { ...term, words: term.text } : term);
    }
    at += taken?.count ?? 1;
  }
  return joined(terms);
}

/** `dark or bright`: one thing asked, which either is. Neither is likened to pictures: a model says of no shot that it is one. */
function either(one: Term, other: Term): Term {
  return {
    text: `${one.text} or ${other.text}`,
    not: false,
    look: (candidate) => one.look(candidate) ?? other.look(candidate),
  };
}

/**
 * The words of a query that no filter understands, which pictures may be likened to: neighbours together, as `dog on a
 * lead` is more than its words, and what is denied by itself.
 */
export function wordsLeft(query: string, films: readonly SearchableFilm[]): readonly string[] {
  return [...new Set(parseQuery(query, films).flatMap(({ words }) => words ?? []))];
}

/** Neighbours among the words that no filter understands say one thing together. */
function joined(terms: readonly Term[]): readonly Term[] {
  const isLeft = (term: Term | undefined) => term?.words !== undefined && !term.not;
  return terms.map((term, at) => {
    if (!isLeft(term)) return term;
    let from = at;
    let to = at + 1;
    while (isLeft(terms[from - 1])) from--;
    while (isLeft(terms[to])) to++;
    const run = terms.slice(from, to).map(({ text }) => text);
    return { ...term, words: run.join(' ') };
  });
}

/** "Words in quotes", a drop-frame timecode with its semicolon, or what stands between spaces and marks. */
const CHUNK = /-?["“”]([^"“”]+)["“”]|-?\d{1,2}:\d\d:\d\d;\d{2,3}(?![^\s,;"“”])|[^\s,;"“”]+/gu;

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let denied = false;
  for (const [chunk, quote] of query.matchAll(CHUNK)) {
    const not = denied || (chunk.startsWith('-') && chunk.length > 1);
    if (quote !== undefined) tokens.push({ text: quote, word: folded(quote), quoted: true, not });
    else if (/^(?:not|no|without)$/i.test(chunk)) {
      denied = true;
      continue;
    } else {
      if (isTimecode(chunk.replace(/^-/, ''))) {
        tokens.push({ text: chunk.replace(/^-/, ''), word: chunk, quoted: false, not });
        denied = false;
        continue;
      }
      const [, sign] = /^-?([<>]=?)/.exec(chunk) ?? [];
      if (sign !== undefined) tokens.push({ text: sign, word: sign, quoted: false, not });
      // A hyphen within a word is a space: `close-up` is `close up`.
      for (const [word] of chunk.matchAll(/[\p{L}\p{N}.'’]+/gu)) {
        tokens.push({ text: word, word: folded(word).replace(/\.+$/, ''), quoted: false, not });
      }
    }
    denied = false;
  }
  return tokens;
}

interface Taken {
  readonly count: number;
  readonly look: Look;
  /** No filter understands it. */
  readonly left?: boolean;
}

function phraseAt(
  tokens: readonly Token[],
  at: number,
  longest: number,
  lookUp: (words: string) => Look | undefined,
): Taken | undefined {
  for (let count = Math.min(longest, tokens.length - at); count > 0; count--) {
    const taken = tokens.slice(at, at + count);
    if (taken.some((token) => token.quoted)) continue;
    const look = lookUp(taken.map((token) => token.word).join(' '));
    if (look) return { count, look };
  }
  return undefined;
}

/** Ways to ask for a length, the longest first: whether more is asked, and what is said. */
const LENGTHS: readonly (readonly [more: boolean, words: RegExp])[] = [
  [true, /^(?:(?:longer|more) than|at least|longer|over|>=?) (?=\d)/],
  [false, /^(?:(?:shorter|less) than|at most|up to|shorter|under|<=?) (?=\d)/],
];
const MINUTE = /^m(?:ins?|inutes?)?$/;
/** Words that a length is said in, with number and unit. */
const LONGEST_LENGTH = 4;

/** `longer than 5 s`, `under 2 minutes`, `at least 3 secs`, `> 8`; a number without a unit is of seconds. */
function lengthAt(tokens: readonly Token[], at: number): Taken | undefined {
  const next = tokens.slice(at, at + LONGEST_LENGTH);
  const said = next.map((token) => (token.quoted ? '"' : token.word)).join(' ');
  for (const [more, words] of LENGTHS) {
    const [asked] = words.exec(said) ?? [];
    if (asked === undefined) continue;
    const [measure, number, unit = ''] =
      /^(\d+(?:\.\d+)?) ?(s(?:ecs?|econds?)?|m(?:ins?|inutes?)?)?(?= |$)/.exec(said.slice(asked.length)) ?? [];
    if (measure === undefined) return undefined;
    const count = `${asked}${measure}`.trim().split(' ').length;
    return { count, look: lengthLook(more, Number(number) * (MINUTE.test(unit) ? 60 : 1)) };
  }
  return undefined;
}

/** `scene 12A`, by the script where the film is of one, else of those that look and sound make; `shot 18`. */
function numberAt(tokens: readonly Token[], at: number): Taken | undefined {
  const number = tokens[at + 1]?.word;
  if (number === undefined || !/^\d+[a-z]*$/.test(number)) return undefined;
  const kind = tokens[at]?.word;
  if (kind === 'scene') return { count: 2, look: sceneLook(number) };
  if (kind !== 'shot' || !/^\d+$/.test(number)) return undefined;
  const index = Number(number) - 1;
  const look: Look = ({ shot }) =>
    shot.index === index ? { by: 'place', because: `shot ${index + 1}`, confidence: 1 } : undefined;
  return { count: 2, look };
}

function sceneLook(number: string): Look {
  return ({ film, shot, scenes }) => {
    if ((film.scenes?.length ?? 0) > 0) {
      const found = scenes.find((scene) => scene.number !== undefined && folded(scene.number) === number);
      return found && { by: 'script', because: found.heading, confidence: found.confidence };
    }
    const own = film.log.scenes?.find(({ firstShot, lastShot }) => shot.index >= firstShot && shot.index <= lastShot);
    return own !== undefined && String(own.index + 1) === number
      ? { by: 'place', because: `scene ${number} by look and sound`, confidence: own.confidence }
      : undefined;
  };
}

function personLook(name: string): Look {
  return ({ film, shot }) => {
    for (const person of film.people ?? []) {
      if (folded(person.name) !== name) continue;
      const seen = person.shots.find((one) => one.shot === shot.id);
      if (seen) return { by: 'person', because: person.name, confidence: seen.confidence };
    }
    return undefined;
  };
}

function saidLook(words: string): Look {
  const wanted = folded(words).replace(/\s+/g, ' ').trim();
  return ({ film, shot }) => {
    for (const line of shot.lines) {
      const text = film.log.subtitles[line]?.text ?? '';
      if (folded(text).replace(/\s+/g, ' ').includes(wanted)) return { by: 'dialogue', because: text, confidence: 1 };
    }
    return undefined;
  };
}

/** A word that begins so: `car` finds `cars`; of letters without spaces between words, anywhere. */
function wordLook(word: string): Look {
  const spaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}.'’]+$/u.test(word);
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(spaced ? `(?<![\\p{L}\\p{N}])${escaped}` : escaped, 'u');
  const has = (text: string): boolean => pattern.test(folded(text));
  return ({ film, shot, scenes }) => {
    const thing = film.things?.find((one) => one.shot === shot.id && has(one.label));
    if (thing) return { by: 'thing', because: thing.label, confidence: thing.confidence };
    for (const line of shot.lines) {
      const text = film.log.subtitles[line]?.text ?? '';
      if (has(text)) return { by: 'dialogue', because: text, confidence: 0.9 };
    }
    const said = film.descriptions?.find((one) => one.shot === shot.id && has(one.text));
    if (said) return { by: 'description', because: `${said.text} (${said.model})`, confidence: 0.6 };
    const scene = scenes.find((one) => has(one.heading));
    if (scene) return { by: 'script', because: scene.heading, confidence: scene.confidence };
    if (has(film.title)) return { by: 'film', because: film.title, confidence: 0.3 };
    return undefined;
  };
}
