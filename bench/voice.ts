import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { random } from '@second-unit/learning';
import { edit, parse } from '@second-unit/screenplay';
import { castOf } from '../packages/story/src/cast/index.ts';
import { readingOf } from '../packages/story/src/reading-of.ts';
import { voiceOf } from '../packages/story/src/voice/index.ts';
import { largest, summed } from '../packages/story/src/voice/telling.ts';
import { TRIPOD_ABSENT, tripodFolder } from '../packages/story/train/tripod/films.ts';
import { type VoiceCase, voiceCase, voiceFilms } from '../packages/story/train/voice-cases.ts';
import { type Scope, sceneChains } from '../packages/story/train/voice-scenes/scene-chain.ts';
import { accuracyOf, SCOPES, shippedWeights } from '../packages/story/train/voice-scenes/train.ts';
import { nearestCentroid } from './peers/nearest-centroid.ts';
import { type Bench, median, type Row } from './row.ts';

/** Big Fish is the only screenplay of the data folder in which three people have 30 speeches; it is there ten times. */
const BIG_FISH = resolve(
  import.meta.dirname,
  '..',
  process.env.SECOND_UNIT_DATA ?? '../shared/data',
  'screenplays/fountain/nyousefi/Big Fish.fountain',
);
const ROUNDS = 7;
const DRAWS = 10_000;

const HOW: Readonly<Record<Scope, string>> = {
  dialogue: 'by all dialogue of the scene',
  around: 'by all dialogue of the scene, and who speaks in the scenes around',
  scene: 'by dialogue and action of the scene, cues apart',
};

