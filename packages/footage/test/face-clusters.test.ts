import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterFaces } from '../src/people/index.ts';

const faces = (...values: number[]): Float32Array[] => values.map((value) => Float32Array.of(value, 0));
const groups = (answer: Int32Array): number[] => [...answer];

describe('clusters of faces', () => {
  it('joins by the mean distance between groups, not by their nearest members', () => {
    expect(groups(clusterFaces(faces(0, 0.1, 5, 5.1), 1))).toEqual([0, 0, 2, 2]);
    // A chain whose neighbours are near: nearest members would make one group of it.
    expect(new Set(groups(clusterFaces(faces(0, 0.9, 1.8, 2.7, 3.6), 1))).size).toBeGreaterThan(1);
    expect(groups(clusterFaces([], 1))).toEqual([]);
  });

  it('lets people have the last word over looks, and over two faces seen at once', () => {
    expect(groups(clusterFaces(faces(0, 9), 1, { must: [[0, 1]] }))).toEqual([0, 0]);
    expect(groups(clusterFaces(faces(0, 0), 1, { cannot: [[0, 1]] }))).toEqual([0, 1]);
    expect(groups(clusterFaces(faces(0, 0), 1, { apart: [[0, 1]] }))).toEqual([0, 1]);
    expect(groups(clusterFaces(faces(0, 9), 1, { must: [[0, 1]], apart: [[0, 1]] }))).toEqual([0, 0]);
    const both = { must: [[0, 1]], cannot: [[1, 0]] } as const;
    expect(() => clusterFaces(faces(0, 0), 1, both)).toThrow(expect.objectContaining({ code: 'conflict' }));
  });

  it('always respects what people said (property)', () => {
    const film = fc.integer({ min: 1, max: 24 }).chain((count) => {
      const item = fc.integer({ min: 0, max: count - 1 });
      const pairs = fc.array(fc.tuple(item, item), { maxLength: 12 });
      const value = fc.double({ min: -2, max: 2, noNaN: true });
      return fc.record({
        // Persons by truth: `must` is drawn within them and `cannot` between them, so that they never contradict.
        persons: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: count, maxLength: count }),
        points: fc.array(fc.tuple(value, value), { minLength: count, maxLength: count }),
        pairs,
        seenAtOnce: pairs,
        threshold: fc.double({ min: 0, max: 5, noNaN: true }),
      });
    });
    fc.assert(
      fc.property(film, ({ persons, points, pairs, seenAtOnce, threshold }) => {
        const isSame = ([a, b]: readonly [number, number]): boolean => persons[a] === persons[b];
        const must = pairs.filter(isSame);
        const cannot = pairs.filter((pair) => !isSame(pair));
        const apart = seenAtOnce.filter(([a, b]) => a !== b);
        const descriptors = points.map(([x, y]) => Float32Array.of(x, y));
        const answer = clusterFaces(descriptors, threshold, { must, cannot, apart });
        for (const [a, b] of must) expect(answer[a]).toBe(answer[b]);
        for (const [a, b] of cannot) expect(answer[a]).not.toBe(answer[b]);
        // Each group is named by its first member, and everybody has one.
        for (const [at, first] of answer.entries()) {
          expect(first).toBeLessThanOrEqual(at);
          expect(answer[first]).toBe(first);
        }
        expect(groups(clusterFaces(descriptors, threshold, { must, cannot, apart }))).toEqual(groups(answer));
      }),
      { numRuns: 500 },
    );
  });

  it('never puts groups together that are further apart than the threshold, on average (property)', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 20 }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (at, threshold) => {
          const answer = clusterFaces(faces(...at), threshold);
          const members = Map.groupBy(at.keys(), (item) => answer[item]);
          const means = [...members.values()].flatMap((a, i, all) =>
            all.slice(i + 1).map((b) => {
              const far = a.flatMap((x) => b.map((y) => Math.abs(at[x]! - at[y]!)));
              return far.reduce((sum, one) => sum + one, 0) / far.length;
            }),
          );
          for (const mean of means) expect(mean).toBeGreaterThan(threshold - 1e-4);
        },
      ),
    );
  });
});
