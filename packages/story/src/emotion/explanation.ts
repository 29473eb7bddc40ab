import type { Contributions } from '@second-unit/learning';

/** What one word of a text adds to an output of a model; `from` and `to` are UTF-16 offsets into the text. */
export interface WordWeight {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly weight: number;
}

/** An output of a model as a sum: the bias and then each word's weight, added in this order, are exactly `sum`. */
export interface Explanation {
  readonly bias: number;
  readonly words: readonly WordWeight[];
  readonly sum: number;
}

/** The sum behind output `at` of a model with `bias.length` outputs. */
export function explanationOf(
  text: string,
  { tokens, weights }: Contributions,
  bias: Float64Array,
  at: number,
): Explanation {
  const words = tokens.map(({ from, to }, token) => ({
    from,
    to,
    text: text.slice(from, to),
    weight: weights[token * bias.length + at]!,
  }));
  const start = bias[at]!;
  return { bias: start, words, sum: words.reduce((sum, { weight }) => sum + weight, start) };
}
