import type { Heard } from '../shot-log.ts';
import { Autocorrelation } from './autocorrelation.ts';
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
  const autocorrelation = new Autocorrelation(WINDOW, sums.length);
  const memory = new Float32Array(WINDOW);
  let windows = 0;
  for (let from = 0; from === 0 || from + WINDOW / 2 <= envelope.length; from += HOP) {
    const to = Math.min(envelope.length, from + WINDOW);
    const middle = (from + to) / 2 / RATE;
    if (within !== undefined && !within.some(({ start, end }) => start <= middle && middle < end)) continue;
    if (addAutocorrelation(autocorrelation, smooth(envelope.subarray(from, to), memory), sums)) windows++;
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

/**
 * Onsets a frame early or late still meet. Nothing is read outside of the values: what may be undefined is a new number
 * in memory each time, and a film has millions.
 */
function smoothAt(values: Float32Array, at: number): number {
  const before = at > 0 ? values[at - 1]! : 0;
  const behind = at + 1 < values.length ? values[at + 1]! : 0;
  return before / 4 + values[at]! / 2 + behind / 4;
}

/** Into the beginning of `memory`: made anew, thousands of windows would be litter. */
function smooth(values: Float32Array, memory: Float32Array): Float32Array {
  const out = memory.subarray(0, values.length);
  for (let at = 0; at < values.length; at++) out[at] = smoothAt(values, at);
  return out;
}

/** Adds the autocorrelation of one window; false where nothing happens in it. */
function addAutocorrelation(autocorrelation: Autocorrelation, values: Float32Array, into: Float64Array): boolean {
  let mean = 0;
  for (let at = 0; at < values.length; at++) mean += values[at]! / values.length;
  const sums = autocorrelation.of(values, mean);
  const power = sums[0]!;
  if (!(power > values.length * 1e-3)) return false;
  for (let lag = 0; lag < into.length; lag++) {
    // Fewer products at longer lags, made up for in part: few of them are told by chance.
    const share = Math.min(2, values.length / Math.max(1, values.length - lag));
    into[lag] = into[lag]! + (sums[lag]! / power) * share;
  }
  return true;
}

/** How many frames before `at` the beat lies that leads to it best; 0 where none does. */
function beatBefore(scores: Float64Array, at: number, apart: Float64Array, farthest: number, nearest: number): number {
  let best = 0;
  let found = 0;
  for (let back = farthest; back >= nearest; back--) {
    const value = scores[at - back]! - apart[back]!;
    if (value > best) {
      best = value;
      found = back;
    }
  }
  return found;
}

/** Frames whose scores are kept at a time, besides those that the next ones look back at. */
const CHUNK = 8192;

/**
 * Beats, seconds, of a stretch of an onset envelope whose tempo is known: the row of onsets that are strong and about
 * one beat apart, by dynamic programming (Ellis 2007). Two bytes a frame are kept: a film may be one piece of music.
 */
export function beatsOf(envelope: Float32Array, bpm: number, { start, end }: Pick<Heard, 'start' | 'end'>): number[] {
  const first = Math.max(0, Math.floor(start * RATE));
  const part = envelope.subarray(first, Math.ceil(end * RATE));
  const period = (60 * RATE) / bpm;
  if (part.length < 2 * period) return [];
  let square = 0;
  for (let at = 0; at < part.length; at++) square += smoothAt(part, at) ** 2;
  const deviation = Math.sqrt(square / part.length) || 1;
  const farthest = Math.round(2 * period);
  const nearest = Math.round(period / 2);
  const apart = Float64Array.from({ length: farthest + 1 }, (_, back) => TIGHTNESS * Math.log(back / period) ** 2);
  // Scores of frames from `scored` on.
  const scores = new Float64Array(farthest + CHUNK);
  let scored = 0;
  /** How many frames back the beat before lies; 0 where there is none. */
  const back = new Uint16Array(part.length);
  for (let at = 0; at < part.length; at++) {
    if (at - scored === scores.length) {
      scores.copyWithin(0, scores.length - farthest);
      scored = at - farthest;
    }
    const beat = beatBefore(scores, at - scored, apart, Math.min(farthest, at), nearest);
    back[at] = beat;
    const best = beat === 0 ? 0 : scores[at - scored - beat]! - apart[beat]!;
    scores[at - scored] = smoothAt(part, at) / deviation + best;
  }
  let at = part.length - 1;
  for (let last = Math.max(0, part.length - Math.round(period)); last < part.length; last++) {
    if (scores[last - scored]! > scores[at - scored]!) at = last;
  }
  const beats: number[] = [];
  for (;;) {
    beats.push((first + at) / RATE + LATE);
    if (back[at] === 0) return beats.reverse();
    at -= back[at]!;
  }
}
