import { turnMusic } from '../productions/music.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const musicActions = {
  'music.remove': async (studio, { music }) => turnMusic(studio, music, true, await personOf(studio)),

  'music.restore': async (studio, { music }) => turnMusic(studio, music, false, await personOf(studio)),
} satisfies Partial<Actions>;
