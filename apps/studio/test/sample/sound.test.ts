import { expect, test } from 'vitest';
import { readSampleScript, samplePlan } from '../../src/sample/index.ts';
import { score } from '../../src/sample/sound/score.ts';

const plan = samplePlan(await readSampleScript());
const { samples, sampleRate, channels } = score(plan);
const perFrame = (sampleRate / plan.frameRate.num) * channels;

/** Mean power of some frames, in decibels of full scale. */
function power(from: number, to: number): number {
  const part = samples.subarray(Math.round(from * perFrame), Math.round(to * perFrame));
  return 10 * Math.log10(part.reduce((sum, v) => sum + v * v, 0) / part.length + 1e-12);
}

test('is as long as the picture, never clips and never falls silent', () => {
  expect(samples.length).toBe(plan.frames * perFrame);
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  expect(peak).toBeLessThan(0.74);
  for (let frame = 12; frame < plan.frames - 36; frame += 12)
    expect(power(frame, frame + 12), `${frame}`).toBeGreaterThan(-45);
});

test('the bell breaks in where it is rung', () => {
  const bell = plan.shots.find((shot) => shot.id === 'bell')!.startFrame;
  expect(power(bell + 3, bell + 15) - power(bell - 14, bell - 2)).toBeGreaterThan(5);
});

test('is the same every time', () => {
  expect(
    Buffer.compare(Buffer.from(score(plan, 120).samples.buffer), Buffer.from(score(plan, 120).samples.buffer)),
  ).toBe(0);
});
