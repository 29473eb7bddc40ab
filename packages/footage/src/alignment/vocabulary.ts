import { soundOf } from './words.ts';

/** Words as numbers, each with how much it says and what it sounds like. */
export interface Vocabulary {
  readonly idOf: (word: string) => number;
  /** By id: 1 is the mean word of the script; rare words weigh more. */
  readonly weight: Float32Array;
  /** By id: words of one sound have the same number. */
  readonly sound: Int32Array;
  readonly size: number;
}

const LEAST_WEIGHT = 0.25;
const MOST_WEIGHT = 1.8;

/**
 * All words of both sides. A word's weight is how rare it is among `texts`, as inverse document frequency; `scripted`
 * is how many of them, the first, are the script's, whose mean word weighs 1.
 */
export function vocabularyOf(texts: readonly (readonly string[])[], scripted: number): Vocabulary {
  const ids = new Map<string, number>();
  const seen: number[] = [];
  const last: number[] = [];
  for (const [at, text] of texts.entries()) {
    for (const word of text) {
      let id = ids.get(word);
      if (id === undefined) {
        id = ids.size;
        ids.set(word, id);
        seen.push(0);
        last.push(-1);
      }
      if (last[id] === at) continue;
      last[id] = at;
      seen[id]!++;
    }
  }
  const weight = new Float32Array(ids.size);
  for (let id = 0; id < weight.length; id++) weight[id] = Math.log(1 + texts.length / seen[id]!);
  let sum = 0;
  let words = 0;
  for (const text of texts.slice(0, scripted)) {
    for (const word of text) sum += weight[ids.get(word)!]!;
    words += text.length;
  }
  const mean = words === 0 ? 1 : sum / words;
  const sound = new Int32Array(ids.size);
  const sounds = new Map<string, number>();
  for (const [word, id] of ids) {
    weight[id] = Math.min(MOST_WEIGHT, Math.max(LEAST_WEIGHT, weight[id]! / mean));
    const said = soundOf(word);
    if (!sounds.has(said)) sounds.set(said, sounds.size);
    sound[id] = sounds.get(said)!;
  }
  return { idOf: (word) => ids.get(word) ?? -1, weight, sound, size: ids.size };
}
