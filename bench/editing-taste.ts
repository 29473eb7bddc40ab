import { resolve } from 'node:path';
import { random } from '@second-unit/learning';
import { alternatives } from '../packages/editing/src/alternatives.ts';
import { changed } from '../packages/editing/src/change.ts';
import type { Cut, CutContext, CutProposal } from '../packages/editing/src/cut.ts';
import { type Material, materialOf } from '../packages/editing/src/material.ts';
import { proposeCut } from '../packages/editing/src/propose.ts';
import { type FittedTaste, fitTaste, learnTaste, tasteChance } from '../packages/editing/src/taste/learn.ts';
import { differenceOf, type FeatureValues, type TastePair, tastePairs } from '../packages/editing/src/taste/pairs.ts';
import { tasteInWords } from '../packages/editing/src/taste/words.ts';
import { type FeatureName, WEIGHTS, type Weights } from '../packages/editing/src/weights.ts';
import type { Bench, Row } from './row.ts';
import { type Editor, edits, hiddenTaste, worthMore } from './taste/editor.ts';
import { clipFilms, type Film, madeFilms } from './taste/films.ts';

/**
 * Taste from decisions, on simulated editors. What is circular: the first group's tastes are linear in
 * the very features that are learned, and so is what a trim's time is worth; the second group's are in
 * part in what no feature shows. Priors and the weights of the kinds of evidence were chosen on the
 * validation editors (`editing-taste taste-validation`); the test editors have other seeds and films.
 * A held-out pair is two of what could stand at a place of a film that the editor decided nothing on;
 * its answer is drawn with so much noise that the editor's own hidden taste foretells 0.90 of them.
 */

const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
const ORACLE = 0.9;
const STAGES = [0, 10, 20, 40, 60] as const;
const LAST = STAGES.at(-1)!;
/** Share of the variance of what is worth how much that no feature shows, for the second group of editors. */
const UNSEEN = 0.3;

const EDITORS = {
  validation: { first: 1, count: 24, films: 1000 },
  test: { first: 5001, count: 24, films: 6000 },
} as const;
type Group = keyof typeof EDITORS;

interface HeldOut {
  readonly film: Film;
  readonly material: Material;
  readonly shipped: CutProposal;
  readonly pairs: readonly { readonly a: Cut; readonly b: Cut; readonly difference: FeatureValues }[];
}

const asked = { onBehalfOf: 'bench', at: '2026-01-01T00:00:00Z' };

function proposed({ context, seconds }: Film, weights: Partial<Weights>): CutProposal {
  const film: CutContext = { ...context, weights };
  return proposeCut({ ...film, ...asked, id: context.mediaId, brief: { seconds, seed: 0, keepBack: 0.2 } });
}

