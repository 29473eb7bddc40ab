import type { Heard } from '../shot-log.ts';
import { LATE, RATE } from './onsets.ts';

/** Frames of one look at the envelope, and between two: 8 s and 4 s. */
const WINDOW = 8 * RATE;
const HOP = 4 * RATE;
/** Beats a minute that are looked for. */
const SLOWEST = 40;
const FASTEST = 240;
/** People tap near 120 beats a minute: a normal distribution over octaves (Ellis 2007). */
const USUAL = 120;
const OCTAVES = 0.9;
/** Below this autocorrelation there is no beat to speak of. */
const LEAST = 0.15;
/** How much a beat's neighbours must keep the tempo, against how strong their onsets are (Ellis 2007). */
const TIGHTNESS = 100;

export interface Tempo {
  readonly bpm: number;
  /** Autocorrelation of the onset envelope at one beat, 0 to 1. */
  readonly confidence: number;
}

/**
 * Tempo of an onset envelope (100 frames a second) from its autocorrelation under a prior over tempi (Ellis 2007),
 * over all windows that lie in one of the stretches `within` (the whole, where absent). Undefined where nothing beats.
 */
export function tempoOf(envelope: Float32Array, within?: readonly Heard[]): Tempo | undefined {
  const longest = Math.ceil((60 / SLOWEST) * RATE);
  const sums = new Float64Array(2 * longest + 2);
  let windows = 0;
  for (let from = 0; from === 0 || from + WINDOW / 2 <= envelope.length; from += HOP) {
    const to = Math.min(envelope.length, from + WINDOW);
    const middle = (from + to) / 2 / RATE;
    if (within !== undefined && !within.some(({ start, end }) => start <= middle && middle < end)) continue;
    if (addAutocorrelation(smooth(envelope.subarray(from, to)), sums)) windows++;
  }
  if (windows === 0) return undefined;
  const correlation = sums.map((sum) => sum / windows);
  const shortest = Math.floor((60 / FASTEST) * RATE);
  let best = 0;
  let bestScore = 0;
  for (let lag = shortest; lag <= longest; lag++) {
    if (correlation[lag]! < correlation[lag - 1]! || correlation[lag]! < correlation[lag + 1]!) continue;
    // Two beats on there must be one again, else this is a part of a beat.
    const around = Math.max(correlation[2 * lag - 1]!, correlation[2 * lag]!, correlation[2 * lag + 1]!);
    const score = (correlation[lag]! + 0.5 * around) * prior(lag);
    if (score > bestScore) {
      best = lag;
      bestScore = score;
    }
  }
  const confidence = correlation[best]!;
  if (best === 0 || confidence < LEAST) return undefined;
  return { bpm: (60 * RATE) / exactLag(correlation, best), confidence: Math.min(1, confidence) };
}

/**
 * The lag between frames: twice and four times as long a lag tells it more exactly, as long as there is a peak of it.
 */
function exactLag(correlation: Float64Array, best: number): number {
  let exact = vertex(correlation, best);
  const twice = Math.round(2 * exact);
  let peak = twice;
  for (let lag = twice - 2; lag <= twice + 2; lag++) if (correlation[lag]! > correlation[peak]!) peak = lag;
  const isPeak =
    peak + 1 < correlation.length && Math.abs(peak - twice) < 2 && correlation[peak]! > correlation[best]! / 2;
  if (isPeak) exact = vertex(correlation, peak) / 2;
  return exact;
}

/** Where the parabola through a peak and its neighbours is highest. */
function vertex(values: Float64Array, at: number): number {
  const [before = 0, peak = 0, behind = 0] = values.subarray(at - 1, at + 2);
  const bend = before - 2 * peak + behind;
  return bend < 0 ? at + Math.max(-0.5, Math.min(0.5, (0.5 * (before - behind)) / bend)) : at;
}

function prior(lag: number): number {
  const octaves = Math.log2(((60 * RATE) / lag / USUAL) ** 1);
  return Math.exp(-0.5 * (octaves / OCTAVES) ** 2);
}

/** Onsets a frame early or late still meet. */
function smooth(values: Float32Array): Float64Array {
  return Float64Array.from(values, (value, at) => (values[at - 1] ?? 0) / 4 + value / 2 + (values[at + 1] ?? 0) / 4);
}

/** Adds the autocorrelation of one window; false where nothing happens in it. */
function addAutocorrelation(values: Float64Array, into: Float64Array): boolean {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let power = 0;
  for (let at = 0; at < values.length; at++) {
    values[at] = values[at]! - mean;
    power += values[at]! ** 2;
  }
  if (!(power > values.length * 1e-3)) return false;
  for (let lag = 0; lag < into.length; lag++) {
    let sum = 0;
    for (let at = lag; at < values.length; at++) sum += values[at]! * values[at - lag]!;
    // Fewer products at longer lags, made up for in part: few of them are told by chance.
    into[lag] = into[lag]! + (sum / power) * Math.min(2, values.length / Math.max(1, values.length - lag));
  }
  return true;
}

/**
 * Beats, seconds, of a stretch of an onset envelope whose tempo is known: the row of onsets that are strong and about
 * one beat apart, by dynamic programming (Ellis 2007).
 */
export function beatsOf(envelope: Float32Array, bpm: number, { start, end }: Pick<Heard, 'start' | 'end'>): number[] {
  const first = Math.max(0, Math.floor(start * RATE));
  const part = smooth(envelope.subarray(first, Math.ceil(end * RATE)));
  const period = (60 * RATE) / bpm;
  if (part.length < 2 * period) return [];
  const square = part.reduce((sum, value) => sum + value * value, 0);
  const deviation = Math.sqrt(square / part.length) || 1;
  const score = new Float64Array(part.length);
  const before = new Int32Array(part.length).fill(-1);
  for (let at = 0; at < part.length; at++) {
    let best = 0;
    for (let from = Math.max(0, at - Math.round(2 * period)); from <= at - Math.round(period / 2); from++) {
      const value = score[from]! - TIGHTNESS * Math.log((at - from) / period) ** 2;
      if (value > best) {
        best = value;
        before[at] = from;
      }
    }
    score[at] = part[at]! / deviation + best;
  }
  let at = score.length - 1;
  for (let last = Math.max(0, score.length - Math.round(period)); last < score.length; last++) {
    if (score[last]! > score[at]!) at = last;
  }
  const beats: number[] = [];
  for (; at >= 0; at = before[at]!) beats.push((first + at) / RATE + LATE);
  return beats.reverse();
}
