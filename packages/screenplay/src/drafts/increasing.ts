/**
 * The indices of an increasing subsequence of the greatest weight, in O(n log n): of what changed places, all that can
 * be said to have stayed. With equal weights it is a longest one. `values` are distinct whole numbers from 0 on.
 */
export function heaviestIncreasing(values: readonly number[], weights: readonly number[]): number[] {
  const size = values.reduce((most, value) => Math.max(most, value + 1), 0);
  // A Fenwick tree over values: the index of the heaviest chain that ends at or below each.
  const best = new Int32Array(size + 1).fill(-1);
  const total = new Float64Array(values.length);
  const before = new Int32Array(values.length).fill(-1);
  let end = -1;
  for (const [at, value] of values.entries()) {
    let found = -1;
    for (let node = value; node > 0; node -= node & -node) {
      const one = best[node] as number;
      if (one !== -1 && (found === -1 || (total[one] as number) > (total[found] as number))) found = one;
    }
    before[at] = found;
    total[at] = (weights[at] as number) + (found === -1 ? 0 : (total[found] as number));
    for (let node = value + 1; node <= size; node += node & -node) {
      const one = best[node] as number;
      if (one === -1 || (total[at] as number) > (total[one] as number)) best[node] = at;
    }
    if (end === -1 || (total[at] as number) > (total[end] as number)) end = at;
  }
  const chain: number[] = [];
  for (let at = end; at !== -1; at = before[at] as number) chain.push(at);
  return chain.reverse();
}
