import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type EmotionModel, loadEmotionModel } from '../src/emotion/emotion-model.ts';
import { loadVadModel, type VadModel } from '../src/emotion/vad-model.ts';
import { emotionModel, vadModel } from '../src/node/index.ts';

const file = (name: string) => new URL(`../models/${name}`, import.meta.url);
const DIMENSIONS = ['valence', 'arousal', 'dominance'] as const;
const LINES = [
  'I love you.',
  'Thank you so much, I really mean it!',
  'GET OUT! I never want to see you again.',
  'She opens the door. Rain.',
  'Oh no… I am so sorry for your loss 😢',
  '',
  '   ',
  '😂😂',
  '!?',
  '私はあなたを愛しています。',
];

let emotion: EmotionModel;
let vad: VadModel;
beforeAll(async () => {
  [emotion, vad] = [await emotionModel(), await vadModel()];
});

describe('the shipped emotion models', () => {
  it.each(['emotion', 'vad'])(
    '%s is the one that its card describes, of the licence and version that it says',
    async (name) => {
      const bytes = await readFile(file(`${name}.safetensors`));
      const card = await readFile(file(`${name}.md`), 'utf8');
      expect(card).toContain(createHash('sha256').update(bytes).digest('hex'));
      expect(card).toContain('## Not for');
      expect(card).toContain(name === 'vad' ? 'CC BY-SA 4.0' : 'Apache-2.0');
      expect(name === 'vad' ? vad.version : emotion.version).toBe('1');
    },
  );

  it('are under 6 MB together', async () => {
    const sizes = [await stat(file('emotion.safetensors')), await stat(file('vad.safetensors'))].map(
      ({ size }) => size,
    );
    expect(sizes[0]! + sizes[1]!).toBeLessThan(6e6);
  });

  it('are refused in each other’s place and where a byte is missing', async () => {
    const [one, other] = [await readFile(file('emotion.safetensors')), await readFile(file('vad.safetensors'))];
    expect(() => loadEmotionModel(other)).toThrow(/not the emotion model/);
    expect(() => loadVadModel(one)).toThrow(/not the valence-arousal-dominance model/);
    expect(() => loadEmotionModel(one.subarray(0, -1))).toThrow(expect.objectContaining({ code: 'input' }));
  });
});

describe('an explanation', () => {
  const text = fc.oneof(fc.constantFrom(...LINES), fc.string({ unit: 'binary' }));

  it('of an emotion is a sum over words of the text that is exactly the log odds of its score', () => {
    fc.assert(
      fc.property(text, fc.nat(27), (line, at) => {
        const { bias, words, sum } = emotion.explain(line, emotion.labels[at]!);
        expect(words.reduce((total, { weight }) => total + weight, bias)).toBe(sum);
        expect(Math.fround(1 / (1 + Math.exp(-sum)))).toBe(emotion.score(line)[at]);
        for (const word of words) expect(line.slice(word.from, word.to)).toBe(word.text);
      }),
    );
  });

  it('of valence, arousal or dominance is exactly the score, from 1 to 5', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...DIMENSIONS), (line, dimension) => {
        const { bias, words, sum } = vad.explain(line, dimension);
        expect(words.reduce((total, { weight }) => total + weight, bias)).toBe(sum);
        expect(vad.score(line)[dimension]).toBe(Math.min(5, Math.max(1, sum)));
        for (const word of words) expect(line.slice(word.from, word.to)).toBe(word.text);
      }),
    );
  });

  it('names the word that a reader would name', () => {
    const strongest = ({ words }: ReturnType<EmotionModel['explain']>) =>
      words.reduce((most, word) => (word.weight > most.weight ? word : most)).text;
    expect(strongest(emotion.explain('Well, thanks for the ride.', 'gratitude'))).toBe('thanks');
    expect(strongest(emotion.explain('He stands there, terrified of the dark.', 'fear'))).toBe('terrified');
    expect(strongest(vad.explain('It was a wonderful evening at the lake.', 'valence'))).toBe('wonderful');
    expect(() => emotion.explain('x', 'hunger')).toThrow(/There is no emotion “hunger”/);
  });
});

describe('what the models say', () => {
  it('is what the lines say', () => {
    expect(emotion.decide('Thank you so much, I really mean it!')).toContain('gratitude');
    expect(emotion.decide('I love you.')[0]).toBe('love');
    expect(emotion.decide('I am so sorry for your loss 😢')).toContain('remorse');
    expect(vad.score('What a wonderful, happy day!').valence).toBeGreaterThan(3.4);
    expect(vad.score('They murdered his wife and burned the house.').valence).toBeLessThan(2.6);
    expect(vad.score('HE IS DEAD! RUN!').arousal).toBeGreaterThan(vad.score('He sits by the window.').arousal);
  });

  it('hears a negation', () => {
    expect(vad.score('It was not good.').valence).toBeLessThan(vad.score('It was good.').valence);
  });

  it('is the same each time, and for any text a number', () => {
    for (const line of LINES) {
      expect(emotion.score(line)).toEqual(emotion.score(line));
      for (const p of emotion.score(line)) expect(p >= 0 && p <= 1).toBe(true);
      for (const dimension of DIMENSIONS) expect(vad.score(line)[dimension]).toBe(vad.score(line)[dimension]);
    }
  });

  it('is nothing for an empty text, and its bias is what is left', () => {
    for (const line of ['', '  \n']) {
      expect(emotion.decide(line)).toEqual([]);
      expect(emotion.knownShare(line)).toBeUndefined();
      expect(emotion.explain(line, 'joy').words).toEqual([]);
      const { valence } = vad.score(line);
      expect(valence).toBe(vad.explain(line, 'valence').bias);
    }
  });

  it('reads emoji', () => {
    expect(emotion.decide('😂😂')).toContain('amusement');
    expect(emotion.knowsEnough('😂😂')).toBe(true);
  });
});

describe('English', () => {
  it.each([
    'No me gusta nada la película, es horrible.',
    'Je ne sais pas ce que tu veux dire, mon amour.',
    'Ich habe dich immer geliebt, das weißt du.',
    'Jag älskar dig så mycket att det gör ont.',
    'Was machst du hier? Lass mich in Ruhe!',
    'Я тебя ненавижу!',
    '私はあなたを愛しています。',
    'أنا أحبك كثيرا',
  ])('is not %s', (line) => {
    for (const model of [emotion, vad]) expect(model.knowsEnough(line)).toBe(false);
    expect(emotion.decide(line)).toEqual([]);
  });

  it.each([
    'I hate you, Bartholomew Quixley!',
    'We can still be friends, can’t we?',
    'The old man looks at her for a long time and says nothing.',
    'YOU NEVER TOLD ME.',
  ])('is %s', (line) => {
    for (const model of [emotion, vad]) expect(model.knowsEnough(line)).toBe(true);
  });
});
