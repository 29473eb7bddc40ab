import { AV_SAMPLE_FMT_FLT } from 'node-av/constants';
import { avChannelLayoutDefault, Frame } from 'node-av/lib';
import type { ReachedLoudness } from '../edit.ts';
import { throughAac } from './aac.ts';
import { FilterChain } from './filter-chain.ts';
import { LoudnessMeter } from './loudness-meter.ts';

const CHANNELS = 2;
/** Peaks are limited at four times the rate, where those between the samples are seen. */
const OVERSAMPLING = 4;
/** AAC brings a peak back up by about so much; where it is more, the next pass sees it. */
const CODEC_MARGIN_DB = 1;
const CLOSE_ENOUGH_LU = 0.1;
const MOST_PASSES = 8;
/** What lies within this of its target has met it. */
const MET_LU = 0.5;
const MET_PEAK_DB = 0.1;
const LEAST_SLOPE = 0.25;
/** FFmpeg's limiter goes no lower. */
const LEAST_LIMIT = 0.0625;
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
  const limit = Math.max(LEAST_LIMIT, 10 ** (ceiling / 20));
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

/** Sound at its target, and where it lies. */
export interface AtTarget {
  readonly sound: Iterable<Float32Array>;
  readonly reached: ReachedLoudness;
}

/** One way to shape the sound, and how it is heard then. */
interface Pass {
  readonly gain: number;
  readonly ceiling: number;
  readonly heard: Measured;
}

/**
 * The sound at the target, where `isCoded` heard after AAC. It is measured first; then again behind the gain, the limiter
 * and the codec, all of which change it a little, until the target is met. Where it cannot be met, the sound is that of
 * the pass that came nearest without peaks above the target's, and `reached` says why. `mix` is asked for the sound anew
 * for each pass.
 */
export function toTarget(
  mix: () => Iterable<Float32Array>,
  sampleRate: number,
  target: LoudnessTarget,
  isCoded = true,
): AtTarget {
  const first = measure(mix(), sampleRate, false);
  if (!Number.isFinite(first.integrated)) {
    if (!Number.isFinite(first.truePeak)) return { sound: mix(), reached: reachedBy(target, first, 'silent') };
    return heldBelow(mix, sampleRate, target, isCoded);
  }
  let gain = Math.min(MOST_GAIN_DB, target.integrated - first.integrated);
  let ceiling = target.truePeak - (isCoded ? CODEC_MARGIN_DB : 0.1);
  const shaped = (by: { readonly gain: number; readonly ceiling: number }): Iterable<Float32Array> =>
    first.truePeak + by.gain <= by.ceiling ? louder(mix(), by.gain) : limited(mix(), sampleRate, by.gain, by.ceiling);
  let best: Pass | undefined;
  let before: Pass | undefined;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const heard = measure(shaped({ gain, ceiling }), sampleRate, isCoded);
    const now: Pass = { gain, ceiling, heard };
    if (best === undefined || isNearer(now, best, target)) best = now;
    const short = target.integrated - heard.integrated;
    const over = heard.truePeak - target.truePeak;
    const isMet = Math.abs(short) <= CLOSE_ENOUGH_LU && over <= 0;
    if (isMet || !Number.isFinite(short)) break;
    // Behind a limiter a decibel of gain gives less than a decibel of loudness: how much, the last pass told.
    const gained = before === undefined ? 1 : (heard.integrated - before.heard.integrated) / (gain - before.gain);
    const slope = Number.isFinite(gained) ? Math.min(1, Math.max(LEAST_SLOPE, gained)) : 1;
    before = now;
    gain = Math.min(MOST_GAIN_DB, gain + short / slope);
    if (over > 0) ceiling -= over + 0.1;
    // The codec brought the peaks up by less than was kept for it: what is left lets the sound be louder.
    else if (short > CLOSE_ENOUGH_LU && over < -0.2) ceiling = Math.min(target.truePeak, ceiling - over - 0.1);
    if (gain === now.gain && ceiling === now.ceiling) break;
  }
  const { heard, ...by } = best as Pass;
  const isMet =
    Math.abs(target.integrated - heard.integrated) <= MET_LU && heard.truePeak - target.truePeak <= MET_PEAK_DB;
  const why = first.truePeak + by.gain > by.ceiling ? 'peaks' : 'gain';
  return { sound: shaped(by), reached: reachedBy(target, heard, isMet ? undefined : why) };
}

/** Sound that is too short to measure: as recorded, but for peaks above the target's. */
function heldBelow(
  mix: () => Iterable<Float32Array>,
  sampleRate: number,
  target: LoudnessTarget,
  isCoded: boolean,
): AtTarget {
  const recorded = measure(mix(), sampleRate, isCoded);
  if (recorded.truePeak <= target.truePeak) {
    return { sound: mix(), reached: reachedBy(target, recorded, 'unmeasured') };
  }
  let ceiling = target.truePeak - (isCoded ? CODEC_MARGIN_DB : 0.1);
  for (let pass = 1; ; pass++) {
    const heard = measure(limited(mix(), sampleRate, 0, ceiling), sampleRate, isCoded);
    const over = heard.truePeak - target.truePeak;
    if (over <= 0 || pass === MOST_PASSES) {
      return { sound: limited(mix(), sampleRate, 0, ceiling), reached: reachedBy(target, heard, 'unmeasured') };
    }
    ceiling -= over + 0.1;
  }
}

/** Does a pass come nearer to the target than another? Peaks above it count more than any loudness. */
function isNearer({ heard }: Pass, { heard: other }: Pass, target: LoudnessTarget): boolean {
  const over = (of: Measured): number => Math.max(0, of.truePeak - target.truePeak);
  if (over(heard) !== over(other)) return over(heard) < over(other);
  return Math.abs(target.integrated - heard.integrated) < Math.abs(target.integrated - other.integrated);
}

function reachedBy(
  asked: LoudnessTarget,
  { integrated, truePeak }: Measured,
  missed: ReachedLoudness['missed'],
): ReachedLoudness {
  return {
    asked: { integrated: asked.integrated, truePeak: asked.truePeak },
    ...(Number.isFinite(integrated) ? { integrated } : {}),
    ...(Number.isFinite(truePeak) ? { truePeak } : {}),
    ...(missed === undefined ? {} : { missed }),
  };
}
