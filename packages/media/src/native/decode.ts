import {
  AV_FRAME_FLAG_CORRUPT,
  AV_NOPTS_VALUE,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  FF_DECODE_ERROR_CONCEALMENT_ACTIVE,
} from 'node-av/constants';
import { type CodecContext, Frame, Packet, type Stream } from 'node-av/lib';
import type { MediaInfo } from '../info.ts';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { DamageReport } from './damage-report.ts';
import { describe } from './describe.ts';
import { isVariable } from './frame-times.ts';
import {
  closeInput,
  type Input,
  inputError,
  openDecoder,
  openInput,
  pictureOf,
  readOnly,
  readPacket,
} from './input.ts';
import { LoudnessMeter } from './loudness-meter.ts';
import { orientationOf } from './orientation.ts';
import { SmallFrames } from './small-frames.ts';
import { SoundTrack, secondOf } from './sound-track.ts';
import { subtitleOf } from './subtitle-packets.ts';

/** See `DecodeRequest` in ../decode.ts; what is absent is not decoded. */
export interface Wanted {
  readonly frames?: { readonly width: number; readonly height: number; readonly batch: number };
  readonly sound?: { readonly sampleRate: number; readonly channels: 1 | 2 };
  readonly loudness?: boolean;
  readonly subtitles?: boolean;
}

const PROGRESS_MS = 250;
/** Sound before the first picture waits for it, because sound counts from there; some minutes of it at most. */
const MOST_WAITING_SOUND = 10_000;

/** One pass over a film: pictures, sound and words, each sent as it comes. */
class Pass {
  readonly #input: Input;
  readonly #video: Stream;
  readonly #wanted: Wanted;
  readonly #info: MediaInfo;
  readonly #damage: DamageReport;
  readonly #scaler: SmallFrames | undefined;
  readonly #track: SoundTrack | undefined;
  readonly #meter: LoudnessMeter | undefined;
  readonly #secondsPerTick: number;
  readonly #stamps: bigint[] = [];
  readonly #waiting: Frame[] = [];
  #batch: Uint8Array | undefined;
  #batchFirst = 0;
  #lastDuration = 0n;
  #progressAt = 0;

