import type { BreakdownCorrection } from '@second-unit/story';
import { expect, it } from 'vitest';
import { elementWords } from '../src/story/add-words.tsx';
import { correctionInWords } from '../src/story/correction-words.ts';

it.each<[BreakdownCorrection, string]>([
  [{ kind: 'recategorise', category: 'props', name: 'pistol', to: 'sound' }, '“pistol” is sound, not props'],
  [{ kind: 'rename', category: 'props', name: 'gun', to: 'pistol' }, '“gun” is called “pistol”'],
  [
    { kind: 'merge', category: 'props', name: 'gun', into: { category: 'props', name: 'pistol' } },
    '“gun” is the same as “pistol”',
  ],
  [{ kind: 'remove', category: 'setDressing', name: 'door' }, '“door” is not in the breakdown (set dressing)'],
  [
    { kind: 'add', category: 'animals', name: 'dog', scene: { heading: 'INT. CAR - DAY' } },
    '“dog” is in the breakdown (animals), in INT. CAR - DAY',
  ],
])('%o reads: %s', (correction, words) => {
  expect(correctionInWords(correction)).toBe(words);
});

it('takes a few words of one line for an element, without their marks', () => {
  expect(elementWords(' a *silver* pistol ')).toBe('a silver pistol');
  for (const none of ['', ' ', '…', 'two\nlines', 'x'.repeat(81)]) expect(elementWords(none)).toBeUndefined();
});
