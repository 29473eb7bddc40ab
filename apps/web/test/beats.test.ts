import { expect, it } from 'vitest';
import { onBeats } from '../src/cut/beats.ts';
import type { Shown } from '../src/cut/shown.ts';

const card = (frames: number): Shown => ({
  card: { id: `c${frames}`, text: 'One', seconds: frames / 25 },
  inFrame: 0,
  outFrame: frames,
});

it('finds the cuts that fall on beats, from where the music begins', () => {
  const shown = [card(25), card(24), card(26), card(30)];
  const info = { frameRate: { num: 25, den: 1 } };
  expect([...onBeats(shown, info, { beats: [0, 1, 2, 3] })]).toEqual([1, 3]);
  expect([...onBeats(shown, info, { beats: [0, 1, 2, 3], from: 0.04 })]).toEqual([2]);
  expect([...onBeats(shown, info, { beats: [] })]).toEqual([]);
});
