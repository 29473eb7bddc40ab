import type { Damage, MediaInfo } from '@second-unit/media';

/** `second-unit/log@1`: the assistant editor's log of one film. */
export interface ShotLog {
  readonly format: 'second-unit/log@1';
  readonly media: MediaInfo;
  readonly shots: readonly Shot[];
  readonly sound?: Sound;
  readonly subtitles: readonly LogSubtitle[];
  /** One colour a column, left to right over the whole film, as `#rrggbb`; at most 1,000. */
  readonly barcode: readonly string[];
  readonly damage: readonly Damage[];
}

/** How a shot begins. During [startFrame, endFrame) the picture belongs to neither shot. */
export interface TransitionIn {
  readonly type: 'cut' | 'dissolve' | 'fade' | 'wipe' | 'none';
  readonly startFrame: number;
  readonly endFrame: number;
}

export interface Shot {
  /** `s0001`, `s0002` …: stable within one log. */
  readonly id: string;
  /** Zero-based. */
  readonly index: number;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** Seconds, for reading only. */
  readonly start: number;
  readonly end: number;
  readonly transitionIn: TransitionIn;
  /** Only on a last shot behind which the film fades out, or ends on an empty picture; `endFrame` is where that begins. */
  readonly transitionOut?: TransitionIn;
  /** That the shot begins where it is said to, 0 to 1. */
  readonly confidence: number;
  /** The frame that stands for the shot. */
  readonly keyFrame: number;
  /** Up to five colours that cover most of the picture, `#rrggbb` with their share of it. */
  readonly palette: readonly { readonly colour: string; readonly share: number }[];
  /** Mean luma, 0 to 1. */
  readonly brightness: number;
  /** Standard deviation of luma, 0 to 0.5. */
  readonly contrast: number;
  /** Mean change between neighbouring frames, 0 to 1: how much moves. */
  readonly motion: number;
  /** Loudness of the shot in LUFS (mean of momentary energy); absent without sound or in silence. */
  readonly loudness?: number;
  /** Indices into `subtitles` of the lines that begin in this shot. */
  readonly lines: readonly number[];
}

export interface LogSubtitle {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly text: string;
}

/** EBU R128 over the whole film, and momentary loudness along it. */
export interface Sound {
  /** LUFS; absent where the whole film is below the gate. */
  readonly integrated?: number;
  /** dBTP. */
  readonly truePeak?: number;
  /** Loudness range, LU. */
  readonly range?: number;
  /** Momentary loudness (400 ms), LUFS, one value every `step` seconds; −70 where silent. */
  readonly momentary: { readonly step: number; readonly values: readonly number[] };
}

/** A scene of a script and the shots that seem to show it. */
export interface SceneLink {
  /** Index of the scene in the read-through. */
  readonly scene: number;
  /** Ids of shots, in film order. */
  readonly shots: readonly string[];
  readonly confidence: number;
  /** `dialogue` where subtitles matched the script's lines, `order` where only position speaks for it. */
  readonly method: 'dialogue' | 'order';
  /** The pairs of lines that matched: index of the log's subtitle, range in the script. */
  readonly lines: readonly { readonly subtitle: number; readonly from: number; readonly to: number }[];
}
