import { clip, type ExternalReference, frameRange, rational, timeline, track } from '@second-unit/timeline';
import { expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import { shownOf } from '../../src/productions/timeline-items.ts';

const RATE = rational(24_000, 1001);
const media: ExternalReference = { schema: 'ExternalReference', name: '', metadata: {}, targetUrl: 'file:///a.mov' };

test('sound that is cut with its picture is told by its time, whatever its rate', () => {
  const { log } = filmOf({ shots: 20, seed: 1 });
  const film = { id: 'a', title: 'A', info: { ...log.media, frameRate: RATE } };
  // The same second and a bit: 24 frames of 1001/24000 s are 48,048 samples of 1/48000 s.
  const sound = (from: number, to: number) => clip('s', media, frameRange(from, to, rational(48_000)));
  const of = (one: ReturnType<typeof sound>) =>
    shownOf(
      timeline('T', [track('Video', 'V1', [clip('p', media, frameRange(24, 48, RATE))]), track('Audio', 'A1', [one])]),
      () => film,
    );
  expect(of(sound(48_048, 96_096)).notShown).toEqual([]);
  expect(of(sound(48_000, 96_000)).notShown).toContainEqual(expect.stringContaining('sound clip'));
});
