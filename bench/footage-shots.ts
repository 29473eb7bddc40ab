import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { close } from '@second-unit/media';
import { ShotChanges } from '../packages/footage/src/detectors/shot-changes.ts';
import { HEIGHT, WIDTH } from '../packages/footage/train/drawn-scenes.ts';
import { joinedFilms, smallFrames } from '../packages/footage/train/joined-clips.ts';
import { drawnFilm, type Film } from '../packages/footage/train/made-films.ts';
import { realShots } from '../packages/footage/train/real-shots.ts';
import {
  addTally,
  type Change,
  changeOf,
  changesOf,
  type FilmTally,
  f1,
  meetings,
  noTally,
  type Tally,
  tallyAll,
  tallyOf,
} from '../packages/footage/train/score.ts';
import type { Truth } from '../packages/footage/train/transitions.ts';
import { autoShotScore } from './footage/autoshot.ts';
import { type Bench, median, type Row, type Skipped } from './row.ts';

const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
/** Seeds that nothing was learned from and no choice was made on. */
const SEEDS = { first: 7001, last: 7040 };
const SHOTS = 12;
/** Scores of FFmpeg's scdet from which a frame may count as the first of a shot; 10 is what it comes with. */
const THRESHOLDS = [3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 25] as const;
const SCDET_DEFAULT = 10;
const ROUNDS = 5;

/** Score of each frame of a film by FFmpeg's scdet, in a process of its own. */
function sceneScores(path: string): number[] {
  const program = fileURLToPath(new URL('./footage/scene-scores.ts', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [program, path], { encoding: 'utf8', maxBuffer: 1 << 26 }));
}

/**
 * What scdet finds at a threshold. It knows no kinds: what meets a true cut counts as a cut, what meets a gradual
 * transition as one of these, and what meets nothing is false for both.
 */
function peerTally(truth: readonly Truth[], scores: readonly number[], least: number): { cuts: Tally; gradual: Tally } {
  const found = scores.flatMap((score, frame): Change[] =>
    score >= least ? [{ lastOld: frame - 1, firstNew: frame }] : [],
  );
  const cuts = truth.filter(({ type }) => type === 'cut').map(changeOf);
  const gradual = truth.filter(({ type }) => type !== 'cut').map(changeOf);
  const atCuts = new Set(meetings(cuts, found).map(([, at]) => at));
  const others = found.filter((_, at) => !atCuts.has(at));
  const within = (one: Change): boolean =>
    gradual.some(({ lastOld, firstNew }) => one.firstNew >= lastOld && one.lastOld <= firstNew);
  return {
    cuts: { hits: atCuts.size, found: atCuts.size + others.filter((one) => !within(one)).length, true: cuts.length },
    gradual: tallyOf(gradual, others),
  };
}

/** Sums over films what scdet finds, for each threshold. */
class Peer {
  readonly #sums = THRESHOLDS.map(noTally);

  film(truth: readonly Truth[], path: string): void {
    const scores = sceneScores(path);
    for (const [at, least] of THRESHOLDS.entries()) {
      const one = peerTally(truth, scores, least);
      for (const kind of ['cuts', 'gradual'] as const) {
        for (const part of ['hits', 'found', 'true'] as const) this.#sums[at]![kind][part] += one[kind][part];
      }
    }
  }

  /** F1 at the threshold that does best on these very films, and at the one it comes with. */
  best(kind: 'cuts' | 'gradual'): { readonly name: string; readonly value: number } {
    const scores = this.#sums.map((sum) => f1(sum[kind]));
    const value = Math.max(...scores);
    const least = THRESHOLDS[scores.indexOf(value)];
    const usual = scores[THRESHOLDS.indexOf(SCDET_DEFAULT)]!.toFixed(3);
    return { name: `FFmpeg scdet at its best threshold here (${least}; at its default of 10: ${usual})`, value };
  }
}

const kinds = ({ kinds: of }: FilmTally): string =>
  (['dissolve', 'fade', 'wipe'] as const)
    .map((kind) => `${kind}s ${of[kind].hits} of ${of[kind].true} (${of[kind].named} named so)`)
    .join(', ');

