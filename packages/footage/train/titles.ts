import { random } from './random.ts';
import { HIGH, type RealShot, WIDE } from './real-shots.ts';
import { whole } from './transitions.ts';

/** Frames that a title stands. */
const STANDS = 40;

/** One line of marks as wide and as broken as letters are. */
function line(next: () => number, picture: Uint8Array, top: number, size: number, level: number): void {
  const letters = whole(next, 6, 18);
  const wide = Math.max(2, Math.round(size * 0.6));
  let left = Math.round(WIDE / 2 - (letters * (wide + 2)) / 2);
  for (let letter = 0; letter < letters; letter++, left += wide + 2) {
    if (next() < 0.12) continue;
    for (let y = top; y < Math.min(HIGH, top + size); y++) {
      for (let x = Math.max(0, left); x < Math.min(WIDE, left + wide); x++) {
        if (next() < 0.7) picture.fill(level, (y * WIDE + x) * 3, (y * WIDE + x) * 3 + 3);
      }
    }
  }
}

/** So many titles, light on dark most of them, each a shot that stands still: the same from the same seed. */
export function titleShots(count: number, seed: number): RealShot[] {
  const next = random(seed ^ 0x717e);
  return Array.from({ length: count }, () => {
    const picture = new Uint8Array(WIDE * HIGH * 3);
    const isDark = next() < 0.8;
    const ground = isDark ? (next() < 0.7 ? 0 : whole(next, 0, 40)) : whole(next, 180, 255);
    picture.fill(ground);
    const lines = whole(next, 1, 3);
    const size = whole(next, 6, 16);
    const first = Math.round(HIGH * (0.3 + next() * 0.3));
    for (let at = 0; at < lines; at++)
      line(next, picture, first + at * (size + 6), size, isDark ? whole(next, 120, 255) : whole(next, 0, 60));
    return { credit: 'titles of our own', frames: Array.from({ length: STANDS }, () => picture) };
  });
}
