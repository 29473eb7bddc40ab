import { readFileSync } from 'node:fs';
import { random } from '@second-unit/learning';
import { edit, parse, print } from '@second-unit/screenplay';
import { describe, expect, it } from 'vitest';
import { arcOf } from '../src/emotion/arc.ts';
import { type EmotionModels, loadEmotionModel, loadVadModel, readThrough } from '../src/index.ts';

const model = (name: string): Uint8Array => readFileSync(new URL(`../models/${name}.safetensors`, import.meta.url));
const models: EmotionModels = { emotion: loadEmotionModel(model('emotion')), vad: loadVadModel(model('vad')) };

const GLAD = 'I am so happy, this is wonderful and beautiful, thank you.';
const SORRY = 'This is terrible, I hate it, she died and it hurts so much.';

/** Scenes whose one speech is glad or sorry. */
function script(...moods: readonly ('glad' | 'sorry')[]): string {
  return moods
    .map(
      (mood, index) =>
        `INT. ROOM ${index} - DAY\n\nShe is in the room with him.\n\nMARA\n${mood === 'glad' ? GLAD : SORRY}\n`,
    )
    .join('\n');
}

describe('emotion', () => {
  it('tells glad scenes from sorry ones, with who spoke them', () => {
    const { emotion } = readThrough(script('glad', 'sorry', 'glad'), { models });
    const [first, second, third] = emotion?.scenes ?? [];
    expect(first?.valence).toBeGreaterThan((second?.valence ?? 9) + 0.5);
    expect(third).toEqual(first);
    expect(emotion?.characters.map(({ name, points }) => [name, points.map(({ scene }) => scene)])).toEqual([
      ['MARA', [0, 1, 2]],
    ]);
    expect(
      emotion?.lines.filter(({ character }) => character === 'MARA').every(({ labels }) => !labels.includes('neutral')),
    ).toBe(true);
  });

  it('is absent without models, and where the script is not English', () => {
    expect(readThrough(script('glad')).emotion).toBeUndefined();
    const finnish =
      'SISÄ. KEITTIÖ - PÄIVÄ\n\nMARA\nOlen niin onnellinen, että sinä tulit tänne meidän kotiimme.\n\n'.repeat(9);
    const read = readThrough(finnish, { models });
    expect(read.emotion).toBeUndefined();
    expect(read.findings.filter(({ area }) => area === 'emotion')).toEqual([]);
  });

  it('points peaks to their lines and to the words that made them, which are part of the sum', () => {
    const text = script('sorry', ...Array.from({ length: 14 }, () => 'glad' as const));
    const { findings } = readThrough(text, { models });
    const darkest = findings.find(({ what }) => what === 'darkest lines');
    const [line, ...features] = darkest?.evidence ?? [];
    expect(line?.kind === 'script' && text.slice(line.from, line.to)).toBe(SORRY);
    const { words } = models.vad.explain(SORRY, 'valence');
    for (const feature of features) {
      if (feature.kind !== 'feature') throw new Error('no feature');
      expect(words.some((word) => word.text === feature.name && word.weight === feature.amount)).toBe(true);
    }
  });

  it('of an edited tree is that of its text', () => {
    const tree = parse(script('glad', 'sorry', 'glad', 'sorry'));
    readThrough(tree, { models });
    const edited = edit(tree, {
      from: print(tree).indexOf('wonderful'),
      to: print(tree).indexOf('wonderful') + 9,
      insert: 'awful',
    });
    expect(readThrough(edited, { models }).emotion).toEqual(readThrough(print(edited), { models }).emotion);
  });
});

describe('the arc', () => {
  const ones = (n: number): number[] => Array.from({ length: n }, () => 1);
  const curve = (of: (at: number) => number): number[] => Array.from({ length: 60 }, (_, index) => of(index / 59));

  it.each([
    ['rise', (at: number) => at],
    ['fall', (at: number) => -at],
    ['fall-rise', (at: number) => (at - 0.5) ** 2],
    ['rise-fall', (at: number) => -((at - 0.5) ** 2)],
    ['rise-fall-rise', (at: number) => -Math.cos(3 * Math.PI * at)],
    ['fall-rise-fall', (at: number) => Math.cos(3 * Math.PI * at)],
  ] as const)('is %s', (shape, of) => {
    const arc = arcOf(curve(of), ones(60));
    expect(arc?.shape).toBe(shape);
    expect(arc?.byChance).toBeLessThanOrEqual(0.05);
  });

  it('of what goes up and down at random is telling about as often as it says', () => {
    let telling = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const next = random(seed);
      const noise = ones(60).map(() => next());
      if ((arcOf(noise, ones(60))?.byChance ?? 0) <= 0.1) telling++;
    }
    expect(telling).toBeGreaterThan(2);
    expect(telling).toBeLessThan(20);
  });

  it('is not made of few scenes, and stands still without NaN', () => {
    expect(arcOf(ones(19), ones(19))).toBeUndefined();
    expect(JSON.stringify(arcOf(ones(60), ones(60)))).not.toContain('null');
    expect(
      JSON.stringify(
        arcOf(
          curve((at) => at),
          [10_000, ...ones(59)],
        ),
      ),
    ).not.toContain('null');
  });
});
