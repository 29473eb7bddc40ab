import { featureHash } from './feature-hashing.ts';
import { type TextToken, textTokens } from './text-tokens.ts';

/** Kinds of features; each is brought to one length of its own, so that none drowns another. */
export const GROUPS = ['words', 'characters', 'lists', 'forms'] as const;

/** Which features are read. */
export interface FeatureOptions {
  /** Shortest and longest run of characters within a word. */
  readonly characters: readonly [number, number];
  /** Whether words as members of a list, in and out of a negation's reach, and forms of words are read too. */
  readonly forms: boolean;
}

/** Places where features stand: entry i is `feature[i]` of group `group[i]`, on tokens `first[i]` to `last[i]`. */
export interface TextFeatures {
  readonly tokens: readonly TextToken[];
  readonly feature: Float64Array;
  readonly group: Uint8Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
}

/** Number spaces of the hashes: the same letters mean different things in different places. */
const SPACE = { word: 1, pair: 2, capitals: 3, characters: 4, listed: 5, negated: 6, form: 7, meaning: 8 } as const;

/** The hash of a single word. */
export const wordHash = (key: string): number => featureHash(key, SPACE.word);

/** The hash under which a word is looked up as member of a list, in reach of a negation or out of it. */
export const listedHash = (key: string, negated: boolean): number =>
  featureHash(key, negated ? SPACE.negated : SPACE.listed);

/** The hash under which a word is looked up as a member of a list that a negation does not touch. */
export const meaningHash = (key: string): number => featureHash(key, SPACE.meaning);

const NEGATION = /^(?:not|no|never|without|nothing|nobody|none|neither|nor|cannot|hardly|barely|.*n't|dont|cant|wont)$/;

/** A negation reaches over three tokens, as in VADER (Hutto and Gilbert 2014). */
const REACH = 3;

const SUFFIX = /(?:ing|ed|ly|tion|ness|ment|ous|ful|less|able|ive|al|er|est|s|ity)$/;

/** What is the same wherever a word stands. */
interface Word {
  readonly alone: number;
  readonly runs: readonly number[];
  readonly listed: number;
  readonly listedNegated: number;
  readonly meaning: number;
  readonly negates: boolean;
}

/** Words that are remembered; bounded, so that no text can fill the memory. */
const MOST_WORDS = 50_000;

/** Arrays for `size` features, beginning with those of `before`. */
function roomFor(size: number, before?: Omit<TextFeatures, 'tokens'>): Omit<TextFeatures, 'tokens'> {
  const room = {
    feature: new Float64Array(size),
    group: new Uint8Array(size),
    first: new Uint32Array(size),
    last: new Uint32Array(size),
  };
  if (before !== undefined) {
    room.feature.set(before.feature);
    room.group.set(before.group);
    room.first.set(before.first);
    room.last.set(before.last);
  }
  return room;
}

/**
 * Reads features of texts. `resolve` says what the feature of a hash is called, below 0 for one that is to be left out;
 * it is asked once for each word, which is what makes reading fast.
 */
export class FeatureReader {
  readonly #options: FeatureOptions;
  readonly #resolve: (hash: number) => number;
  readonly #words = new Map<string, Word>();
  readonly #forms = new Map<string, number>();
  #room = roomFor(1024);

  constructor(options: FeatureOptions, resolve: (hash: number) => number) {
    this.#options = options;
    this.#resolve = resolve;
  }

  /**
   * Words, pairs of neighbours, runs of characters within a word, and lists and forms where they are asked for. The
   * arrays are the reader's own: the next text overwrites them.
   */
  read(text: string): TextFeatures {
    const tokens = textTokens(text);
    const words = tokens.map((token) => this.#word(token));
    let count = 0;
    const add = (kind: number, value: number, from: number, to: number): void => {
      if (value < 0) return;
      if (count === this.#room.feature.length) this.#room = roomFor(2 * count, this.#room);
      const room = this.#room;
      room.feature[count] = value;
      room.group[count] = kind;
      room.first[count] = from;
      room.last[count++] = to;
    };
    for (let at = 0; at < tokens.length; at++) {
      const { key, capitals } = tokens[at]!;
      const next = tokens[at + 1];
      const word = words[at]!;
      add(0, word.alone, at, at);
      if (at === 0) add(0, this.#resolve(featureHash(`^ ${key}`, SPACE.pair)), at, at);
      const pair = this.#resolve(featureHash(`${key} ${next?.key ?? '$'}`, SPACE.pair));
      add(0, pair, at, next === undefined ? at : at + 1);
      if (capitals) {
        add(0, this.#resolve(featureHash(key, SPACE.capitals)), at, at);
        add(0, this.#resolve(featureHash('', SPACE.capitals)), at, at);
      }
      for (const run of word.runs) add(1, run, at, at);
      if (!this.#options.forms) continue;
      let negated = false;
      for (let before = Math.max(0, at - REACH); before < at; before++) if (words[before]!.negates) negated = true;
      add(2, negated ? word.listedNegated : word.listed, at, at);
      add(2, word.meaning, at, at);
      for (const form of formsOf(text, tokens[at]!, at)) add(3, this.#form(form), at, at);
    }
    const { feature, group, first, last } = this.#room;
    return {
      tokens,
      feature: feature.subarray(0, count),
      group: group.subarray(0, count),
      first: first.subarray(0, count),
      last: last.subarray(0, count),
    };
  }

  #word({ key, kind }: TextToken): Word {
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    const word = {
      alone: this.#resolve(wordHash(key)),
      runs: kind === 'word' || key.length > 1 ? this.#runsOf(key) : [],
      listed: this.#resolve(listedHash(key, false)),
      listedNegated: this.#resolve(listedHash(key, true)),
      meaning: kind === 'word' ? this.#resolve(meaningHash(key)) : -1,
      negates: NEGATION.test(key),
    };
    if (this.#words.size >= MOST_WORDS) this.#words.clear();
    this.#words.set(key, word);
    return word;
  }

  #runsOf(key: string): number[] {
    const [shortest, longest] = this.#options.characters;
    const edged = `<${key}>`;
    const runs: number[] = [];
    for (let length = shortest; length <= Math.min(longest, edged.length - 1); length++)
      for (let at = 0; at + length <= edged.length; at++) {
        const run = this.#resolve(featureHash(edged.slice(at, at + length), SPACE.characters));
        if (run >= 0) runs.push(run);
      }
    return runs;
  }

  #form(form: string): number {
    let feature = this.#forms.get(form);
    if (feature === undefined) {
      feature = this.#resolve(featureHash(form, SPACE.form));
      if (this.#forms.size >= MOST_WORDS) this.#forms.clear();
      this.#forms.set(form, feature);
    }
    return feature;
  }
}

/** What the form of a token says, whatever the word is: its length, ending, capitals, person. */
function formsOf(text: string, { from, to, key, kind }: TextToken, at: number): string[] {
  const raw = text.slice(from, to);
  const forms = ['token'];
  if (/^\p{N}/u.test(raw)) return [...forms, 'number'];
  if (kind !== 'word') return [...forms, `sign ${key}`];
  // Short words are the small change of a language: who, and how it is said.
  if (raw.length <= 3) forms.push(`short ${key}`);
  if (at > 0 && /^\p{Lu}\p{Ll}/u.test(raw)) forms.push('capital');
  if (raw.length > 1 && raw === raw.toUpperCase()) forms.push('capitals');
  forms.push(`length ${Math.min(6, raw.length >> 1)}`, `ending ${SUFFIX.exec(key)?.[0] ?? ''}`);
  return forms;
}
