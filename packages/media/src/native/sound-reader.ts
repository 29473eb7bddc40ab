import { AV_NOPTS_VALUE, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { type CodecContext, Frame, Packet, type Stream } from 'node-av/lib';
import { closeInput, type Input, openDecoder, openInput, readOnly, readPacket } from './input.ts';
import { SoundTrack, secondOf } from './sound-track.ts';

/** Decoding starts so much earlier, because AAC and MP3 need what comes before; the last is the film's start. */
const PREROLLS_SECONDS = [0.5, 5, 100_000];

/** Gives a film's sound from any sample on; silence where there is none. */
export class SoundReader {
  readonly #input: Input;
  readonly #audio: Stream | undefined;
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
    if (this.#audio === undefined) return wanted;
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
    return wanted;
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

  #seekBefore(from: number, second: number): void {
    const audio = this.#audio as Stream;
    const { num, den } = audio.timeBase;
    const start = audio.startTime === AV_NOPTS_VALUE ? 0n : audio.startTime;
    const ticks = BigInt(Math.floor(((second + this.#origin) * den) / num));
    this.#input.format.seekFrameSync(audio.index, ticks > start ? ticks : start, AVSEEK_FLAG_BACKWARD);
    this.#decoder?.freeContext();
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
