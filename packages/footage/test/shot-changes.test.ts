import { describe, expect, it } from 'vitest';
import { ShotChanges } from '../src/detectors/shot-changes.ts';
import { HEIGHT, WIDTH } from '../train/drawn-scenes.ts';
import { drawnShots } from '../train/drawn-shots.ts';
import { shotAlone } from '../train/joined-clips.ts';
import { drawnFilm, makeFilm, randomFilm, type Take } from '../train/made-films.ts';
import { changesOf, f1, meetings, tally, tallyAll } from '../train/score.ts';
import { type Join, WIPES } from '../train/transitions.ts';

const take = (frames: number, more: Partial<Take> = {}): Take => ({ frames, ...more });
const between = (frames: readonly Uint8Array[]) => changesOf(frames).filter((change) => change.at === 'between');

/** Two shots of 40 frames and what joins them. */
const joined = (join: Join, seed = 5) => makeFilm(seed, [take(40), take(40)], [join]);

describe('shot changes', () => {
  it('finds nothing in a shot with a moving camera', () => {
    for (const pan of [0, 0.3, 1, 2.5]) {
      expect(between(makeFilm(3, [take(200, { pan })], []).frames), `${pan} pixels a frame`).toEqual([]);
    }
  });

  it('finds a cut at its frame, in the light and in the dark', () => {
    for (const gain of [1, 0.3, 0.12]) {
      const { frames } = makeFilm(11, [take(30), take(25), take(40)], [{ type: 'cut' }, { type: 'cut' }], { gain });
      expect(between(frames).map((change) => [change.type, change.startFrame, change.endFrame])).toEqual([
        ['cut', 30, 30],
        ['cut', 55, 55],
      ]);
    }
  });

  it('does not call a flash a cut', () => {
    for (const flash of [
      [20, 21],
      [20, 22],
      [18, 23],
    ] as const) {
      expect(between(makeFilm(7, [take(60, { flash })], []).frames), flash.join('–')).toEqual([]);
    }
  });

  it('does not call a flash that leaves nothing of the picture a fade, under a camera that moves fast either', () => {
    for (const pan of [0, 1.5]) {
      const { frames } = makeFilm(7, [take(60, { pan })], []);
      for (const lasts of [1, 2, 4]) {
        const film = frames.map((frame, at) => (at >= 30 && at < 30 + lasts ? frame.map(() => 255) : frame));
        expect(between(film), `${lasts} frames, ${pan} pixels a frame`).toEqual([]);
      }
    }
  });

  it('does not call a strobe a change, over letters in the dark either', () => {
    const letters = new Uint8Array(WIDTH * HEIGHT * 3);
    for (let column = 20; column < 44; column += 2) {
      letters.fill(26, (17 * WIDTH + column) * 3, (17 * WIDTH + column + 1) * 3);
      letters.fill(26, (19 * WIDTH + column) * 3, (19 * WIDTH + column + 1) * 3);
    }
    const lit = letters.map((value) => 40 + value * 0.1);
    for (const every of [4, 5, 8]) {
      const film = Array.from({ length: 90 }, (_, at) => (at > 9 && at < 80 && at % every === 0 ? lit : letters));
      expect(between(film), `every ${every} frames`).toEqual([]);
    }
    const { frames } = makeFilm(7, [take(90)], []);
    const strobe = frames.map((frame, at) => (at % 6 < 2 ? frame.map((value) => value * 0.2 + 200) : frame));
    expect(between(strobe)).toEqual([]);
  });

  it('finds a cut from a picture to letters that move on black', () => {
    const { frames } = makeFilm(8, [take(40)], []);
    const letters = Array.from({ length: 40 }, (_, at) => {
      const picture = new Uint8Array(WIDTH * HEIGHT * 3);
      for (let column = 12; column < 50; column += 3) {
        const from = (17 + (at % 3)) * WIDTH + column + (at % 2) * 2;
        picture.fill(90, from * 3, (from + 1) * 3);
      }
      return picture;
    });
    expect(between([...frames, ...letters])).toMatchObject([{ type: 'cut', startFrame: 40 }]);
  });

  it('finds dissolves of 4 to 60 frames and says where they begin and end', () => {
    for (const frames of [4, 8, 16, 30, 60]) {
      const film = joined({ type: 'dissolve', frames });
      const [change, ...others] = between(film.frames);
      expect(others).toEqual([]);
      expect(change).toMatchObject({ type: 'dissolve' });
      const both = Math.min(change!.endFrame, 40 + frames) - Math.max(change!.startFrame, 40);
      const either = Math.max(change!.endFrame, 40 + frames) - Math.min(change!.startFrame, 40);
      expect(both / either, `${frames} frames`).toBeGreaterThan(0.6);
    }
  });

  it('finds dissolves between drawings of one hand, grey and faint ones too', () => {
    for (let seed = 9001; seed <= 9006; seed++) {
      const [old, fresh] = drawnShots(2, seed).map((shot) => shotAlone(shot).frames);
      const film = old!.slice(0, 110).map((frame, at) => {
        const part = Math.max(0, Math.min(1, (at - 44) / 21));
        return frame.map((level, byte) => Math.round(level * (1 - part) + fresh![at]![byte]! * part));
      });
      const found = between(film);
      expect(
        found.map(({ type }) => type),
        `seed ${seed}`,
      ).toEqual(['dissolve']);
      expect(Math.abs(found[0]!.startFrame - 45)).toBeLessThanOrEqual(4);
      expect(Math.abs(found[0]!.endFrame - 65)).toBeLessThanOrEqual(4);
    }
  }, 60_000);

  it('does not call letters that come up over a picture, and stay, a change', () => {
    const { frames } = makeFilm(7, [take(120)], []);
    const film = frames.map((frame, at) => {
      const part = Math.max(0, Math.min(1, (at - 40) / 25));
      return frame.map((level, byte) => {
        const [x, y] = [Math.floor(byte / 3) % WIDTH, Math.floor(byte / 3 / WIDTH)];
        const isLetter = y > 12 && y < 22 && x > 16 && x < 48 && (x + Math.floor(y / 5)) % 4 < 3;
        return isLetter ? Math.round(level * (1 - part) + 240 * part) : level;
      });
    });
    expect(between(film)).toEqual([]);
  });

  it('counts a fade through black, white or any colour as one transition', () => {
    for (const [out, hold, into, colour] of [
      [12, 6, 12, [0, 0, 0]],
      [30, 0, 20, [0, 0, 0]],
      [8, 40, 1, [0, 0, 0]],
      [10, 4, 10, [255, 255, 255]],
      [14, 3, 20, [160, 40, 30]],
    ] as const) {
      const film = joined({ type: 'fade', out, hold, in: into, colour });
      const [change, ...others] = between(film.frames);
      expect(others).toEqual([]);
      expect(change!.type).toBe('fade');
      expect(Math.abs(change!.startFrame - 40)).toBeLessThanOrEqual(3);
      expect(Math.abs(change!.endFrame - (40 + out + hold + into))).toBeLessThanOrEqual(3);
    }
  });

  it('finds wipes, straight and slanting, out of the middle and round it, and calls them wipes', () => {
    const missed = WIPES.filter((shape) => {
      const [change, ...others] = between(joined({ type: 'wipe', frames: 24, shape, soft: 0.05 }).frames);
      const isThere = change !== undefined && Math.abs(change.startFrame - 40) <= 6 && change.endFrame > 52;
      return others.length > 0 || change?.type !== 'wipe' || !isThere;
    });
    expect(missed).toEqual([]);
  });

  it('finds a fade to white between black bars', () => {
    const { frames } = makeFilm(
      5,
      [take(40), take(40)],
      [{ type: 'fade', out: 15, hold: 4, in: 15, colour: [255, 255, 255] }],
      { mask: { bars: 4, sides: 0, lettered: false } },
    );
    expect(between(frames)).toMatchObject([{ type: 'fade' }]);
  });

  it('sees a film come out of black and go back into it', () => {
    const blank = new Uint8Array(WIDTH * HEIGHT * 3);
    const { frames } = makeFilm(9, [take(50)], []);
    const dimmed = (at: number, of: number) => frames[0]!.map((value) => (value * at) / of);
    const film = [
      ...Array.from({ length: 10 }, () => blank),
      ...Array.from({ length: 15 }, (_, at) => dimmed(at + 1, 16)),
      ...frames,
      ...Array.from({ length: 5 }, () => blank),
    ];
    const changes = changesOf(film);
    expect(changes.map(({ type, at }) => [type, at])).toEqual([
      ['fade', 'begin'],
      ['fade', 'end'],
    ]);
    expect(changes[0]).toMatchObject({ startFrame: 0 });
    expect(Math.abs(changes[0]!.endFrame - 25)).toBeLessThanOrEqual(2);
    expect(changes[1]).toMatchObject({ startFrame: 75, endFrame: 80 });
  });

  it('takes a film of no frame, of one frame, and of black alone', () => {
    const blank = new Uint8Array(WIDTH * HEIGHT * 3);
    expect(changesOf([])).toEqual([]);
    expect(changesOf([makeFilm(1, [take(1)], []).frames[0]!])).toEqual([]);
    expect(changesOf(Array.from({ length: 900 }, () => blank))).toMatchObject([
      { at: 'end', startFrame: 0, endFrame: 900 },
    ]);
  });

  it('answers every change before it says that its frames are settled', () => {
    const { frames } = randomFilm(21, 10);
    const detector = new ShotChanges();
    let settled = 0;
    for (const [index, rgb] of frames.entries()) {
      for (const change of detector.frame({ index, width: WIDTH, height: HEIGHT, rgb })) {
        expect(change.startFrame).toBeGreaterThanOrEqual(settled);
      }
      expect(detector.settled).toBeGreaterThanOrEqual(settled);
      settled = detector.settled;
    }
    expect(settled).toBeGreaterThan(0);
    for (const change of detector.end()) expect(change.startFrame).toBeGreaterThanOrEqual(settled);
  }, 120_000);

  it('decides the same wherever the film begins to be read', () => {
    const { frames } = randomFilm(33, 20);
    const whole = changesOf(frames).filter((change) => change.startFrame > 700);
    const late = changesOf(frames.slice(300)).map((change) => ({
      ...change,
      startFrame: change.startFrame + 300,
      endFrame: change.endFrame + 300,
    }));
    expect(whole.length).toBeGreaterThan(3);
    expect(late.filter((change) => change.startFrame > 700 && change.at === 'between')).toEqual(
      whole.filter((change) => change.at === 'between'),
    );
  }, 120_000);

  it.each([
    ['moving textures', randomFilm, 4],
    ['drawings', drawnFilm, 10],
  ] as const)(
    'scores on made films that nothing was learned from: %s',
    async (name, make, count) => {
      const films = Array.from({ length: count }, (_, at) => make(4001 + at, 10));
      const { cuts, gradual } = await tallyAll(films);
      console.info(`${name}: F1 of cuts ${f1(cuts).toFixed(3)}, of gradual transitions ${f1(gradual).toFixed(3)}`);
      expect(f1(cuts)).toBeGreaterThanOrEqual(0.98);
      expect(f1(gradual)).toBeGreaterThanOrEqual(0.9);
    },
    240_000,
  );

  it('finds cuts between letterboxed shots that are lettered below, and no change where only a light crumbles', () => {
    const { frames, truth } = drawnFilm(2, 10);
    const { cuts, gradual } = tally(truth, changesOf(frames));
    expect(cuts).toEqual({ hits: cuts.true, found: cuts.true, true: cuts.true });
    expect(gradual).toEqual({ hits: gradual.true, found: gradual.true, true: gradual.true });
  }, 120_000);
});

describe('the scorer', () => {
  it('lets a cut be two frames off and not three, and counts nothing twice', () => {
    const cut = (frame: number) => ({ lastOld: frame - 1, firstNew: frame });
    expect(meetings([cut(100)], [cut(102)])).toEqual([[0, 0]]);
    expect(meetings([cut(100)], [cut(103)])).toEqual([]);
    expect(meetings([cut(100)], [cut(99), cut(101)])).toEqual([[0, 0]]);
    expect(meetings([cut(50), { lastOld: 99, firstNew: 130 }], [{ lastOld: 128, firstNew: 140 }])).toEqual([[1, 0]]);
  });
});
