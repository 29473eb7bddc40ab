import { Fault } from '@second-unit/evidence';
import { readAdditiveTextModel } from '@second-unit/learning';
import { knownShare, LEAST_ENGLISH } from './english.ts';
import { type Explanation, explanationOf } from './explanation.ts';

/** A classifier of texts by the 28 labels of GoEmotions (Demszky et al. 2020), each label on its own. */
export interface EmotionModel {
  readonly version: string;
  readonly labels: readonly string[];
  /** Probability of each label, in their order. A model of English: ask `knowsEnough` first. */
  score(text: string): Float32Array;
  /** The labels whose scores are over their thresholds, likeliest first; none where the text is not English enough. */
  decide(text: string): string[];
  /** Why: the log odds of a label as a sum over the words. Throws `not-found` for a label that there is not. */
  explain(text: string, label: string): Explanation;
  /** Share of the words that are known, 0 to 1; undefined where there are no words (an emoji alone is no word). */
  knownShare(text: string): number | undefined;
  /** Whether the text is English enough to say something about. */
  knowsEnough(text: string): boolean;
}

/** The model in the bytes of `models/emotion.safetensors`. Throws where they are not that model. */
export function loadEmotionModel(bytes: Uint8Array): EmotionModel {
  const model = readAdditiveTextModel(bytes);
  const labels = model.metadata.labels?.split(' ') ?? [];
  const thresholds = model.extra.thresholds?.values;
  if (
    model.metadata.model !== 'second-unit/emotion' ||
    labels.length !== model.outputs ||
    thresholds?.length !== labels.length
  )
    throw new Fault('input', 'This file is not the emotion model.');
  const english = (text: string): boolean => (knownShare(model, text) ?? 1) >= LEAST_ENGLISH;
  return {
    version: model.metadata.version ?? '',
    labels,
    score: (text) => Float32Array.from(model.score(text), (logOdds) => 1 / (1 + Math.exp(-logOdds))),
    decide(text) {
      if (text.trim() === '' || !english(text)) return [];
      const scores = model.score(text);
      return labels
        .map((label, at) => ({ label, score: scores[at]!, threshold: thresholds[at]! }))
        .filter(({ score, threshold }) => score > threshold)
        .sort((a, b) => b.score - a.score)
        .map(({ label }) => label);
    },
    explain(text, label) {
      const at = labels.indexOf(label);
      if (at < 0) throw new Fault('not-found', `There is no emotion “${label}”. There are: ${labels.join(', ')}.`);
      return explanationOf(text, model.contributions(text), model.bias, at);
    },
    knownShare: (text) => knownShare(model, text),
    knowsEnough: english,
  };
}
