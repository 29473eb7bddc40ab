import { random } from './random.ts';

/** One place of a film: what it is judged by, and what is true there. */
export interface Example {
  readonly values: readonly number[];
  readonly yes: boolean;
}

/** A network of one hidden layer of hyperbolic tangents, in the units of the features. */
export interface Network {
  /** One row a unit: a weight for each feature, then what is added. */
  readonly hidden: number[][];
  /** A weight for each unit, then what is added. */
  readonly output: number[];
}

const UNITS = 10;
const EPOCHS = 25;
const BATCH = 128;
const RATE = 0.01;
/** Pulls the weights, in units of standard deviations, a little to 0: none runs off where classes part cleanly. */
const DECAY = 3e-2;

/**
 * Learns by Adam with a falling rate, the same every time. Examples that say yes weigh `yesShare` of all together,
 * however few they are. Throws where there is no example of one of the two.
 */
export function fitNetwork(examples: readonly Example[], yesShare: number): Network {
  const yes = examples.filter((one) => one.yes).length;
  const no = examples.length - yes;
  if (yes === 0 || no === 0) throw new Error(`Nothing to learn from: ${yes} examples say yes and ${no} say no.`);
  const size = examples[0]!.values.length;
  const { mean, spread } = scaleOf(examples, size);
  const row = size + 1;
  const inputs = new Float64Array(examples.length * row);
  for (const [at, { values }] of examples.entries()) {
    for (let feature = 0; feature < size; feature++)
      inputs[at * row + feature] = (values[feature]! - mean[feature]!) / spread[feature]!;
    inputs[at * row + size] = 1;
  }
  const weightOf = { yes: (yesShare * examples.length) / yes, no: ((1 - yesShare) * examples.length) / no };

  const next = random(1);
  const hidden = Float64Array.from({ length: UNITS * row }, () => (next() - 0.5) * 2 * Math.sqrt(3 / row));
  const output = Float64Array.from({ length: UNITS + 1 }, (_, at) => (at < UNITS ? (next() - 0.5) * 0.6 : 0));
  const slopes = { hidden: new Float64Array(hidden.length), output: new Float64Array(output.length) };
  const adam = { hidden: new Adam(hidden), output: new Adam(output) };
  const order = Uint32Array.from({ length: examples.length }, (_, at) => at);
  const units = new Float64Array(UNITS);
  const steps = EPOCHS * Math.ceil(examples.length / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, next);
    for (let from = 0; from < order.length; from += BATCH) {
      const to = Math.min(order.length, from + BATCH);
      slopes.hidden.fill(0);
      slopes.output.fill(0);
      for (let at = from; at < to; at++) {
        const one = order[at]!;
        const input = one * row;
        let odds = output[UNITS]!;
        for (let unit = 0; unit < UNITS; unit++) {
          let sum = 0;
          for (let feature = 0; feature < row; feature++)
            sum += hidden[unit * row + feature]! * inputs[input + feature]!;
          units[unit] = Math.tanh(sum);
          odds += output[unit]! * units[unit]!;
        }
        const said = 1 / (1 + Math.exp(-odds));
        const isYes = examples[one]!.yes;
        const miss = ((said - (isYes ? 1 : 0)) * (isYes ? weightOf.yes : weightOf.no)) / (to - from);
        slopes.output[UNITS]! += miss;
        for (let unit = 0; unit < UNITS; unit++) {
          slopes.output[unit]! += miss * units[unit]!;
          const back = miss * output[unit]! * (1 - units[unit]! ** 2);
          for (let feature = 0; feature < row; feature++)
            slopes.hidden[unit * row + feature]! += back * inputs[input + feature]!;
        }
      }
      const rate = RATE * 0.5 * (1 + Math.cos((Math.PI * step++) / steps));
      adam.hidden.step(slopes.hidden, rate);
      adam.output.step(slopes.output, rate);
    }
  }
  return inFeatures(hidden, output, mean, spread);
}

function scaleOf(examples: readonly Example[], size: number): { mean: number[]; spread: number[] } {
  const mean = Array.from({ length: size }, (_, at) => {
    let sum = 0;
    for (const { values } of examples) sum += values[at]!;
    return sum / examples.length;
  });
  const spread = mean.map((middle, at) => {
    let sum = 0;
    for (const { values } of examples) sum += (values[at]! - middle) ** 2;
    return Math.sqrt(sum / examples.length + 1e-12);
  });
  return { mean, spread };
}

/** The same network for features as they are measured, not in standard deviations from their mean. */
function inFeatures(
  hidden: Float64Array,
  output: Float64Array,
  mean: readonly number[],
  spread: readonly number[],
): Network {
  const row = mean.length + 1;
  const rows = Array.from({ length: UNITS }, (_, unit) => {
    const weights = mean.map((_, at) => hidden[unit * row + at]! / spread[at]!);
    let added = hidden[unit * row + mean.length]!;
    for (const [at, weight] of weights.entries()) added -= weight * mean[at]!;
    return [...weights, added];
  });
  return { hidden: rows, output: [...output] };
}

function shuffle(order: Uint32Array, next: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    const one = order[at]!;
    order[at] = order[other]!;
    order[other] = one;
  }
}

/** Adam with decoupled decay (Kingma and Ba 2015; Loshchilov and Hutter 2019). */
class Adam {
  readonly #values: Float64Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #steps = 0;

  constructor(values: Float64Array) {
    this.#values = values;
    this.#first = new Float64Array(values.length);
    this.#second = new Float64Array(values.length);
  }

  step(slopes: Float64Array, rate: number): void {
    this.#steps++;
    const first = 1 - 0.9 ** this.#steps;
    const second = 1 - 0.999 ** this.#steps;
    for (let at = 0; at < slopes.length; at++) {
      const slope = slopes[at]!;
      this.#first[at] = 0.9 * this.#first[at]! + 0.1 * slope;
      this.#second[at] = 0.999 * this.#second[at]! + 0.001 * slope * slope;
      const move = this.#first[at]! / first / (Math.sqrt(this.#second[at]! / second) + 1e-8);
      this.#values[at]! -= rate * (move + DECAY * this.#values[at]!);
    }
  }
}
