import type { Measurer } from '../records/measures.ts';
import { crispness } from './crispness.ts';
import { levelsOf } from './levels.ts';

/** What faults of the picture are told by: see `Levels` and `crispness`; `crisp` is 0 where it has too few edges. */
export const FAULTS = {
  names: ['peak', 'high', 'clipped', 'crisp'],
  measure({ luma }, _previous, into, at) {
    const { peak, high, clipped } = levelsOf(luma);
    into[at] = peak;
    into[at + 1] = high;
    into[at + 2] = clipped;
    into[at + 3] = crispness(luma) ?? 0;
  },
} as const satisfies Measurer;
