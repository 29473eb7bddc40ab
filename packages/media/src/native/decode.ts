import { AV_FRAME_FLAG_CORRUPT, AV_FRAME_FLAG_INTERLACED, FF_DECODE_ERROR_CONCEALMENT_ACTIVE } from 'node-av/constants';
import type { Frame, Stream } from 'node-av/lib';
import type { FrameMeasure } from '../frame-measure.ts';
import { endsEarly, withFrames } from '../frame-times.ts';
import type { MediaInfo } from '../info.ts';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { DamageReport } from './damage-report.ts';
import { describe } from './describe.ts';
import { passOver } from './film-pass.ts';
import { FilmSound, type SoundWanted } from './film-sound.ts';
import { FrameBatch } from './frame-batch.ts';
import { FrameStamps } from './frame-stamps.ts';
import { closeInput, type Input, inputError, openInput, pictureOf } from './input.ts';
import { orientationOf } from './orientation.ts';
import { PacketStamps } from './packet-stamps.ts';
import { seekBefore } from './seek-before.ts';
import { SmallFrames } from './small-frames.ts';

/** See `DecodeRequest` in ../decode.ts; what is absent is not decoded. */
interface Wanted extends SoundWanted {
  readonly frames?: {
    readonly width: number;
    readonly height: number;
    readonly batch: number;
    readonly luma?: boolean;
    readonly measure?: string;
  };
  /** Time stamps, in decimal: JSON has no integers of 64 bits. */
  readonly range?: { readonly from?: string; readonly to?: string };
  readonly everyDamage?: boolean;
  readonly threads?: number;
}

const PROGRESS_MS = 250;
const LEAST_SHRINK = 8;

/** One pass over a film: pictures, sound and words, each sent as it comes. */
class Pass {
  readonly #input: Input;
  readonly #video: Stream;
  readonly #wanted: Wanted;
  readonly #info: MediaInfo;
  readonly #stamps: FrameStamps;
  readonly #packets = new PacketStamps();
  readonly #damage: DamageReport;
  readonly #sound: FilmSound;
  readonly #scaler: SmallFrames | undefined;
  readonly #from: bigint | undefined;
  readonly #to: bigint | undefined;
  readonly #batch: FrameBatch | undefined;
  #batchFirst = 0;
  #progressAt = 0;
  #isBehind = false;
  #isInterlaced = false;

  constructor(input: Input, info: MediaInfo, wanted: Wanted, measure: FrameMeasure | undefined) {
    this.#input = input;
    this.#video = pictureOf(input);
    this.#wanted = wanted;
    this.#info = info;
    this.#stamps = new FrameStamps(info);
    this.#damage = new DamageReport((damage) => send({ type: 'damage', damage }), wanted.everyDamage);
    this.#sound = new FilmSound(input, this.#video, wanted, this.#stamps);
    const { frames, range } = wanted;
    this.#from = range?.from === undefined ? undefined : BigInt(range.from);
    this.#to = range?.to === undefined ? undefined : BigInt(range.to);
    if (frames === undefined) return;
    const luma = frames.luma === true || measure !== undefined;
    this.#scaler = new SmallFrames(frames.width, frames.height, orientationOf(this.#video), luma);
    this.#batch = new FrameBatch(this.#scaler, frames, measure);
  }

  async run(): Promise<Message> {
    if (this.#from !== undefined) seekBefore(this.#input, this.#video, this.#from);
    await passOver(this.#input, this.#video, {
      picture: (frame) => this.#picture(frame),
      sent: (stamp, isKey) => this.#sent(stamp, isKey),
      hasPictures: () => this.#isBehind,
      isRough: this.#isRough,
      beginsAt: this.#from,
      threads: this.#wanted.threads,
      sound: this.#sound.isWanted ? (frame) => this.#sound.push(frame) : undefined,
      words: this.#wanted.subtitles === true ? (packet) => this.#sound.words(packet) : undefined,
      damaged: (message) => this.#damaged(message),
    });
    this.#flush();
    this.#scaler?.free();
    return this.#finish();
  }

