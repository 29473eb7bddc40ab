export { type HeardSound, Hearing, SAMPLE_RATE } from './hearing.ts';
export { type LoudnessSeries, shortTermLoudness } from './short-term.ts';
export { soundOf } from './sound-of.ts';