/** Shares of speeches given to the right person, in per cent. */
interface Outcome {
  readonly film: VoiceCase;
  readonly ours: number;
  readonly majority: number;
  readonly centroid: number;
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Who says this? Each speech of people with 30 or more, by its words alone, read by models that did not read its scene;
 * beside always naming the one who speaks most, and TF-IDF with the nearest centroid. The weights of the parts were
 * learned on other films. A row a film with `films`.
 */
const bench: Bench = async function* (name) {
  const bigFish = readBigFish();
  const folder = tripodFolder();
  if (bigFish === undefined) yield { id: 'story.voice.gain', skipped: 'no Big Fish in the data folder' };
  else if (folder === undefined) yield { id: 'story.voice.gain', skipped: TRIPOD_ABSENT };
  else {
    const films = [voiceCase({ name: 'Big Fish', script: bigFish }), ...(await voiceFilms(folder)).reported];
    const outcomes = films.map(outcomeOf);
    if (name === 'films') for (const outcome of outcomes) yield filmRow(outcome);
    yield gainRow(
      'story.voice.gain',
      outcomes,
      outcomes.map(({ ours }) => ours),
      'by the words of the one speech alone',
    );
    yield* sceneRows(outcomes);
  }
  if (bigFish !== undefined) yield* times(bigFish);
};

function outcomeOf(film: VoiceCase): Outcome {
  const { enough, who } = film.voices;
  const labels = who.map((person) => enough.indexOf(person));
  const texts = film.spoken.map(({ lines }) => lines.map(({ text }) => text).join('\n'));
  const centroids = nearestCentroid(
    texts,
    labels,
    enough.length,
    film.spoken.map(({ speech }) => speech.scene),
  );
  const sums = summed(film.scores);
  const confusion = enough.map(() => enough.map(() => 0));
  let [all, centroid] = [0, 0];
  for (const [row, label] of labels.entries()) {
    if (label < 0) continue;
    all++;
    if (centroids[row] === label) centroid++;
    confusion[label]![largest(sums, row * enough.length, enough.length)]!++;
  }
  const right = confusion.reduce((sum, row, at) => sum + row[at]!, 0);
  const most = Math.max(...confusion.map((row) => row.reduce((sum, count) => sum + count, 0)));
  return {
    film,
    ours: (100 * right) / all,
    majority: (100 * most) / all,
    centroid: (100 * centroid) / all,
    confusion,
  };
}

/** Beside the better of the two controls in each film. */
function gainRow(id: string, outcomes: readonly Outcome[], ours: readonly number[], how: string, also = ''): Row {
  const better = outcomes.map(({ majority, centroid }) => Math.max(majority, centroid));
  const gains = ours.map((value, index) => value - better[index]!);
  const [low, high] = interval(gains);
  const [majority, centroid] = [outcomes.map((one) => one.majority), outcomes.map((one) => one.centroid)];
  return {
    id,
    value: mean(gains),
    unit: `points of accuracy, ${how}`,
    peer: 'better of majority and TF-IDF nearest centroid in each film',
    peerValue: mean(better),
    ratio: mean(ours) / mean(better),
    data: `Big Fish and 20 train films of TRIPOD, mean over films; ours ${mean(ours).toFixed(1)} %, majority ${mean(majority).toFixed(1)} %, centroid ${mean(centroid).toFixed(1)} %; 95 % by bootstrap over films: ${low.toFixed(1)} to ${high.toFixed(1)}${also}`,
  };
}

/**
 * All speeches of a held-out scene together, without their cues: who answers whom, who is named and how people are
 * called, in the second row who speaks near that scene, and in the third whom action names. The control beside has all
 * of that, and not the words of the speech.
 */
async function* sceneRows(outcomes: readonly Outcome[]): AsyncIterable<Row> {
  const weights = await shippedWeights();
  for (const scope of SCOPES) {
    const chains = outcomes.map(({ film }) => sceneChains(film, scope));
    const control = mean(chains.map((film) => accuracyOf(film, weights[scope].control)));
    yield gainRow(
      `story.voice.gain.${scope}`,
      outcomes,
      chains.map((film) => accuracyOf(film, weights[scope].full)),
      HOW[scope],
      `; without the words of the speech ${control.toFixed(1)} %`,
    );
  }
}

function filmRow({ film, ours, majority, centroid, confusion }: Outcome): Row {
  const better = Math.max(majority, centroid);
  return {
    id: 'story.voice.film',
    value: ours - better,
    unit: 'points',
    peer: majority >= centroid ? 'majority' : 'centroid',
    peerValue: better,
    ratio: ours / better,
    data: `${film.name}: ours ${ours.toFixed(1)} %, majority ${majority.toFixed(1)} %, centroid ${centroid.toFixed(1)} %; ${confusion
      .map((row, at) => `${film.people[at]} ${row.join(' ')}`)
      .join('; ')}`,
  };
}

/** Reckoning of the voices alone, in a script that is parsed and whose cast is known. */
function* times(text: string): Iterable<Row> {
  const cold = Array.from({ length: ROUNDS }, () => {
    const reading = readingOf(parse(text));
    const cast = castOf(reading);
    const start = performance.now();
    voiceOf(reading, cast);
    return performance.now() - start;
  });
  const data = `Big Fish, median of ${ROUNDS}`;
  yield { id: 'story.voice_ms', value: median(cold), unit: 'ms', data: `${data}; every scene left out once` };
  let tree = parse(text);
  const first = readingOf(tree);
  const { lines } = voiceOf(first, castOf(first));
  const at = lines[lines.length >> 1]!.to;
  const strokes = Array.from({ length: ROUNDS }, () => {
    tree = edit(tree, { from: at, to: at, insert: 'x' });
    const reading = readingOf(tree);
    const cast = castOf(reading);
    const start = performance.now();
    voiceOf(reading, cast, { typing: true });
    return performance.now() - start;
  });
  yield {
    id: 'story.voice.keystroke_ms',
    value: median(strokes),
    unit: 'ms',
    data: `${data}; a letter into a speech while typing: the other lines keep what was said of them`,
  };
}

function readBigFish(): string | undefined {
  try {
    return readFileSync(BIG_FISH, 'utf8');
  } catch {
    return undefined;
  }
}

/** 95 % of means of films drawn again with replacement; the same every time. */
function interval(values: readonly number[]): readonly [number, number] {
  const next = random(1);
  const means = Array.from({ length: DRAWS }, () =>
    mean(values.map(() => values[Math.floor(next() * values.length)]!)),
  );
  means.sort((a, b) => a - b);
  return [means[Math.floor(DRAWS * 0.025)]!, means[Math.floor(DRAWS * 0.975)]!];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export default bench;
