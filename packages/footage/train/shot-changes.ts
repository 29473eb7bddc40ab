import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { close } from '@second-unit/media';
import { CUT_FEATURES } from '../src/detectors/cuts.ts';
import { DISSOLVE_FEATURES } from '../src/detectors/dissolves.ts';
import type { ShotChangeModel, Weights } from '../src/detectors/weights.ts';
import { WIPE_FEATURES } from '../src/detectors/wipes.ts';
import { drawnShots } from './drawn-shots.ts';
import { cutExamplesOf, type Examples, examplesOf } from './examples.ts';
import { joinedFilms, shotAlone } from './joined-clips.ts';
import { drawnFilm, type Film, randomFilm } from './made-films.ts';
import { type Example, fitNetwork } from './network.ts';
import { type RealShot, realShots } from './real-shots.ts';
import { f1, type Tally, tallyAll } from './score.ts';
import { titleShots } from './titles.ts';

/** How much to learn from: films of each kind, and the first seed of each. */
export interface Course {
  /** Films joined from shots of real clips. */
  readonly joined: number;
  /** The same with cuts alone, and with all that is easily taken for one; for cuts only. */
  readonly restless: number;
  /** The same of pictures that are like one another: faint, dim, or one shot from nearer. */
  readonly alike: number;
  /** Films joined in that way from drawings of our own, one hand to a film. */
  readonly drawn: number;
  /** Films of moving textures, and as many of drawings. */
  readonly made: number;
  readonly shots: number;
  readonly seed: number;
  /** Shots of real clips that may be learned from. */
  readonly clips: readonly RealShot[];
}

/** The course whose result ships. */
export const COURSE = { joined: 90, restless: 60, alike: 30, drawn: 30, made: 10, shots: 12, seed: 1 } as const;

/** Titles that are joined with the shots of clips. */
const TITLES = 5;
/** How often each shot is shown alone, with nothing to be found in it. */
const ALONE = 3;

/** Share of all weight that the places carry at which there is a change. */
const CUT_SHARE = 0.5;
const GRADUAL_SHARE = 1 / 6;
/** Drawings in a film of them. */
const DRAWINGS = 10;
/** Restless films, and films of what is alike, have seeds of their own. */
const RESTLESS_FROM = 1000;
const ALIKE_FROM = 3000;
/**
 * Chosen on films joined from what may be learned from, seeds 2001 to 2060, restless ones 2101 to 2120, and ones of what
 * is alike, 3201 to 3215, with networks that had learned from the other half of it.
 */
const LEAST_CUT = 0.85;
const LEAST_DISSOLVE = 0.93;
const LEAST_WIPE = 0.9;

/** Weights of two runs on the same data differ by no more than this, on whatever machine. */
const TOLERANCE = 0.001;

/** Films that nothing was learned from and no choice was made on. */
const HELD_OUT = { first: 7001, last: 7010 } as const;
const HELD_OUT_SHOTS = 12;

/** The shipped file. */
export const MODEL_FILE = resolve(import.meta.dirname, '../models/shot-changes.json');

/** Learns the weights of cuts, dissolves and wipes: the same model from the same course, every time. */
export async function train({ joined, restless, alike, drawn, made, shots, seed, clips }: Course) {
  const cuts: Example[] = [];
  const dissolves: Example[] = [];
  const wipes: Example[] = [];
  const add = (found: Examples): void => {
    cuts.push(...found.cuts);
    dissolves.push(...found.dissolves);
    wipes.push(...found.wipes);
  };
  const learn = ({ frames, truth }: Film): void => add(examplesOf(frames, truth));
  const data: string[] = [];
  if (clips.length > 1 && joined > 0) {
    const seeds = { first: seed, last: seed + joined - 1 };
    const pool = [...clips, ...titleShots(TITLES, seed)];
    for await (const film of joinedFilms(seeds, shots, pool)) learn(film);
    const others = { first: RESTLESS_FROM + seed, last: RESTLESS_FROM + seed + restless - 1 };
    for await (const { frames, truth } of joinedFilms(others, shots, pool, 'restless'))
      cuts.push(...cutExamplesOf(frames, truth));
    const likes = { first: ALIKE_FROM + seed, last: ALIKE_FROM + seed + alike - 1 };
    for await (const film of joinedFilms(likes, shots, pool, 'alike')) learn(film);
    for (const shot of clips) {
      const alone = examplesOf(shotAlone(shot).frames, []);
      for (let time = 0; time < ALONE; time++) add(alone);
    }
    for (const credit of new Set(clips.map((shot) => shot.credit)))
      data.push(
        `${credit}: every other shot, alone and joined by transitions of our own, seeds ${seeds.first} to ${seeds.last}, by cuts in restless films, seeds ${others.first} to ${others.last}, and in films of what is alike, seeds ${likes.first} to ${likes.last}`,
      );
  }
  if (drawn > 0) {
    const seeds = { first: ALIKE_FROM + seed, last: ALIKE_FROM + seed + drawn - 1 };
    const pool = (from: number): RealShot[] => drawnShots(DRAWINGS, from);
    for await (const film of joinedFilms(seeds, shots, pool, 'alike')) learn(film);
    data.push(`films joined from drawings of our own, ${DRAWINGS} to a film, seeds ${seeds.first} to ${seeds.last}`);
  }
  const last = seed + made - 1;
  for (let at = seed; at <= last; at++) {
    learn(randomFilm(at, shots));
    learn(drawnFilm(at, shots));
  }
  data.push(`made films of moving textures, seeds ${seed} to ${last}, ${shots} shots each`);
  data.push(`made films of drawings, seeds ${seed} to ${last}, ${shots} shots each`);
  const count = (examples: readonly Example[]): { yes: number; no: number } => {
    const yes = examples.filter((one) => one.yes).length;
    return { yes, no: examples.length - yes };
  };
  return {
    model: 'second-unit/shot-changes',
    version: 5,
    seed,
    data,
    examples: { cuts: count(cuts), dissolves: count(dissolves), wipes: count(wipes) },
    cuts: weightsOf(CUT_FEATURES, cuts, CUT_SHARE, LEAST_CUT),
    dissolves: weightsOf(DISSOLVE_FEATURES, dissolves, GRADUAL_SHARE, LEAST_DISSOLVE),
    wipes: weightsOf(WIPE_FEATURES, wipes, GRADUAL_SHARE, LEAST_WIPE),
  };
}

