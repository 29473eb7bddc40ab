import { describe, expect, it } from 'vitest';
import { scaleOf } from '../src/looks/scale.ts';

const shape = 16 / 9;
/** A person so high in parts of the picture, and so wide in parts of their own height. */
const person = (y: number, height: number, wide: number) => ({ x: 0.3, y, width: (wide * height) / shape, height });
const sizeOf = (...people: ReturnType<typeof person>[]) => scaleOf({ people: [people], shape })?.size;

describe('size of a shot by its people', () => {
  it('goes from far to near', () => {
    expect(sizeOf(person(0.5, 0.1, 0.3))).toBe('extreme wide');
    expect(sizeOf(person(0.3, 0.4, 0.3))).toBe('wide');
    expect(sizeOf(person(0.1, 0.85, 0.33))).toBe('full');
    expect(sizeOf(person(0.1, 0.9, 0.45))).toBe('medium wide');
    expect(sizeOf(person(0.1, 0.9, 0.65))).toBe('medium');
    expect(sizeOf(person(0.1, 0.9, 0.95))).toBe('medium close-up');
    expect(sizeOf(person(0, 1, 1.2))).toBe('close-up');
  });

  it('takes the largest person of a look and the middle of the looks', () => {
    expect(sizeOf(person(0.5, 0.1, 0.3), person(0.1, 0.85, 0.33))).toBe('full');
    const looks = [person(0.1, 0.85, 0.33), person(0.1, 0.85, 0.33), person(0.5, 0.1, 0.3)].map((one) => [one]);
    expect(scaleOf({ people: looks, shape })?.size).toBe('full');
  });

  it('is less sure of people than of faces, surest of both, and says nothing of neither', () => {
    const faces = { size: 'close-up', confidence: 0.7, by: 'faces' } as const;
    const near = [[person(0, 1, 1.2)]];
    expect(scaleOf({ people: near, shape })).toMatchObject({ by: 'people', confidence: 0.5 });
    expect(scaleOf({ faces, people: near, shape })).toEqual({ ...faces, confidence: 0.8 });
    expect(scaleOf({ faces, people: [[person(0.5, 0.1, 0.3)]], shape })?.confidence).toBeLessThan(0.7);
    expect(scaleOf({ faces, people: [], shape })).toEqual(faces);
    expect(scaleOf({ people: [[], []], shape })).toBeUndefined();
    expect(scaleOf({ people: [[person(0, 1, 1.2)], [], [], []], shape })!.confidence).toBeLessThan(0.3);
  });
});
