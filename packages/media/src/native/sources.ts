import type { AVPixelFormat } from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import { type Edit, type FilmClip, isTitle } from '../edit.ts';
import { MediaError } from '../error.ts';
import { Conform } from './conform.ts';
import { Deinterlacer } from './deinterlacer.ts';
import { FilmClock } from './film-clock.ts';
import { frameRateOf } from './frame-rate.ts';
import { FrameReader } from './frame-reader.ts';
import { inputError } from './input.ts';
import { orientationOf } from './orientation.ts';
import { SoundReader } from './sound-reader.ts';

export const CHANNELS = 2;
/** Films that stay open though no clip is near: trailers go back and forth between a few. */
const KEPT = 3;

/** An opened film that a clip is taken from. Two clips that dissolve need one each, even from the same file. */
export class Source {
  readonly path: string;
  readonly reader: FrameReader;
  readonly clock: FilmClock;
  readonly #edit: Edit;
  readonly #pictures: Deinterlacer;
  #conform: { readonly like: string; readonly conform: Conform } | undefined;
  #sound: SoundReader | undefined;

  constructor(path: string, edit: Edit) {
    this.path = path;
    this.#edit = edit;
    this.reader = new FrameReader(path);
    this.#pictures = new Deinterlacer(this.reader);
    this.clock = new FilmClock(this.reader.index, this.reader.video.timeBase, frameRateOf(this.reader.video));
  }

  /** A frame of the film as the clip shows it, valid until the next call. */
  picture({ crop, lut }: FilmClip, frame: number, pixelFormat: AVPixelFormat): Frame {
    const like = JSON.stringify([crop, lut]);
    if (this.#conform?.like !== like) {
      this.#conform?.conform.free();
      const { width, height } = this.#edit;
      this.#conform = { like, conform: new Conform({ width, height, pixelFormat, crop, lut }) };
    }
    const decoded = this.#pictures.read(frame);
    if (decoded === undefined) throw inputError(this.path, `is damaged at frame ${frame}.`);
    const { video } = this.reader;
    return this.#conform.conform.frame(orientationOf(video), video.timeBase, decoded, frame);
  }

  get sound(): SoundReader {
    const { num, den } = this.reader.video.timeBase;
    const origin = (Number(this.reader.index.pts[0] ?? 0n) * num) / den;
    this.#sound ??= new SoundReader(this.path, origin, this.#edit.sampleRate, CHANNELS);
    return this.#sound;
  }

  free(): void {
    this.#pictures.free();
    this.reader.free();
    this.#conform?.conform.free();
    this.#sound?.free();
  }
}

/** Opens each film when a clip of it is near and closes it when none is. */
export class Sources {
  readonly #edit: Edit;
  readonly #free: Source[] = [];
  readonly #used = new Map<number, Source>();

  constructor(edit: Edit) {
    this.#edit = edit;
  }

  /** The source of clip `index`, which is none of a card; those of clips before `first` are given back. */
  of(index: number, first: number): Source {
    for (const [clip, source] of this.#used) {
      if (clip >= first) continue;
      this.#used.delete(clip);
      this.#free.push(source);
    }
    let source = this.#used.get(index);
    if (source !== undefined) return source;
    const clip = this.#edit.clips[index];
    if (clip === undefined || isTitle(clip)) throw new MediaError('internal', 'A card is not taken from a film.');
    const at = this.#free.findIndex((candidate) => candidate.path === clip.path);
    source = at >= 0 ? (this.#free.splice(at, 1)[0] as Source) : new Source(clip.path, this.#edit);
    while (this.#free.length > KEPT) this.#free.shift()?.free();
    this.#used.set(index, source);
    return source;
  }

  free(): void {
    for (const source of [...this.#free, ...this.#used.values()]) source.free();
    this.#free.length = 0;
    this.#used.clear();
  }
}

/** Lengths of the clips in output frames; each film is opened once to learn its times. */
export function lengthsOf(edit: Edit): number[] {
  const clocks = new Map<string, FilmClock>();
  return edit.clips.map((clip) => {
    if (isTitle(clip)) return clip.frames;
    let clock = clocks.get(clip.path);
    if (clock === undefined) {
      const source = new Source(clip.path, edit);
      clock = source.clock;
      source.free();
      clocks.set(clip.path, clock);
    }
    if (clip.outFrame > clock.frames) {
      throw inputError(clip.path, `has ${clock.frames} frames; the edit asks for frames up to ${clip.outFrame}.`);
    }
    return clip.frames ?? clock.length(clip.inFrame, clip.outFrame, edit.frameRate);
  });
}
