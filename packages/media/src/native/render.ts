import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AV_PICTURE_TYPE_NONE, type AVPixelFormat } from 'node-av/constants';
import { Frame, Packet } from 'node-av/lib';
import { type Edit, isTitle, type LetterFont, type ReachedLoudness } from '../edit.ts';
import { MediaError } from '../error.ts';
import type { Subtitle } from '../info.ts';
import { pulse, receive, send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { unwritten } from '../unwritten.ts';
import { blend } from './blend.ts';
import { type Layer, layersAt, type PlannedClip, planEdit } from './edit-plan.ts';
import { joinParts } from './join-parts.ts';
import { Lettering } from './lettering.ts';
import { toTarget } from './loudness-target.ts';
import { duckCurve, loudSpans, withMusic } from './music-bed.ts';
import { OutputFile } from './output-file.ts';
import { openH264, openProRes, type PictureOptions, pixelFormatOf } from './picture-encoder.ts';
import { divide, type Part, PartsFolder } from './render-parts.ts';
import { openSound } from './sound-encoder.ts';
import { mixSound } from './sound-mix.ts';
import { CHANNELS, lengthsOf, Sources } from './sources.ts';
import { steadyX264 } from './x264-processor.ts';

const PROGRESS_MS = 250;
const SOUND = 'sound.mov';
/** What there is to say of the sound. */
const HEARD = 'heard.json';
/** Another process may take the parts of the same edit away once each time that it is done with it. */
const MOST_TRIES = 3;
const pictureName = ({ start }: Part): string => `pictures-${String(start).padStart(9, '0')}.mov`;

/** Draws the pictures of an edit and codes its parts. */
class Renderer {
  readonly #edit: Edit;
  readonly #plan: readonly PlannedClip[];
  readonly #range: Part;
  readonly #frames: number;
  readonly #pixelFormat: AVPixelFormat;
  readonly #lettering: Lettering;
  readonly #shown = new Frame();
  readonly #packet = new Packet();
  #written = 0;
  #progressAt = 0;

  /** @param letters a folder for what its letters are set with; made, and removed by `free` */
  constructor(edit: Edit, fonts: readonly LetterFont[], letters: string) {
    this.#edit = edit;
    this.#plan = planEdit(edit, lengthsOf(edit));
    const last = this.#plan.at(-1) as PlannedClip;
    this.#frames = last.start + last.frames;
    const { startFrame = 0, endFrame = this.#frames } = edit.range ?? {};
    this.#range = { start: startFrame, end: Math.min(endFrame, this.#frames) };
    if (this.#range.start >= this.#frames) {
      throw new MediaError(
        'input',
        `The film has ${this.#frames} frames; there is nothing from frame ${startFrame} on.`,
      );
    }
    this.#pixelFormat = pixelFormatOf(edit.format ?? 'h264');
    const { width, height, subtitles } = edit;
    const output = { width, height, pixelFormat: this.#pixelFormat };
    const burned = subtitles?.mode === 'burn' ? subtitles.lines : [];
    this.#lettering = new Lettering(output, letters, fonts, burned);
    this.#shown.alloc();
    this.#packet.alloc();
  }

  get frames(): number {
    return this.#range.end - this.#range.start;
  }

  get parts(): Part[] {
    const { num, den } = this.#edit.frameRate;
    return divide(this.#plan, this.#range, num / den);
  }

  /** Frames that were there already, or have been written. */
  count(frames: number): void {
    this.#written += frames;
    const now = performance.now();
    if (now - this.#progressAt < PROGRESS_MS && this.#written < this.frames) return;
    this.#progressAt = now;
    send({ type: 'progress', frame: this.#written, frames: this.frames });
  }

  /** Nothing is written yet, after all. */
  startAgain(): void {
    this.#written = 0;
    this.count(0);
  }

  /** Codes the sound of the whole film. Answers how loud it is, where that was asked for. */
  writeSound(path: string): ReachedLoudness | undefined {
    const { sampleRate, format = 'h264', loudness, music } = this.#edit;
    const sources = new Sources(this.#edit);
    const output = { ...this.#range, frameRate: this.#edit.frameRate, sampleRate };
    const clips = () => this.#mix(sources, output);
    const speech = music === undefined ? [] : (music.speech ?? loudSpans(clips(), output));
    const depth = duckCurve(speech, output);
    const mix = () => (music === undefined ? clips() : withMusic(clips(), music, depth, output, this.#frames));
    const atTarget = loudness === undefined ? undefined : toTarget(mix, sampleRate, loudness, format === 'h264');
    const { sound, reached } = atTarget ?? { sound: mix(), reached: undefined };
    const file = new OutputFile(path, 'mov');
    try {
      const timeBase = { num: 1, den: sampleRate };
      const encoder = openSound(format, { sampleRate, channels: CHANNELS }, (packet) => {
        file.write(packet, stream, timeBase);
      });
      const stream = file.add(encoder.context);
      file.begin();
      for (const samples of sound) encoder.write(samples);
      encoder.finish();
      file.finish();
      return reached;
    } catch (error) {
      file.close();
      throw error;
    } finally {
      sources.free();
    }
  }

  *#mix(sources: Sources, output: Parameters<typeof mixSound>[1]): Generator<Float32Array, void, undefined> {
    const pieces = mixSound(this.#plan, output, (index) => {
      const { clip } = this.#plan[index] as PlannedClip;
      if (isTitle(clip)) return undefined;
      const source = sources.of(index, Math.max(0, index - 1));
      const { sound: reader, clock } = source;
      return { reader, sampleOf: (frame) => Math.round(clock.seconds(frame) * output.sampleRate) };
    });
    for (const piece of pieces) {
      pulse();
      yield piece;
    }
  }

  /** Codes the pictures of one part. */
  writePictures(path: string, { start, end }: Part, sources: Sources, x264: string | undefined): void {
    const { width, height, frameRate, format = 'h264', preset = 'veryfast', crf = 20 } = this.#edit;
    const options: PictureOptions = { width, height, frameRate, preset, crf };
    const encoder = format === 'h264' ? openH264(options, x264) : openProRes(options, format);
    const file = new OutputFile(path, 'mov');
    try {
      const stream = file.add(encoder);
      stream.avgFrameRate = encoder.framerate;
      file.begin();
      const drain = (): void => {
        while (encoder.receivePacketSync(this.#packet) >= 0) {
          if (this.#packet.duration === 0n) this.#packet.duration = 1n;
          file.write(this.#packet, stream, encoder.timeBase);
          this.#packet.unref();
        }
      };
      for (let frame = start; frame < end; frame++) {
        this.#draw(frame, sources);
        this.#shown.pts = BigInt(frame - start);
        this.#shown.duration = 1n;
        this.#shown.pictType = AV_PICTURE_TYPE_NONE;
        file.check(encoder.sendFrameSync(this.#shown));
        this.#shown.unref();
        drain();
        this.count(1);
      }
      file.check(encoder.sendFrameSync(null));
      drain();
      file.finish();
    } catch (error) {
      file.close();
      throw error;
    } finally {
      encoder.freeContext();
    }
  }

  /** Draws an output frame into `#shown`. */
  #draw(frame: number, sources: Sources): void {
    const layers = layersAt(this.#plan, frame);
    const first = layers[0]?.index ?? 0;
    const pictures = layers.map((layer) => ({
      picture: this.#layer(layer, frame, first, sources),
      weight: layer.weight,
    }));
    const only = pictures.length === 1 && pictures[0]?.weight === 1 ? pictures[0].picture : undefined;
    const { width, height } = this.#edit;
    const picture = only ?? blend(pictures, { width, height, pixelFormat: this.#pixelFormat });
    this.#shown.ref(this.#lettering.burn(picture, frame));
    // Pictures are memory that the garbage collector does not see.
    if (only === undefined) picture.free();
  }

  #layer({ index }: Layer, frame: number, first: number, sources: Sources): Frame {
    const { clip, start, frames } = this.#plan[index] as PlannedClip;
    if (isTitle(clip)) return this.#lettering.card(clip.title);
    const source = sources.of(index, first);
    const offset = frame - start;
    const found = source.clock.frameAt(clip.inFrame, offset, this.#edit.frameRate);
    // Stamps are rounded and a stated length may be longer: what lies behind the out point may be another shot.
    const isOwn = offset >= 0 && offset < frames;
    return source.picture(clip, isOwn ? Math.min(found, clip.outFrame - 1) : found, this.#pixelFormat);
  }

  /** The lines of a text track, counted from the first frame that is rendered. */
  get words(): Subtitle[] | undefined {
    const { subtitles, frameRate } = this.#edit;
    if (subtitles?.mode !== 'track') return undefined;
    const { start, end } = this.#range;
    const seconds = (frame: number): number =>
      ((Math.min(end, Math.max(start, frame)) - start) * frameRate.den) / frameRate.num;
    return subtitles.lines
      .filter(({ startFrame, endFrame }) => startFrame < end && endFrame > start)
      .map((line) => ({ start: seconds(line.startFrame), end: seconds(line.endFrame), text: line.text }));
  }

  free(): void {
    this.#lettering.free();
    this.#shown.free();
    this.#packet.free();
  }
}

/** The fonts that come behind the request, as one block of bytes. */
function receiveFonts(list: readonly { readonly family: string; readonly length: number }[]): {
  fonts: LetterFont[];
  bytes: Uint8Array;
} {
  let bytes = new Uint8Array();
  if (list.length > 0)
    for (let message = receive(); !('end' in message); message = receive())
      bytes = message.fonts as Uint8Array<ArrayBuffer>;
  let at = 0;
  const fonts = list.map(({ family, length }) => {
    at += length;
    return { family, bytes: bytes.subarray(at - length, at) };
  });
  return { fonts, bytes };
}

/** Renders an edit list part by part. Answers how many frames the film has. */
export async function render(args: Message): Promise<Message> {
  try {
    return await renderParts(args);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw syscall === undefined || error instanceof MediaError ? error : unwritten(String(code));
  }
}

async function renderParts(args: Message): Promise<Message> {
  const edit = args.edit as Edit;
  const { fonts, bytes } = receiveFonts(args.fonts as { family: string; length: number }[]);
  const folder = new PartsFolder(String(args.partsFolder), edit, bytes);
  // Beside the film: whoever is done with the same edit takes the parts away, and all that lies with them.
  const renderer = new Renderer(edit, fonts, join(dirname(String(args.path)), 'letters'));
  try {
    const x264 = await steadyX264();
    for (let tries = 1; ; tries++) {
      try {
        const { heard } = renderOnce(edit, renderer, folder, { x264, path: String(args.path) });
        return { frames: renderer.frames, parts: folder.path, ...(heard === undefined ? {} : { loudness: heard }) };
      } catch (error) {
        if (tries === MOST_TRIES || !folder.wasTaken()) throw error;
        renderer.startAgain();
      }
    }
  } finally {
    renderer.free();
  }
}

/** Renders what there is not yet and joins it all. Answers how loud the sound is, where that was asked for. */
function renderOnce(
  edit: Edit,
  renderer: Renderer,
  folder: PartsFolder,
  { x264, path }: { readonly x264: string | undefined; readonly path: string },
): { readonly heard: ReachedLoudness | undefined } {
  const sources = new Sources(edit);
  try {
    renderer.count(0);
    const told = folder.find(HEARD);
    let sound = told === undefined ? undefined : folder.find(SOUND);
    let heard: ReachedLoudness | undefined;
    if (told === undefined || sound === undefined) {
      sound = folder.write(SOUND, (to) => {
        heard = renderer.writeSound(to);
      });
      folder.write(HEARD, (to) => writeFileSync(to, JSON.stringify(heard ?? null)));
    } else heard = (JSON.parse(readFileSync(told, 'utf8')) as ReachedLoudness | null) ?? undefined;
    const pictures = renderer.parts.map((part) => {
      const name = pictureName(part);
      const frames = part.end - part.start;
      const found = folder.find(name);
      if (found !== undefined) renderer.count(frames);
      return { path: found ?? folder.write(name, (to) => renderer.writePictures(to, part, sources, x264)), frames };
    });
    const { words } = renderer;
    // Made again where a render took so long that somebody cleared it away.
    mkdirSync(dirname(path), { recursive: true });
    joinParts(path, { pictures, sound, ...(words === undefined ? {} : { subtitles: words }) }, edit);
    return { heard };
  } finally {
    sources.free();
  }
}
