import { AV_FRAME_FLAG_CORRUPT, FF_DECODE_ERROR_CONCEALMENT_ACTIVE } from 'node-av/constants';
import type { Frame, Packet, Stream } from 'node-av/lib';
import type { MediaInfo } from '../info.ts';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { DamageReport } from './damage-report.ts';
import { describe } from './describe.ts';
import { passOver } from './film-pass.ts';
import { FrameStamps } from './frame-stamps.ts';
import { isVariable } from './frame-times.ts';
import { closeInput, type Input, inputError, openInput, pictureOf } from './input.ts';
import { LoudnessMeter } from './loudness-meter.ts';
import { orientationOf } from './orientation.ts';
import { SmallFrames } from './small-frames.ts';
import { SoundTrack, secondOf } from './sound-track.ts';
import { subtitleOf } from './subtitle-packets.ts';
import { WaitingSound } from './waiting-sound.ts';

/** See `DecodeRequest` in ../decode.ts; what is absent is not decoded. */
interface Wanted {
  readonly frames?: {
    readonly width: number;
    readonly height: number;
    readonly batch: number;
    readonly luma?: boolean;
  };
  readonly sound?: { readonly sampleRate: number; readonly channels: 1 | 2 };
  readonly loudness?: boolean;
  readonly subtitles?: boolean;
}

const PROGRESS_MS = 250;

/** One pass over a film: pictures, sound and words, each sent as it comes. */
class Pass {
  readonly #input: Input;
  readonly #video: Stream;
  readonly #wanted: Wanted;
  readonly #info: MediaInfo;
  readonly #stamps: FrameStamps;
  readonly #damage = new DamageReport((damage) => send({ type: 'damage', damage }));
  readonly #waiting = new WaitingSound((frame) => this.#play(frame));
  readonly #scaler: SmallFrames | undefined;
  readonly #track: SoundTrack | undefined;
  readonly #meter: LoudnessMeter | undefined;
  #batch: { readonly rgb: Uint8Array; readonly luma: Uint8Array | undefined } | undefined;
  #batchFirst = 0;
  #progressAt = 0;

