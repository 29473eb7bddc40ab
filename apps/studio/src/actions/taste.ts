import { forgetTaste, unforgetTaste, useTaste } from '../productions/taste.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const tasteActions = {
  'taste.use': async (studio, { on }) => useTaste(studio, on, await personOf(studio)),

  'taste.reset': async (studio) => forgetTaste(studio, await personOf(studio)),

  'taste.unreset': async (studio) => unforgetTaste(studio, await personOf(studio)),
} satisfies Partial<Actions>;
