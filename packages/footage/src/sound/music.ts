import shipped from '../../models/music.json' with { type: 'json' };
import type { Heard } from '../shot-log.ts';
import { MUSIC_FEATURES, MusicFeatures } from './music-features.ts';
import { Series } from './series.ts';
import { stretches } from './silence.ts';

/** A logistic regression over the features of a second, made by `npm run train -- music`; see its card. */
export interface MusicModel {
  readonly features: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Seconds; shorter music is a sound effect as far as anybody can tell. */
const SHORTEST = 3;
/** Seconds without it that music may hold. */
const BRIDGED = 2;
/** Seconds whose answers are averaged. */
const AROUND = 2;
const LEAST = 0.5;

/** Where there is music, to the second, with how sure that is: a small model, and no more than that. */
export class Music {
  readonly #model: MusicModel;
  readonly #features = new MusicFeatures();
  readonly #chances = new Series();
  readonly #speechAt: (second: number) => number;
  #seconds = 0;

  /** @param speechAt probability of speech at a second that has passed. */
  constructor(speechAt: (second: number) => number, model: MusicModel = shipped) {
    if (model.features.join() !== MUSIC_FEATURES.join())
      throw new Error('models/music.json weighs other features than are measured: train it again.');
    this.#model = model;
    this.#speechAt = speechAt;
  }

  /** The next four spectra and their flux, 100 a second; `count` of them are of the film. */
  spectra(four: Float32Array, flux: Float32Array, count: number): void {
    if (!this.#features.spectra(four, flux, count)) return;
    this.#seconds++;
    // The middle of the five kept is judged; at the beginning all that come before it are.
    if (this.#features.kept === 5) for (let at = this.#chances.length === 0 ? 0 : 2; at <= 2; at++) this.#judge(at);
  }

  #judge(at: number): void {
    const second = this.#seconds - this.#features.kept + at;
    let speech = 0;
    for (let part = 0; part < 10; part++) speech += this.#speechAt(second + part / 10) / 10;
    this.#chances.push(chance(this.#model, this.#features.row(at, speech)));
  }

  /** The film is over: probability of music by second, and the stretches of it. */
  end(): { readonly chances: Float32Array; readonly music: Heard[] } {
    for (let at = Math.min(3, this.#chances.length); at < this.#features.kept; at++) this.#judge(at);
    return { chances: this.#chances.values, music: musicIn(this.#chances.values) };
  }
}

function chance({ weights, bias }: MusicModel, row: readonly number[]): number {
  let odds = bias;
  for (const [at, weight] of weights.entries()) odds += weight * row[at]!;
  return 1 / (1 + Math.exp(-odds));
}

/** Stretches of music from its probability by second. */
function musicIn(chances: Float32Array): Heard[] {
  const smooth = chances.map((_, at) => mean(chances, Math.max(0, at - AROUND), at + AROUND + 1));
  return stretches(smooth.length, (at) => smooth[at]! >= LEAST, BRIDGED)
    .filter(([from, to]) => to - from >= Math.min(SHORTEST, chances.length))
    .map(([start, end]) => ({ start, end, confidence: mean(smooth, start, end) }));
}

/** Of the values from `from` up to `to`, or to the last. */
function mean(values: Float32Array, from: number, to: number): number {
  const end = Math.min(values.length, to);
  let sum = 0;
  for (let at = from; at < end; at++) sum += values[at]!;
  return sum / (end - from);
}