  constructor(input: Input, info: MediaInfo, wanted: Wanted) {
    this.#input = input;
    this.#video = pictureOf(input);
    this.#wanted = wanted;
    this.#info = info;
    this.#stamps = new FrameStamps(info);
    const { frames, sound } = wanted;
    if (frames !== undefined) {
      this.#scaler = new SmallFrames(frames.width, frames.height, orientationOf(this.#video), frames.luma === true);
    }
    if (input.audio === undefined) return;
    if (sound !== undefined) {
      const { sampleRate, channels } = sound;
      this.#track = new SoundTrack(sampleRate, channels, (first, samples) => {
        send({ type: 'sound', first, sampleRate, channels, samples });
      });
    }
    if (wanted.loudness === true) this.#meter = new LoudnessMeter(input.audio.timeBase);
  }

  run(): MediaInfo {
    const needsSound = this.#track !== undefined || this.#meter !== undefined;
    passOver(this.#input, this.#video, {
      picture: (frame) => this.#picture(frame),
      sound: needsSound ? (frame) => this.#waiting.push(frame) : undefined,
      words: this.#wanted.subtitles === true ? (packet) => this.#words(packet) : undefined,
      damaged: (message) => this.#damaged(message),
    });
    this.#flush();
    this.#track?.finish();
    this.#scaler?.free();
    return this.#finish();
  }

  #picture(frame: Frame): void {
    const index = this.#stamps.all.length;
    this.#stamps.add(frame);
    this.#waiting.open();
    const errors = frame.decodeErrorFlags & ~FF_DECODE_ERROR_CONCEALMENT_ACTIVE;
    if (errors !== 0 || frame.hasFlags(AV_FRAME_FLAG_CORRUPT)) this.#damaged('The picture is damaged.', index);
    else this.#damage.good(index);
    this.#collect(frame, index);
    this.#progress();
  }

  #collect(frame: Frame, index: number): void {
    const { frames } = this.#wanted;
    if (frames === undefined || this.#scaler === undefined) return;
    if (this.#batch === undefined) {
      const { bytes, lumaBytes } = this.#scaler;
      this.#batch = {
        rgb: new Uint8Array(frames.batch * bytes),
        luma: lumaBytes === 0 ? undefined : new Uint8Array(frames.batch * lumaBytes),
      };
      this.#batchFirst = index;
    }
    const at = index - this.#batchFirst;
    if (!this.#scaler.write(frame, at, this.#batch.rgb, this.#batch.luma)) {
      this.#damaged('The picture is damaged.', index);
    }
    if (at + 1 === frames.batch) this.#flush();
  }

  #flush(): void {
    const { frames } = this.#wanted;
    if (frames === undefined || this.#scaler === undefined || this.#batch === undefined) return;
    const pts = BigInt64Array.from(this.#stamps.all.slice(this.#batchFirst));
    const rgb = this.#batch.rgb.subarray(0, pts.length * this.#scaler.bytes);
    const luma = this.#batch.luma?.subarray(0, pts.length * this.#scaler.lumaBytes);
    const { width, height } = frames;
    send({ type: 'frames', first: this.#batchFirst, width, height, rgb, pts, ...(luma === undefined ? {} : { luma }) });
    this.#batch = undefined;
  }

  #play(frame: Frame): void {
    const second = secondOf(frame, (this.#input.audio as Stream).timeBase, this.#stamps.origin);
    this.#track?.push(frame, second);
    this.#meter?.push(frame, Number.isFinite(second) ? second : 0);
  }

  #words(packet: Packet): void {
    const { timeBase, startTime } = this.#video;
    const isStarted = this.#stamps.all.length > 0;
    const origin = isStarted ? this.#stamps.origin : (Number(startTime) * timeBase.num) / timeBase.den;
    const subtitle = subtitleOf(this.#input.subtitle as Stream, packet, origin);
    if (subtitle !== undefined) send({ type: 'subtitle', subtitle });
  }

  #damaged(message: string, frame = this.#stamps.all.length): void {
    this.#damage.bad({ frame, time: this.#stamps.seconds, message });
  }

  #progress(): void {
    const now = performance.now();
    if (now - this.#progressAt < PROGRESS_MS) return;
    this.#progressAt = now;
    const frame = this.#stamps.all.length;
    send({ type: 'progress', frame, frames: Math.max(this.#info.frames, frame) });
  }

  #finish(): MediaInfo {
    const frames = this.#stamps.all.length;
    if (frames === 0) throw inputError(this.#input.path, 'has a picture track of which no frame can be decoded.');
    const { duration } = this.#stamps;
    const { num, den } = this.#info.frameRate;
    if (this.#info.duration - duration > Math.max(1, (2 * den) / num) && frames < this.#info.frames) {
      this.#damaged('The film ends here, before its index says: the file is cut off.', frames);
    }
    const loudness = this.#meter?.finish();
    if (loudness !== undefined) {
      const { integrated, range, truePeak, momentary } = loudness;
      // JSON has no -Infinity.
      send({ type: 'loudness', values: Float64Array.of(integrated, range, truePeak), momentary });
    }
    const variableFrameRate = isVariable(this.#stamps.all);
    const times = variableFrameRate ? { frameDurations: this.#stamps.durations } : {};
    return { ...this.#info, frames, duration, variableFrameRate, ...times };
  }
}

/** Decodes the whole film once. Sends events; answers the exact description. */
export function decode(args: Message): Message {
  const input = openInput(String(args.path));
  try {
    const info = describe(input);
    send({ type: 'info', info });
    return { info: new Pass(input, info, args.wanted as Wanted).run() };
  } finally {
    closeInput(input);
  }
}
