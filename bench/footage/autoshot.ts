import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Change, f1, type Tally, tallyOf } from '../../packages/footage/train/score.ts';
import { readArrays } from './pickle.ts';

/** The probability from which AutoShot calls a frame the last of its shot. */
const LEAST = 0.296;

/** What our scorer says of AutoShot's predictions for its 200 films, whose published F1 is 0.841. */
export function autoShotScore(folder: string): { readonly f1: number; readonly films: number; readonly tally: Tally } {
  const truth = readArrays(readFileSync(join(folder, 'as_gt.pickle')));
  const predicted = readArrays(readFileSync(join(folder, 'as_pred.pickle')));
  const tally: Tally = { hits: 0, found: 0, true: 0 };
  for (const [film, { values }] of truth) {
    const one = tallyOf(changesBetween(values), changesOf(predicted.get(film)!.values));
    tally.hits += one.hits;
    tally.found += one.found;
    tally.true += one.true;
  }
  return { f1: f1(tally), films: truth.size, tally };
}

/** Changes between scenes that are given by their first and last frame, one after another. */
function changesBetween(scenes: Float64Array): Change[] {
  const changes: Change[] = [];
  for (let at = 1; at + 1 < scenes.length; at += 2) changes.push({ lastOld: scenes[at]!, firstNew: scenes[at + 1]! });
  return changes;
}

/** A run of frames that are called transition is one change, from its first frame to the one behind it. */
function changesOf(probabilities: Float64Array): Change[] {
  const changes: Change[] = [];
  let since: number | undefined;
  for (const [frame, probability] of probabilities.entries()) {
    if (probability > LEAST) {
      since ??= frame;
      continue;
    }
    if (since !== undefined && since > 0) changes.push({ lastOld: since, firstNew: frame });
    since = undefined;
  }
  return changes;
}
