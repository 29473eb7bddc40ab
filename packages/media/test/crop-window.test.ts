import { expect, it } from 'vitest';
import { cropWindow } from '../src/native/crop-window.ts';
import { checkEdit } from '../src/render-check.ts';

const within = { x: 0, y: 0.1, width: 1, height: 0.75 };

it('a window stays in its part of the picture, and is as large as fits there', () => {
  const path = [0, 20, 40].map((frame) => ({ frame, x: frame / 40, y: frame / 40 }));
  const upright = cropWindow({ path, within }, 16 / 9, 9 / 16);
  expect(upright.extent).toMatchObject({ x: 0, width: 1 });
  expect(upright.extent.y).toBeCloseTo(0.1, 9);
  expect(upright.extent.height).toBeCloseTo(0.75, 9);
  expect((upright.width * (16 / 9)) / upright.height).toBeCloseTo(9 / 16, 9);
  for (const frame of [0, 7, 20, 33, 40]) expect(upright.at(frame).y).toBeCloseTo(0.1, 9);
  expect(upright.at(40).x).toBeCloseTo(1 - upright.width, 9);
});

it('a part that is no part of the picture is refused', () => {
  const clip = { path: 'a.mp4', inFrame: 0, outFrame: 9 };
  const edit = { width: 90, height: 160, frameRate: { num: 25, den: 1 }, sampleRate: 48_000 };
  const crop = { path: [{ frame: 0, x: 0.5, y: 0.5 }], within: { ...within, height: 0.95 } };
  expect(() => checkEdit({ ...edit, clips: [{ ...clip, crop }] })).toThrow('lies outside the picture');
  expect(() => checkEdit({ ...edit, clips: [{ ...clip, crop: { ...crop, within } }] })).not.toThrow();
});
