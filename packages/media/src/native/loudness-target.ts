import { AV_SAMPLE_FMT_FLT } from 'node-av/constants';
import { avChannelLayoutDefault, Frame } from 'node-av/lib';
import { FilterChain } from './filter-chain.ts';
import { LoudnessMeter } from './loudness-meter.ts';

const CHANNELS = 2;
/** Peaks are limited at four times the rate, where those between the samples are seen. */
const OVERSAMPLING = 4;
/** AAC may bring a peak back up by about so much. */
const CODEC_MARGIN_DB = 0.7;
const CLOSE_ENOUGH_LU = 0.05;
const MOST_PASSES = 4;
/** Silence is not made loud: at most so much gain. */
const MOST_GAIN_DB = 40;

/** Where the sound of a film is to lie. */
export interface LoudnessTarget {
  /** LUFS. */
  readonly integrated: number;
  /** dBTP. */
  readonly truePeak: number;
}

function fill(frame: Frame, samples: Float32Array, sampleRate: number, at: number): void {
  frame.unref();
  frame.nbSamples = samples.length / CHANNELS;
  frame.format = AV_SAMPLE_FMT_FLT;
  frame.sampleRate = sampleRate;
  frame.channelLayout = avChannelLayoutDefault(CHANNELS);
  frame.getBuffer(0);
  frame.data?.[0]?.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  frame.pts = BigInt(at);
}

/** The sound with `gain` (dB), its true peaks held below `ceiling` (dBTP). As many samples come out as go in. */
export function* limited(
  sound: Iterable<Float32Array>,
  sampleRate: number,
  gain: number,
  ceiling: number,
): Generator<Float32Array, void, undefined> {
  const frame = new Frame();
  frame.alloc();
  const out = new Frame();
  out.alloc();
  const limit = 10 ** (ceiling / 20);
  const filters = [
    `volume=${gain}dB:precision=float`,
    `aresample=${sampleRate * OVERSAMPLING}`,
    `alimiter=limit=${limit}:attack=5:release=50:level=disabled:latency=1`,
    `aresample=${sampleRate}`,
    `aformat=sample_fmts=flt:channel_layouts=stereo`,
  ].join(',');
  let chain: FilterChain | undefined;
  let taken = 0;
  let given = 0;
  const pull = function* (): Generator<Float32Array> {
    while (chain?.pull(out) === true) {
      const count = Math.min(out.nbSamples, taken - given);
      const samples = new Float32Array(count * CHANNELS);
      const data = out.data?.[0];
      if (data !== undefined) new Uint8Array(samples.buffer).set(data.subarray(0, samples.byteLength));
      out.unref();
      given += count;
      if (count > 0) yield samples;
    }
  };
  for (const samples of sound) {
    fill(frame, samples, sampleRate, taken);
    chain ??= FilterChain.sound(frame, { num: 1, den: sampleRate }, filters);
    taken += samples.length / CHANNELS;
    chain.push(frame);
    yield* pull();
  }
  chain?.push(null);
  yield* pull();
  if (given < taken) yield new Float32Array((taken - given) * CHANNELS);
  chain?.free();
  frame.free();
  out.free();
}

/** Integrated loudness of stereo sound, LUFS. */
export function loudnessOf(sound: Iterable<Float32Array>, sampleRate: number): number {
  const meter = new LoudnessMeter({ num: 1, den: sampleRate });
  const frame = new Frame();
  frame.alloc();
  let at = 0;
  for (const samples of sound) {
    fill(frame, samples, sampleRate, at);
    meter.push(frame, at / sampleRate);
    at += samples.length / CHANNELS;
  }
  frame.free();
  return meter.finish().integrated;
}

/**
 * The sound at the target. Measured first; then once more behind the limiter, which takes some loudness away, until
 * the target is met. `mix` is asked for the sound anew for each pass.
 */
export function toTarget(
  mix: () => Iterable<Float32Array>,
  sampleRate: number,
  target: LoudnessTarget,
): Iterable<Float32Array> {
  const ceiling = target.truePeak - CODEC_MARGIN_DB;
  const measured = loudnessOf(mix(), sampleRate);
  if (!Number.isFinite(measured)) return mix();
  let gain = Math.min(MOST_GAIN_DB, target.integrated - measured);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const short = target.integrated - loudnessOf(limited(mix(), sampleRate, gain, ceiling), sampleRate);
    if (!Number.isFinite(short) || Math.abs(short) <= CLOSE_ENOUGH_LU || gain + short > MOST_GAIN_DB) break;
    gain += short;
  }
  return limited(mix(), sampleRate, gain, ceiling);
}
