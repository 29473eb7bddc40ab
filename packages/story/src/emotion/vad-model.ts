import { Fault } from '@second-unit/evidence';
import { readAdditiveTextModel } from '@second-unit/learning';
import { knownShare, LEAST_ENGLISH } from './english.ts';
import { type Explanation, explanationOf } from './explanation.ts';

/** How a text feels to its readers, on EmoBank's scales from 1 to 5, where 3 is neutral. */
export interface ValenceArousalDominance {
  /** Bad to good. */
  readonly valence: number;
  /** Calm to excited. */
  readonly arousal: number;
  /** Controlled to in control. */
  readonly dominance: number;
}

export interface VadModel {
  readonly version: string;
  /** A model of English: ask `knowsEnough` first. */
  score(text: string): ValenceArousalDominance;
  /** Why: one dimension as a sum over the words. The score is this sum, kept from 1 to 5. */
  explain(text: string, dimension: keyof ValenceArousalDominance): Explanation;
  /** Share of the words that are known, 0 to 1; undefined where there are no words. */
  knownShare(text: string): number | undefined;
  /** Whether the text is English enough to say something about. */
  knowsEnough(text: string): boolean;
}

const DIMENSIONS = ['valence', 'arousal', 'dominance'] as const;

/** The model in the bytes of `models/vad.safetensors`. Throws where they are not that model. */
export function loadVadModel(bytes: Uint8Array): VadModel {
  const model = readAdditiveTextModel(bytes);
  if (model.metadata.model !== 'second-unit/vad' || model.outputs !== DIMENSIONS.length)
    throw new Fault('input', 'This file is not the valence-arousal-dominance model.');
  return {
    version: model.metadata.version ?? '',
    score(text) {
      const [valence, arousal, dominance] = Array.from(model.score(text), (sum) => Math.min(5, Math.max(1, sum)));
      return { valence: valence!, arousal: arousal!, dominance: dominance! };
    },
    explain: (text, dimension) =>
      explanationOf(text, model.contributions(text), model.bias, DIMENSIONS.indexOf(dimension)),
    knownShare: (text) => knownShare(model, text),
    knowsEnough: (text) => (knownShare(model, text) ?? 1) >= LEAST_ENGLISH,
  };
}
