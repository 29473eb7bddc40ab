import { expect, it } from 'vitest';
import { duckCurve } from '../src/native/music-bed.ts';

it('music is down under speech, on its way there and back, and up elsewhere', () => {
  const output = { start: 100, end: 500, frameRate: { num: 25, den: 1 }, sampleRate: 48_000 };
  const speech = [
    { startFrame: 200, endFrame: 250 },
    { startFrame: 400, endFrame: 450 },
    { startFrame: 90, endFrame: 110 },
  ];
  const depth = duckCurve(speech, output);
  expect(depth).toHaveLength(401);
  // What each span says of each frame, without a thought for where it ends.
  const wanted = Float32Array.from(depth, (_, at) =>
    Math.max(
      0,
      ...speech.map(({ startFrame, endFrame }) =>
        Math.min(1, 1 - (startFrame - 100 - at) / 6.25, 1 - (100 + at - endFrame) / 17.5),
      ),
    ),
  );
  expect(depth).toEqual(wanted);
  expect([depth[150 - 100], depth[225 - 100], depth[300 - 100]]).toEqual([0, 1, 0]);
});
