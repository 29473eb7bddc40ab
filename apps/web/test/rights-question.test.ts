import { defaultRights } from '@second-unit/evidence';
import type { MusicSummary, StillSummary } from '@second-unit/studio/contract';
import { expect, test } from 'vitest';
import { messages } from '../src/messages.ts';
import { kindOf } from '../src/ui/rights-question.tsx';

test('a still is asked about as a still, and music as music', () => {
  const item = { id: 'a', production: 'p', title: 'Dusk', rights: defaultRights('unknown'), createdAt: '' };
  const still: StillSummary = item;
  const music: MusicSummary = { ...item, seconds: 3, removed: false };
  expect([still, music].map(kindOf)).toEqual(['still', 'music']);
  expect(messages.rights.question(still.title, kindOf(still))).toBe('Whose still is “Dusk”?');
});
