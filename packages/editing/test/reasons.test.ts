import type { Shot } from '@second-unit/footage';
import { describe, expect, it } from 'vitest';
import { type CutContext, proposeCut } from '../src/index.ts';
import { filmOf } from './film.ts';

const brief = { seconds: 30, seed: 0, keepBack: 0 };
const asked = { onBehalfOf: 'p', id: 'x', at: '2026-01-01T00:00:00Z' };

const pictureWords = (context: CutContext): { shot: Shot; words: string }[] =>
  proposeCut({ ...context, brief, ...asked }).change.items.flatMap((item) =>
    item.reasons
      .filter(({ term }) => term === 'picture')
      .map(({ words }) => ({ shot: context.log.shots.find(({ id }) => id === item.shot)!, words })),
  );

describe('what is said of a picture', () => {
  it('is true of the film: so many of its shots have less, and never all of them', () => {
    const film = filmOf({ shots: 300, seed: 5, longest: 3 });
    const { shots } = film.log;
    const said = pictureWords(film);
    let checked = 0;
    for (const { shot, words } of said) {
      expect(words).not.toContain('100%');
      const share = /more (contrast|movement) than (\d+)%/.exec(words);
      if (!share) continue;
      const feature = share[1] === 'contrast' ? 'contrast' : 'motion';
      const below = shots.filter((other) => other[feature] < shot[feature]).length;
      expect(Number(share[2])).toBe(Math.floor((100 * below) / shots.length));
      checked++;
    }
    expect(checked).toBeGreaterThan(3);
    // The film has a shot with more contrast or movement than all others, and a cutter that likes it.
    expect(said.some(({ words }) => words.includes('9%'))).toBe(true);
  });

  it('claims nothing where all shots are alike', () => {
    const film = filmOf({ shots: 40, seed: 5 });
    const [first] = film.log.shots;
    const { palette, contrast, motion } = { ...first!, motion: 0.1, contrast: 0.2 };
    const alike = film.log.shots.map((shot) => ({ ...shot, palette, contrast, motion, brightness: 0.5 }));
    const said = pictureWords({ ...film, log: { ...film.log, shots: alike } });
    expect(said.length).toBeGreaterThan(0);
    for (const { words } of said) expect(words).not.toContain('%');
  });
});

describe('what is said of a scene', () => {
  it('rests on the script wherever it quotes a heading, turning point or not', () => {
    const film = filmOf({ shots: 120, seed: 5, scenes: 8 });
    const sceneInfo = film.sceneInfo!.map((info, index) => ({
      ...info,
      heading: `INT. ${index === 2 ? 'HARBOUR' : 'HOUSE'} ${index} - DAY`,
      range: { from: index * 100, to: index * 100 + 100 },
    }));
    const cut = proposeCut({ ...film, sceneInfo, brief: { ...brief, text: 'harbour' }, ...asked }).change;
    const quoting = cut.items
      .flatMap(({ reasons }) => reasons)
      .map((reason) => ({ ...reason, scene: sceneInfo.find(({ heading }) => reason.words.includes(heading)) }))
      .filter(({ scene }) => scene);
    expect(new Set(quoting.map(({ term }) => term))).toEqual(new Set(['story', 'brief']));
    for (const { words, evidence, scene } of quoting) {
      expect(evidence, words).toContainEqual({ kind: 'script', script: 'script1', ...scene?.range });
    }
  });
});
