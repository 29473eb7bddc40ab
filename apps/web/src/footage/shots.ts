import type { Shot } from '@second-unit/footage';

/** Index of the shot on the screen at `frame`; during a transition still the one before it. */
export function shotAt(shots: readonly Shot[], frame: number): number {
  let low = 0;
  let high = shots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shots[middle]!.startFrame <= frame) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
