import { AV_CHANNEL_ORDER_NATIVE, AV_NOPTS_VALUE, AV_SAMPLE_FMT_FLT, type AVSampleFormat } from 'node-av/constants';
import { avChannelLayoutDefault, Frame, SoftwareResampleContext } from 'node-av/lib';
import { MediaError } from '../error.ts';
import { layoutOf } from './filter-chain.ts';

/** Time stamps may be this far from the sample count before silence is put in or samples are left out. */
const TOLERANCE_SECONDS = 0.02;
/** A gap longer than this is a damaged time stamp, not silence. */
const LONGEST_GAP_SECONDS = 3600;

/** Full scale is 1; no sound is this loud. */
const MOST = 1e6;

/** A damaged film may hold samples that are no numbers, or beyond any level; encoders refuse all sound with one of them. */
function silenceWhatIsNone(samples: Float32Array): void {
  for (let at = 0; at < samples.length; at++) if (!(Math.abs(samples[at]!) < MOST)) samples[at] = 0;
}

/** Receives interleaved samples; `first` counts from the film's first frame. */
export type SoundSink = (first: number, samples: Float32Array) => void;

/**
 * Makes one continuous track of decoded sound: sample 0 lies at time 0 of the picture, gaps are silent, overlaps are
 * left out.
 */
export class SoundTrack {
  readonly #rate: number;
  readonly #channels: number;
  readonly #layout: Frame['channelLayout'];
  readonly #converted = new Frame();
  readonly #sink: SoundSink;
  #resampler: SoftwareResampleContext | undefined;
  #like = '';
  /** Position of the next sample out of the resampler. */
  #at = 0;
  #isStarted = false;
  /** Position of the next sample to be handed on. */
  #handed = 0;

  /** Hands on samples from number `from` on. */
  constructor(rate: number, channels: 1 | 2, sink: SoundSink, from = 0) {
    this.#handed = from;
    this.#rate = rate;
    this.#channels = channels;
    const { order, ...rest } = avChannelLayoutDefault(channels);
    this.#layout = { ...rest, order: order || AV_CHANNEL_ORDER_NATIVE };
    this.#sink = sink;
    this.#converted.alloc();
  }

  /** Adds a decoded frame that starts `second` seconds after the film's first frame (NaN when it does not say). */
  push(frame: Frame, second: number): void {
    // A layout that says only how many channels is named before the resampler sees it: it refuses any other.
    frame.channelLayout = layoutOf(frame);
    const like = `${frame.format} ${frame.sampleRate} ${frame.channels}`;
    if (like !== this.#like) this.#prepare(frame, like);
    const delay = Number(this.#resampler?.getDelay(BigInt(this.#rate)) ?? 0n);
    if (Number.isFinite(second)) this.#place(Math.round(second * this.#rate), delay);
    this.#convert(frame);
  }

  #place(expected: number, delay: number): void {
    const gap = expected - (this.#at + delay);
    if (!this.#isStarted) {
      this.#at = expected;
      this.#isStarted = true;
    } else if (Math.abs(gap) > TOLERANCE_SECONDS * this.#rate && gap < LONGEST_GAP_SECONDS * this.#rate) {
      this.#convert(null);
      this.#at = expected;
    }
  }

  #prepare(frame: Frame, like: string): void {
    if (this.#resampler !== undefined) this.#convert(null);
    this.#resampler?.free();
    this.#resampler = new SoftwareResampleContext();
    const layout = frame.channelLayout;
    const result = this.#resampler.allocSetOpts2(
      this.#layout,
      AV_SAMPLE_FMT_FLT,
      this.#rate,
      layout,
      frame.format as AVSampleFormat,
      frame.sampleRate,
    );
    if (result < 0 || this.#resampler.init() < 0) throw new MediaError('internal', 'FFmpeg cannot convert this sound.');
    this.#like = like;
  }

  /** Converts a frame, or drains the resampler, and hands on what comes out. */
  #convert(frame: Frame | null): void {
    const out = this.#converted;
    out.sampleRate = this.#rate;
    out.format = AV_SAMPLE_FMT_FLT;
    out.channelLayout = this.#layout;
    const result = this.#resampler?.convertFrame(out, frame) ?? -1;
    const data = out.data?.[0];
    if (result >= 0 && out.nbSamples > 0 && data !== undefined) {
      const count = out.nbSamples * this.#channels;
      const copy = new Float32Array(count);
      new Uint8Array(copy.buffer).set(data.subarray(0, count * 4));
      silenceWhatIsNone(copy);
      this.#hand(copy);
    }
    out.unref();
    // A drained resampler must be started again before it takes more.
    if (frame === null) this.#resampler?.init();
  }

  #hand(samples: Float32Array): void {
    const start = this.#at;
    this.#at += samples.length / this.#channels;
    if (start > this.#handed) this.#silence(start - this.#handed);
    const late = this.#handed - start;
    if (late * this.#channels >= samples.length) return;
    const rest = samples.subarray(late * this.#channels);
    this.#sink(this.#handed, rest);
    this.#handed += rest.length / this.#channels;
  }

  #silence(samples: number): void {
    let left = samples;
    while (left > 0) {
      const count = Math.min(left, this.#rate);
      this.#sink(this.#handed, new Float32Array(count * this.#channels));
      this.#handed += count;
      left -= count;
    }
  }

  /** Hands on what the resampler still holds. */
  finish(): void {
    if (this.#resampler !== undefined) this.#convert(null);
    this.#resampler?.free();
    this.#converted.free();
  }
}

/** Seconds from `origin` (in seconds) to the frame's start; NaN when it does not say. */
export function secondOf(frame: Frame, timeBase: { num: number; den: number }, origin: number): number {
  const stamp = frame.bestEffortTimestamp === AV_NOPTS_VALUE ? frame.pts : frame.bestEffortTimestamp;
  return stamp === AV_NOPTS_VALUE ? Number.NaN : (Number(stamp) * timeBase.num) / timeBase.den - origin;
}
