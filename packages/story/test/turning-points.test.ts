import { parse } from '@second-unit/screenplay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speechesOf } from '../src/speeches.ts';
import { gloomOf } from '../src/structure/gloom.ts';
import { bestInOrder, inOrder } from '../src/structure/in-order.ts';
import { SHIPPED } from '../src/structure/model.ts';
import { sceneFeatures } from '../src/structure/scene-features.ts';
import { sceneMeasures } from '../src/structure/scene-measures.ts';
import {
  LEAST_SCENES,
  pointsOf,
  shortestBand,
  type TurningPoint,
  turningPoints,
} from '../src/structure/turning-points.ts';

const NAMES = ['MARA', 'TOMÁS', 'ODA', 'THE GUARD', 'IVO'];
const WORDS = 'the river takes what nobody counted and gives back a door, a lamp, three letters and her name'.split(
  ' ',
);

/** A script of so many scenes, each with so many words of action and two speeches. */
function script(lengths: readonly number[]): string {
  return lengths
    .map((length, at) => {
      const action = Array.from({ length }, (_, word) => `${WORDS[(word * 7 + at) % WORDS.length]}${at % 9}`).join(' ');
      const [one, other] = [NAMES[at % NAMES.length], NAMES[(at * 3 + 1) % NAMES.length]];
      return `INT. ROOM ${at % 12} - DAY\n\n${action}\n\n${one}\nWhere is it?\n\n${other}\nI gave it to you.\n`;
    })
    .join('\n');
}

const chance = fc.double({ min: 1e-6, max: 1, noNaN: true });
const rows = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 5, max: 12 }))
  .chain(([events, scenes]) =>
    fc.array(fc.array(chance, { minLength: scenes, maxLength: scenes }), { minLength: events, maxLength: events }),
  )
  .map((all) => all.map((row) => Float64Array.from(row)));

/** Every way to place the events in order, `equal` where two may fall into one scene. */
function* placings(events: number, scenes: number, equal: boolean, from = 0): Generator<number[]> {
  if (events === 0) {
    yield [];
    return;
  }
  for (let scene = from; scene < scenes; scene++) {
    for (const rest of placings(events - 1, scenes, equal, equal ? scene : scene + 1)) yield [scene, ...rest];
  }
}

