import { describe, expect, it } from 'vitest';
import { scaleOfFaces } from '../src/people/index.ts';

const track = (...heights: number[]) => ({
  seen: heights.map((height, at) => ({ frame: at * 8, box: { x: 0, y: 0, width: height / 2, height }, confidence: 1 })),
});

describe('the size of a shot by its faces', () => {
  it.each([
    [1.1, 'extreme close-up'],
    [0.6, 'close-up'],
    [0.3, 'medium close-up'],
    [0.19, 'medium'],
    [0.12, 'medium wide'],
    [0.08, 'full'],
    [0.05, 'wide'],
    [0.01, 'extreme wide'],
  ] as const)('a face of %d of the picture is a %s', (height, size) => {
    expect(scaleOfFaces([track(height)], 1)).toMatchObject({ size, by: 'faces' });
  });

  it('goes by the nearest person, and by most of the shot', () => {
    expect(scaleOfFaces([track(0.05, 0.05, 0.05), track(0.6, 0.6, 0.6)], 3)?.size).toBe('close-up');
    expect(scaleOfFaces([track(0.05, 0.05, 0.6)], 3)?.size).toBe('wide');
  });

  it('is less sure near a bound and where faces are seldom seen, and says nothing without any', () => {
    const sure = scaleOfFaces([track(0.6)], 1)?.confidence ?? 0;
    expect(scaleOfFaces([track(0.401)], 1)?.confidence).toBeLessThan(sure);
    expect(scaleOfFaces([track(0.6)], 10)?.confidence).toBeLessThan(sure);
    expect(sure).toBeLessThan(1);
    expect(scaleOfFaces([], 5)).toBeUndefined();
  });
});
