import type { Frame, Packet, Stream } from 'node-av/lib';
import { send } from '../process/channel.ts';
import type { FrameStamps } from './frame-stamps.ts';
import type { Input } from './input.ts';
import { LoudnessMeter } from './loudness-meter.ts';
import { SoundClock } from './sound-clock.ts';
import { SoundTrack } from './sound-track.ts';
import { subtitleOf } from './subtitle-packets.ts';
import { WaitingSound } from './waiting-sound.ts';

/** What is to be made of a film's sound and words; what is absent is not. */
export interface SoundWanted {
  readonly sound?: { readonly sampleRate: number; readonly channels: 1 | 2 };
  readonly loudness?: boolean;
  readonly subtitles?: boolean;
}

/** Seconds of sound in an event: to send one costs more than what a decoded frame has in it. */
const BATCH_SECONDS = 0.5;

/** A film's sound and words on their way to the caller; times count from the film's first frame. */
export class FilmSound {
  readonly #input: Input;
  readonly #video: Stream;
  readonly #stamps: FrameStamps;
  readonly #clock = new SoundClock();
  readonly #waiting = new WaitingSound((frame) => this.#play(frame));
  readonly #track: SoundTrack | undefined;
  readonly #meter: LoudnessMeter | undefined;
  readonly #wanted: SoundWanted;
  /** Sound on its way, from sample number `#first` on. */
  readonly #batch: Float32Array | undefined;
  #filled = 0;
  #first = 0;
  /** End of the sound that was heard last, seconds. */
  seconds = 0;

  constructor(input: Input, video: Stream, wanted: SoundWanted, stamps: FrameStamps) {
    this.#input = input;
    this.#video = video;
    this.#stamps = stamps;
    this.#wanted = wanted;
    if (input.audio === undefined) return;
    if (wanted.sound !== undefined) {
      const { sampleRate, channels } = wanted.sound;
      this.#batch = new Float32Array(Math.ceil(sampleRate * BATCH_SECONDS) * channels);
      this.#track = new SoundTrack(sampleRate, channels, (first, samples) => this.#collect(first, samples));
    }
    if (wanted.loudness === true) this.#meter = new LoudnessMeter(input.audio.timeBase);
  }

  /** Is any sound wanted, and is there some? */
  get isWanted(): boolean {
    return this.#track !== undefined || this.#meter !== undefined;
  }

  push(frame: Frame): void {
    this.#waiting.push(frame);
  }

  /** The first picture is there: from now on it is known when sounds begin. */
  open(): void {
    this.#waiting.open();
  }

  /** Samples come without holes. */
  #collect(first: number, samples: Float32Array): void {
    const { channels } = this.#wanted.sound!;
    const batch = this.#batch!;
    for (let at = 0; at < samples.length; ) {
      if (this.#filled === 0) this.#first = first + at / channels;
      const some = samples.subarray(at, at + batch.length - this.#filled);
      batch.set(some, this.#filled);
      this.#filled += some.length;
      at += some.length;
      if (this.#filled === batch.length) this.#flush();
    }
  }

  #flush(): void {
    if (this.#batch === undefined || this.#filled === 0) return;
    const samples = this.#batch.subarray(0, this.#filled);
    send({ type: 'sound', first: this.#first, ...this.#wanted.sound, samples });
    this.#filled = 0;
  }

  #play(frame: Frame): void {
    const second = this.#clock.placeFrame(frame, (this.#input.audio as Stream).timeBase, this.#stamps.origin);
    if (Number.isFinite(second)) this.seconds = Math.max(0, second);
    this.#track?.push(frame, second);
    this.#meter?.push(frame, Number.isFinite(second) ? second : 0);
  }

  words(packet: Packet): void {
    const { timeBase, startTime } = this.#video;
    const isStarted = this.#stamps.all.length > 0;
    const origin = isStarted ? this.#stamps.origin : (Number(startTime) * timeBase.num) / timeBase.den;
    const subtitle = subtitleOf(this.#input.subtitle as Stream, packet, origin);
    if (subtitle !== undefined) send({ type: 'subtitle', subtitle });
  }

  /** Sends what is left, loudness last. */
  finish(): void {
    this.#track?.finish();
    this.#flush();
    const loudness = this.#meter?.finish();
    if (loudness === undefined) return;
    const { integrated, range, truePeak, momentary } = loudness;
    // JSON has no -Infinity.
    send({ type: 'loudness', values: Float64Array.of(integrated, range, truePeak), momentary });
  }
}
