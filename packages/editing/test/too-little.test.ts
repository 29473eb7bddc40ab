import { expect, it } from 'vitest';
import { proposeCut } from '../src/index.ts';
import { filmOf } from './film.ts';

it('a film with too little to cut from says how much of it lies between its shots', () => {
  const film = filmOf({ shots: 20, seed: 3, longest: 4 });
  const ask = { brief: { seconds: 500, seed: 0, keepBack: 0 }, onBehalfOf: 'p', id: 'c', at: '2026-01-01' };
  const said = (of: typeof film): string => {
    try {
      proposeCut({ ...of, ...ask });
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return 'a cut';
  };
  expect(said(film)).not.toContain('left out');
  // Two seconds of every shot fade.
  const shots = film.log.shots.map((shot) => ({
    ...shot,
    endFrame: Math.max(shot.startFrame + 12, shot.endFrame - 48),
  }));
  const [, film_, shots_, left] =
    /is ([\d.]+) s long and has ([\d.]+) s of shots to cut from \(fades, dissolves and black between shots, ([\d.]+) s, left out\):/.exec(
      said({ ...film, log: { ...film.log, shots } }),
    ) ?? [];
  const tail = film.log.media.frames - shots.at(-1)!.endFrame;
  expect(Number(shots_) + Number(left)).toBeCloseTo(Number(film_) - (tail * 1001) / 24000, 0);
});
