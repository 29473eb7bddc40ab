import type { MediaInfo } from '@second-unit/media';
import type { Rational } from '@second-unit/timeline';
import type { LogCurve } from './log-curves.ts';

/** `second-unit/shoot-day@1`: what a folder of clips holds, sorted. Every guess says why and how sure. */
export interface ShootDay {
  readonly format: 'second-unit/shoot-day@1';
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly clips: readonly ShootClip[];
  readonly cameras: readonly CameraGroup[];
  readonly syncs: readonly Sync[];
  readonly links: readonly ProxyLink[];
  /** Proxies whose original a person has to name. */
  readonly unlinked: readonly UnlinkedProxy[];
  readonly bins: readonly Bin[];
  /** What could not be read, one sentence each. */
  readonly unreadable: readonly Unreadable[];
}

export interface Unreadable {
  /** In the folder, with `/`. */
  readonly path: string;
  readonly message: string;
}

/** One file that a camera or a recorder made. */
export interface ShootClip {
  /** Its path in the folder, with `/`: the name that corrections hold it by. */
  readonly id: string;
  /** `raw` is camera raw that FFmpeg cannot decode: only its name and size are known. */
  readonly kind: 'picture' | 'sound' | 'raw';
  readonly bytes: number;
  /** UTC, ISO 8601. */
  readonly modified: string;
  readonly originalPath: string;
  readonly info?: MediaInfo;
  readonly sound?: { readonly codec: string; readonly sampleRate: number; readonly channels: number };
  /** Seconds. */
  readonly seconds?: number;
  /** When it was recorded, by the camera's clock; ISO 8601. */
  readonly created?: string;
  readonly make?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly reel?: string;
  /** Of the first frame; of sound without picture, in frames of `timecodeRate`. */
  readonly startTimecode?: string;
  readonly dropFrame?: boolean;
  readonly timecodeRate?: Rational;
  /** The same in seconds from midnight of the timecode's day, exact; real seconds, not those that timecode shows. */
  readonly startSeconds?: number;
  /** Scene and take as metadata, name or slate say, most reliable first. */
  readonly slates: readonly Slate[];
  /** How the picture was encoded for the camera's log, where it was. */
  readonly curve?: CurveGuess;
  /** What is said in it, line by line, where a transcript (.srt, .vtt) lies beside it. */
  readonly lines?: readonly string[];
  /** Sync marks: where a clap seems to be, seconds from the first frame or sample. */
  readonly claps?: readonly Clap[];
  /** Is it a small copy that stands for an original? */
  readonly proxy?: boolean;
  /** Of a clip in several files: how many. */
  readonly files?: number;
  /** One sentence for a person, as for camera raw. */
  readonly note?: string;
}

export interface Clap {
  readonly time: number;
  readonly confidence: number;
}

/** What a clapperboard says. */
export interface Slate {
  /** `12`: the number of the script's scene. */
  readonly scene: string;
  /** `12A`: the set-up, which is the scene itself for its first one. */
  readonly setup: string;
  readonly take?: number;
  readonly by: 'ixml' | 'metadata' | 'name' | 'folder' | 'speech';
  readonly confidence: number;
  readonly reason: string;
}

export interface CurveGuess {
  readonly curve: LogCurve;
  readonly by: 'metadata' | 'name' | 'picture' | 'person';
  readonly confidence: number;
  readonly reason: string;
}

/** Clips of one camera, by the cards that they came on. */
export interface CameraGroup {
  readonly id: string;
  /** `A`, `FX6` or the card's name. */
  readonly name: string;
  readonly make?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly cards: readonly Card[];
  readonly confidence: number;
  /** Why these clips are thought to be of one camera. */
  readonly reason: string;
}

export interface Card {
  readonly name: string;
  /** In the folder, with `/`; empty for the folder itself. */
  readonly folder: string;
  /** Ids of clips, by name. */
  readonly clips: readonly string[];
}

/** Sound of a recorder that goes with a picture. */
export interface Sync {
  /** Ids of clips. */
  readonly sound: string;
  readonly picture: string;
  /** Seconds from the picture's first frame to the sound's first sample; negative where the sound began earlier. */
  readonly offset: number;
  readonly by: 'timecode' | 'waveform' | 'clap' | 'person';
  readonly confidence: number;
  readonly reason: string;
  /** How the recorder's clock runs against the camera's, parts per million; positive where it is faster. */
  readonly drift?: { readonly ppm: number; readonly overSeconds: number };
}

/** A small copy and the original that it stands for. */
export interface ProxyLink {
  readonly proxy: string;
  readonly original: string;
  readonly confidence: number;
  readonly reasons: readonly string[];
}

/** A proxy that several originals fit alike, or none that is here. */
export interface UnlinkedProxy {
  readonly proxy: string;
  /** Ids of those that fit alike; empty where none does. */
  readonly originals: readonly string[];
  /** One sentence. */
  readonly reason: string;
}

/** Where a clip belongs. */
export type BinPlace =
  | { readonly kind: 'take'; readonly scene: string; readonly setup: string; readonly take?: number }
  | { readonly kind: 'b-roll' | 'wild-sound' | 'unsorted' };

/** Where a clip is put, and why. */
export interface Placing {
  readonly place: BinPlace;
  readonly by: Slate['by'] | 'sync' | 'timecode' | 'dialogue' | 'look' | 'none' | 'person';
  readonly confidence: number;
  readonly reason: string;
}

/** Bins as an editor keeps them: scene, set-up, take; beside them B-roll, wild sound and what is unsorted. */
export interface Bin {
  /** Stays the same as long as its name does. */
  readonly id: string;
  readonly kind: 'scene' | 'setup' | 'take' | 'b-roll' | 'wild-sound' | 'unsorted';
  readonly name: string;
  /** Of a scene that is in the script: `INT. KITCHEN - NIGHT`. */
  readonly heading?: string;
  readonly bins: readonly Bin[];
  readonly clips: readonly BinClip[];
}

export interface BinClip {
  readonly clip: string;
  readonly placing: Placing;
}