describe('events in order', () => {
  it('has the probabilities that adding up all orders has', () => {
    fc.assert(
      fc.property(rows, (own) => {
        const scenes = own[0]?.length ?? 0;
        const sums = own.map(() => new Float64Array(scenes));
        let all = 0;
        for (const placing of placings(own.length, scenes, true)) {
          const weight = placing.reduce((product, scene, event) => product * (own[event]?.[scene] ?? 0), 1);
          all += weight;
          for (const [event, scene] of placing.entries()) {
            const row = sums[event] as Float64Array;
            row[scene] = (row[scene] ?? 0) + weight;
          }
        }
        for (const [event, row] of inOrder(own).entries()) {
          for (const [scene, value] of row.entries()) expect(value).toBeCloseTo((sums[event]?.[scene] ?? 0) / all, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('finds the best of all placings', () => {
    fc.assert(
      fc.property(rows, (gains) => {
        const total = (placing: readonly number[]): number =>
          placing.reduce((sum, scene, event) => sum + (gains[event]?.[scene] ?? 0), 0);
        let most = Number.NEGATIVE_INFINITY;
        for (const placing of placings(gains.length, gains[0]?.length ?? 0, false))
          most = Math.max(most, total(placing));
        const found = bestInOrder(gains);
        expect(total(found)).toBeCloseTo(most, 9);
        for (const [event, scene] of found.entries()) {
          if (event > 0) expect(scene).toBeGreaterThan(found[event - 1] as number);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a band', () => {
  it('is the shortest run around the scene that holds the mass', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 3, maxLength: 30 }), fc.nat(), (values, at) => {
        const all = values.reduce((sum, value) => sum + value, 0);
        const row = Float64Array.from(values, (value) => value / all);
        const scene = at % row.length;
        const [from, to] = shortestBand(row, scene, 0.8);
        const held = (first: number, last: number): number =>
          row.slice(first, last + 1).reduce((sum, value) => sum + value, 0);
        expect(from).toBeLessThanOrEqual(scene);
        expect(to).toBeGreaterThanOrEqual(scene);
        expect(held(from, to)).toBeGreaterThan(0.8 - 1e-9);
        for (let first = 0; first <= scene; first++) {
          const last = first + (to - from) - 1;
          if (last >= scene && last < row.length) expect(held(first, last)).toBeLessThan(0.8 + 1e-9);
        }
      }),
    );
  });
});

describe('turning points', () => {
  const lengths = Array.from({ length: 90 }, (_, at) => 20 + ((at * 37) % 113));

  it('are five, in order, each a probability with a band and reasons', () => {
    const points = turningPoints(script(lengths));
    expect(points.map((point) => point.name)).toEqual([
      'opportunity',
      'changeOfPlans',
      'pointOfNoReturn',
      'majorSetback',
      'climax',
    ]);
    for (const [at, { probabilities, scene, band, control, terms }] of points.entries()) {
      expect(probabilities).toHaveLength(90);
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(band[0]).toBeLessThanOrEqual(scene);
      expect(band[1]).toBeGreaterThanOrEqual(scene);
      expect(probabilities.slice(band[0], band[1] + 1).reduce((sum, value) => sum + value, 0)).toBeGreaterThan(
        SHIPPED.any.bandMass - 1e-9,
      );
      expect(control).toBeLessThan(90);
      expect(terms.every((term) => Number.isFinite(term.amount))).toBe(true);
      if (at > 0) expect(scene).toBeGreaterThan(points[at - 1]?.scene as number);
    }
  });

  it('prefer a long scene where one may be, and say that it is for its length', () => {
    const [first] = turningPoints(script(lengths));
    const [long] = turningPoints(script(lengths.map((length, at) => (at === 9 ? 900 : length))));
    expect(long?.probabilities[9] as number).toBeGreaterThan(2 * (first?.probabilities[9] as number));
    expect(long?.scene).toBe(9);
    expect(long?.terms[0]?.feature).toBe('length');
    expect(long?.terms[0]?.amount).toBeGreaterThan(1);
  });

  it('do not depend on what is in the scenes for the control', () => {
    const even = turningPoints(script(lengths.map(() => 60)));
    const turned = turningPoints(script(lengths.map(() => 60)).replaceAll('MARA', 'ZOÉ'));
    expect(turned.map((point) => point.control)).toEqual(even.map((point) => point.control));
  });

  it('are the same every time', () => {
    expect(turningPoints(script(lengths))).toEqual(turningPoints(script(lengths)));
  });

  it('are not said of what is too little to say', () => {
    expect(turningPoints('')).toEqual([]);
    expect(turningPoints('Milk\nEggs\nBread\n')).toEqual([]);
    expect(turningPoints(`INT. HALL - DAY\n\n${'She waits by the door. '.repeat(20_000)}`)).toEqual([]);
    expect(turningPoints(script(Array.from({ length: LEAST_SCENES - 1 }, () => 300)))).toEqual([]);
    expect(turningPoints(script(Array.from({ length: 200 }, () => 1)).replaceAll(/^[^I\n].*$/gmu, ''))).toEqual([]);
  });

  it('read two thousand scenes', () => {
    const points = turningPoints(script(Array.from({ length: 2000 }, (_, at) => 20 + ((at * 37) % 113))));
    expect(points).toHaveLength(5);
    for (const { probabilities, terms } of points) {
      expect(probabilities.some(Number.isNaN)).toBe(false);
      expect(terms.some((term) => Number.isNaN(term.amount))).toBe(false);
    }
  });

  it('are not said of scenes all alike: their places would be all that is known', () => {
    expect(turningPoints('INT. A\n\nA b c d e f g h i j.\n\n'.repeat(300))).toEqual([]);
    const told = 'She waits by the door and counts the lamps that are lit. '.repeat(5);
    expect(turningPoints(`INT. A - DAY\n\n${told}\n\nMARA\nWhere is it?\n\nTOM\nWith you.\n\n`.repeat(80))).toEqual([]);
  });

  it('look at how dark the scenes are where that is known', () => {
    const tree = parse(script(lengths));
    const measures = sceneMeasures(tree, speechesOf(tree));
    const gloom = new Float64Array(90);
    gloom[62] = 1;
    const setback = (points: readonly TurningPoint[]): number => points[3]?.probabilities[62] ?? 0;
    expect(setback(pointsOf(measures, gloom))).toBeGreaterThan(1.5 * setback(pointsOf(measures)));
    expect(pointsOf(measures, gloom)[3]?.terms.map(({ feature }) => feature)).toContain('gloom');
    expect(pointsOf(measures)[3]?.terms.map(({ feature }) => feature)).not.toContain('gloom');
  });

  it('read Japanese, which has no spaces and no capitals', () => {
    const scenes = Array.from({ length: 40 }, (_, at) => {
      const told = '女は灯台への階段をゆっくり上がる。風が強い。'.repeat(2 + ((at * 5) % 9));
      return `.灯台・中（夜）\n\n${told}\n\n@花子\n${at % 2 === 0 ? 'どこにあるの。' : '知らない。'}\n`;
    });
    const points = turningPoints(scenes.join('\n'));
    expect(points).toHaveLength(5);
    for (const { probabilities } of points)
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
  });
});

describe('the gloom of scenes', () => {
  it('is less valence and less joy than usual, and nothing where nothing is known', () => {
    const at = { kind: 'script' as const, from: 0, to: 1 };
    const vad = (valence: number) => ({ valence, arousal: 3, dominance: 3 });
    const line = (scene: number, labels: readonly string[]) => ({ range: at, scene, ...vad(3), labels });
    const gloom = gloomOf({
      scenes: [vad(2), vad(3), vad(4), null],
      lines: [line(0, []), line(1, []), line(2, ['joy']), line(2, ['joy', 'love']), line(-1, ['joy'])],
    });
    expect(gloom[0]).toBeGreaterThan(gloom[1] as number);
    expect(gloom[1]).toBeGreaterThan(gloom[2] as number);
    expect(gloom[3]).toBeCloseTo(gloom[1] as number, 9);
    expect([...gloomOf({ scenes: [null, null], lines: [] })]).toEqual([0, 0]);
  });
});

describe('features of scenes', () => {
  it('are standard scores: no sum, no more than three', () => {
    const measures = Array.from({ length: 30 }, (_, at) => ({
      words: at * at,
      terms: new Map([[`word${at % 7}`, 1 + at]]),
      presence: new Map([[`P${at % 3}`, at + 1]]),
    }));
    for (const row of sceneFeatures(measures)) {
      expect(Math.max(...row.map(Math.abs))).toBeLessThanOrEqual(3);
      expect(row.some(Number.isNaN)).toBe(false);
    }
  });
});