/** Two of what could stand at each place of the first proposal, drawn without regard to their rank. */
function heldOut(film: Film, draws: number): HeldOut {
  const shipped = proposed(film, WEIGHTS);
  const material = materialOf({ ...film.context, weights: WEIGHTS }, shipped.change.brief);
  const next = random(77);
  const pairs = shipped.change.items.flatMap(({ id: item }) => {
    const cuts = alternatives(material.context, shipped.change, item).map(({ shot }) =>
      changed(shipped.change, { kind: 'swap', item, shot }, material),
    );
    cuts.unshift(shipped.change);
    return Array.from({ length: draws }, () => {
      const first = Math.floor(next() * cuts.length);
      const second = (first + 1 + Math.floor(next() * (cuts.length - 1))) % cuts.length;
      return { a: cuts[first]!, b: cuts[second]! };
    }).filter(({ a, b }) => a !== b);
  });
  return {
    film,
    material,
    shipped,
    pairs: pairs.map(({ a, b }) => ({ a, b, difference: differenceOf(material, a, b) })),
  };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The sharpness at which somebody who knows the worths foretells `ORACLE` of the answers. */
function sharpnessFor(worths: readonly number[]): number {
  let [low, high] = [1e-3, 1e3];
  for (let step = 0; step < 60; step++) {
    const middle = Math.sqrt(low * high);
    if (mean(worths.map((worth) => logistic(middle * Math.abs(worth)))) < ORACLE) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** An editor and the answers that they give to the held-out pairs. */
interface Tested {
  readonly editor: Editor;
  readonly held: readonly HeldOut[];
  readonly worths: readonly number[];
  /** Is the first of the pair preferred? */
  readonly answers: readonly boolean[];
}

function tested(seed: number, held: readonly HeldOut[], unseenShare: number): Tested {
  const plain = { seed, weights: hiddenTaste(seed), unseen: 0 };
  const worthsOf = (editor: typeof plain) =>
    held.flatMap(({ material, pairs }) => pairs.map(({ a, b }) => worthMore(editor, material, a, b)));
  const seen = worthsOf(plain);
  const variance = mean(seen.map((worth) => worth * worth));
  // A pair has two shots, so twice the variance of one.
  const unseen = Math.sqrt((variance * unseenShare) / (1 - unseenShare) / 2);
  const worths = unseen === 0 ? seen : worthsOf({ ...plain, unseen });
  const sharpness = sharpnessFor(worths);
  const next = random(seed * 31 + 7);
  const answers = worths.map((worth) => next() < logistic(sharpness * worth));
  return { editor: { ...plain, unseen, sharpness, hasty: seed % 2 === 0 }, held, worths, answers };
}

/** The first 60 decisions of an editor, on proposals that follow what was learned so far, as in use; their pairs. */
function decided(
  editor: Editor,
  films: readonly Film[],
): { readonly pairs: readonly TastePair[]; readonly order: readonly string[] } {
  const pairs: TastePair[] = [];
  const order: string[] = [];
  for (const film of films) {
    if (order.length >= LAST) break;
    const weights = order.length === 0 ? WEIGHTS : fitTaste(pairs).weights;
    const choice = edits(editor, { ...film.context, weights }, proposed(film, weights), LAST - order.length);
    order.push(...choice.decisions.map(({ id }) => id));
    pairs.push(...tastePairs(choice));
  }
  return { pairs, order };
}

interface Guess {
  readonly chance: number;
  readonly answer: boolean;
}

function accuracy(guesses: readonly Guess[]): number {
  return mean(guesses.map(({ chance, answer }) => (chance === 0.5 ? 0.5 : chance > 0.5 === answer ? 1 : 0)));
}

/** Expected calibration error: ten bins of how sure the side that was taken is, from 0.5 to 1. */
function calibration(guesses: readonly Guess[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, said: 0, right: 0 }));
  for (const { chance, answer } of guesses) {
    const sure = Math.max(chance, 1 - chance);
    const bin = bins[Math.min(9, Math.floor((sure - 0.5) * 20))]!;
    bin.count++;
    bin.said += sure;
    if (chance >= 0.5 === answer) bin.right++;
  }
  return bins.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / guesses.length;
}

function guessesOf({ held, answers }: Tested, taste: FittedTaste): Guess[] {
  return held
    .flatMap(({ pairs }) => pairs)
    .map(({ difference }, index) => ({ chance: tasteChance(taste, difference), answer: answers[index]! }));
}

/** What the proposals of some weights are worth to an editor beyond those of the shipped ones, over the held-out films. */
function gain({ editor, held }: Tested, weights: Weights): number {
  return held.reduce(
    (sum, { film, material, shipped }) =>
      sum + worthMore({ ...editor, unseen: 0 }, material, proposed(film, weights).change, shipped.change),
    0,
  );
}

interface Measured {
  /** Numbers of decisions. */
  readonly stages: readonly number[];
  /** At each stage. */
  readonly accuracy: readonly number[];
  readonly calibration: readonly number[];
  /** At each stage: share of the gain of the hidden weights' proposals over the shipped ones'. */
  readonly share: readonly number[];
  /** After the last stage, by editor. */
  readonly byEditor: readonly { readonly accuracy: number; readonly calibration: number; readonly shipped: number }[];
  readonly oracle: number;
  readonly shipped: number;
  /** Accuracy on the pairs of real clips alone; absent without them. */
  readonly clips?: number;
  /** Sentences of `tasteInWords`, and how many say what the hidden weight says. */
  readonly said: number;
  readonly true: number;
  readonly pairs: number;
}

function measure(people: readonly Tested[], films: readonly Film[], stages: readonly number[] = STAGES): Measured {
  const guesses = stages.map((): Guess[] => []);
  const gains = stages.map(() => 0);
  let best = 0;
  let [said, right] = [0, 0];
  const byEditor: { accuracy: number; calibration: number; shipped: number }[] = [];
  const clips: Guess[] = [];
  for (const person of people) {
    const { pairs, order } = decided(person.editor, films);
    for (const [at, stage] of stages.entries()) {
      const first = new Set(order.slice(0, stage));
      const taste = fitTaste(pairs.filter(({ decision }) => first.has(decision)));
      const own = guessesOf(person, taste);
      guesses[at]!.push(...own);
      if (stage > 0) gains[at]! += gain(person, taste.weights);
      if (stage < LAST) continue;
      byEditor.push({
        accuracy: accuracy(own),
        calibration: calibration(own),
        shipped: accuracy(shippedGuesses(person)),
      });
      let index = 0;
      for (const held of person.held) {
        if (held.film.clip) clips.push(...own.slice(index, index + held.pairs.length));
        index += held.pairs.length;
      }
    }
    const taste = learnTaste(pairs);
    for (const { term } of tasteInWords(taste)) {
      said++;
      if ((taste.weights[term] - WEIGHTS[term]) * (person.editor.weights[term] - WEIGHTS[term]) > 0) right++;
    }
    best += gain(person, person.editor.weights);
  }
  const oracle = people.flatMap(({ worths, answers }) =>
    worths.map((worth, index) => ({ chance: logistic(worth), answer: answers[index]! })),
  );
  return {
    stages,
    accuracy: guesses.map(accuracy),
    calibration: guesses.map(calibration),
    share: gains.map((one) => one / best),
    byEditor,
    oracle: accuracy(oracle),
    shipped: accuracy(people.flatMap(shippedGuesses)),
    ...(clips.length > 0 ? { clips: accuracy(clips) } : {}),
    said,
    true: right,
    pairs: mean(people.map(({ answers }) => answers.length)),
  };
}

/** The first control: whoever asks, the shipped weights. */
function shippedGuesses({ held, answers }: Tested): Guess[] {
  return held
    .flatMap(({ pairs }) => pairs)
    .map(({ difference }, index) => ({ chance: logistic(worthTo(WEIGHTS, difference)), answer: answers[index]! }));
}

/** The second: what most of 24 other editors prefer, by their own hidden tastes. */
function majorityGuesses({ held, answers }: Tested): Guess[] {
  const { first, count } = EDITORS.validation;
  const others = Array.from({ length: count }, (_, at) => hiddenTaste(first + at));
  return held
    .flatMap(({ pairs }) => pairs)
    .map(({ difference }, index) => {
      const votes = others.filter((weights) => worthTo(weights, difference) > 0).length;
      return { chance: votes / count, answer: answers[index]! };
    });
}

function worthTo(weights: Weights, difference: FeatureValues): number {
  return (Object.entries(difference) as [FeatureName, number][]).reduce(
    (sum, [name, value]) => sum + value * weights[name],
    0,
  );
}

/** 95% of the means of as many drawn again, with repeats (Efron's percentile bootstrap). */
function interval(values: readonly number[]): string {
  const next = random(4);
  const means = Array.from({ length: 2000 }, () =>
    mean(values.map(() => values[Math.floor(next() * values.length)]!)),
  ).toSorted((a, b) => a - b);
  return `${means[50]!.toFixed(3)} to ${means[1949]!.toFixed(3)}`;
}

/** The films that a group decides on, and the group with its held-out pairs, at a share that no feature shows. */
async function castOf(group: Group): Promise<{ films: readonly Film[]; people: (unseen: number) => Tested[] }> {
  const { first, count, films: seed } = EDITORS[group];
  const made = madeFilms(18, seed);
  const held = made.slice(12).map((film) => heldOut(film, 4));
  // Nobody decides on a real clip: there are three, and each editor is asked about one.
  const clips = (await clipFilms(data)).map((film) => heldOut(film, 4));
  const people = (unseen: number) =>
    Array.from({ length: count }, (_, at) => {
      const clip = clips[at % Math.max(1, clips.length)];
      return tested(first + at, [...held, ...(clip ? [clip] : [])], unseen);
    });
  return { films: made.slice(0, 12), people };
}

function rowsOf(id: string, measured: Measured, cast: string): Row[] {
  const figures = (values: readonly number[]) => values.map((value) => value.toFixed(3)).join(', ');
  const at = `after ${measured.stages.join(', ')} decisions:`;
  const better = interval(measured.byEditor.map((one) => one.accuracy - one.shipped));
  const worst = Math.min(...measured.byEditor.map((one) => one.accuracy)).toFixed(3);
  const clips = measured.clips === undefined ? '' : `; on real clips alone ${measured.clips.toFixed(3)}`;
  return [
    {
      id: `${id}.accuracy`,
      value: measured.accuracy.at(-1)!,
      unit: `of held-out pairs after ${LAST} decisions`,
      peer: 'shipped weights',
      peerValue: measured.shipped,
      data: `${cast}, ${Math.round(measured.pairs)} pairs each, oracle ${measured.oracle.toFixed(3)}; ${at} ${figures(measured.accuracy)}; better than shipped by ${better} (bootstrap over editors); worst editor ${worst}${clips}`,
    },
    {
      id: `${id}.calibration`,
      value: measured.calibration.at(-1)!,
      unit: 'expected calibration error, 10 bins',
      data: `the same pairs, pooled; ${at} ${figures(measured.calibration)}; each editor by themselves, mean ${mean(measured.byEditor.map((one) => one.calibration)).toFixed(3)}`,
    },
    {
      id: `${id}.gain`,
      value: measured.share.at(-1)!,
      unit: "of the oracle's gain",
      data: `worth of proposals to the editor on the held-out films, 0 the shipped weights' and 1 the hidden weights'; ${at} ${figures(measured.share)}`,
    },
    {
      id: `${id}.words`,
      value: measured.said === 0 ? 1 : measured.true / measured.said,
      unit: 'of sentences say what the hidden taste says',
      data: `${measured.said} sentences about ${measured.byEditor.length} editors`,
    },
  ];
}

export default (async function* (name) {
  if (name && name !== 'taste' && name !== 'taste-validation') return;
  const group: Group = name === 'taste-validation' ? 'validation' : 'test';
  const { films, people } = await castOf(group);
  const plain = people(0);
  const cast = `${plain.length} simulated editors (${group} seeds), tastes linear in our features`;
  yield* rowsOf('editing.taste', measure(plain, films), cast);
  yield {
    id: 'editing.taste.majority',
    value: accuracy(plain.flatMap(majorityGuesses)),
    unit: 'of the same pairs',
    data: 'control: what most of 24 other editors prefer',
  };
  const beyond = `${plain.length} simulated editors of whose taste ${UNSEEN * 100}% (of variance) is in what no feature shows`;
  yield* rowsOf('editing.taste.unseen', measure(people(UNSEEN), films, [0, LAST]), beyond);
} satisfies Bench);
