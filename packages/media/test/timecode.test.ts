import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probe } from '../src/index.ts';
import { standardRate } from '../src/native/frame-rate.ts';
import { startTimecode } from '../src/native/timecode.ts';
import { remux } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers } from './support/numbered.ts';

const at = useFolder();
const NTSC = { num: 30_000, den: 1001 };

describe('the frame rate', () => {
  it('is the standard one that the container means', () => {
    expect(standardRate({ num: 2997, den: 100 }, 4000)).toEqual(NTSC);
    expect(standardRate({ num: 2_997_003, den: 100_000 }, 100_000)).toEqual(NTSC);
    expect(standardRate({ num: 19_001, den: 317 }, 900)).toEqual({ num: 60_000, den: 1001 });
    expect(standardRate({ num: 24_001, den: 1000 }, 5000)).toEqual({ num: 24, den: 1 });
  });

  it('stays as told where the frames lie elsewhere', () => {
    for (const [told, frames] of [
      [{ num: 2997, den: 100 }, 2_000_000],
      [{ num: 24_001, den: 1000 }, 50_000],
      [{ num: 29_900, den: 1000 }, 10],
      [{ num: 75, den: 4 }, 10],
    ] as const)
      expect(standardRate(told, frames)).toEqual(told);
  });

  it('never moves a frame by half a frame', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.nat(500_000),
        (num, den, frames) => {
          const rate = standardRate({ num, den }, frames);
          const off = Math.abs((frames * rate.num * den) / (rate.den * num) - frames);
          expect(off).toBeLessThan(0.5);
        },
      ),
    );
  });

  it('is read from a file that says 29.97 as 2997/100', async () => {
    await encodeNumbers(at('odd.mp4'), 60, { frameRate: { num: 2997, den: 100 } });
    await remux({ from: at('odd.mp4'), to: at('odd.mov'), timecode: '10:00:00;00' });
    expect(await probe(at('odd.mov'))).toMatchObject({
      frameRate: NTSC,
      startTimecode: '10:00:00;00',
      dropFrame: true,
    });
  });
});

describe('the start timecode', () => {
  it('is kept as written where the rate allows it', () => {
    expect(startTimecode('01:00:00:23', { num: 24_000, den: 1001 })).toEqual({
      startTimecode: '01:00:00:23',
      dropFrame: false,
    });
    expect(startTimecode('10:00:00,02', NTSC)).toEqual({ startTimecode: '10:00:00;02', dropFrame: true });
  });

  it('is told in frames of the film where its track counts half as many', () => {
    const double = { num: 60_000, den: 1001 };
    expect(startTimecode('01:00:00:12', double, { num: 30, den: 1 }).startTimecode).toBe('01:00:00:24');
    expect(startTimecode('01:01:00;02', double, NTSC).startTimecode).toBe('01:01:00;04');
  });

  it.each([
    ['01:00:00:25', { num: 24_000, den: 1001 }, undefined],
    ['10:00:00;00', { num: 25, den: 1 }, undefined],
    ['01:01:00;00', NTSC, undefined],
    ['tomorrow', NTSC, undefined],
    ['01:00:00:10', { num: 24, den: 1 }, { num: 30, den: 1 }],
  ])('is left out with a note when it does not fit: %s', (written, rate, own) => {
    const answer = startTimecode(written, rate, own);
    expect(answer).toEqual({ timecodeNote: expect.stringContaining(written) });
  });
});
