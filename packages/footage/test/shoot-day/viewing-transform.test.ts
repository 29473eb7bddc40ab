import { describe, expect, it } from 'vitest';
import { curveSaid, curveSeen } from '../../src/shoot-day/curve-guess.ts';
import {
  LOG_CURVES,
  type LogCurve,
  sceneLight,
  viewed,
  viewingCube,
  viewingTransform,
} from '../../src/shoot-day/index.ts';

/** A 10-bit code value as a decoder gives it: 0 at black (64), 1 at white (940). */
const signal = (code: number): number => (code - 64) / 876;

describe('log curves', () => {
  // Where the makers' papers put a grey card, and a white one of 90% (or 0%).
  it.each<[LogCurve, number, number]>([
    ['S-Log3', signal(420), 0.18],
    ['S-Log3', signal(598), 0.9],
    ['S-Log3', signal(95), 0],
    ['LogC3', 0.391, 0.18],
    ['LogC4', 0.2784, 0.18],
    ['V-Log', signal(433), 0.18],
    ['V-Log', signal(602), 0.9],
    ['V-Log', signal(128), 0],
    ['C-Log', signal(351), 0.18],
    ['C-Log2', signal(408), 0.18],
    ['C-Log3', signal(351), 0.18],
    ['Log3G10', 1 / 3, 0.18],
    ['HLG', 0.75, 0.9],
    ['PQ', 0.58, 0.9],
  ])('%s at %d is light %d', (curve, value, light) => {
    expect(Math.abs(sceneLight(curve, value) - light)).toBeLessThan(light === 0.9 ? 0.02 : 0.004);
  });

  it.each(LOG_CURVES)('%s rises, in light and on the display', (curve) => {
    const view = viewingTransform(curve);
    let [light, shown] = [Number.NEGATIVE_INFINITY, -1];
    for (let at = 0; at <= 100; at++) {
      const next = sceneLight(curve, at / 100);
      expect(next).toBeGreaterThanOrEqual(light);
      const [red, green, blue] = view([at / 100, at / 100, at / 100]);
      expect(green).toBeGreaterThanOrEqual(shown);
      // Grey stays grey, through primaries and all.
      expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(0.01);
      [light, shown] = [next, green];
    }
    expect(shown).toBeCloseTo(1, 9);
  });

  it('shows a grey card as one', () => {
    const grey = viewingTransform('S-Log3')([signal(420), signal(420), signal(420)]);
    // 18% of light is 46% of an sRGB signal.
    for (const value of grey) expect(value).toBeCloseTo(0.461, 2);
  });

  it('is the same as a table and on small pictures', () => {
    const cube = viewingCube('V-Log', 5).trimEnd().split('\n');
    expect(cube).toHaveLength(2 + 125);
    const view = viewingTransform('V-Log');
    // Red changes fastest: the second row is red 0.25 alone.
    expect(cube[3]).toBe(
      view([0.25, 0, 0])
        .map((value) => value.toFixed(6))
        .join(' '),
    );
    const [red, green, blue] = viewed(Uint8Array.of(51, 102, 204), 'V-Log');
    const exact = view([0.2, 0.4, 0.8]).map((value) => Math.round(255 * value));
    expect([red, green, blue]).toEqual(exact);
  });
});

describe('which curve a clip has', () => {
  it('is said by the picture’s own marks, metadata, or names, in this order', () => {
    const none = { tags: {} };
    expect(curveSaid('x.mov', { transfer: 'pq', tags: { gamma: 's-log3' } }, {})).toMatchObject({
      curve: 'PQ',
      by: 'metadata',
    });
    expect(curveSaid('x.mov', none, { gamma: 's-log3-cine' })).toMatchObject({ curve: 'S-Log3', by: 'metadata' });
    expect(curveSaid('x.mov', { tags: { 'com.arri.look': 'LogC4' } }, {})).toMatchObject({
      curve: 'LogC4',
      by: 'metadata',
    });
    expect(curveSaid('B_CAM_VLOG/x.mov', none, {})).toMatchObject({ curve: 'V-Log', by: 'name' });
    expect(curveSaid('A_CAM/dialogue_log.mov', none, {})).toBeUndefined();
  });

  it('is guessed from a pale picture, with little confidence', () => {
    const pale = Uint8Array.from(
      { length: 64 * 36 * 3 },
      (_, at) => 60 + ((Math.floor(at / 3) * 7) % 90) + (at % 3) * 4,
    );
    expect(curveSeen(pale, 'Panasonic')).toMatchObject({ curve: 'V-Log', by: 'picture', confidence: 0.35 });
    const graded = Uint8Array.from({ length: 64 * 36 * 3 }, (_, at) => (at * 31) % 256);
    expect(curveSeen(graded, 'Panasonic')).toBeUndefined();
  });
});
