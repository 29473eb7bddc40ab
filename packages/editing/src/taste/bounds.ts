import { type FeatureName, WEIGHTS } from '../weights.ts';

/** What a learned weight may become. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Not a taste: what the seed draws stays as strong as it ships. */
const HELD: ReadonlySet<string> = new Set(['seed']);

/**
 * Nobody who bans black frames wants as many as possible: of these a person may think more or less
 * strictly, but not the other way round.
 */
const SAME_SIGN: ReadonlySet<string> = new Set([
  ...['dark', 'card', 'speech', 'order', 'brief', 'pace'],
  ...['jump', 'angle', 'direction', 'spoil', 'again', 'music'],
]);

/** A weight may grow to so many times what it ships as, or, where that is little, to so much. */
const MOST = { times: 3, least: 2 };

/** Where the learned weight of a feature must lie. */
export function boundsOf(name: FeatureName): Bounds {
  const shipped: number = WEIGHTS[name];
  if (HELD.has(name)) return { least: shipped, most: shipped };
  const reach = Math.max(MOST.times * Math.abs(shipped), MOST.least);
  if (!SAME_SIGN.has(name) || shipped === 0) return { least: -reach, most: reach };
  return shipped > 0 ? { least: 0, most: reach } : { least: -reach, most: 0 };
}
