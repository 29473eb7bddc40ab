import type { Act } from './structure.ts';
import type { TurningPoint } from './turning-points.ts';

/** Which turning point opens each act but the first. */
const OPENED_BY = [
  ['II a', 'changeOfPlans'],
  ['II b', 'pointOfNoReturn'],
  ['III', 'majorSetback'],
] as const;

/**
 * The acts as the turning points bound them: the first ends with the change of plans, the second turns at the point of no
 * return and ends with the major setback (the correspondence that TRIPOD's authors give). As unsure as the points are.
 */
export function actsOf(points: readonly TurningPoint[], words: readonly number[]): Act[] {
  const all = words.reduce((sum, count) => sum + count, 0);
  const acts: { name: Act['name']; from: number }[] = [{ name: 'I', from: 0 }];
  for (const [name, opener] of OPENED_BY) {
    const point = points.find((one) => one.name === opener);
    if (point === undefined) return [];
    acts.push({ name, from: point.scene + 1 });
  }
  return acts.map(({ name, from }, at) => {
    const to = (acts[at + 1]?.from ?? words.length) - 1;
    const inside = words.slice(from, to + 1).reduce((sum, count) => sum + count, 0);
    return { name, scenes: [from, to], share: inside / Math.max(1, all) };
  });
}
