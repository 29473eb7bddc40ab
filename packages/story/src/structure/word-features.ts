import type { SceneMeasures } from './scene-measures.ts';

/** Share of the scenes at the end that are its ending. */
const ENDING = 0.08;

/**
 * How a scene's words go with those of the others: which come to stay, which are not used again, and how like the
 * scene is to the one before and to the ending (cosine of tf-idf over the scenes of the script).
 */
export function wordFeatures(scenes: readonly SceneMeasures[]) {
  const count = scenes.length;
  // Terms by number, and by it the scenes that have them: how many, and the last. Numbers are many times faster than words.
  const numbers = new Map<string, number>();
  const spread: number[] = [];
  const last: number[] = [];
  const termsOf = scenes.map(({ terms }, at) => {
    const own = new Int32Array(terms.size);
    let next = 0;
    for (const term of terms.keys()) {
      let number = numbers.get(term);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(term, number);
        spread.push(0);
        last.push(0);
      }
      spread[number] = (spread[number] ?? 0) + 1;
      last[number] = at;
      own[next++] = number;
    }
    return own;
  });
  const weightsOf = scenes.map((scene, at) => weights(scene, termsOf[at] as Int32Array, spread, count));

  const edge = Math.max(1, Math.round(count * ENDING));
  const ending = new Float64Array(numbers.size);
  for (let at = Math.max(0, count - edge); at < count; at++) {
    const own = termsOf[at] as Int32Array;
    for (const [index, value] of (weightsOf[at] as Float64Array).entries()) {
      const term = own[index] as number;
      ending[term] = (ending[term] as number) + value / edge;
    }
  }
  const features = {
    'new words that return': new Float64Array(count),
    'words used for the last time': new Float64Array(count),
    'like the scene before': new Float64Array(count),
    'like the ending': new Float64Array(count),
  };
  const seen = new Uint8Array(numbers.size);
  const before = new Float64Array(numbers.size);
  for (let at = 0; at < count; at++) {
    const own = termsOf[at] as Int32Array;
    const values = weightsOf[at] as Float64Array;
    let fresh = 0;
    let final = 0;
    let previous = 0;
    let end = 0;
    for (let index = 0; index < own.length; index++) {
      const term = own[index] as number;
      previous += (values[index] as number) * (before[term] as number);
      end += (values[index] as number) * (ending[term] as number);
      // A word of one scene only is neither a thing that comes to stay nor one that goes.
      if ((spread[term] as number) < 2) continue;
      if (seen[term] === 0) fresh++;
      if (last[term] === at) final++;
      seen[term] = 1;
    }
    features['new words that return'][at] = Math.log1p(fresh);
    features['words used for the last time'][at] = Math.log1p(final);
    features['like the scene before'][at] = previous;
    features['like the ending'][at] = end;
    before.fill(0);
    for (let index = 0; index < own.length; index++) before[own[index] as number] = values[index] as number;
  }
  return features;
}

/** Weights of a scene's terms, of length one. Terms of one scene only are like nothing else, and weigh nothing. */
function weights(scene: SceneMeasures, own: Int32Array, spread: readonly number[], count: number): Float64Array {
  const values = new Float64Array(own.length);
  let squares = 0;
  let index = 0;
  for (const times of scene.terms.values()) {
    const scenes = spread[own[index] as number] ?? 1;
    const value = scenes < 2 ? 0 : (1 + Math.log(times)) * Math.log(count / scenes);
    values[index++] = value;
    squares += value * value;
  }
  const norm = Math.sqrt(squares) || 1;
  for (index = 0; index < values.length; index++) values[index] = (values[index] as number) / norm;
  return values;
}
