import { moveTake, unmoveTake } from '../productions/take-moves.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const takeActions = {
  'take.move': async (studio, move) => moveTake(studio, move, await personOf(studio)),
  'take.unmove': async (studio, back) => unmoveTake(studio, back, await personOf(studio)),
} satisfies Partial<Actions>;
