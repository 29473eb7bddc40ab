import { AV_NOPTS_VALUE, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { type CodecContext, Frame, Packet, type Stream } from 'node-av/lib';
import { closeInput, type Input, inputError, openDecoder, openInput, readOnly, readPacket } from './input.ts';
import { SoundTrack, secondOf } from './sound-track.ts';

/** Decoding starts so much earlier, because AAC and MP3 need what comes before; the last is the film's start. */
const PREROLLS_SECONDS = [0.5, 5, 100_000];

/** Gives a film's sound from any sample on; silence where there is none. */
export class SoundReader {
  readonly #path: string;
  #input: Input;
  #audio: Stream | undefined;
  /** Was no packet read yet since it was opened? */
  #isNew = true;
  readonly #origin: number;
  readonly #rate: number;
  readonly #channels: 1 | 2;
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  readonly #ready: Float32Array[] = [];
  #decoder: CodecContext | undefined;
  #track: SoundTrack | undefined;
  /** Where the first sound after a seek lies. */
  #firstSecond: number | undefined;
  /** Number of the next sample that `take` gives. */
  #at = Number.NaN;

  /** `origin`: time of the film's first frame in the container, in seconds. */
  constructor(path: string, origin: number, rate: number, channels: 1 | 2) {
    this.#path = path;
    this.#input = openInput(path);
    this.#audio = this.#input.audio;
    this.#origin = origin;
    this.#rate = rate;
    this.#channels = channels;
    this.#packet.alloc();
    this.#frame.alloc();
    if (this.#audio !== undefined) readOnly(this.#input, [this.#audio]);
  }

  /** Samples `from` to `from + count` of each channel, counted from the film's first frame, interleaved. */
  take(from: number, count: number): Float32Array {
    const wanted = new Float32Array(count * this.#channels);
    this.#fill(wanted, from, count);
    return wanted;
  }

  /** The same, up to where the sound ends. */
  takeToEnd(from: number, count: number): Float32Array {
    const wanted = new Float32Array(count * this.#channels);
    return wanted.subarray(0, this.#fill(wanted, from, count));
  }

  /** Answers how much of it there is. */
  #fill(wanted: Float32Array, from: number, count: number): number {
    if (this.#audio === undefined) return 0;
    if (from !== this.#at) this.#seek(from);
    let filled = 0;
    while (filled < wanted.length) {
      const chunk = this.#ready.shift();
      if (chunk === undefined) {
        if (!this.#decodeMore()) break;
        continue;
      }
      const fits = Math.min(chunk.length, wanted.length - filled);
      wanted.set(chunk.subarray(0, fits), filled);
      filled += fits;
      if (fits < chunk.length) this.#ready.unshift(chunk.subarray(fits));
    }
    this.#at = from + count;
    return filled;
  }

  /** Starts anew before a sample, further before it when the container lands behind it. */
  #seek(from: number): void {
    const second = from / this.#rate;
    for (const preroll of PREROLLS_SECONDS) {
      this.#seekBefore(from, second - preroll);
      while (this.#firstSecond === undefined && this.#decodeMore());
      if (this.#firstSecond === undefined || this.#firstSecond <= second) return;
    }
  }

  /**
   * Brings the file to a second, or to its beginning: there by opening it anew, as no container says where what a codec
   * needs before its first sample (AAC, Opus, MP3) begins, and without it that sample is lost.
   */
  #goTo(second: number): Stream {
    const audio = this.#audio as Stream;
    const { num, den } = audio.timeBase;
    const start = audio.startTime === AV_NOPTS_VALUE ? 0n : audio.startTime;
    const ticks = BigInt(Math.floor(((second + this.#origin) * den) / num));
    if (ticks > start) {
      this.#isNew = false;
      this.#input.format.seekFrameSync(audio.index, ticks, AVSEEK_FLAG_BACKWARD);
      return audio;
    }
    if (this.#isNew) return audio;
    closeInput(this.#input);
    this.#input = openInput(this.#path);
    this.#isNew = true;
    const again = this.#input.audio;
    if (again === undefined) throw inputError(this.#path, 'has no sound any more; it was changed meanwhile.');
    readOnly(this.#input, [again]);
    this.#audio = again;
    return again;
  }

  #seekBefore(from: number, second: number): void {
    this.#decoder?.freeContext();
    this.#decoder = undefined;
    const audio = this.#goTo(second);
    this.#decoder = openDecoder(this.#input, audio, 1);
    this.#ready.length = 0;
    this.#firstSecond = undefined;
    this.#track = new SoundTrack(this.#rate, this.#channels, (_, samples) => this.#ready.push(samples), from);
  }

  /** Decodes one packet; false at the end of the sound. */
  #decodeMore(): boolean {
    const { num, den } = (this.#audio as Stream).timeBase;
    const decoder = this.#decoder;
    if (decoder === undefined) return false;
    this.#isNew = false;
    let read = readPacket(this.#input, this.#packet);
    for (let damaged = 0; read === 'damaged' && damaged < 100; damaged++) read = readPacket(this.#input, this.#packet);
    const isEnd = read !== 'packet';
    if (!isEnd && this.#packet.streamIndex !== this.#audio?.index) {
      this.#packet.unref();
      return true;
    }
    decoder.sendPacketSync(isEnd ? null : this.#packet);
    while (decoder.receiveFrameSync(this.#frame) >= 0) {
      const second = secondOf(this.#frame, { num, den }, this.#origin);
      if (Number.isFinite(second)) this.#firstSecond ??= second;
      this.#track?.push(this.#frame, second);
      this.#frame.unref();
    }
    if (!isEnd) this.#packet.unref();
    else {
      this.#track?.finish();
      decoder.freeContext();
      this.#decoder = undefined;
    }
    return true;
  }

  free(): void {
    this.#decoder?.freeContext();
    this.#packet.free();
    this.#frame.free();
    closeInput(this.#input);
  }
}
