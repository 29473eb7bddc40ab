import type { ScriptRange } from '@second-unit/evidence';
import type { EmotionModel } from './emotion-model.ts';
import type { VadModel, ValenceArousalDominance } from './vad-model.ts';

/** The models of emotion, which arrive from outside: a page loads them when it wants them. */
export interface EmotionModels {
  readonly emotion: EmotionModel;
  readonly vad: VadModel;
}

/** How the lines of a script feel to readers, by models of English: a section of `read-through@1`. */
export interface Emotion {
  /** Versions of the models that said so. */
  readonly models: { readonly emotion: string; readonly vad: string };
  /** Speeches and action, in order. */
  readonly lines: readonly LineEmotion[];
  /** In the order of `scenes`; absent (`null`) where a scene has no line that could be read. */
  readonly scenes: readonly (ValenceArousalDominance | null)[];
  /** Those who speak in three scenes or more. */
  readonly characters: readonly CharacterEmotion[];
  /** Valence from the first line to the last, smoothed, at even steps; absent where a script is too short. */
  readonly arc?: EmotionArc;
}

export interface LineEmotion extends ValenceArousalDominance {
  readonly range: ScriptRange;
  readonly scene: number;
  /** Who speaks; absent in action. */
  readonly character?: string;
  /** Labels of GoEmotions over their thresholds, likeliest first; `neutral` is left out. */
  readonly labels: readonly string[];
}

export interface CharacterEmotion {
  readonly name: string;
  /** Mean over the lines that the character speaks in a scene. */
  readonly points: readonly (ValenceArousalDominance & { readonly scene: number })[];
}

export interface EmotionArc {
  readonly valence: readonly number[];
  /** The nearest of the six shapes of Reagan et al. 2016. */
  readonly shape: ArcShape;
  /** To each shape: 1 − Pearson r of the arc with it, 0 (the same) to 2 (turned over). */
  readonly distances: Readonly<Record<ArcShape, number>>;
  /** Share of arcs of the same values in shuffled scenes that come as near to a shape: small is telling. */
  readonly byChance: number;
}

export const ARC_SHAPES = ['rise', 'fall', 'fall-rise', 'rise-fall', 'rise-fall-rise', 'fall-rise-fall'] as const;
export type ArcShape = (typeof ARC_SHAPES)[number];

/** As Reagan et al. name them. */
export const ARC_NAMES: Readonly<Record<ArcShape, string>> = {
  rise: 'rags to riches',
  fall: 'tragedy',
  'fall-rise': 'man in a hole',
  'rise-fall': 'Icarus',
  'rise-fall-rise': 'Cinderella',
  'fall-rise-fall': 'Oedipus',
};