  constructor(input: Input, info: MediaInfo, wanted: Wanted) {
    this.#input = input;
    this.#video = pictureOf(input);
    this.#wanted = wanted;
    this.#info = info;
    this.#secondsPerTick = info.timeBase.num / info.timeBase.den;
    this.#damage = new DamageReport((damage) => send({ type: 'damage', damage }));
    const { frames, sound } = wanted;
    if (frames !== undefined) {
      this.#scaler = new SmallFrames(frames.width, frames.height, orientationOf(this.#video));
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

  get #time(): number {
    const last = this.#stamps.at(-1);
    return last === undefined ? 0 : Number(last - (this.#stamps[0] as bigint)) * this.#secondsPerTick;
  }

  run(): MediaInfo {
    const { audio, subtitle } = this.#input;
    const needsSound = this.#track !== undefined || this.#meter !== undefined;
    const words = this.#wanted.subtitles === true ? subtitle : undefined;
    readOnly(this.#input, [this.#video, needsSound ? audio : undefined, words]);
    const pictures = openDecoder(this.#input, this.#video);
    const sound = needsSound && audio !== undefined ? openDecoder(this.#input, audio, 1) : undefined;
    const packet = new Packet();
    packet.alloc();
    const frame = new Frame();
    frame.alloc();
    let damagedReads = 0;
    for (;;) {
      const read = readPacket(this.#input, packet);
      if (read === 'end') break;
      if (read === 'damaged') {
        this.#damaged('The file could not be read here.');
        // A demuxer that cannot get past a place says so again and again.
        if (++damagedReads > 100) break;
        continue;
      }
      damagedReads = 0;
      if (packet.streamIndex === this.#video.index) {
        this.#decode(pictures, packet, frame, (decoded) => this.#picture(decoded));
      } else if (sound !== undefined && packet.streamIndex === audio?.index) {
        this.#decode(sound, packet, frame, (decoded) => this.#sound(decoded));
      } else if (words !== undefined && packet.streamIndex === words.index) {
        this.#words(words, packet);
      }
      packet.unref();
    }
    this.#decode(pictures, null, frame, (decoded) => this.#picture(decoded));
    if (sound !== undefined) this.#decode(sound, null, frame, (decoded) => this.#sound(decoded));
    this.#flush();
    this.#track?.finish();
    pictures.freeContext();
    sound?.freeContext();
    packet.free();
    frame.free();
    this.#scaler?.free();
    return this.#finish();
  }

  #decode(decoder: CodecContext, packet: Packet | null, frame: Frame, take: (frame: Frame) => void): void {
    const receive = (): void => {
      for (;;) {
        const received = decoder.receiveFrameSync(frame);
        if (received === AVERROR_EAGAIN || received === AVERROR_EOF) return;
        if (received < 0) {
          this.#damaged('A part could not be decoded.');
          // The decoder has thrown the part away; ask for what comes behind it.
          if (packet !== null) return;
          continue;
        }
        take(frame);
        frame.unref();
      }
    };
    let sent = decoder.sendPacketSync(packet);
    if (sent === AVERROR_EAGAIN) {
      receive();
      sent = decoder.sendPacketSync(packet);
    }
    if (sent < 0 && sent !== AVERROR_EOF) this.#damaged('A part could not be decoded.');
    receive();
  }

  #picture(frame: Frame): void {
    const index = this.#stamps.length;
    this.#stamps.push(this.#stampOf(frame));
    this.#lastDuration = frame.duration > 0n ? frame.duration : this.#lastDuration;
    if (index === 0) for (const early of this.#waiting.splice(0)) this.#playEarly(early);
    const isConcealed = (frame.decodeErrorFlags & ~FF_DECODE_ERROR_CONCEALMENT_ACTIVE) !== 0;
    if (isConcealed || frame.hasFlags(AV_FRAME_FLAG_CORRUPT)) this.#damaged('The picture is damaged.', index);
    else this.#damage.good(index);
    this.#collect(frame, index);
    this.#progress();
  }

  /** Frames count on even where the file has lost a time stamp or repeats one. */
  #stampOf(frame: Frame): bigint {
    const last = this.#stamps.at(-1);
    const stamp = frame.bestEffortTimestamp === AV_NOPTS_VALUE ? frame.pts : frame.bestEffortTimestamp;
    if (stamp !== AV_NOPTS_VALUE && (last === undefined || stamp > last)) return stamp;
    if (last === undefined) return 0n;
    const { num, den } = this.#info.frameRate;
    const step = this.#lastDuration > 0n ? this.#lastDuration : BigInt(Math.round(den / num / this.#secondsPerTick));
    return last + (step > 0n ? step : 1n);
  }

  #collect(frame: Frame, index: number): void {
    const { frames } = this.#wanted;
    if (frames === undefined || this.#scaler === undefined) return;
    if (this.#batch === undefined) {
      this.#batch = new Uint8Array(frames.batch * this.#scaler.bytes);
      this.#batchFirst = index;
    }
    const at = index - this.#batchFirst;
    if (!this.#scaler.write(frame, this.#batch, at * this.#scaler.bytes)) {
      this.#damaged('The picture is damaged.', index);
    }
    if (at + 1 === frames.batch) this.#flush();
  }

  #flush(): void {
    const { frames } = this.#wanted;
    if (frames === undefined || this.#scaler === undefined || this.#batch === undefined) return;
    const pts = BigInt64Array.from(this.#stamps.slice(this.#batchFirst));
    const rgb = this.#batch.subarray(0, pts.length * this.#scaler.bytes);
    send({ type: 'frames', first: this.#batchFirst, width: frames.width, height: frames.height, rgb, pts });
    this.#batch = undefined;
  }

  #sound(frame: Frame): void {
    if (this.#stamps.length > 0) {
      this.#play(frame);
    } else if (this.#waiting.length < MOST_WAITING_SOUND) {
      const kept = frame.clone();
      if (kept !== null) this.#waiting.push(kept);
    }
  }

  #playEarly(frame: Frame): void {
    this.#play(frame);
    frame.free();
  }

  #play(frame: Frame): void {
    const origin = Number(this.#stamps[0] ?? 0n) * this.#secondsPerTick;
    const second = secondOf(frame, (this.#input.audio as Stream).timeBase, origin);
    this.#track?.push(frame, second);
    this.#meter?.push(frame, Number.isFinite(second) ? second : 0);
  }

  #words(stream: Stream, packet: Packet): void {
    const origin = Number(this.#stamps[0] ?? this.#video.startTime) * this.#secondsPerTick;
    const subtitle = subtitleOf(stream, packet, origin);
    if (subtitle !== undefined) send({ type: 'subtitle', subtitle });
  }

  #damaged(message: string, frame = this.#stamps.length): void {
    this.#damage.bad({ frame, time: this.#time, message });
  }

  #progress(): void {
    const now = performance.now();
    if (now - this.#progressAt < PROGRESS_MS) return;
    this.#progressAt = now;
    send({ type: 'progress', frame: this.#stamps.length, frames: Math.max(this.#info.frames, this.#stamps.length) });
  }

  #finish(): MediaInfo {
    const frames = this.#stamps.length;
    if (frames === 0) throw inputError(this.#input.path, 'has a picture track of which no frame can be decoded.');
    const { num, den } = this.#info.frameRate;
    const duration = this.#time + (Number(this.#lastDuration) * this.#secondsPerTick || den / num);
    if (this.#info.duration - duration > Math.max(1, (2 * den) / num) && frames < this.#info.frames) {
      this.#damaged('The film ends here, before its index says: the file is cut off.', frames);
    }
    const loudness = this.#meter?.finish();
    if (loudness !== undefined) {
      const { integrated, range, truePeak, momentary } = loudness;
      // JSON has no -Infinity.
      send({ type: 'loudness', values: Float64Array.of(integrated, range, truePeak), momentary });
    }
    return { ...this.#info, frames, duration, variableFrameRate: isVariable(this.#stamps) };
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
