import { expect, it } from 'vitest';
import { clip, frameRange, mediaEvents, rational, readEdl, timeline, track } from '../src/index.ts';

const counts = (of: Parameters<typeof mediaEvents>[0]): number[] => [...mediaEvents(of).values()];

it('a list of three events holds three, whatever of each is cut', () => {
  const edl = (channels: string): string =>
    ['TITLE: three', 'FCM: NON-DROP FRAME']
      .concat(
        [0, 1, 2].map((at) => {
          const tc = (second: number): string => `0${second < 60 ? 1 : 2}:00:${String(second).padStart(2, '0')}:00`;
          return `00${at + 1}  A001     ${channels}  C        ${tc(at * 10)} ${tc(at * 10 + 2)} ${tc(at * 2)} ${tc(at * 2 + 2)}`;
        }),
      )
      .join('\n');
  for (const channels of ['V    ', 'B    ', 'AA/V ', 'A    ']) {
    expect([channels, counts(readEdl(edl(channels), { rate: rational(25) }))]).toEqual([channels, [3]]);
  }
});

it('sound that begins before its picture is of it; sound from elsewhere in the film is an event', () => {
  const rate = rational(25);
  const shot = (from: number, to: number) =>
    clip(
      'a',
      { schema: 'ExternalReference', name: 'a', metadata: {}, targetUrl: 'file:///a.mov' },
      frameRange(from, to, rate),
    );
  // Record: pictures at 0 and 50; the second's sound begins ten frames early, and of the first's there is a part.
  const pictures = track('Video', 'V1', [shot(100, 150), shot(300, 350)]);
  const split = [shot(100, 140), shot(290, 350)];
  expect(counts(timeline('split', [track('Audio', 'A1', split), track('Audio', 'A2', split), pictures]))).toEqual([2]);
  const wild = track('Audio', 'A1', [shot(500, 550), shot(300, 350)]);
  expect(counts(timeline('wild', [pictures, wild]))).toEqual([3]);
  // A second picture of the same frames is one more, in a nested sequence too.
  const nested = { ...timeline('in', [pictures, wild]).tracks, name: 'in' };
  expect(counts(timeline('twice', [pictures, pictures, track('Video', 'V3', [nested])]))).toEqual([7]);
});
