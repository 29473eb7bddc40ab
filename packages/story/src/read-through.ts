import type { ScriptRange } from '@second-unit/evidence';
import type { Breakdown } from './breakdown/index.ts';
import type { Cast } from './cast/index.ts';
import type { Emotion } from './emotion/index.ts';
import type { Pacing } from './pacing/index.ts';
import type { StoryFinding } from './story-finding.ts';
import type { Structure } from './structure/index.ts';
import type { Voice } from './voice/index.ts';

/** `second-unit/read-through@1`: what a script says, each claim with its lines. */
export interface ReadThrough {
  readonly format: 'second-unit/read-through@1';
  readonly title?: string;
  readonly scenes: readonly Scene[];
  readonly characters: readonly Character[];
  readonly cast: Cast;
  readonly pacing: Pacing;
  readonly voice: Voice;
  readonly structure: Structure;
  /** Of English scripts, where the models were given. */
  readonly emotion?: Emotion;
  /** What each scene needs. */
  readonly breakdown: Breakdown;
  /** Objective errors first. */
  readonly findings: readonly StoryFinding[];
}

export interface Scene {
  /** Zero-based. */
  readonly index: number;
  /** As numbered by the writer, where numbered. */
  readonly number?: string;
  readonly heading: string;
  readonly place: string;
  readonly interior: boolean;
  readonly exterior: boolean;
  /** `DAY`, `NIGHT`, … as written; absent where the heading gives none. */
  readonly time?: string;
  /** The whole scene, heading included. */
  readonly from: number;
  readonly to: number;
  /** Length on paper in eighths of a page. */
  readonly eighths: number;
  /** Names of those who speak, in order of their first line. */
  readonly speakers: readonly string[];
  readonly words: number;
}

export interface Character {
  readonly name: string;
  /** Indices of the scenes in which the character speaks. */
  readonly scenes: readonly number[];
  readonly speeches: number;
  readonly words: number;
  /** One range a speech, cue included, in script order. */
  readonly evidence: readonly ScriptRange[];
}
