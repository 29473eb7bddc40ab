import { featureHash } from './feature-hashing.ts';
import { type TextToken, textTokens } from './text-tokens.ts';

/** Kinds of features; each is brought to one length of its own, so that none drowns another. */
export const GROUPS = ['words', 'characters', 'lists', 'forms'] as const;
export type Group = (typeof GROUPS)[number];

/** Which features are read. */
export interface FeatureOptions {
  /** Shortest and longest run of characters within a word. */
  readonly characters: readonly [number, number];
  /** Whether words as members of a list, in and out of a negation's reach, and forms of words are read too. */
  readonly forms: boolean;
}

/** Places where features stand: entry i is the feature `hash[i]` of group `group[i]` on tokens `first[i]` to `last[i]`. */
export interface TextFeatures {
  readonly tokens: readonly TextToken[];
  readonly hash: readonly number[];
  readonly group: readonly number[];
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Number spaces of the hashes: the same letters mean different things in different places. */
const SPACE = { word: 1, pair: 2, capitals: 3, characters: 4, listed: 5, negated: 6, form: 7 } as const;

/** The hash of a single word. */
export const wordHash = (key: string): number => featureHash(key, SPACE.word);

/** The hash under which a word is looked up as member of a list, in reach of a negation or out of it. */
export const listedHash = (key: string, negated: boolean): number =>
  featureHash(key, negated ? SPACE.negated : SPACE.listed);

const NEGATION = /^(?:not|no|never|without|nothing|nobody|none|neither|nor|cannot|hardly|barely|.*n't|dont|cant|wont)$/;

/** A negation reaches over three tokens, as in VADER (Hutto and Gilbert 2014). */
const REACH = 3;

const SUFFIX = /(?:ing|ed|ly|tion|ness|ment|ous|ful|less|able|ive|al|er|est|s|ity)$/;

/** Reads features of texts; remembers those of words that it has read. */
export class FeatureReader {
  readonly #options: FeatureOptions;
  readonly #characters = new Map<string, readonly number[]>();

  constructor(options: FeatureOptions) {
    this.#options = options;
  }

  /** Words, pairs of neighbours, runs of characters within a word, and lists and forms where they are asked for. */
  read(text: string): TextFeatures {
    const tokens = textTokens(text);
    const hash: number[] = [];
    const group: number[] = [];
    const first: number[] = [];
    const last: number[] = [];
    const add = (kind: number, value: number, from: number, to: number): void => {
      hash.push(value);
      group.push(kind);
      first.push(from);
      last.push(to);
    };
    for (const [at, { key, kind, capitals }] of tokens.entries()) {
      const next = tokens[at + 1];
      add(0, wordHash(key), at, at);
      if (at === 0) add(0, featureHash(`^ ${key}`, SPACE.pair), at, at);
      add(0, featureHash(`${key} ${next?.key ?? '$'}`, SPACE.pair), at, next === undefined ? at : at + 1);
      if (capitals) {
        add(0, featureHash(key, SPACE.capitals), at, at);
        add(0, featureHash('', SPACE.capitals), at, at);
      }
      if (kind === 'word' || key.length > 1) for (const one of this.#charactersOf(key)) add(1, one, at, at);
    }
    if (this.#options.forms) {
      for (const [at, { key }] of tokens.entries()) {
        let negated = false;
        for (let before = Math.max(0, at - REACH); before < at; before++)
          if (NEGATION.test(tokens[before]!.key)) negated = true;
        add(2, listedHash(key, negated), at, at);
        for (const form of formsOf(text, tokens[at]!, at)) add(3, featureHash(form, SPACE.form), at, at);
      }
    }
    return { tokens, hash, group, first, last };
  }

  #charactersOf(key: string): readonly number[] {
    const known = this.#characters.get(key);
    if (known !== undefined) return known;
    const [shortest, longest] = this.#options.characters;
    const edged = `<${key}>`;
    const runs: number[] = [];
    for (let length = shortest; length <= Math.min(longest, edged.length - 1); length++)
      for (let at = 0; at + length <= edged.length; at++)
        runs.push(featureHash(edged.slice(at, at + length), SPACE.characters));
    // Bounded, so that no text can fill the memory.
    if (this.#characters.size >= 50_000) this.#characters.clear();
    this.#characters.set(key, runs);
    return runs;
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
