import type { Damage, MediaInfo } from '@second-unit/media';
import type { CameraMovement, ShotSize } from '@second-unit/timeline';

/** `second-unit/log@1`: the assistant editor's log of one film. */
export interface ShotLog {
  readonly format: 'second-unit/log@1';
  readonly media: MediaInfo;
  readonly shots: readonly Shot[];
  readonly sound?: Sound;
  readonly subtitles: readonly LogSubtitle[];
  /** One colour a column, left to right over the whole film, as `#rrggbb`; at most 1,000. */
  readonly barcode: readonly string[];
  /** Shots grouped by look, sound and place; absent in logs made before there were any. */
  readonly scenes?: readonly FilmScene[];
  /** What is wrong with the picture, in film order. */
  readonly faults?: readonly PictureFault[];
  readonly damage: readonly Damage[];
}

/** Shots that follow each other and seem to be of one place and time. */
export interface FilmScene {
  /** Zero-based. */
  readonly index: number;
  /** Index of its first shot, and of the last, inclusive. */
  readonly firstShot: number;
  readonly lastShot: number;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** That it begins here, 0 to 1. */
  readonly confidence: number;
}

/** A stretch of frames that a camera assistant or editor would want to know of. */
export interface PictureFault {
  readonly kind: 'soft' | 'underexposed' | 'overexposed' | 'black' | 'frozen' | 'duplicate' | 'combed';
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  readonly confidence: number;
  /** Of duplicates that come regularly, as a change of frame rate leaves them: one frame in so many, 5 from 24 to 30. */
  readonly every?: number;
}

/** What the camera does in a shot, from the motion of the whole picture. */
export interface Camera {
  readonly movement: CameraMovement;
  readonly confidence: number;
  /** Mean speed: picture widths a second, right positive. */
  readonly pan: number;
  /** Picture heights a second, up positive. */
  readonly tilt: number;
  /** Change of scale a second, in natural logarithm; pushing in positive. */
  readonly zoom: number;
  /** Degrees a second, clockwise positive. */
  readonly roll: number;
  /** Trembling: root mean square of what is left of the path once it is smoothed, picture widths. */
  readonly shake: number;
}

/** How much of a person, or of a place, the picture shows. */
export interface Scale {
  readonly size: ShotSize;
  readonly confidence: number;
  /** What it was told by. */
  readonly by: 'faces' | 'people' | 'picture';
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
  /** Warm against cool, −1 to 1: mean of b of OKLab, in parts of its largest. */
  readonly warmth?: number;
  readonly camera?: Camera;
  readonly scale?: Scale;
  /** Loudness of the shot in LUFS (mean of momentary energy); absent without sound or in silence. */
  readonly loudness?: number;
  /** Indices into `subtitles` of the lines that begin in this shot. */
  readonly lines: readonly number[];
}

export interface LogSubtitle {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly text: string;
  /** Where the words come from: a file beside the film, a track in it, or its sound; absent in older logs. */
  readonly from?: 'sidecar' | 'embedded' | 'whisper' | 'endpoint';
  /** When each of its words is said, where whoever wrote it down told. */
  readonly words?: readonly { readonly text: string; readonly startFrame: number; readonly endFrame: number }[];
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
  /** Stretches of speech, of silence, and of music, in film order; absent where they were not looked for. */
  readonly speech?: readonly Heard[];
  readonly silence?: readonly Heard[];
  readonly music?: readonly Heard[];
  /** Where a sound sets in, seconds from the first frame, with its strength, 0 to 1. */
  readonly onsets?: readonly { readonly time: number; readonly strength: number }[];
  /** Beats a minute of the film's music, where it has a beat. */
  readonly tempo?: {
    readonly bpm: number;
    /** How regular it is, 0 to 1: autocorrelation of the onsets at one beat. */
    readonly confidence: number;
    /** Seconds from the first frame, in the film's music only. */
    readonly beats?: readonly number[];
  };
  /** The loudest 3 s, LUFS (EBU R 128 short-term); `shortTermLoudness` gives the whole series. */
  readonly maxShortTerm?: number;
}

/** A stretch of sound: seconds from the film's first frame, `end` exclusive. */
export interface Heard {
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
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
