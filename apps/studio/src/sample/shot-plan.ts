import type { View } from './panel.ts';
import type { PanelName } from './panels/index.ts';

/** A line of the script that is heard in a shot; which cue says it, and when, in frames from where the shot begins. */
export interface ShotLine {
  readonly cue: string;
  /** Verbatim from the script, inside the shot's scene. */
  readonly text: string;
  readonly at: number;
  readonly frames: number;
  /** Shown beside the line that it is spoken over. */
  readonly dual?: boolean;
}

export type SoundName =
  | 'bell'
  | 'clank'
  | 'click'
  | 'step'
  | 'drop'
  | 'coin'
  | 'pencil'
  | 'heron'
  | 'band'
  | 'car'
  | 'spoon'
  | 'clock'
  | 'door'
  | 'thud'
  | 'rope';

/** Something heard at one moment, in frames from where the shot begins. `gain` in decibels, `pan` −1 to 1. */
interface SoundCue {
  readonly sound: SoundName;
  readonly at: number;
  readonly gain?: number;
  readonly pan?: number;
}

/** What a place sounds like while one is there; decibels, absent where silent. */
export interface Ambience {
  readonly river?: number;
  readonly rain?: number;
  readonly umbrella?: number;
  readonly room?: number;
  readonly traffic?: number;
}

export interface ShotPlan {
  readonly id: string;
  /** Number of the scene in the script; absent for the cards. */
  readonly scene?: string;
  readonly panel: PanelName;
  readonly from: View;
  readonly to?: View;
  readonly frames: number;
  readonly into?: { readonly type: 'dissolve' | 'fade'; readonly frames: number };
  readonly rain?: number;
  readonly fog?: { readonly y: number; readonly alpha: number };
  readonly lines?: readonly ShotLine[];
  readonly ambience: Ambience;
  readonly cues?: readonly SoundCue[];
}
