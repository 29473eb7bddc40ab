import type { Clap } from './shoot-day.ts';

/** Samples a second that sound is compared at: speech lies below, and a sample is a three-hundredth of a frame. */
export const SYNC_RATE = 8000;
/** Steps a second of the envelope that finds the lag coarsely. */
export const STEPS = 100;
const WINDOW = SYNC_RATE / STEPS;

/** Energy of each step in decibels above -80, without what lies below 100 Hz (wind, handling). */
function levels(samples: Float32Array): Float32Array {
  const out = new Float32Array(Math.floor(samples.length / WINDOW));
  let low = samples[0] ?? 0;
  for (let step = 0; step < out.length; step++) {
    let sum = 0;
    for (let at = step * WINDOW; at < (step + 1) * WINDOW; at++) {
      const sample = samples[at] as number;
      low += 0.075 * (sample - low);
      sum += (sample - low) ** 2;
    }
    out[step] = Math.max(0, 10 * Math.log10(sum / WINDOW + 1e-10) + 80);
  }
  return out;
}

/**
 * How sharply the sound sets in, `STEPS` values a second, zero on the whole: what two microphones in different places
 * still have in common, however loud and clear each is.
 */
export function onsetEnvelope(samples: Float32Array): Float32Array {
  const level = levels(samples);
  const rises = new Float32Array(level.length);
  let mean = 0;
  for (let step = 2; step < level.length; step++) {
    rises[step] = Math.max(
      0,
      (level[step] as number) - ((level[step - 1] as number) + (level[step - 2] as number)) / 2,
    );
    mean += (rises[step] as number) / level.length;
  }
  return rises.map((rise) => rise - mean);
}

/** A hand clapped loudly is 20 dB above what was before; a clapperboard more. */
const LEAST_RISE = 18;
const MOST_CLAPS = 8;

/**
 * Where a clapperboard may have been clapped: a spike that is far above the sound before it, of all pitches at once, and
 * over in some hundredths of a second. In order of time, at most eight.
 */
export function findClaps(samples: Float32Array): Clap[] {
  const level = levels(samples);
  const found: Clap[] = [];
  const around = Math.round(STEPS * 0.4);
  for (let step = 1; step < level.length - 3; step++) {
    const here = level[step] as number;
    if (here < 30 || here < (level[step - 1] as number) || here < (level[step + 1] as number)) continue;
    const before = loudest(level, step - around, step - 2);
    const after = quietest(level, step + 6, step + around);
    const rise = here - before;
    const fall = here - after;
    if (rise < LEAST_RISE || fall < LEAST_RISE) continue;
    const from = step * WINDOW - WINDOW;
    const noisy = zeroCrossings(samples, from + WINDOW, from + 2 * WINDOW);
    const confidence = Math.min(0.95, 0.35 + (Math.min(rise, fall) - LEAST_RISE) / 40 + Math.min(0.25, noisy));
    found.push({ time: spikeAt(samples, from, step * WINDOW + WINDOW) / SYNC_RATE, confidence });
  }
  return found
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_CLAPS)
    .sort((a, b) => a.time - b.time);
}

function loudest(level: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let step = Math.max(0, from); step <= to; step++) most = Math.max(most, level[step] ?? 0);
  return most;
}

function quietest(level: Float32Array, from: number, to: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let step = from; step <= Math.min(to, level.length - 1); step++) least = Math.min(least, level[step] as number);
  return least === Number.POSITIVE_INFINITY ? 0 : least;
}

/** Share of samples that change sign: near 0 for a thump, near a half for noise. */
function zeroCrossings(samples: Float32Array, from: number, to: number): number {
  let count = 0;
  for (let at = from + 1; at < to; at++) if ((samples[at] ?? 0) < 0 !== (samples[at - 1] ?? 0) < 0) count += 1;
  return count / Math.max(1, to - from);
}

/** The first sample that reaches half of the loudest in a stretch. */
function spikeAt(samples: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let at = Math.max(0, from); at < to; at++) most = Math.max(most, Math.abs(samples[at] ?? 0));
  for (let at = Math.max(0, from); at < to; at++) if (Math.abs(samples[at] ?? 0) >= most / 2) return at;
  return from;
}
