import { describe, expect, it } from 'vitest';
import { reframe, SIDE, type Sight } from '../src/reframe/index.ts';

/** A textured picture that may itself move, with a bright subject of a tenth of its width. */
function sights(
  subject: (at: number) => number,
  options: { count?: number; pan?: number; faces?: boolean } = {},
): Sight[] {
  const { count = 40, pan = 0, faces = false } = options;
  return Array.from({ length: count }, (_, at) => {
    const rgb = new Uint8Array(SIDE * SIDE * 3);
    const middle = subject(at);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const ground = 70 + 25 * Math.sin((x + pan * at) / 5) * Math.cos(y / 7);
        const isSubject = Math.abs(x / SIDE - middle) < 0.05 && Math.abs(y / SIDE - 0.5) < 0.15;
        rgb.fill(isSubject ? 220 - 30 * ((x + y) % 2) : ground, (y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3);
      }
    }
    const face = { x: middle - 0.05, y: 0.35, width: 0.1, height: 0.2 };
    return { frame: at * 5, rgb, ...(faces ? { faces: [face] } : {}) };
  });
}

/** Share of the sights in which the whole subject is inside the window. */
function kept(of: readonly Sight[], subject: (at: number) => number): number {
  const crop = reframe(of, 16 / 9, 9 / 16);
  const width = (9 / 16) ** 2;
  const inside = of.filter((sight, at) => {
    const key = crop?.path.findLast(({ frame }) => frame <= sight.frame) ?? crop?.path[0];
    const left = Math.min(1 - width, Math.max(0, (key?.x ?? 0) - width / 2));
    return subject(at) - 0.05 >= left - 0.01 && subject(at) + 0.05 <= left + width + 0.01;
  });
  return inside.length / of.length;
}

describe('reframing', () => {
  it.each([
    ['crosses the picture', (at: number) => 0.12 + 0.019 * at],
    ['stops on its way', (at: number) => (at < 12 ? 0.2 : Math.min(0.8, 0.2 + (at - 12) * 0.03))],
    ['goes to and fro', (at: number) => 0.5 + 0.3 * Math.sin(at / 7)],
  ])('keeps a subject in that %s', (_, subject) => {
    expect(kept(sights(subject), subject)).toBeGreaterThanOrEqual(0.95);
    // Not by jumping: never more than a tenth of the picture in a fifth of a second.
    const path = reframe(sights(subject), 16 / 9, 9 / 16)?.path ?? [];
    const steps = path.slice(1).map(({ x }, at) => Math.abs(x - (path[at]?.x ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(0.1);
  });

  it('stands still for a subject that stays, even where the camera shakes a little', () => {
    const subject = (at: number): number => 0.7 + 0.01 * Math.sin(at);
    expect(reframe(sights(subject), 16 / 9, 9 / 16)?.path).toHaveLength(1);
    expect(kept(sights(subject), subject)).toBe(1);
  });

  it('is not drawn away by what moves everywhere', () => {
    const subject = (): number => 0.3;
    expect(kept(sights(subject, { pan: 2, faces: true }), subject)).toBe(1);
  });

  it('prefers bars to a window that cuts a face', () => {
    const both = sights(() => 0.1).map((sight) => ({
      ...sight,
      faces: [
        { x: 0.05, y: 0.3, width: 0.12, height: 0.2 },
        { x: 0.8, y: 0.3, width: 0.12, height: 0.2 },
      ],
    }));
    expect(reframe(both, 16 / 9, 9 / 16)).toBeUndefined();
    expect(reframe(both, 16 / 9, 16 / 9)).toBeUndefined();
  });

  it('moves down and up where the output is the wider one', () => {
    const tall = sights(() => 0.5).map((sight) => ({ ...sight, faces: [{ x: 0.4, y: 0.1, width: 0.2, height: 0.1 }] }));
    const crop = reframe(tall, 9 / 16, 16 / 9);
    expect(crop?.path[0]?.x).toBe(0.5);
    expect(crop?.path[0]?.y).toBeLessThan(0.35);
  });
});
