import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { close } from '@second-unit/media';
import { CUT_FEATURES } from '../src/detectors/cuts.ts';
import { DISSOLVE_FEATURES } from '../src/detectors/dissolves.ts';
import type { ShotChangeModel, Weights } from '../src/detectors/weights.ts';
import { type Examples, examplesOf } from './examples.ts';
import { joinedFilm, type RealShot, realShots } from './joined-clips.ts';
import { type Example, fitLogistic } from './logistic.ts';
import { drawnFilm, type Film, randomFilm } from './made-films.ts';
import { f1, type Tally, tallyAll } from './score.ts';

/** How much to learn from: films of each kind, and the first seed of each. */
export interface Course {
  readonly films: number;
  readonly shots: number;
  readonly seed: number;
  /** Shots of real clips; half of them are learned from. */
  readonly clips: readonly RealShot[];
}

/** The course whose result ships. */
export const COURSE = { films: 60, shots: 10, seed: 1 } as const;

/** Share of all weight that the places carry at which there is a change. */
const CUT_SHARE = 0.5;
const DISSOLVE_SHARE = 1 / 6;
const LEAST_CUT = 0.5;
/** Chosen on made films of seeds 2001 to 2020: from 0.8 to 0.9 they score alike, above that worse. */
const LEAST_DISSOLVE = 0.9;

/** Weights of two runs on the same data differ by no more than this, on whatever machine. */
const TOLERANCE = 0.001;

/** Films that nothing was learned from and no choice was made on. */
const HELD_OUT = { first: 4001, last: 4020, shots: 10 } as const;

/** The shipped file. */
export const MODEL_FILE = resolve(import.meta.dirname, '../models/shot-changes.json');

/** Learns the weights of cuts and dissolves: the same model from the same course, every time. */
export function train({ films, shots, seed, clips }: Course) {
  const cuts: Example[] = [];
  const dissolves: Example[] = [];
  const learn = ({ frames, truth }: Film): void => {
    const found: Examples = examplesOf(frames, truth);
    cuts.push(...found.cuts);
    dissolves.push(...found.dissolves);
  };
  const data: string[] = [];
  const last = seed + films - 1;
  for (let at = seed; at <= last; at++) {
    learn(randomFilm(at, shots));
    learn(drawnFilm(at, shots));
  }
  data.push(`made films of moving textures, seeds ${seed} to ${last}, ${shots} shots each`);
  data.push(`made films of drawings, seeds ${seed} to ${last}, ${shots} shots each`);
  const known = clips.filter((_, at) => at % 2 === 0);
  if (known.length > 1) {
    for (let at = seed; at <= last; at++) learn(joinedFilm(at, shots, known));
    for (const credit of new Set(known.map((shot) => shot.credit)))
      data.push(`${credit}: every other shot, joined by transitions of our own, seeds ${seed} to ${last}`);
  }
  return {
    model: 'second-unit/shot-changes',
    version: 2,
    seed,
    data,
    examples: {
      cuts: { yes: cuts.filter((one) => one.yes).length, no: cuts.filter((one) => !one.yes).length },
      dissolves: { yes: dissolves.filter((one) => one.yes).length, no: dissolves.filter((one) => !one.yes).length },
    },
    cuts: weightsOf(CUT_FEATURES, cuts, CUT_SHARE, LEAST_CUT),
    dissolves: weightsOf(DISSOLVE_FEATURES, dissolves, DISSOLVE_SHARE, LEAST_DISSOLVE),
  };
}

/** Four decimals: far finer than anything that is found depends on, and the same on every machine. */
function weightsOf(features: readonly string[], examples: readonly Example[], yesShare: number, least: number) {
  const { weights, bias } = fitLogistic(examples, yesShare);
  const round = (value: number): number => Math.round(value * 1e4) / 1e4;
  return { features, weights: weights.map(round), bias: round(bias), least };
}

/** Largest difference between two models' weights; infinite where they are for different features. */
function distance(one: ShotChangeModel, other: ShotChangeModel): number {
  const parts: [Weights, Weights][] = [
    [one.cuts, other.cuts],
    [one.dissolves, other.dissolves],
  ];
  return Math.max(
    ...parts.map(([a, b]) => {
      if (a.features.join() !== b.features.join()) return Number.POSITIVE_INFINITY;
      const all = [a.bias - b.bias, a.least - b.least, ...a.weights.map((weight, at) => weight - b.weights[at]!)];
      return Math.max(...all.map(Math.abs));
    }),
  );
}

function* heldOut(make: (seed: number, shots: number) => Film): Generator<Film> {
  for (let seed = HELD_OUT.first; seed <= HELD_OUT.last; seed++) yield make(seed, HELD_OUT.shots);
}

const words = ({ hits, found, true: all }: Tally): string =>
  `F1 ${f1({ hits, found, true: all }).toFixed(3)} (${hits} of ${all} found, ${found - hits} false)`;

function report(name: string, films: Iterable<Film>, model: ShotChangeModel): void {
  const { cuts, gradual } = tallyAll(films, model);
  console.log(`${name}: cuts ${words(cuts)}; dissolves and fades ${words(gradual)}`);
}

/**
 * Trains the model, writes it, and prints what it scores on films that it has not seen. With `--check` it writes
 * nothing and fails where the shipped file is not what comes out.
 */
export default async function main(options: readonly string[]): Promise<void> {
  const data = resolve(import.meta.dirname, '../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
  const clips = await realShots(join(data, 'clips'));
  close();
  if (clips.length === 0) {
    console.log(`No clips in ${data} (SECOND_UNIT_DATA): learning from made films alone.`);
    console.log('The shipped model has learned from clips too; this one will differ.');
  }
  const model = train({ ...COURSE, clips });
  for (const line of model.data) console.log(`learned from: ${line}`);

  const seeds = `seeds ${HELD_OUT.first} to ${HELD_OUT.last}`;
  report(`held out, moving textures, ${seeds}`, heldOut(randomFilm), model);
  report(`held out, drawings, ${seeds}`, heldOut(drawnFilm), model);
  const unknown = clips.filter((_, at) => at % 2 === 1);
  const joined = heldOut((seed, shots) => joinedFilm(seed, shots, unknown));
  if (unknown.length > 1) report(`held out, the other shots of the clips, joined, ${seeds}`, joined, model);

  const shipped = await readFile(MODEL_FILE, 'utf8');
  const apart = distance(model, JSON.parse(shipped) as ShotChangeModel);
  console.log(`largest difference to the weights in ${MODEL_FILE}: ${apart}`);
  if (options.includes('--check')) {
    if (apart > TOLERANCE) throw new Error(`The shipped model is not what the training makes: ${apart} apart.`);
    return;
  }
  const text = `${JSON.stringify(model, null, 2)}\n`;
  await writeFile(MODEL_FILE, text);
  console.log(`written; SHA-256 ${createHash('sha256').update(text).digest('hex')}`);
}
