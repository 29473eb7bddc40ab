import { HashIndex } from './feature-hashing.ts';
import { type Entry, type SparseMatrix, sparseMatrix } from './sparse-matrix.ts';
import { type FeatureOptions, FeatureReader, GROUPS } from './text-features.ts';
import type { TextToken } from './text-tokens.ts';

/** The features that a model knows. */
export interface Vocabulary {
  /** Hash of each feature; none twice. */
  readonly keys: Uint32Array;
  /** Inverse document frequency of each, ln(1 + texts / texts with it); 0 for lists and forms. */
  readonly idf: Float32Array;
  readonly features: FeatureOptions;
  /** How much each of `GROUPS` counts. */
  readonly scales: readonly number[];
}

/**
 * A text as a model sees it: entry i adds `value[i]` of feature `feature[i]`, on tokens `first[i]` to `last[i]`. The
 * arrays are the vectoriser's own: the next text overwrites them.
 */
export interface TextVector {
  readonly tokens: readonly TextToken[];
  readonly feature: Float64Array;
  readonly value: Float64Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
}

/** How often a feature must be met to be learned. */
export interface Least {
  readonly words: number;
  readonly characters: number;
  readonly forms: number;
}

/**
 * The features of `texts` that are in enough of them, with their inverse document frequencies, ordered by hash.
 * `listed` are hashes of
 * words of lists, which are known whether they are met or not.
 */
export function vocabularyOf(
  texts: readonly string[],
  features: FeatureOptions,
  scales: readonly number[],
  least: Least,
  listed: readonly number[] = [],
): Vocabulary {
  const reader = new FeatureReader(features, (hash) => hash);
  const counts = new Map<number, { group: number; texts: number; latest: number }>();
  for (const [at, text] of texts.entries()) {
    const { feature: hash, group } = reader.read(text);
    for (let entry = 0; entry < hash.length; entry++) {
      const count = counts.get(hash[entry]!);
      if (count === undefined) counts.set(hash[entry]!, { group: group[entry]!, texts: 1, latest: at });
      else if (count.latest !== at) {
        count.texts++;
        count.latest = at;
      }
    }
  }
  const known = new Map<number, number>(listed.map((hash) => [hash, 0]));
  for (const [hash, { group, texts: met }] of counts) {
    const kind = GROUPS[group]!;
    if (kind === 'lists' || met < least[kind]) continue;
    known.set(hash, kind === 'forms' ? 0 : Math.log(1 + texts.length / met));
  }
  const ordered = [...known].sort(([a], [b]) => a - b);
  return {
    keys: Uint32Array.from(ordered, ([hash]) => hash),
    idf: Float32Array.from(ordered, ([, idf]) => idf),
    features,
    scales,
  };
}

/**
 * Turns texts into rows of numbers: (1 + ln count) · idf for words and characters, each group divided by its length
 * (the usual TF-IDF, Salton and Buckley 1988); count / √tokens for lists and forms. What a model does not know adds nothing.
 */
export class TextVectoriser {
  readonly vocabulary: Vocabulary;
  readonly #index: HashIndex;
  readonly #reader: FeatureReader;
  /** Count of each feature within the text that is being read; zero between texts. */
  readonly #count: Uint32Array;
  #value = new Float64Array(1024);

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
    const index = new HashIndex(vocabulary.keys);
    this.#index = index;
    this.#reader = new FeatureReader(vocabulary.features, (hash) => index.find(hash));
    this.#count = new Uint32Array(vocabulary.keys.length);
  }

  /** Where a feature stands in the vocabulary, or -1. */
  find(hash: number): number {
    return this.#index.find(hash);
  }

  /** One text. A feature that is met n times has n entries of equal value, each on its own tokens. */
  read(text: string): TextVector {
    const { tokens, feature, group, first, last } = this.#reader.read(text);
    const { idf, scales } = this.vocabulary;
    const count = this.#count;
    for (let at = 0; at < feature.length; at++) count[feature[at]!]!++;
    if (this.#value.length < feature.length) this.#value = new Float64Array(2 * feature.length);
    const value = this.#value.subarray(0, feature.length);
    const squares = [0, 0, tokens.length, tokens.length];
    for (let at = 0; at < value.length; at++) {
      const one = feature[at]!;
      const kind = group[at]!;
      if (kind >= 2) {
        value[at] = 1;
        continue;
      }
      const times = count[one]!;
      const weight = times === 1 ? idf[one]! : (1 + Math.log(times)) * idf[one]!;
      value[at] = weight / times;
      squares[kind]! += (weight * weight) / times;
    }
    const scale = squares.map((square, kind) => scales[kind]! / (Math.sqrt(square) || 1));
    for (let at = 0; at < value.length; at++) {
      value[at]! *= scale[group[at]!]!;
      count[feature[at]!] = 0;
    }
    return { tokens, feature, first, last, value };
  }

  /** Many texts as the rows of a matrix. */
  matrix(texts: readonly string[]): SparseMatrix {
    const rows = texts.map((text): Entry[] => {
      const { feature, value } = this.read(text);
      const sums = new Map<number, number>();
      for (let at = 0; at < feature.length; at++) sums.set(feature[at]!, (sums.get(feature[at]!) ?? 0) + value[at]!);
      return Array.from(sums, ([column, sum]) => ({ column, value: sum }));
    });
    return sparseMatrix(rows, this.vocabulary.keys.length);
  }
}
