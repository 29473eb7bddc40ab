import { LearningFault } from './fault.ts';
import type { LinearModel } from './logistic-regression.ts';
import { readSafetensors, type Safetensors, type Tensor, writeSafetensors } from './safetensors.ts';
import { GROUPS, wordHash } from './text-features.ts';
import type { TextToken } from './text-tokens.ts';
import { TextVectoriser, type Vocabulary } from './text-vectoriser.ts';

/** What each token of a text adds to each output. */
export interface Contributions {
  readonly tokens: readonly TextToken[];
  /** `outputs` numbers a token, token after token. */
  readonly weights: Float64Array;
}

/** Layout of the file; a reader refuses any other. */
const LAYOUT = '1';

/**
 * A linear model of texts whose outputs are sums over the tokens: output = bias + Σ what each token adds. A pair of
 * words gives half of its weight to each of the two, a run of characters all of it to its word.
 */
export class AdditiveTextModel {
  readonly outputs: number;
  readonly bias: Float64Array;
  /** What the maker wrote into the file. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Further arrays of the file. */
  readonly extra: Readonly<Record<string, Tensor>>;
  readonly #vectoriser: TextVectoriser;
  readonly #codes: Int8Array;
  readonly #scale: Float64Array;

  constructor({ metadata, tensors }: Safetensors) {
    if (metadata.layout !== LAYOUT) throw refusal(`it is of layout ${metadata.layout ?? 'none'}, not ${LAYOUT}`);
    const { keys, idf, scales, characters, codes, scale, bias, ...extra } = tensors;
    this.outputs = bias?.shape[0] ?? 0;
    if (
      !(keys?.values instanceof Uint32Array) ||
      !(idf?.values instanceof Float32Array) ||
      !(codes?.values instanceof Int8Array) ||
      !(scale?.values instanceof Float32Array) ||
      !(bias?.values instanceof Float32Array) ||
      scales?.values.length !== GROUPS.length ||
      characters?.values.length !== 2 ||
      idf.values.length !== keys.values.length ||
      codes.values.length !== keys.values.length * this.outputs ||
      scale.values.length !== this.outputs
    )
      throw refusal('its arrays do not fit each other');
    const [shortest = 0, longest = 0] = characters.values;
    this.#vectoriser = new TextVectoriser({
      keys: keys.values,
      idf: idf.values,
      features: { characters: [shortest, longest], forms: scales.values[2]! + scales.values[3]! > 0 },
      scales: Array.from(scales.values),
    });
    this.#codes = codes.values;
    this.#scale = Float64Array.from(scale.values);
    this.bias = Float64Array.from(bias.values);
    this.metadata = metadata;
    this.extra = extra;
  }

  /** What each token of `text` adds to each output. */
  contributions(text: string): Contributions {
    const { tokens, feature, value, first, last } = this.#vectoriser.read(text);
    const { outputs } = this;
    const weights = new Float64Array(tokens.length * outputs);
    const codes = this.#codes;
    for (let at = 0; at < feature.length; at++) {
      const code = feature[at]! * outputs;
      const one = first[at]! * outputs;
      const other = last[at]! * outputs;
      const part = one === other ? value[at]! : value[at]! / 2;
      for (let k = 0; k < outputs; k++) weights[one + k]! += part * DECODED[codes[code + k]! + 128]!;
      if (one !== other)
        for (let k = 0; k < outputs; k++) weights[other + k]! += part * DECODED[codes[code + k]! + 128]!;
    }
    for (let at = 0; at < weights.length; at += outputs)
      for (let k = 0; k < outputs; k++) weights[at + k]! *= this.#scale[k]!;
    return { tokens, weights };
  }

  /** The outputs: the bias and then what the tokens add, summed in their order, so that an explanation sums to it. */
  score(text: string): Float64Array {
    return this.sum(this.contributions(text));
  }

  /** The outputs of contributions at hand. */
  sum({ tokens, weights }: Contributions): Float64Array {
    const out = this.bias.slice();
    for (let at = 0; at < tokens.length; at++)
      for (let k = 0; k < this.outputs; k++) out[k]! += weights[at * this.outputs + k]!;
    return out;
  }

  /** Share of the texts that were learned from that this word was met in; 0 for a word that was not learned. */
  frequency(key: string): number {
    const place = this.#vectoriser.find(wordHash(key));
    return place < 0 ? 0 : 1 / Math.expm1(this.#vectoriser.vocabulary.idf[place]!);
  }
}

const refusal = (why: string): LearningFault =>
  new LearningFault('input', `This is not a text model that can be read: ${why}.`);

/**
 * A weight in one byte: its sign and the square root of its share of the output's largest, which spends more of the
 * codes on the many small weights. No weight is off by more than 1/127 of the largest.
 */
const DECODED = Float64Array.from({ length: 256 }, (_, at) => (Math.sign(at - 128) * (at - 128) ** 2) / 127 ** 2);

/** The bytes of a model's file. `metadata` says its name and version; `extra` is kept beside. */
export function writeAdditiveTextModel(
  vocabulary: Vocabulary,
  { weights, bias }: LinearModel,
  metadata: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, Tensor>> = {},
): Uint8Array {
  const outputs = bias.length;
  const scale = new Float32Array(outputs);
  for (let at = 0; at < weights.length; at++)
    scale[at % outputs] = Math.max(scale[at % outputs]!, Math.abs(weights[at]!));
  const codes = Int8Array.from(weights, (weight, at) => {
    const largest = scale[at % outputs]!;
    return largest === 0 ? 0 : Math.sign(weight) * Math.round(127 * Math.sqrt(Math.abs(weight) / largest));
  });
  const vector = (values: Tensor['values']): Tensor => ({ values, shape: [values.length] });
  return writeSafetensors({
    metadata: { ...metadata, layout: LAYOUT },
    tensors: {
      ...extra,
      keys: vector(vocabulary.keys),
      idf: vector(vocabulary.idf),
      scales: vector(Float32Array.from(vocabulary.scales)),
      characters: vector(Uint8Array.from(vocabulary.features.characters)),
      codes: { values: codes, shape: [vocabulary.keys.length, outputs] },
      scale: vector(scale),
      bias: vector(Float32Array.from(bias)),
    },
  });
}

/** The model in a file's bytes. Throws `input` where it is not one. */
export const readAdditiveTextModel = (bytes: Uint8Array): AdditiveTextModel =>
  new AdditiveTextModel(readSafetensors(bytes));