/** Films joined from shots that nothing was learned from, found by us and by scdet. */
async function* heldOut(): AsyncGenerator<Row | Skipped> {
  const shots = await realShots(join(data, 'clips'), 'held-out');
  if (shots.length < 2) {
    for (const kind of ['cuts', 'gradual'])
      yield { id: `footage.${kind}.f1`, skipped: 'the clips are not in the data folder' };
    close();
    return;
  }
  const sum = noTally();
  const peer = new Peer();
  for await (const { frames, truth, path } of joinedFilms(SEEDS, SHOTS, shots)) {
    addTally(sum, truth, changesOf(frames));
    peer.film(truth, path);
  }
  close();
  const films = `${SEEDS.last - SEEDS.first + 1} films of ${SHOTS} shots joined from ${shots.length} held-out shots of clips, with flashes and strobes, seeds ${SEEDS.first} to ${SEEDS.last}`;
  for (const kind of ['cuts', 'gradual'] as const) {
    const one = sum[kind];
    const { name, value } = peer.best(kind);
    yield {
      id: `footage.${kind}.f1`,
      value: f1(one),
      unit: kind === 'cuts' ? 'F1 at ±2 frames' : 'F1 by overlap',
      peer: name,
      peerValue: value,
      ratio: f1(one) / value,
      data: `${films}: ${one.hits} of ${one.true} found, ${one.found - one.hits} false${kind === 'gradual' ? `; ${kinds(sum)}` : ''}`,
    };
  }
}

/** Drawings of one hand, low in contrast, lettered below, with things that come and go: what animation looks like. */
async function* drawn(): AsyncGenerator<Row> {
  const films = function* (): Generator<Film> {
    for (let seed = 5001; seed <= 5020; seed++) yield drawnFilm(seed, SHOTS);
  };
  const sum = await tallyAll(films());
  for (const kind of ['cuts', 'gradual'] as const) {
    const one = sum[kind];
    yield {
      id: `footage.drawn.${kind}.f1`,
      value: f1(one),
      unit: kind === 'cuts' ? 'F1 at ±2 frames' : 'F1 by overlap',
      data: `20 made films of drawings, seeds 5001 to 5020: ${one.hits} of ${one.true} found, ${one.found - one.hits} false`,
    };
  }
}

/** The scorer that the rows above are scored by, on predictions whose score is published. */
function* scorer(): Generator<Row | Skipped> {
  const id = 'footage.scorer.f1';
  const folder = join(data, 'shots_scorer');
  if (!existsSync(join(folder, 'as_gt.pickle'))) yield { id, skipped: 'shots_scorer is not in the data folder' };
  else {
    const { f1: value, films, tally } = autoShotScore(folder);
    yield {
      id,
      value,
      unit: 'F1 (0.839 to 0.841 is right)',
      peer: 'AutoShot as published',
      peerValue: 0.841,
      data: `AutoShot's predictions for its ${films} films, threshold 0.296: ${tally.hits} of ${tally.true} met, ${tally.found} predicted`,
    };
  }
}

/** Processor time of finding shot changes alone, on frames that are already small. */
async function* cost(): AsyncGenerator<Row | Skipped> {
  const id = 'footage.shots.cost';
  const clip = join(data, 'clips/maria_bbb_720p.mp4');
  if (!existsSync(clip)) {
    yield { id, skipped: 'maria_bbb_720p.mp4 is not in the data folder' };
    return;
  }
  const frames = await smallFrames(clip);
  close();
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const detector = new ShotChanges();
    const before = process.cpuUsage();
    for (const [index, rgb] of frames.entries()) detector.frame({ index, width: WIDTH, height: HEIGHT, rgb });
    detector.end();
    const { user, system } = process.cpuUsage(before);
    // The first round warms up.
    if (round > 0) times.push((user + system) / 1000 / frames.length);
  }
  yield {
    id,
    value: median(times),
    unit: 'ms of processor a frame',
    data: `shot changes alone, ${frames.length} frames of maria_bbb_720p.mp4 at ${WIDTH} × ${HEIGHT}, median of ${ROUNDS}`,
  };
}

const PARTS: readonly [ids: readonly string[], rows: () => AsyncIterable<Row | Skipped> | Iterable<Row | Skipped>][] = [
  [['footage.cuts.f1', 'footage.gradual.f1'], heldOut],
  [['footage.drawn.cuts.f1', 'footage.drawn.gradual.f1'], drawn],
  [['footage.scorer.f1'], scorer],
  [['footage.shots.cost'], cost],
];

/** How well and how fast changes of shot are found. */
const bench: Bench = async function* (name) {
  for (const [ids, rows] of PARTS) {
    if (name === undefined || ids.some((id) => id.includes(name))) yield* rows();
  }
};

export default bench;
