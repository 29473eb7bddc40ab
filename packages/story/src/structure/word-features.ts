import type { SceneMeasures } from './scene-measures.ts';

/** Share of the scenes at the end that are its ending. */
const ENDING = 0.08;

/**
 * How a scene's words go with those of the others: which come to stay, which are not used again, and how like the
 * scene is to the one before and to the ending (cosine of tf-idf over the scenes of the script).
 */
export function wordFeatures(scenes: readonly SceneMeasures[]) {
  const count = scenes.length;
  const spread = new Map<string, number>();
  const last = new Map<string, number>();
  for (const [at, { terms }] of scenes.entries()) {
    for (const term of terms.keys()) {
      spread.set(term, (spread.get(term) ?? 0) + 1);
      last.set(term, at);
    }
  }
  const vectors = scenes.map((scene) => vectorOf(scene, spread, count));
  const edge = Math.max(1, Math.round(count * ENDING));
  const ending = new Map<string, number>();
  for (const vector of vectors.slice(-edge)) {
    for (const [term, value] of vector) ending.set(term, (ending.get(term) ?? 0) + value / edge);
  }
  const none = new Map<string, number>();
  const seen = new Set<string>();
  const stay = new Float64Array(count);
  const gone = new Float64Array(count);
  for (const [at, { terms }] of scenes.entries()) {
    let fresh = 0;
    let final = 0;
    for (const term of terms.keys()) {
      // A word of one scene only is neither a thing that comes to stay nor one that goes.
      if ((spread.get(term) ?? 0) < 2) continue;
      if (!seen.has(term)) fresh++;
      if (last.get(term) === at) final++;
      seen.add(term);
    }
    stay[at] = Math.log1p(fresh);
    gone[at] = Math.log1p(final);
  }
  return {
    'new words that return': stay,
    'words used for the last time': gone,
    'like the scene before': Float64Array.from(vectors, (vector, at) => product(vector, vectors[at - 1] ?? none)),
    'like the ending': Float64Array.from(vectors, (vector) => product(vector, ending)),
  };
}

/** Weights of a scene's terms, of length one. Terms of one scene only are like nothing else, and left out. */
function vectorOf(scene: SceneMeasures, spread: ReadonlyMap<string, number>, count: number): Map<string, number> {
  const vector = new Map<string, number>();
  let squares = 0;
  for (const [term, times] of scene.terms) {
    const scenes = spread.get(term) ?? 1;
    if (scenes < 2) continue;
    const value = (1 + Math.log(times)) * Math.log(count / scenes);
    vector.set(term, value);
    squares += value * value;
  }
  const norm = Math.sqrt(squares) || 1;
  for (const [term, value] of vector) vector.set(term, value / norm);
  return vector;
}

function product(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [term, value] of small) sum += value * (large.get(term) ?? 0);
  return sum;
}
