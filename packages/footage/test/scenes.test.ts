import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { palettesApart } from '../src/looks/palettes-apart.ts';
import { warmthOf } from '../src/looks/warmth.ts';
import { groupShots } from '../src/scenes/group-shots.ts';
import type { SceneShot } from '../src/scenes/likeness.ts';
import { scenesOf } from '../src/scenes/scenes-of.ts';
import { packViews, unpackViews } from '../src/scenes/view.ts';
import { sceneFilm, tallyScenes } from '../train/scene-films.ts';
import { sampleLog } from './sample-log.ts';

/** Shots of three seconds by the letter of their set-up: letters have colours of their own. */
function shots(
  letters: string,
  colours: Readonly<Record<string, readonly string[]>>,
  more: Partial<SceneShot> = {},
): SceneShot[] {
  return [...letters].map((letter, at) => ({
    start: at * 3,
    end: at * 3 + 3,
    transitionIn: { type: 'cut' },
    palette: colours[letter]!.map((colour) => ({ colour, share: 1 / colours[letter]!.length })),
    ...more,
  }));
}

const firsts = (film: readonly SceneShot[]): number[] => groupShots(film).map(({ firstShot }) => firstShot);

const KITCHEN = { A: ['#d8b070', '#804020'], B: ['#f0e0b0', '#603010'] };
const STREET = { C: ['#203050', '#405080'], D: ['#101828', '#8090b0'] };

describe('scenes', () => {
  it('keeps shot and reverse shot in one scene, however often they change', () => {
    expect(firsts(shots('ABABABABAB', KITCHEN))).toEqual([0]);
    expect(firsts(shots('ABABABCDCDCD', { ...KITCHEN, ...STREET }))).toEqual([0, 6]);
  });

  it('keeps a scene whole over a thing that is cut to, and begins anew where a place is left for good', () => {
    expect(firsts(shots('ABAXABA', { ...KITCHEN, X: ['#00ff40', '#004010'] }))).toEqual([0]);
    expect(firsts(shots(`AAA${'CD'.repeat(10)}AAA`, { ...KITCHEN, ...STREET }))).toEqual([0, 3, 23]);
  });

  it('hears that two shots of like colours are two places, and knows people again', () => {
    const near = { A: ['#808070', '#404038'], E: ['#8a7866', '#4a3c30'] };
    const seen = (people: readonly string[]): Partial<SceneShot> => ({ people });
    const ofTwo = (a: Partial<SceneShot>, b: Partial<SceneShot>): number[] =>
      firsts(shots('AAAEEE', near).map((shot, at) => ({ ...shot, ...(at < 3 ? a : b) })));
    const strangers = ofTwo(seen(['ada']), seen(['ben']));
    const friends = ofTwo(seen(['ada']), seen(['ada']));
    expect(friends.length).toBeLessThanOrEqual(strangers.length);
    expect(friends).toEqual([0]);
  });

  it('goes by people who are seen seldom: who is everywhere holds no scene together', () => {
    const film = sceneFilm(905, 6);
    const starts = (people: (at: number) => readonly string[]): number[] =>
      firsts(film.shots.map((shot, at) => ({ ...shot, people: people(at) })));
    expect(starts(() => ['the hero'])).toEqual(firsts(film.shots));
    // Of the second scene all shots show one who is nowhere else: it is not cut in two.
    const [from = 0, to = 0] = film.starts;
    const met = starts((at) => (at >= from && at < to ? ['a stranger'] : ['the hero']));
    expect(met.filter((at) => at > from && at < to).length).toBeLessThanOrEqual(
      firsts(film.shots).filter((at) => at > from && at < to).length,
    );
    const near = { A: ['#808070', '#404038'], E: ['#8d7356', '#463a2b'], H: ['#203050', '#405080'] };
    const who = (names: string): number[] =>
      firsts(shots('AAAEEEHHHHHHHHH', near).map((shot, at) => ({ ...shot, people: [names[at]!] })));
    expect(who('aaaaaahhhhhhhhh').length).toBeLessThan(who('aaabbbhhhhhhhhh').length);
  });

  it('keeps views of shots as bytes, and takes them for no other number of shots', () => {
    const views = sceneFilm(906, 2).shots.flatMap((shot) => shot.views ?? []);
    const packed = packViews(views);
    expect(unpackViews(packed, views.length)).toEqual(views);
    expect(unpackViews(packed, views.length + 1)).toBeUndefined();
  });

  it('finds the scenes of made films', () => {
    const tallies = [901, 902, 903, 904].map((seed) => {
      const film = sceneFilm(seed, 6);
      return tallyScenes(film.starts, firsts(film.shots).slice(1));
    });
    const sum = (of: 'true' | 'found' | 'hits'): number => tallies.reduce((all, tally) => all + tally[of], 0);
    expect((2 * sum('hits')) / (sum('true') + sum('found'))).toBeGreaterThan(0.8);
  }, 60_000);

  it('puts every shot into one scene, in order, whatever the shots', () => {
    const shot = fc.record({
      colours: fc.array(fc.constantFrom('#000000', '#ffffff', '#ff0000', '#102030', '#807060'), { maxLength: 3 }),
      type: fc.constantFrom('cut' as const, 'dissolve' as const, 'fade' as const, 'wipe' as const, 'none' as const),
      length: fc.double({ min: 0.04, max: 300, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(shot, { maxLength: 40 }), (made) => {
        let start = 0;
        const film = made.map(({ colours, type, length }): SceneShot => {
          const one = {
            start,
            end: start + length,
            transitionIn: { type },
            palette: colours.map((colour) => ({ colour, share: 0.3 })),
          };
          start += length;
          return one;
        });
        let next = 0;
        for (const { firstShot, lastShot, confidence } of groupShots(film)) {
          expect(firstShot).toBe(next);
          expect(lastShot).toBeGreaterThanOrEqual(firstShot);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          next = lastShot + 1;
        }
        expect(next).toBe(film.length);
      }),
    );
  });

  it('says of a log which frames each scene has', () => {
    const log = sampleLog(6, 50);
    expect(scenesOf(log.shots)).toEqual([
      { index: 0, firstShot: 0, lastShot: 5, startFrame: 0, endFrame: 300, confidence: 1 },
    ]);
    expect(scenesOf([])).toEqual([]);
  });
});

describe('palettes', () => {
  const one = (colour: string) => [{ colour, share: 1 }];

  it('lie as far apart as their colours, and the same both ways', () => {
    expect(palettesApart(one('#336699'), one('#336699'))).toBe(0);
    expect(palettesApart(one('#000000'), one('#ffffff'))).toBeCloseTo(1, 3);
    const [a, b] = [
      [
        { colour: '#ff0000', share: 0.6 },
        { colour: '#00ff00', share: 0.3 },
      ],
      [
        { colour: '#ff0000', share: 0.3 },
        { colour: '#0000ff', share: 0.6 },
      ],
    ];
    expect(palettesApart(a, b)).toBeCloseTo(palettesApart(b, a), 9);
    expect(palettesApart([], one('#000000'))).toBe(1);
  });

  it('are warm in yellow, cool in blue, neither in grey', () => {
    expect(warmthOf(one('#ffff00'))).toBeCloseTo(1, 2);
    expect(warmthOf(one('#0000ff'))).toBeCloseTo(-1, 2);
    expect(warmthOf(one('#808080'))).toBeCloseTo(0, 2);
    expect(warmthOf([...one('#ff9040'), ...one('#4090ff')])).toBeLessThan(warmthOf(one('#ff9040')));
    expect(warmthOf([])).toBe(0);
  });
});
