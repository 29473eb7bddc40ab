import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangesBetween } from '../src/records/watch-range.ts';
import { longestFirst } from '../src/records/watch-ranges.ts';

describe('ranges of a film that are watched two at a time', () => {
  it('cover the film without gap or overlap, the longest first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (cuts) => {
        const points = Array.from({ length: cuts }, (_, at) => BigInt(at + 1));
        const ranges = longestFirst(rangesBetween(points));
        expect(rangesBetween(ranges.slice(0, -1).map(({ to }) => to!))).toEqual(ranges);
        const lengths = ranges.map(({ from = 0n, to = BigInt(cuts + 1) }) => Number(to - from));
        expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
        expect(Math.max(...lengths)).toBeLessThanOrEqual(3);
        expect(lengths.reduce((sum, length) => sum + length)).toBe(cuts + 1);
      }),
    );
  });

  it('end with short ones, so that no core waits long for the other', () => {
    const cuts = Array.from({ length: 17 }, (_, at) => BigInt(at + 1));
    const ranges = longestFirst(rangesBetween(cuts));
    expect(ranges).toHaveLength(9);
    expect(ranges.slice(-4)).toEqual(rangesBetween(cuts).slice(-4));
  });
});
