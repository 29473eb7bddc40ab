import type { ScriptRange } from '@second-unit/evidence';
import type { TurningPointName } from './model.ts';

/** What a script is built of: a section of `read-through@1`. Scenes are indices of `scenes`. */
export interface Structure {
  /** False where the text was edited since the turning points were found. */
  readonly current: boolean;
  /** In the order of the story; empty where there are too few scenes or words to say. */
  readonly turningPoints: readonly SaidTurningPoint[];
  /** The three acts, of which the second is in two halves, as the turning points bound them; empty where there are none. */
  readonly acts: readonly Act[];
  /** Runs of scenes that belong together, in order; together they are the script. */
  readonly sequences: readonly Sequence[];
  /** Most words first: A, B, C. Scenes of no line are in none. */
  readonly plotLines: readonly PlotLine[];
  /** Things that return after a long absence, the longest first. */
  readonly payoffs: readonly Payoff[];
  /** One a scene. */
  readonly changes: readonly SceneChange[];
}

/** A turning point as JSON; see `TurningPoint`. */
export interface SaidTurningPoint {
  readonly name: TurningPointName;
  readonly scene: number;
  readonly band: readonly [number, number];
  readonly probabilities: readonly number[];
  readonly control: number;
  readonly terms: readonly { readonly feature: string; readonly amount: number }[];
}

export interface Act {
  readonly name: 'I' | 'II a' | 'II b' | 'III';
  /** First and last scene. */
  readonly scenes: readonly [number, number];
  /** Of the words of the script, 0 to 1. */
  readonly share: number;
}

export interface Sequence {
  /** First and last scene. */
  readonly scenes: readonly [number, number];
  /** Who is in it the most, by name, and where it mostly is. */
  readonly members: readonly string[];
  readonly place: string;
  readonly words: number;
}

export interface PlotLine {
  readonly letter: string;
  readonly scenes: readonly number[];
  /** Of the words of the script, 0 to 1. */
  readonly share: number;
  /** Who is in its scenes more than in others, most so first. */
  readonly members: readonly string[];
  /** Where it plays most. */
  readonly places: readonly string[];
}

export interface Payoff {
  /** As first written. */
  readonly thing: string;
  /** Where it is set up, every time before the absence. */
  readonly setup: readonly ScriptRange[];
  /** Where it returns. */
  readonly payoff: readonly ScriptRange[];
  /** `any`: a name. `en`: an English noun. */
  readonly language: 'any' | 'en';
  /** The scenes on both sides of the absence. */
  readonly absence: readonly [number, number];
}

export interface SceneChange {
  readonly scene: number;
  /** By name: first and last time in the script. */
  readonly appear: readonly string[];
  readonly lastSeen: readonly string[];
  /** Beside the scene before: who is there now, and who no longer. */
  readonly enter: readonly string[];
  readonly leave: readonly string[];
  readonly place: boolean;
}
