import type { MediaInfo } from '@second-unit/media';
import { expect, it } from 'vitest';
import { frameTimes, secondsBetween } from '../src/interchange/index.ts';

it('the times of a film whose rate varies are added up once, however often they are asked for', () => {
  let read = 0;
  const runs = Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? 1 + (at % 3) : 5));
  const frameDurations = new Proxy(runs, {
    get: (of, key, receiver) => {
      read++;
      return Reflect.get(of, key, receiver) as unknown;
    },
  });
  const media = {
    variableFrameRate: true,
    timeBase: { num: 1, den: 50 },
    frameRate: { num: 25, den: 1 },
    frameDurations,
  } as unknown as MediaInfo;
  const first = secondsBetween(media, 0, 5000);
  expect(first).toBeCloseTo(runs.reduce((sum, ticks, at) => sum + (at % 2 === 0 ? ticks * 5 : 0), 0) / 50);
  read = 0;
  for (let time = 0; time < 100; time++) expect(secondsBetween({ ...media }, 0, 5000)).toBe(first);
  expect(frameTimes(media)?.seconds(0, 5000)).toBe(first);
  // A look-up each, not the whole film.
  expect(read).toBeLessThan(101 * 20);
});
