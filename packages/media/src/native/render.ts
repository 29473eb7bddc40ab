import type { Frame } from 'node-av/lib';
import { MediaError } from '../error.ts';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import type { Clip, Edit } from '../render.ts';
import { blend, Conform } from './conform.ts';
import { type Layer, layersAt, type PlannedClip, planEdit } from './edit-plan.ts';
import { FilmClock } from './film-clock.ts';
import { frameRateOf } from './frame-rate.ts';
import { FrameReader } from './frame-reader.ts';
import { inputError } from './input.ts';
import { toTarget } from './loudness-target.ts';
import { Mp4Writer } from './mp4-writer.ts';
import { type Orientation, orientationOf } from './orientation.ts';
import { mixSound } from './sound-mix.ts';
import { SoundReader } from './sound-reader.ts';

const PROGRESS_MS = 250;
const CHANNELS = 2;

/** An opened film that a clip is taken from. Two clips that dissolve need one each, even from the same file. */
class Source {
  readonly path: string;
  readonly reader: FrameReader;
  readonly clock: FilmClock;
  readonly conform: Conform;
  readonly orientation: Orientation;
  readonly #edit: Edit;
  #sound: SoundReader | undefined;

  constructor(path: string, edit: Edit) {
    this.path = path;
    this.#edit = edit;
    this.reader = new FrameReader(path);
    this.clock = new FilmClock(this.reader.index, this.reader.video.timeBase, frameRateOf(this.reader.video));
    this.conform = new Conform(edit);
    this.orientation = orientationOf(this.reader.video);
  }

  get sound(): SoundReader {
    const { num, den } = this.reader.video.timeBase;
    const origin = (Number(this.reader.index.pts[0] ?? 0n) * num) / den;
    this.#sound ??= new SoundReader(this.path, origin, this.#edit.sampleRate, CHANNELS);
    return this.#sound;
  }

  free(): void {
    this.reader.free();
    this.conform.free();
    this.#sound?.free();
  }
}

/** Opens each film when a clip of it is near and closes it when none is. */
class Sources {
  readonly #edit: Edit;
  readonly #free: Source[] = [];
  readonly #used = new Map<number, Source>();

  constructor(edit: Edit) {
    this.#edit = edit;
  }

  /** The source of clip `index`; those of clips before `first` are given back. */
  of(index: number, first: number): Source {
    for (const [clip, source] of this.#used) {
      if (clip >= first) continue;
      this.#used.delete(clip);
      this.#free.push(source);
    }
    let source = this.#used.get(index);
    if (source !== undefined) return source;
    const { path } = this.#edit.clips[index] as Clip;
    const at = this.#free.findIndex((candidate) => candidate.path === path);
    source = at >= 0 ? (this.#free.splice(at, 1)[0] as Source) : new Source(path, this.#edit);
    // A few stay open: trailers go back and forth between a few films.
    while (this.#free.length > 3) this.#free.shift()?.free();
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
function lengthsOf(edit: Edit): number[] {
  const clocks = new Map<string, FilmClock>();
  return edit.clips.map((clip) => {
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

/** The picture of one output frame. */
function compose(
  edit: Edit,
  plan: readonly PlannedClip[],
  layers: readonly Layer[],
  frame: number,
  sources: Sources,
): { readonly picture: Frame; readonly isOwn: boolean } {
  const first = layers[0]?.index ?? 0;
  const pictures = layers.map(({ index, weight }) => {
    const { clip, start, frames } = plan[index] as PlannedClip;
    const source = sources.of(index, first);
    const offset = frame - start;
    const found = source.clock.frameAt(clip.inFrame, offset, edit.frameRate);
    // Stamps are rounded and a stated length may be longer: what lies behind the out point may be another shot.
    const isOwn = offset >= 0 && offset < frames;
    const number = isOwn ? Math.min(found, clip.outFrame - 1) : found;
    const decoded = source.reader.read(number);
    if (decoded === undefined) throw inputError(clip.path, `is damaged at frame ${number}.`);
    return { picture: source.conform.frame(source.orientation, source.reader.video.timeBase, decoded), weight };
  });
  const only = pictures[0];
  if (only !== undefined && pictures.length === 1 && only.weight === 1) return { picture: only.picture, isOwn: false };
  return { picture: blend(pictures, edit), isOwn: true };
}

/** Renders an edit list as MP4. Answers how many frames were written. */
export async function render(args: Message): Promise<Message> {
  const edit = args.edit as Edit;
  const { frameRate, sampleRate } = edit;
  const plan = planEdit(edit, lengthsOf(edit));
  const last = plan.at(-1);
  if (last === undefined) throw new MediaError('input', 'The edit has no clip.');
  const frames = last.start + last.frames;
  let written = 0;
  let progressAt = 0;
  const progress = (): void => {
    const now = performance.now();
    if (now - progressAt < PROGRESS_MS) return;
    progressAt = now;
    send({ type: 'progress', frame: written, frames });
  };
  const soundSources = new Sources(edit);
  const mix = function* (): Generator<Float32Array> {
    const places = mixSound(plan, { frames, frameRate, sampleRate }, (index) => {
      const source = soundSources.of(index, Math.max(0, index - 1));
      const { clip } = plan[index] as PlannedClip;
      return { reader: source.sound, inSample: Math.round(source.clock.seconds(clip.inFrame) * sampleRate) };
    });
    for (const piece of places) {
      progress();
      yield piece;
    }
  };
  const sound = (edit.loudness === undefined ? mix() : toTarget(mix, sampleRate, edit.loudness))[Symbol.iterator]();
  const { preset = 'veryfast', crf = 20, metadata } = edit;
  const writer = await Mp4Writer.open(String(args.path), {
    width: edit.width,
    height: edit.height,
    frameRate,
    preset,
    crf,
    sound: { sampleRate, channels: CHANNELS },
    ...(metadata === undefined ? {} : { metadata }),
  });
  const sources = new Sources(edit);
  for (; written < frames; written++) {
    const layers = layersAt(plan, written, 0);
    const { picture, isOwn } = compose(edit, plan, layers, written, sources);
    picture.pts = BigInt(written);
    picture.duration = 1n;
    writer.writePicture(picture);
    // Pictures are memory that the garbage collector does not see.
    if (isOwn) picture.free();
    const piece = sound.next();
    if (piece.done !== true) writer.writeSound(piece.value);
    progress();
  }
  for (let piece = sound.next(); piece.done !== true; piece = sound.next()) writer.writeSound(piece.value);
  writer.finish();
  sources.free();
  soundSources.free();
  send({ type: 'progress', frame: frames, frames });
  return { frames };
}
