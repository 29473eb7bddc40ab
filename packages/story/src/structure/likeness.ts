import type { Cast } from '../cast/index.ts';
import type { Scene } from '../read-through.ts';

/** Of one scene: who is there, as a vector of length one in which those who are everywhere weigh little. */
export interface SceneVector {
  readonly members: ReadonlyMap<number, number>;
  readonly place: string;
}

/** To be named in the action is to be there about as much as by a short line. */
const NAMED = 5;
/** To be in one place says as much as this share of the same people. */
const PLACE = 0.3;

/** Who and where, for each scene. Members are indices of `cast.members`. */
export function sceneVectors(scenes: readonly Scene[], cast: Cast): SceneVector[] {
  const found = scenes.map(() => new Map<number, number>());
  for (const [index, member] of cast.members.entries()) {
    // Somebody who is in half of the scenes still says a little about them.
    const rarity = Math.log(1 + scenes.length / Math.max(1, member.scenes.length));
    for (const { scene, words, speeches, named } of member.presence) {
      found[scene]?.set(index, rarity * amount(words + speeches + NAMED * named));
    }
  }
  return found.map((vector, at) => {
    let squares = 0;
    for (const value of vector.values()) squares += value * value;
    const norm = Math.sqrt(squares) || 1;
    for (const [index, value] of vector) vector.set(index, value / norm);
    return { members: vector, place: placeOf(scenes[at]) };
  });
}

/** By steps of about a tenth: who is where does not turn on a word. */
function amount(words: number): number {
  return words === 0 ? 0 : 1.1 ** Math.round(Math.log(words) / Math.log(1.1) / 2);
}

/** All of the vectors that their likeness is made of. */
export function keyOf(vectors: readonly SceneVector[]): string {
  return vectors.map(({ members, place }) => `${place}|${[...members].flat().join(' ')}`).join('\n');
}

/** Where a scene is, without the corner of it: `HOUSE - KITCHEN` and `HOUSE/HALL` are one place. */
function placeOf(scene: Scene | undefined): string {
  const [place = ''] = (scene?.place ?? '')
    .normalize('NFC')
    .toUpperCase()
    .split(/\s*(?:\/|\s-\s|,|・)\s*/u);
  return place.trim();
}

/** 0 to 1: cosine of who is there, and whether it is one place. */
export function likeness(one: SceneVector, other: SceneVector): number {
  let sum = 0;
  for (const [member, value] of one.members) sum += value * (other.members.get(member) ?? 0);
  const same = one.place !== '' && one.place === other.place ? 1 : 0;
  return (1 - PLACE) * sum + PLACE * same;
}

/**
 * The scenes like scene `at` beyond `least`, among those at most `reach` away. Only scenes that share somebody or the
 * place are looked at.
 */
export function alike(vectors: readonly SceneVector[], least: number, reach: number): (at: number) => LikeScene[] {
  const byMember = new Map<number, LikeScene[]>();
  const byPlace = new Map<string, number[]>();
  for (const [to, { members, place }] of vectors.entries()) {
    for (const [member, weight] of members) {
      const scenes = byMember.get(member);
      if (scenes === undefined) byMember.set(member, [{ to, weight }]);
      else scenes.push({ to, weight });
    }
    const scenes = byPlace.get(place);
    if (scenes === undefined) byPlace.set(place, [to]);
    else scenes.push(to);
  }
  const sums = new Float64Array(vectors.length);
  return (at) => {
    const { members, place } = vectors[at] as SceneVector;
    const touched: number[] = [];
    const add = (to: number, amount: number): void => {
      if (sums[to] === 0) touched.push(to);
      sums[to] = (sums[to] as number) + amount;
    };
    for (const [member, value] of members) {
      for (const { to, weight } of byMember.get(member) ?? []) {
        if (Math.abs(to - at) <= reach) add(to, (1 - PLACE) * value * weight);
      }
    }
    if (place !== '') for (const to of byPlace.get(place) ?? []) if (Math.abs(to - at) <= reach) add(to, PLACE);
    const found: LikeScene[] = [];
    for (const to of touched) {
      const weight = sums[to] as number;
      sums[to] = 0;
      if (to !== at && weight >= least) found.push({ to, weight });
    }
    return found;
  };
}

export interface LikeScene {
  readonly to: number;
  readonly weight: number;
}
