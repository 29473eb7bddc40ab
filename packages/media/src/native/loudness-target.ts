import { AV_SAMPLE_FMT_FLT } from 'node-av/constants';
import { avChannelLayoutDefault, Frame } from 'node-av/lib';
import { throughAac } from './aac.ts';
import { FilterChain } from './filter-chain.ts';
import { LoudnessMeter } from './loudness-meter.ts';

const CHANNELS = 2;
/** Peaks are limited at four times the rate, where those between the samples are seen. */
const OVERSAMPLING = 4;
/** AAC brings a peak back up by about so much; where it is more, the next pass sees it. */
const CODEC_MARGIN_DB = 1;
const CLOSE_ENOUGH_LU = 0.1;
const MOST_PASSES = 6;
const LEAST_SLOPE = 0.25;
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
function* limited(
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

interface Measured {
  readonly integrated: number;
  readonly truePeak: number;
}

/** Loudness and true peak of stereo sound, as it is or as it is heard after AAC. */
function measure(sound: Iterable<Float32Array>, sampleRate: number, isCoded: boolean): Measured {
  const meter = new LoudnessMeter({ num: 1, den: sampleRate });
  if (isCoded) {
    throughAac(sound, { sampleRate, channels: CHANNELS }, (frame) => meter.push(frame, 0));
  } else {
    const frame = new Frame();
    frame.alloc();
    let at = 0;
    for (const samples of sound) {
      fill(frame, samples, sampleRate, at);
      meter.push(frame, at / sampleRate);
      at += samples.length / CHANNELS;
    }
    frame.free();
  }
  return meter.finish();
}

/** The sound with a gain in dB. */
function* louder(sound: Iterable<Float32Array>, gain: number): Generator<Float32Array, void, undefined> {
  const factor = 10 ** (gain / 20);
  for (const samples of sound) yield samples.map((sample) => sample * factor);
}

/**
 * The sound at the target, where `isCoded` heard after AAC. It is measured first; then again behind the gain, the limiter
 * and the codec, all of which change it a little, until the target is met. `mix` is asked for the sound anew for each
 * pass.
 */
export function toTarget(
  mix: () => Iterable<Float32Array>,
  sampleRate: number,
  target: LoudnessTarget,
  isCoded = true,
): Iterable<Float32Array> {
  const first = measure(mix(), sampleRate, false);
  if (!Number.isFinite(first.integrated)) return mix();
  let gain = Math.min(MOST_GAIN_DB, target.integrated - first.integrated);
  let ceiling = target.truePeak - (isCoded ? CODEC_MARGIN_DB : 0.1);
  const shaped = (): Iterable<Float32Array> =>
    first.truePeak + gain <= ceiling ? louder(mix(), gain) : limited(mix(), sampleRate, gain, ceiling);
  let before: { gain: number; loudness: number } | undefined;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const heard = measure(shaped(), sampleRate, isCoded);
    const short = target.integrated - heard.integrated;
    const over = heard.truePeak - target.truePeak;
    const isMet = Math.abs(short) <= CLOSE_ENOUGH_LU && over <= 0;
    if (isMet || !Number.isFinite(short)) break;
    // Behind a limiter a decibel of gain gives less than a decibel of loudness: how much, the last pass told.
    const gained = before === undefined ? 1 : (heard.integrated - before.loudness) / (gain - before.gain);
    const slope = Number.isFinite(gained) ? Math.min(1, Math.max(LEAST_SLOPE, gained)) : 1;
    before = { gain, loudness: heard.integrated };
    gain = Math.min(MOST_GAIN_DB, gain + short / slope);
    if (over > 0) ceiling -= over + 0.1;
  }
  return shaped();
}
