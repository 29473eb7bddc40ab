import type { Material } from './material.ts';

/** A place of the script at which a phrase of the film may be. */
export interface Candidate {
  /** Words of the script from the first that matched to the last, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Weight of what matched, less what lies between. */
  readonly score: number;
  /** Matched words in order: transcript, script, transcript, script … */
  readonly pairs: Int32Array;
}

/** Of words that only sound alike. */
const SOUNDS_ALIKE = 0.55;
const WRONG_WORD = -0.35;
const SKIPPED = -0.3;

/** A word that was heard for another, as a share of its weight; 0 where it is not it. */
export function likeness({ vocabulary }: Material, heard: number, written: number): number {
  if (heard === written) return 1;
  return vocabulary.sound[heard] === vocabulary.sound[written] ? SOUNDS_ALIKE : 0;
}

interface Tables {
  readonly score: Float32Array;
  /** 0 ends here, 1 diagonal, 2 skips a heard word, 3 skips a written one. */
  readonly way: Uint8Array;
}

/** Kept from call to call: there are tens of thousands of calls, and none outlives its tables. */
let kept: Tables = { score: new Float32Array(4096), way: new Uint8Array(4096) };

function tables(size: number): Tables {
  if (kept.score.length < size) kept = { score: new Float32Array(2 * size), way: new Uint8Array(2 * size) };
  kept.score.fill(0, 0, size);
  kept.way.fill(0, 0, size);
  return kept;
}

/**
 * The best places for words [from, to) of the transcript within words [start, end) of the script, best first, none
 * within another: local alignment (Smith and Waterman) weighted by how much each word says.
 */
export function localMatches(
  material: Material,
  { from, to }: { readonly from: number; readonly to: number },
  { start, end }: { readonly start: number; readonly end: number },
  most: number,
): Candidate[] {
  const { script, transcript, vocabulary } = material;
  const rows = to - from;
  const columns = end - start;
  const wide = columns + 1;
  const { score, way } = tables((rows + 1) * wide);
  for (let i = 1; i <= rows; i++) {
    const heard = transcript.ids[from + i - 1]!;
    for (let j = 1; j <= columns; j++) {
      const at = i * wide + j;
      const written = script.ids[start + j - 1]!;
      const like = likeness(material, heard, written);
      const gain = like > 0 ? like * vocabulary.weight[written]! : WRONG_WORD;
      let best = score[at - wide - 1]! + gain;
      let step = 1;
      const up = score[at - wide]! + SKIPPED;
      const left = score[at - 1]! + SKIPPED;
      if (up > best) {
        best = up;
        step = 2;
      }
      if (left > best) {
        best = left;
        step = 3;
      }
      if (best > 0) {
        score[at] = best;
        way[at] = step;
      }
    }
  }
  const found: Candidate[] = [];
  const taken: [number, number][] = [];
  while (found.length < most) {
    let best = 0;
    let at = -1;
    for (let i = 1; i <= rows; i++) {
      for (let j = 1; j <= columns; j++) {
        const cell = i * wide + j;
        if (score[cell]! <= best) continue;
        if (taken.some(([a, b]) => j - 1 >= a && j - 1 < b)) continue;
        best = score[cell]!;
        at = cell;
      }
    }
    if (at < 0) break;
    const pairs: number[] = [];
    let cell = at;
    let last = -1;
    while (way[cell]! > 0) {
      const i = Math.floor(cell / wide);
      const j = cell % wide;
      const step = way[cell]!;
      if (step === 1) {
        if (likeness(material, transcript.ids[from + i - 1]!, script.ids[start + j - 1]!) > 0) {
          pairs.push(start + j - 1, from + i - 1);
          last = j - 1;
        }
        cell -= wide + 1;
      } else cell -= step === 2 ? wide : 1;
    }
    const endColumn = (at % wide) - 1;
    taken.push([Math.max(0, last), endColumn + 1]);
    found.push({
      from: start + last,
      to: start + endColumn + 1,
      score: best,
      pairs: Int32Array.from(pairs.reverse()),
    });
  }
  return found;
}
