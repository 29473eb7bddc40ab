import type { Look } from '../reading.ts';
import { dayNight } from './day-night.ts';
import { dialogueShare } from './dialogue-share.ts';
import { longestScene } from './longest-scene.ts';
import { mostSpeakers } from './most-speakers.ts';
import { nearNames } from './near-names.ts';
import { pageCount } from './page-count.ts';
import { placeBalance } from './place-balance.ts';
import { singleSpeech } from './single-speech.ts';

/** Every finding of the read-through, in the order in which a reader meets them. A new one is a file and a line. */
export const looks: readonly Look[] = [
  pageCount,
  dialogueShare,
  placeBalance,
  dayNight,
  longestScene,
  mostSpeakers,
  singleSpeech,
  nearNames,
];
