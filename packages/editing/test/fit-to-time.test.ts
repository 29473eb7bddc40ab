import { Fault } from '@second-unit/evidence';
import { describe, expect, it } from 'vitest';
import { fittedToTime } from '../src/fit-to-time.ts';
import { materialOf } from '../src/material.ts';
import { filmOf } from './film.ts';

/** A film whose first half plays at 25 frames a second and whose second half at half of that. */
function material() {
  const film = filmOf({ shots: 8, seed: 1, lines: false });
  const { frames } = film.log.media;
  const turn = Math.floor(frames / 2);
  const media = {
    ...film.log.media,
    variableFrameRate: true,
    timeBase: { num: 1, den: 25 },
    frameRate: { num: 25 * frames, den: turn + 2 * (frames - turn) },
    frameDurations: [1, turn, 2, frames - turn],
  };
  return materialOf({ ...film, log: { ...film.log, media } }, { seconds: 4, seed: 0, keepBack: 0 });
}

/** An item of as many frames, of the beginning of the film. It is locked, so that only another layout changes its length. */
const laid = (frames: number, said: string) => ({
  items: [{ id: 'i001', media: 'film', shot: 's001', inFrame: 0, outFrame: frames, locked: true }],
  said,
});

describe('a layout that lasts as long as the brief, where the rate varies', () => {
  it('keeps what was said of the items that are kept, not of the last that were tried', () => {
    const of = material();
    const asked: number[] = [];
    const fitted = fittedToTime(of, (frames) => {
      asked.push(frames);
      // The second try lasts as much too long as the first was too short, and more.
      return asked.length === 1 ? laid(60, 'first') : laid(400, 'later');
    });
    expect(asked.length).toBeGreaterThan(1);
    expect(fitted).toEqual(laid(60, 'first'));
  });

  it('stays with what was found where more frames are not there, and hides no other error', () => {
    const of = material();
    const after = (thrown: Error) => () => {
      let tries = 0;
      return fittedToTime(of, () => {
        if (tries++ > 0) throw thrown;
        return laid(60, 'first');
      });
    };
    expect(after(new Fault('input', 'There is no more film.'))()).toEqual(laid(60, 'first'));
    expect(after(new TypeError('a mistake'))).toThrow('a mistake');
  });
});