/** Four decimals: finer than anything that is found depends on. */
function weightsOf(
  features: readonly string[],
  examples: readonly Example[],
  yesShare: number,
  least: number,
): Weights {
  const { hidden, output } = fitNetwork(examples, yesShare);
  const round = (value: number): number => Math.round(value * 1e4) / 1e4;
  return { features, hidden: hidden.map((row) => row.map(round)), output: output.map(round), least };
}

/** Largest difference between two models' weights; infinite where they are for different features. */
function distance(one: ShotChangeModel, other: ShotChangeModel): number {
  const parts: [Weights, Weights][] = [
    [one.cuts, other.cuts],
    [one.dissolves, other.dissolves],
    [one.wipes, other.wipes],
  ];
  return Math.max(
    ...parts.map(([a, b]) => {
      const all = (of: Weights): number[] => [of.least, ...of.output, ...of.hidden.flat()];
      const [ours, theirs] = [all(a), all(b)];
      if (a.features.join() !== b.features.join() || ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
      return Math.max(...ours.map((weight, at) => Math.abs(weight - theirs[at]!)));
    }),
  );
}

/** Textures or drawings of the held-out seeds. */
function* heldOut(make: (seed: number, shots: number) => Film): Generator<Film> {
  for (let seed = HELD_OUT.first; seed <= HELD_OUT.last; seed++) yield make(seed, HELD_OUT_SHOTS);
}

const words = ({ hits, found, true: all }: Tally): string =>
  `F1 ${f1({ hits, found, true: all }).toFixed(3)} (${hits} of ${all} found, ${found - hits} false)`;

async function report(
  name: string,
  films: Iterable<Film> | AsyncIterable<Film>,
  model: ShotChangeModel,
): Promise<void> {
  const { cuts, gradual } = await tallyAll(films, model);
  console.log(
    `held out, ${name}, seeds ${HELD_OUT.first} to ${HELD_OUT.last}: cuts ${words(cuts)}; dissolves, fades and wipes ${words(gradual)}`,
  );
}

/**
 * Trains the model, prints what it scores on films that it has not seen, and writes it. With `--check` it only trains,
 * and fails where the shipped file is not what comes out.
 */
export default async function main(options: readonly string[]): Promise<void> {
  const data = resolve(import.meta.dirname, '../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
  const folder = join(data, 'clips');
  const clips = await realShots(folder, 'learn');
  if (clips.length === 0) {
    console.log(`No clips in ${data} (SECOND_UNIT_DATA): learning from made films alone.`);
    console.log('The shipped model has learned from clips too; this one will differ.');
  }
  const model = await train({ ...COURSE, clips });
  close();
  for (const line of model.data) console.log(`learned from: ${line}`);

  const shipped = await readFile(MODEL_FILE, 'utf8');
  const apart = distance(model, JSON.parse(shipped) as ShotChangeModel);
  console.log(`largest difference to the weights in ${MODEL_FILE}: ${apart}`);
  if (options.includes('--check')) {
    if (apart > TOLERANCE) throw new Error(`The shipped model is not what the training makes: ${apart} apart.`);
    return;
  }
  await report('moving textures', heldOut(randomFilm), model);
  await report('drawings', heldOut(drawnFilm), model);
  const unknown = await realShots(folder, 'held-out');
  if (unknown.length > 1)
    await report('other shots of clips, joined', joinedFilms(HELD_OUT, HELD_OUT_SHOTS, unknown), model);
  close();

  const text = `${JSON.stringify(model, null, 2)}\n`;
  await writeFile(MODEL_FILE, text);
  console.log(`written; SHA-256 ${createHash('sha256').update(text).digest('hex')}`);
}
