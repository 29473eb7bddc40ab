import type { MediaInfo } from '@second-unit/media';
import { describe, expect, it } from 'vitest';
import { type Cut, linesInCut, toEditList } from '../src/index.ts';

const info = {
  frames: 1000,
  timeBase: { num: 1, den: 25 },
  frameRate: { num: 25, den: 1 },
  variableFrameRate: false,
  width: 1920,
  height: 1080,
  originalPath: 'film.mp4',
} as MediaInfo;
const item = (id: string, inFrame: number, outFrame: number) => ({
  id,
  media: 'm',
  shot: id,
  inFrame,
  outFrame,
  locked: false,
  score: 0,
  reasons: [],
});
const cut: Cut = {
  brief: { seconds: 8, seed: 0, keepBack: 0 },
  items: [item('a', 100, 150), item('b', 500, 600)],
  banned: [],
  cards: [
    { id: 'c', text: 'Soon', seconds: 2, before: 'b' },
    { id: 'd', text: 'The Sea', seconds: 1 },
  ],
};

describe('the edit list of a cut', () => {
  it('has cards where they stand', () => {
    const { clips } = toEditList(cut, { m: info });
    expect(clips).toEqual([
      { path: 'film.mp4', inFrame: 100, outFrame: 150, frames: 50 },
      { title: { text: 'Soon' }, frames: 50 },
      { path: 'film.mp4', inFrame: 500, outFrame: 600, frames: 100 },
      { title: { text: 'The Sea' }, frames: 25 },
    ]);
  });

  it.each([
    [undefined, 1920, 1080],
    ['16:9', 1920, 1080],
    ['9:16', 1080, 1920],
    ['1:1', 1080, 1080],
    ['4:5', 1080, 1350],
    ['2.39:1', 1920, 804],
  ] as const)('in %s is %d × %d', (aspect, width, height) => {
    expect(toEditList(cut, { m: info }, { aspect })).toMatchObject({ width, height });
  });

  it('has square pixels where the film has none', () => {
    const dv = { ...info, width: 720, height: 480, pixelAspect: { num: 32, den: 27 } };
    expect(toEditList(cut, { m: dv })).toMatchObject({ width: 854, height: 480 });
  });

  it('takes the windows it is given', () => {
    const crop = { path: [{ frame: 500, x: 0.2, y: 0.5 }] };
    expect(toEditList(cut, { m: info }, { aspect: '9:16', crops: { b: crop } }).clips[2]).toMatchObject({ crop });
  });

  it('hears lines where its clips play them', () => {
    const list = toEditList(cut, { m: info });
    const subtitles = [
      { startFrame: 75, endFrame: 110, text: 'before the in point' },
      { startFrame: 148, endFrame: 152, text: 'a scrap' },
      { startFrame: 510, endFrame: 750, text: 'the whole clip' },
      { startFrame: 1000, endFrame: 1025, text: 'elsewhere' },
    ];
    expect(linesInCut(list, { 'film.mp4': { info, subtitles } })).toEqual([
      { startFrame: 0, endFrame: 10, text: 'before the in point' },
      { startFrame: 110, endFrame: 200, text: 'the whole clip' },
    ]);
  });
});