  /** Are the pictures made at least eight times smaller, across and down? */
  get #isRough(): boolean {
    const { frames } = this.#wanted;
    const { width, height } = this.#info;
    return frames !== undefined && width >= LEAST_SHRINK * frames.width && height >= LEAST_SHRINK * frames.height;
  }

  #picture(frame: Frame): void {
    // Decoded on the way to the range, or shown before the key frame that it begins with.
    if (this.#from !== undefined && this.#stamps.all.length === 0 && FrameStamps.told(frame) < this.#from) return;
    const errors = frame.decodeErrorFlags & ~FF_DECODE_ERROR_CONCEALMENT_ACTIVE;
    const isDamaged = errors !== 0 || frame.hasFlags(AV_FRAME_FLAG_CORRUPT);
    if (isDamaged) this.#packets.damaged();
    const told = FrameStamps.told(frame);
    const { lost, isCounted } = this.#packets.shown(told);
    for (const stamp of lost) this.#count(frame, stamp, 'A picture is lost here; the next one stands in.');
    if (isCounted) this.#count(frame, told, isDamaged ? 'The picture is damaged.' : undefined);
    this.#progress();
  }

  /** The next frame of the film. */
  #count(frame: Frame, told: bigint, damage: string | undefined): void {
    if (this.#isBehind) return;
    const index = this.#stamps.all.length;
    const stamp = this.#stamps.add(frame, told);
    this.#isBehind = this.#to !== undefined && stamp >= this.#to;
    this.#sound.open();
    this.#isInterlaced ||= frame.hasFlags(AV_FRAME_FLAG_INTERLACED);
    if (damage === undefined) this.#damage.good(index);
    else this.#report(damage, index);
    this.#collect(frame, index);
  }

  #sent(stamp: bigint, isKey: boolean): void {
    if (this.#from === undefined || stamp >= this.#from) this.#packets.sent(stamp, isKey);
  }

  #collect(frame: Frame, index: number): void {
    if (this.#batch === undefined) return;
    if (!this.#batch.add(frame, index)) this.#damaged('The picture is damaged.', index);
    if (this.#batch.isFull) this.#flush();
  }

  #flush(): void {
    const pictures = this.#batch?.take();
    if (pictures === undefined) return;
    const { width, height } = this.#wanted.frames!;
    const pts = BigInt64Array.from(this.#stamps.all.slice(this.#batchFirst));
    send({ type: 'frames', first: this.#batchFirst, width, height, pts, ...pictures });
    this.#batchFirst = this.#stamps.all.length;
  }

  #damaged(message: string, frame = this.#stamps.all.length): void {
    this.#packets.damaged();
    this.#report(message, frame);
  }

  #report(message: string, frame: number): void {
    this.#damage.bad({ frame, time: this.#stamps.seconds, message });
  }

  #progress(): void {
    const now = performance.now();
    if (now - this.#progressAt < PROGRESS_MS) return;
    this.#progressAt = now;
    const frame = this.#stamps.all.length;
    send({ type: 'progress', frame, frames: Math.max(this.#info.frames, frame) });
  }

  #finish(): Message {
    const { all, lastDuration } = this.#stamps;
    const isWhole = this.#from === undefined && this.#to === undefined;
    // A range may lie where nothing can be decoded, and the film go on behind it.
    if (all.length === 0 && isWhole) {
      throw inputError(this.#input.path, 'has a picture track of which no frame can be decoded.');
    }
    const info = isWhole ? withFrames(this.#info, all, lastDuration) : this.#info;
    const early = endsEarly(this.#info, info);
    if (early !== undefined) this.#damage.bad(early);
    this.#sound.finish();
    return { info, lastDuration: Number(lastDuration), interlaced: this.#isInterlaced };
  }
}

/** The module that frames are measured by, loaded. */
async function measureOf({ frames }: Wanted): Promise<FrameMeasure | undefined> {
  return frames?.measure === undefined ? undefined : (await import(frames.measure)).default;
}

/** Decodes a film, or a range of it, once. Sends events; answers the description, exact where it is the whole film. */
export async function decode(args: Message): Promise<Message> {
  const input = openInput(String(args.path));
  try {
    const info = describe(input);
    send({ type: 'info', info });
    const wanted = args.wanted as Wanted;
    return await new Pass(input, info, wanted, await measureOf(wanted)).run();
  } finally {
    closeInput(input);
  }
}
