import type { Heard } from '../shot-log.ts';
import { quantile, Series } from './series.ts';

/** Samples of one level: 100 ms at 16 kHz. */
const BLOCK = 1600;
const STEP = 0.1;
/** Level of digital zero, dB. */
const NOTHING = -120;
/** What is at most so much above the film's noise floor is as quiet as the film gets. */
const ABOVE_FLOOR = 6;
/** But only where that is so much below its loud parts: a film of rain alone has no silence. */
const BELOW_LOUD = 20;
/** Nobody hears less than this beside the rest of a film. */
const ALWAYS_SILENT = -75;
/** Seconds; a shorter pause is part of speech. */
const SHORTEST = 0.5;
/** Blocks above the threshold that a silence may hold: a click of 100 ms does not break it. */
const BRIDGED = 1;

/**
 * Silence relative to a film's own noise floor: room tone counts as silence, although it is not nothing. Keeps ten
 * numbers a second.
 */
export class Silence {
  readonly #levels = new Series();
  #energy = 0;
  #count = 0;

  /** Samples of 16 kHz, −1 to 1, in order. */
  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const end = Math.min(samples.length, at + BLOCK - this.#count);
      this.#count += end - at;
      // A variable of its own: a private field would be a new number in memory for every sample.
      let energy = this.#energy;
      for (; at < end; at++) energy += samples[at]! ** 2;
      this.#energy = energy;
      if (this.#count === BLOCK) this.#close();
    }
  }

  #close(): void {
    const mean = this.#energy / this.#count;
    this.#levels.push(mean > 1e-12 ? 10 * Math.log10(mean) : NOTHING);
    this.#energy = 0;
    this.#count = 0;
  }

  /** The film is over: its silences of half a second and more. */
  end(): Heard[] {
    if (this.#count > BLOCK / 2) this.#close();
    const levels = this.#levels.values;
    const sounding = new Float32Array(levels.length);
    let count = 0;
    for (let at = 0; at < levels.length; at++) if (levels[at]! > ALWAYS_SILENT) sounding[count++] = levels[at]!;
    const heard = sounding.subarray(0, count);
    const threshold =
      count === 0
        ? ALWAYS_SILENT
        : Math.max(ALWAYS_SILENT, Math.min(quantile(heard, 0.05) + ABOVE_FLOOR, quantile(heard, 0.9) - BELOW_LOUD));
    return stretches(levels.length, (at) => levels[at]! <= threshold, BRIDGED)
      .filter(([from, to]) => (to - from) * STEP >= SHORTEST - 1e-9)
      .map(([from, to]) => {
        let below = 0;
        for (let at = from; at < to; at++) below += threshold - levels[at]!;
        const margin = below / (to - from);
        // Half sure at the threshold, sure 12 dB below it.
        return { start: from * STEP, end: to * STEP, confidence: Math.min(1, Math.max(0.5, 0.5 + margin / 24)) };
      });
  }
}

/** Runs of so many places that are `wanted`, end exclusive; runs that at most `bridged` others part are one. */
export function stretches(
  length: number,
  wanted: (at: number) => boolean,
  bridged: number,
): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < length; at++) {
    if (!wanted(at)) continue;
    const last = found.at(-1);
    if (last !== undefined && at - last[1] <= bridged) last[1] = at + 1;
    else found.push([at, at + 1]);
  }
  return found;
}
