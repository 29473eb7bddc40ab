import type { Rational } from '@second-unit/timeline';

/**
 * What a media file is. Frames count from 0 in presentation order, after edit lists, as editing programs count: those
 * that a damaged place has lost are counted too, and the next one that can be decoded stands in for them.
 */
export interface MediaInfo {
  /** Number of frames: from the container when probed, exact after a decode. */
  readonly frames: number;
  readonly timeBase: Rational;
  /** Average frame rate; see `variableFrameRate`. */
  readonly frameRate: Rational;
  readonly variableFrameRate: boolean;
  /**
   * How long each frame is shown, in ticks of `timeBase`, as runs: ticks, frames, ticks, frames … Only after a decode
   * of a film whose rate varies; the frames of all runs are `frames`.
   */
  readonly frameDurations?: readonly number[];
  /** Pixels as shown, after rotation. */
  readonly width: number;
  readonly height: number;
  /** Shape of one pixel, width : height, after rotation; absent when square. */
  readonly pixelAspect?: Rational;
  /** Degrees clockwise that a player turns the picture: 0, 90, 180, 270. */
  readonly rotation: number;
  /** Seconds, for reading only. */
  readonly duration: number;
  readonly videoCodec: string;
  /** A sentence or two on how small pictures are looked at: of a film in high dynamic range, or in fields. */
  readonly pictureNote?: string;
  readonly audio?: { readonly codec: string; readonly sampleRate: number; readonly channels: number };
  /** `HH:MM:SS:FF`, or `;FF` in drop-frame, in frames of the film; always one that `frameRate` allows. */
  readonly startTimecode?: string;
  readonly dropFrame?: boolean;
  /** One sentence, where the file gives a timecode that its frame rate does not allow; then there is no `startTimecode`. */
  readonly timecodeNote?: string;
  readonly reel?: string;
  readonly originalPath: string;
  /** What people call the file, where its path does not say: a copy that the studio keeps has a generated name. */
  readonly fileName?: string;
  /** Does every current browser play it as it is (H.264/AAC in MP4, VP9 or AV1 in WebM)? */
  readonly playsInBrowser: boolean;
}

/** A place where the file could not be read; decoding went on behind it. */
export interface Damage {
  readonly frame: number;
  /** Seconds, for reading only. */
  readonly time: number;
  readonly message: string;
}

/** A line of a subtitle track, embedded or sidecar. Times are seconds from the film's first frame. */
export interface Subtitle {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Loudness after EBU R 128. Where there is only silence, `integrated` and `truePeak` are -Infinity. */
export interface Loudness {
  /** Of the whole film, LUFS. */
  readonly integrated: number;
  /** Loudness range, LU. */
  readonly range: number;
  /** dBTP, the loudest channel. */
  readonly truePeak: number;
  /** Momentary loudness (400 ms window), LUFS, one value each 100 ms; value 0 covers the window that ends at 0.1 s. */
  readonly momentary: Float32Array;
}
