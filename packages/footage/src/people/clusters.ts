import { Fault } from '@second-unit/evidence';
import { distanceOf } from './face-model.ts';

type Pair = readonly [number, number];

/** What is known of who is who besides looks; numbers are places in the list of descriptors. */
export interface Constraints {
  /** A person said that these two are the same. */
  readonly must?: readonly Pair[];
  /** A person said that these two are not. */
  readonly cannot?: readonly Pair[];
  /** Seen at once, so most likely two people; gives way to `must`, as twins of a mirror or a split screen are one. */
  readonly apart?: readonly Pair[];
}

/** More would take gigabytes. */
const MOST = 10_000;

/** Each item's group by what must be together: the smallest number in it. */
function together(count: number, must: readonly Pair[]): Int32Array {
  const root = Int32Array.from({ length: count }, (_, at) => at);
  const find = (at: number): number => {
    let one = at;
    while (root[one] !== one) {
      root[one] = root[root[one] as number] as number;
      one = root[one] as number;
    }
    return one;
  };
  for (const [a, b] of must) {
    const [x, y] = [find(a), find(b)];
    root[Math.max(x, y)] = Math.min(x, y);
  }
  return root.map((_, at) => find(at));
}

/**
 * Groups descriptors by average linkage: the two groups whose members are nearest on average become one, until none
 * are nearer than `threshold`. What must be together always is, and what cannot be never is. Answers the group of each
 * item as the smallest number in it, so that the same input gives the same answer.
 *
 * Throws a Fault: 'conflict' where constraints contradict each other, 'too-large' above 10,000 descriptors.
 */
export function clusterFaces(
  descriptors: readonly Float32Array[],
  threshold: number,
  { must = [], cannot = [], apart = [] }: Constraints = {},
): Int32Array {
  const count = descriptors.length;
  if (count > MOST) {
    throw new Fault('too-large', `There are ${count.toLocaleString('en')} faces, more than can be compared at once.`);
  }
  const group = together(count, must);
  const firsts = [...new Set(group)];
  const place = new Map(firsts.map((first, at) => [first, at]));
  const placeOf = (item: number): number => place.get(group[item] as number) as number;
  const size = firsts.length;
  const members = new Float64Array(size);
  for (let item = 0; item < count; item++) members[placeOf(item)]! += 1;

  // Sums of distances between members, so that means stay exact as groups grow.
  const sums = new Float32Array(size * size);
  for (let a = 0; a < count; a++) {
    const row = placeOf(a);
    for (let b = a + 1; b < count; b++) {
      const column = placeOf(b);
      if (row === column) continue;
      const far = distanceOf(descriptors[a] as Float32Array, descriptors[b] as Float32Array);
      sums[row * size + column]! += far;
      sums[column * size + row]! += far;
    }
  }
  const forbid = (pairs: readonly Pair[], isFirm: boolean): void => {
    for (const [a, b] of pairs) {
      const [x, y] = [placeOf(a), placeOf(b)];
      if (x === y) {
        if (isFirm) throw new Fault('conflict', 'The same two faces are said to be one person and to be two.');
        continue;
      }
      sums[x * size + y] = Number.POSITIVE_INFINITY;
      sums[y * size + x] = Number.POSITIVE_INFINITY;
    }
  };
  forbid(apart, false);
  forbid(cannot, true);

  const joined = Int32Array.from({ length: size }, (_, at) => at);
  const alive = new Set(joined);
  const mean = (a: number, b: number): number =>
    (sums[a * size + b] as number) / ((members[a] as number) * (members[b] as number));
  const nearest = new Int32Array(size).fill(-1);
  const distance = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const look = (a: number): void => {
    nearest[a] = -1;
    distance[a] = Number.POSITIVE_INFINITY;
    for (const b of alive) {
      if (b === a) continue;
      const far = mean(a, b);
      if (far < (distance[a] as number)) {
        distance[a] = far;
        nearest[a] = b;
      }
    }
  };
  for (const a of alive) look(a);
  for (;;) {
    let keep = -1;
    for (const a of alive) if (keep < 0 || (distance[a] as number) < (distance[keep] as number)) keep = a;
    if (keep < 0 || (distance[keep] as number) >= threshold) break;
    const gone = nearest[keep] as number;
    alive.delete(gone);
    for (const other of alive) {
      if (other === keep) continue;
      // Infinite stays infinite: who may not be with one may not be with both.
      const sum = (sums[keep * size + other] as number) + (sums[gone * size + other] as number);
      sums[keep * size + other] = sum;
      sums[other * size + keep] = sum;
    }
    members[keep]! += members[gone] as number;
    for (let at = 0; at < size; at++) if (joined[at] === gone) joined[at] = keep;
    look(keep);
    for (const other of alive) {
      if (other === keep) continue;
      if (nearest[other] === gone || nearest[other] === keep) look(other);
      else if (mean(other, keep) < (distance[other] as number)) {
        distance[other] = mean(other, keep);
        nearest[other] = keep;
      }
    }
  }
  const answer = new Int32Array(count);
  const first = new Map<number, number>();
  for (let item = 0; item < count; item++) {
    const home = joined[placeOf(item)] as number;
    if (!first.has(home)) first.set(home, item);
    answer[item] = first.get(home) as number;
  }
  return answer;
}
