import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/shoot-day/correlate.ts';
import { findClaps, onsetEnvelope, SYNC_RATE } from '../../src/shoot-day/sound-marks.ts';
import { syncByTimecode } from '../../src/shoot-day/sync-timecode.ts';
import { coarseSync, fineSync, type WaveformSync } from '../../src/shoot-day/sync-waveform.ts';
import { clap, fromAfar, random, speech } from './made-clips.ts';

function synced(picture: Float32Array, sound: Float32Array): WaveformSync | undefined {
  const coarse = coarseSync(onsetEnvelope(picture), onsetEnvelope(sound));
  return coarse && fineSync(picture, sound, coarse);
}

/** `samples` played by a clock that is faster by so many parts per million, read between samples. */
function faster(samples: Float32Array, ppm: number): Float32Array {
  const length = Math.floor(samples.length * (1 + ppm / 1e6)) - 2;
  return Float32Array.from({ length }, (_, at) => {
    const from = at / (1 + ppm / 1e6);
    const whole = Math.floor(from);
    return (samples[whole] ?? 0) * (1 - (from - whole)) + (samples[whole + 1] ?? 0) * (from - whole);
  });
}

describe('timecode', () => {
  it.each([
    [{ num: 24_000, den: 1001 }, false, 86_486.4],
    [{ num: 30_000, den: 1001 }, true, 86_399.9136],
    [{ num: 25, den: 1 }, false, 86_400],
  ])('puts sound behind midnight to a picture from before it, at %o', (timecodeRate, dropFrame, day) => {
    const clip = { bytes: 1, modified: '', timecodeRate, dropFrame, seconds: 60, startTimecode: '', slates: [] };
    const picture = { ...clip, id: 'a', originalPath: 'a', kind: 'picture' as const, startSeconds: day - 10 };
    const sound = { ...clip, id: 'b', originalPath: 'b', kind: 'sound' as const, startSeconds: 5 };
    const [sync] = syncByTimecode([picture], [sound], new Map());
    expect(sync?.offset).toBeCloseTo(15, 6);
    const [back] = syncByTimecode([{ ...picture, startSeconds: 5 }], [{ ...sound, startSeconds: day - 10 }], new Map());
    expect(back?.offset).toBeCloseTo(-15, 6);
  });
});

describe('cross-correlation', () => {
  it('is what the sums say, at every lag', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 40 }),
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 40 }),
        (one, other) => {
          const [a, b] = [Float32Array.from(one), Float32Array.from(other)];
          const found = correlate(a, b, { overlap: 4, apart: 2 });
          let best = 0;
          for (let lag = 4 - b.length; lag <= a.length - 4; lag++) {
            let [product, energyA, energyB] = [0, 0, 0];
            const [from, to] = [Math.max(0, lag), Math.min(a.length, b.length + lag)];
            for (let at = from; at < to; at++) {
              product += (a[at] ?? 0) * (b[at - lag] ?? 0);
              energyA += (a[at] ?? 0) ** 2;
              energyB += (b[at - lag] ?? 0) ** 2;
            }
            if (energyA * energyB === 0) continue;
            const weight =
              (product / Math.sqrt(energyA * energyB)) * Math.sqrt((to - from) / Math.min(a.length, b.length));
            best = Math.max(best, weight);
          }
          if (best < 1e-6) return;
          const lag = found?.lag ?? 0;
          const overlap = Math.min(a.length, b.length + lag) - Math.max(0, lag);
          const weighed = (found?.height ?? 0) * Math.sqrt(overlap / Math.min(a.length, b.length));
          expect(weighed).toBeCloseTo(best, 5);
        },
      ),
    );
  });
});

describe('sync by waveform', () => {
  it('finds any offset to a hundredth of a frame, with echo and noise', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 0.12, noNaN: true }),
        (seed, offset, noise) => {
          const event = speech(60, seed);
          // The camera runs from second 22 to 40 of what happens; the recorder begins `offset` seconds after it.
          const picture = fromAfar(event.slice(22 * SYNC_RATE, 40 * SYNC_RATE), noise, seed + 1);
          const start = Math.round((22 + offset) * SYNC_RATE);
          const sound = event.slice(Math.max(0, start), start + 18 * SYNC_RATE);
          const common = Math.min(18, 18 - Math.abs(offset));
          const found = synced(picture, sound);
          // With little in common there may be nothing to find; then nothing is claimed.
          if (common < 6) {
            const wrong = found !== undefined && Math.abs(found.offset - offset) > 0.02;
            if (wrong) expect(found.confidence).toBeLessThan(0.6);
            return;
          }
          expect(found?.offset).toBeCloseTo(start / SYNC_RATE - 22, 3);
          expect(found?.confidence).toBeGreaterThan(0.5);
        },
      ),
      // The same every time: of such made-up speech, pieces of one in some hundreds fit another by chance.
      { numRuns: 15, seed: 1789 },
    );
  });

  it('claims little where two have nothing in common', () => {
    const wrong = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (seed) => synced(speech(20, seed), speech(25, seed + 100))?.confidence ?? 0,
    );
    expect(Math.max(...wrong)).toBeLessThan(0.35);
  });

  it('tells how the clocks drift over a long take', () => {
    const event = speech(150, 77);
    const sound = faster(event, 60);
    const found = synced(fromAfar(event, 0.05, 9), sound);
    expect(found?.offset).toBeCloseTo(0, 3);
    expect(found?.drift?.ppm).toBeGreaterThan(50);
    expect(found?.drift?.ppm).toBeLessThan(70);
    const steady = synced(fromAfar(event, 0.05, 9), event.slice(8000));
    expect(Math.abs(steady?.drift?.ppm ?? 99)).toBeLessThan(2);
    expect(steady?.offset).toBeCloseTo(1, 3);
  });
});

describe('claps', () => {
  it('are found where they are, and not in words', () => {
    const next = random(3);
    const words = speech(20, 12).map((sample) => sample * 0.3 + 0.002 * (next() - 0.5));
    expect(findClaps(words).filter(({ confidence }) => confidence > 0.6)).toEqual([]);
    // A second of quiet before action, and the board.
    const quiet = Float32Array.from({ length: 2 * SYNC_RATE }, () => 0.002 * (next() - 0.5));
    clap(quiet, 1, SYNC_RATE);
    const samples = Float32Array.from([...words.subarray(0, 4 * SYNC_RATE), ...quiet, ...words]);
    const [best] = findClaps(samples).sort((one, other) => other.confidence - one.confidence);
    expect(best?.time).toBeCloseTo(5, 2);
    expect(best?.confidence).toBeGreaterThan(0.6);
  });
});
