import { expect, it } from 'vitest';
import { pathOf } from '../src/footage/camera-path.ts';

const still = { movement: 'static', confidence: 0.9, pan: 0, tilt: 0, zoom: 0, roll: 0, shake: 0 } as const;

it('says that by which the movement is named first, and however small', () => {
  expect(pathOf({ ...still, movement: 'pan', pan: 0.0063, zoom: 0.0119 })).toBe(
    'pans right 0.6% of the width a second, closes in 1% a second',
  );
  expect(pathOf({ ...still, movement: 'tilt', pan: -0.03, tilt: 0.09 })).toBe(
    'tilts up 9% of the height a second, pans left 3% of the width a second',
  );
  expect(pathOf({ ...still, movement: 'pull', zoom: -0.2 })).toBe('draws back 18% a second');
});

it('says nothing of what cannot be seen', () => {
  expect(pathOf({ ...still, pan: 0.004, tilt: -0.009, shake: 0.001 })).toBe('');
  expect(pathOf({ ...still, movement: 'pan' })).toBe('');
});
