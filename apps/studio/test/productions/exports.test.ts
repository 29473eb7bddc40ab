import { type Cut, toTimeline } from '@second-unit/editing';
import type { MediaInfo } from '@second-unit/media';
import { readTimeline, type Track, type Transition } from '@second-unit/timeline';
import { describe, expect, it } from 'vitest';
import { EXPORTS, type ExportFormat } from '../../src/productions/exports.ts';

const info = {
  frames: 1000,
  timeBase: { num: 1, den: 24 },
  frameRate: { num: 24, den: 1 },
  variableFrameRate: false,
  width: 1920,
  height: 1080,
  originalPath: '/films/film.mov',
  audio: { channels: 2, sampleRate: 48_000 },
} as unknown as MediaInfo;
const item = (id: string, inFrame: number, transition?: Cut['items'][number]['transition']): Cut['items'][number] => ({
  ...{ id, media: 'm', shot: id, inFrame, outFrame: inFrame + 60, locked: false, score: 0, reasons: [] },
  ...(transition ? { transition } : {}),
});
const cut: Cut = {
  brief: { seconds: 10, seed: 0, keepBack: 0 },
  banned: [],
  items: [
    item('a', 100, { type: 'dissolve', frames: 12 }),
    item('b', 500, { type: 'fade', frames: 24 }),
    item('c', 300, { type: 'dissolve', frames: 8 }),
    item('d', 700, { type: 'dissolve', frames: 13 }),
    item('e', 600, { type: 'fade', frames: 12 }),
  ],
  cards: [{ id: 'k', text: 'Soon', seconds: 1, before: 'd' }],
};

describe('a cut with transitions', () => {
  it.each<[ExportFormat, readonly number[]]>([
    ['otio', [12, 24, 8, 13, 12]],
    ['fcpxml', [12, 24, 8, 13, 12]],
    // A fade through black is one out and one in there.
    ['xml', [12, 12, 12, 8, 13, 12]],
    ['edl', [12, 12, 12, 8, 13, 12]],
    ['mlt', [12, 12, 12, 8, 13, 12]],
  ])('is written as %s, with all of them', (format, held) => {
    const written = EXPORTS[format].write(toTimeline(cut, { m: info }, { title: 'Cut' }));
    const { timeline } = readTimeline(new TextEncoder().encode(written), format === 'xml' ? 'fcp7' : format);
    const tracks = timeline.tracks.children as Track[];
    const found = tracks
      .find(({ kind }) => kind === 'Video')!
      .children.filter((one): one is Transition => one.schema === 'Transition');
    expect(found.map(({ inOffset, outOffset }) => inOffset.value + outOffset.value)).toEqual(held);
  });
});

describe('a cut that stands upright', () => {
  const upright: Cut = { ...cut, brief: { ...cut.brief, aspect: '9:16' } };
  // The window goes from the left to the middle, and stays there as long as it took.
  const crops = {
    a: {
      path: [
        { frame: 100, x: 0.3, y: 0.5 },
        { frame: 130, x: 0.5, y: 0.5 },
        { frame: 159, x: 0.5, y: 0.5 },
      ],
    },
  };
  const timeline = toTimeline(upright, { m: info }, { title: 'Upright', crops });

  it('says its size, and what each shot shows', () => {
    expect(timeline.metadata.second_unit).toMatchObject({ picture: { width: 1080, height: 1920 } });
    const [video, audio] = timeline.tracks.children as Track[];
    expect(video!.children[0]!.schema === 'Clip' && video!.children[0]!.metadata.second_unit).toMatchObject({
      window: { x: 0.45, y: 0.5 },
    });
    expect(JSON.stringify(audio)).not.toContain('window');
  });

  it.each<[ExportFormat, RegExp]>([
    ['otio', /"width": 1080/],
    ['fcpxml', /<format [^>]*width="1080" height="1920"/],
    ['xml', /<width>1080<\/width>\s*<height>1920<\/height>/],
    ['mlt', /<profile width="1080" height="1920"/],
  ])('opens upright as %s', (format, said) => {
    expect(EXPORTS[format].write(timeline)).toMatch(said);
  });
});
