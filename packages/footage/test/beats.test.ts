import { getHeapStatistics } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Autocorrelation } from '../src/sound/autocorrelation.ts';
import { beatsOf, tempoOf } from '../src/sound/tempo.ts';

/** Onsets of ten minutes at so many frames a beat, in noise. */
function envelopeOf(period: number): Float32Array {
  let state = 3;
  const envelope = Float32Array.from({ length: 60_000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return ((state >>> 24) / 256) * 6;
  });
  for (let beat = 10; beat < envelope.length; beat += period) envelope[Math.round(beat)] = 20;
  return envelope;
}

/** Ellis's dynamic programming with all of it kept. */
function beatsOfWhole(envelope: Float32Array, bpm: number): number[] {
  const period = 6000 / bpm;
  const part = Array.from(
    envelope,
    (value, at) => (envelope[at - 1] ?? 0) / 4 + value / 2 + (envelope[at + 1] ?? 0) / 4,
  );
  const deviation = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
  const score: number[] = [];
  const before: number[] = [];
  for (const [at, value] of part.entries()) {
    let [best, from] = [0, -1];
    for (let back = Math.round(2 * period); back >= Math.round(period / 2); back--) {
      const reached = (score[at - back] ?? Number.NEGATIVE_INFINITY) - 100 * Math.log(back / period) ** 2;
      if (reached > best) [best, from] = [reached, at - back];
    }
    score.push(value / deviation + best);
    before.push(from);
  }
  let at = score.length - 1;
  for (let last = score.length - Math.round(period); last < score.length; last++)
    if (score[last]! > score[at]!) at = last;
  const beats: number[] = [];
  for (; at >= 0; at = before[at]!) beats.push(at / 100 + 0.01);
  return beats.reverse();
}

describe('beats of a long piece', () => {
  it.each([93, 140.5])('are those that are found with all of it kept: %d a minute', (bpm) => {
    const envelope = envelopeOf(6000 / bpm);
    const beats = beatsOf(envelope, bpm, { start: 0, end: 600 });
    expect(beats).toEqual(beatsOfWhole(envelope, bpm));
    expect(Math.abs(beats.length - 10 * bpm)).toBeLessThan(4);
  });

  it('take next to no memory beside what they are', () => {
    const allocated = (): number => (getHeapStatistics() as { total_allocated_bytes?: number }).total_allocated_bytes!;
    const envelope = envelopeOf(40.6);
    let least = Number.POSITIVE_INFINITY;
    // Functions that V8 has not yet compiled make a number in memory of every sum.
    for (let turn = 0; turn < 30 && least > 20 * envelope.length; turn++) {
      const before = allocated();
      tempoOf(envelope);
      beatsOf(envelope, 147.8, { start: 0, end: 600 });
      least = Math.min(least, allocated() - before);
    }
    expect(least).toBeLessThan(20 * envelope.length);
  });
});

describe('Autocorrelation', () => {
  it('is the sum of products of numbers so far apart', () => {
    const rows = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 60 });
    const autocorrelation = new Autocorrelation(60, 50);
    fc.assert(
      fc.property(rows, fc.double({ min: -1, max: 1, noNaN: true }), (numbers, mean) => {
        const sums = autocorrelation.of(Float64Array.from(numbers), mean);
        for (let lag = 0; lag < 50; lag++) {
          let expected = 0;
          for (let at = lag; at < numbers.length; at++) expected += (numbers[at]! - mean) * (numbers[at - lag]! - mean);
          expect(sums[lag]).toBeCloseTo(expected, 2);
        }
      }),
      { numRuns: 40 },
    );
  });
});
