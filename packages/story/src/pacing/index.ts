import type { Look } from '../reading.ts';
import { dayNight } from './day-night.ts';
import { dialogueShare } from './dialogue-share.ts';
import { longestScene } from './longest-scene.ts';
import { placeBalance } from './place-balance.ts';

export type { Pacing, ScenePace } from './pacing.ts';
export { pacingOf } from './pacing-of.ts';

/** What of the pace is said in a sentence. */
export const pacingFindings: readonly Look[] = [dialogueShare, placeBalance, dayNight, longestScene];
