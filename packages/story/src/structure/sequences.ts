import { likeness, type SceneVector } from './likeness.ts';

/** No sequence has more scenes than this. */
const LONGEST = 40;

/**
 * Cuts the script into runs of scenes that are more like one another than scenes so far apart are on average: the
 * modularity of Newman and Girvan (2004), with runs for communities, at its maximum by dynamic programming.
 *
 * @returns the first scene of each run
 */
export function sequenceStarts(vectors: readonly SceneVector[]): number[] {
  const count = vectors.length;
  if (count === 0) return [];
  const apart = Array.from({ length: Math.min(LONGEST, count) }, (_, distance) =>
    Float64Array.from({ length: Math.max(0, count - distance) }, (_, at) =>
      likeness(vectors[at] as SceneVector, vectors[at + distance] as SceneVector),
    ),
  );
  // What one expects of two scenes of the script, near or far: were it their distance's own mean, no run would gain.
  const means = apart.map((row) => row.reduce((sum, value) => sum + value, 0) / Math.max(1, row.length));
  const expected = means.slice(1).reduce((sum, value) => sum + value, 0) / Math.max(1, means.length - 1);

  const best = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(count + 1);
  best[0] = 0;
  for (let to = 1; to <= count; to++) {
    let gain = 0;
    for (let start = to - 1; start >= Math.max(0, to - LONGEST); start--) {
      for (let other = start + 1; other < to; other++) gain += (apart[other - start]?.[start] ?? 0) - expected;
      const total = (best[start] ?? 0) + gain;
      if (total > (best[to] ?? 0) || best[to] === Number.NEGATIVE_INFINITY) {
        best[to] = total;
        from[to] = start;
      }
    }
  }
  const starts: number[] = [];
  for (let to = count; to > 0; to = from[to] ?? 0) starts.unshift(from[to] ?? 0);
  return starts;
}
