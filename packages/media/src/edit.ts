import type { Rational } from '@second-unit/timeline';

/** How one clip gives way to the next. */
export interface ClipTransition {
  /** `fade` goes through black; on the last clip it ends in black. */
  readonly type: 'cut' | 'dissolve' | 'fade';
  /** Length in output frames, half of it before the cut; 0 for a cut. */
  readonly frames: number;
}

/** A part of a picture, in shares of it: 0 to 1 across and down. */
export interface PictureArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A window of the output's shape on a clip, as large as fits into its upright picture, or into `within`. Its centre moves from keyframe to
 * keyframe by monotone cubic interpolation, so that it eases and never overshoots; before the first and behind the last
 * it stands still.
 */
export interface ClipCrop {
  /** The part of the picture that the window stays in: without the film's own black bars. The whole picture if absent. */
  readonly within?: PictureArea;
  readonly path: readonly {
    /** Of the film, counted as the clip's `inFrame` is. */
    readonly frame: number;
    /** Centre of the window, 0 to 1 across and down the picture; moved inwards where the window would leave it or `within`. */
    readonly x: number;
    readonly y: number;
  }[];
}

/** A piece of a film. Frames count as `decode` counts them; `outFrame` is exclusive. */
export interface FilmClip {
  readonly path: string;
  readonly inFrame: number;
  readonly outFrame: number;
  /** Length in output frames, where the timeline says; from the film's own times if absent. */
  readonly frames?: number;
  /** Into the next clip; a cut if absent. */
  readonly transition?: ClipTransition;
  /** Fills the output from a window of the picture; black bars if absent. */
  readonly crop?: ClipCrop;
  /** A 3D look-up table as a `.cube` file. */
  readonly lut?: string;
}

/** Letters in one family of `Edit.fonts`. */
export interface LetterSpan {
  readonly text: string;
  readonly family: string;
  /** Height of the family's line (winAscent + winDescent of its font) ÷ size of type; 1.2 if absent. */
  readonly lineHeight?: number;
}

/** Words in the picture. With `spans`, which are the same words, each part in its own family; else in the first one. */
export interface Letters {
  readonly text: string;
  readonly spans?: readonly LetterSpan[];
}

/** A card: light letters in the middle of a black picture, silent but for the music. */
export interface TitleClip {
  readonly title: Letters;
  /** Length in output frames. */
  readonly frames: number;
  readonly transition?: ClipTransition;
}

export type Clip = FilmClip | TitleClip;

/** Is it a card? */
export function isTitle(clip: Clip): clip is TitleClip {
  return 'title' in clip;
}

/** A font file as bytes (TrueType, OpenType, WOFF). Several may belong to one family. */
export interface LetterFont {
  readonly family: string;
  readonly bytes: Uint8Array;
}

/** Music under the whole film. */
export interface MusicBed {
  readonly path: string;
  /** Where in the music the film begins; 0 if absent. */
  readonly inSeconds?: number;
  /** As recorded if absent. */
  readonly gainDb?: number;
  /** How far it goes down under speech, in dB; 12 if absent, 0 for not at all. */
  readonly duckDb?: number;
  /** When speech is heard, in output frames; told by the level of the clips' sound if absent. */
  readonly speech?: readonly { readonly startFrame: number; readonly endFrame: number }[];
  /** At the film's end; 2 if absent. */
  readonly fadeOutSeconds?: number;
  /** Where the music is shorter than the film: again from its start (with a cross-fade), or silence. `loop` if absent. */
  readonly atEnd?: 'loop' | 'silence';
}

/** Words under the picture, in output frames; `endFrame` is exclusive. */
export interface SubtitleLine extends Letters {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** What is written: the container's ending, and what pictures and sound are coded as. */
export const RENDER_FORMATS = {
  h264: { ending: '.mp4', type: 'video/mp4', name: 'H.264 and AAC' },
  'prores-hq': { ending: '.mov', type: 'video/quicktime', name: 'Apple ProRes 422 HQ and PCM' },
  prores: { ending: '.mov', type: 'video/quicktime', name: 'Apple ProRes 422 and PCM' },
  'prores-lt': { ending: '.mov', type: 'video/quicktime', name: 'Apple ProRes 422 LT and PCM' },
  'prores-proxy': { ending: '.mov', type: 'video/quicktime', name: 'Apple ProRes 422 Proxy and PCM' },
} as const;
export type RenderFormat = keyof typeof RENDER_FORMATS;

/** How loud a film came out for which a loudness was asked: as it is heard in the file, after coding. */
export interface ReachedLoudness {
  /** LUFS and dBTP. */
  readonly asked: { readonly integrated: number; readonly truePeak: number };
  /** Of the whole film, in LUFS (EBU R 128); absent where there is too little sound to measure. */
  readonly integrated?: number;
  /** dBTP; absent where there is silence. */
  readonly truePeak?: number;
  /**
   * Why it is not within 0.5 LU of what was asked; absent where it is. `silent`: there is no sound. `unmeasured`: none
   * that R 128 counts (0.4 s above −70 LUFS), so that it is as recorded, but for peaks above what was
   * asked. `gain`: so quiet that it would take more than 40 dB, with which its noise would be heard. `peaks`: what more
   * gain would bring, the limiter takes away.
   */
  readonly missed?: 'silent' | 'unmeasured' | 'gain' | 'peaks';
}

/** What is to be rendered. */
export interface Edit {
  readonly clips: readonly Clip[];
  /** Even numbers; films of another shape get black bars where their clips have no crop. */
  readonly width: number;
  readonly height: number;
  readonly frameRate: Rational;
  /** Of the sound, which is stereo. */
  readonly sampleRate: number;
  /** `h264` if absent. */
  readonly format?: RenderFormat;
  /** Output frames in which the film comes out of black. */
  readonly fadeInFrames?: number;
  /** Where the sound is to lie: LUFS, and the highest true peak in dBTP. As recorded if absent. */
  readonly loudness?: { readonly integrated: number; readonly truePeak: number };
  readonly music?: MusicBed;
  /** `burn` into the picture, or a timed text track. */
  readonly subtitles?: { readonly mode: 'burn' | 'track'; readonly lines: readonly SubtitleLine[] };
  /** For cards and burned subtitles; letters that none of them has come from the system's fonts, or are boxes. */
  readonly fonts?: readonly LetterFont[];
  /** Only these output frames, of pictures and sound; `endFrame` is exclusive. The whole film if absent. */
  readonly range?: { readonly startFrame: number; readonly endFrame: number };
  /** Timecode of the first frame, written as a timecode track; none if absent. */
  readonly startTimecode?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** As in `EncodeOptions`; of H.264. */
  readonly preset?: string;
  readonly crf?: number;
}
