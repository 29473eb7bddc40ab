import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '@second-unit/evidence';
import { readSafetensors } from '@second-unit/learning';
import { Spectrum } from './spectrum.ts';

/** SHA-256 of the shipped file, as its card says. */
const HASH = 'b16aa5974a8a7d2c01e6295f8f6bb84a82b8919d406c687322eb518b503f42e0';
const FILE = new URL('../../models/speech.safetensors', import.meta.url);

/** New samples of one answer: 32 ms at 16 kHz. */
export const STEP = 512;
/** Samples before them that the network sees again. */
const CONTEXT = 64;
const WINDOW = 256;
const HOP = 128;
/** Spectra of one answer. */
const TIMES = 4;
const BINS = 129;
const WIDTH = 128;

/** A convolution of kernel 3 over time, its weights laid out tap after tap so that rows are read in one run. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
  /** [tap][output][input] */
  readonly taps: readonly Float32Array[];
  readonly bias: Float64Array;
}

interface Weights {
  readonly layers: readonly Layer[];
  /** [gate × unit][input, then state], gates in the order in, forget, cell, out. */
  readonly gates: Float32Array;
  readonly gatesBias: Float64Array;
  readonly last: Float64Array;
  readonly lastBias: number;
}

let shipped: Weights | undefined;

/** The shipped weights, read once. Throws `internal` where the file is missing or changed. */
function weights(): Weights {
  if (shipped !== undefined) return shipped;
  const refuse = (why: string, cause?: unknown): Fault =>
    new Fault('internal', `The model file speech.safetensors is ${why}. Install Second Unit again.`, {
      place: FILE.pathname,
      cause,
    });
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(FILE);
  } catch (cause) {
    throw refuse('missing', cause);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== HASH) throw refuse('not the one that was shipped');
  const { tensors } = readSafetensors(bytes);
  const values = (name: string): Float64Array => Float64Array.from(tensors[name]!.values);
  const layer = (at: number, inputs: number, outputs: number, stride: number): Layer => {
    const all = values(`encoder.${at}.reparam_conv.weight`);
    const taps = [0, 1, 2].map((tap) =>
      Float32Array.from({ length: inputs * outputs }, (_, place) => all[place * 3 + tap]!),
    );
    return { inputs, outputs, stride, taps, bias: values(`encoder.${at}.reparam_conv.bias`) };
  };
  const fromInput = values('decoder.rnn.weight_ih');
  const fromState = values('decoder.rnn.weight_hh');
  const gates = new Float32Array(4 * WIDTH * 2 * WIDTH);
  for (let row = 0; row < 4 * WIDTH; row++) {
    gates.set(fromInput.subarray(row * WIDTH, (row + 1) * WIDTH), row * 2 * WIDTH);
    gates.set(fromState.subarray(row * WIDTH, (row + 1) * WIDTH), (row * 2 + 1) * WIDTH);
  }
  const stateBias = values('decoder.rnn.bias_hh');
  shipped = {
    layers: [layer(0, BINS, 128, 1), layer(1, 128, 64, 2), layer(2, 64, 64, 2), layer(3, 64, WIDTH, 1)],
    gates,
    gatesBias: values('decoder.rnn.bias_ih').map((bias, at) => bias + stateBias[at]!),
    last: values('decoder.decoder.2.weight'),
    lastBias: values('decoder.decoder.2.bias')[0]!,
  };
  return shipped;
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Adds `rows` × `x` to `into`. Four rows at a time: each value of `x` is then read once for four products. */
function addProduct(
  rows: Float32Array,
  x: Float64Array,
  from: number,
  width: number,
  into: Float64Array,
  to: number,
  height: number,
): void {
  for (let row = 0; row < height; row += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    const first = row * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    for (let at = 0; at < width; at++) {
      const value = x[from + at]!;
      a += rows[first + at]! * value;
      b += rows[second + at]! * value;
      c += rows[third + at]! * value;
      d += rows[fourth + at]! * value;
    }
    into[to + row] = into[to + row]! + a;
    into[to + row + 1] = into[to + row + 1]! + b;
    into[to + row + 2] = into[to + row + 2]! + c;
    into[to + row + 3] = into[to + row + 3]! + d;
  }
}

/**
 * Silero VAD 6 at 16 kHz, run here: four convolutions over a spectrum and one LSTM, 243,000 weights. An ONNX runtime
 * would bring 139 MB into the installation for them. Answers are those of the original but for rounding.
 */
export class SpeechNetwork {
  readonly #weights = weights();
  readonly #spectrum = new Spectrum(WINDOW);
  readonly #samples = new Float32Array(CONTEXT + STEP + CONTEXT);
  readonly #magnitudes = new Float64Array(BINS);
  readonly #maps: readonly Float64Array[];
  /** The last layer's answer, then the LSTM's state. */
  readonly #both = new Float64Array(2 * WIDTH);
  readonly #cell = new Float64Array(WIDTH);
  readonly #gates = new Float64Array(4 * WIDTH);

  constructor() {
    let times = TIMES;
    this.#maps = [
      new Float64Array(TIMES * BINS),
      ...this.#weights.layers.map(({ outputs, stride }) => {
        times = Math.ceil(times / stride);
        return new Float64Array(times * outputs);
      }),
    ];
  }

  /** Probability, 0 to 1, that there is speech in the next `STEP` samples (16 kHz, −1 to 1). */
  next(samples: Float32Array, from = 0): number {
    const sound = this.#samples;
    sound.copyWithin(0, STEP, STEP + CONTEXT);
    sound.set(samples.subarray(from, from + STEP), CONTEXT);
    // Mirrored at the end, as the network was trained.
    const end = CONTEXT + STEP;
    for (let at = 0; at < CONTEXT; at++) sound[end + at] = sound[end - 2 - at]!;
    const [spectra = this.#magnitudes] = this.#maps;
    for (let time = 0; time < TIMES; time++) {
      this.#spectrum.magnitudes(sound, time * HOP, this.#magnitudes);
      spectra.set(this.#magnitudes, time * BINS);
    }
    for (const [at, layer] of this.#weights.layers.entries()) convolve(layer, this.#maps[at]!, this.#maps[at + 1]!);
    this.#both.set(this.#maps.at(-1)!);
    return this.#remember();
  }

  /** One step of the LSTM, and what its new state says. */
  #remember(): number {
    const { gates: rows, gatesBias, last, lastBias } = this.#weights;
    const gates = this.#gates;
    const cell = this.#cell;
    gates.set(gatesBias);
    addProduct(rows, this.#both, 0, 2 * WIDTH, gates, 0, 4 * WIDTH);
    let sum = lastBias;
    for (let unit = 0; unit < WIDTH; unit++) {
      const kept = sigmoid(gates[WIDTH + unit]!) * cell[unit]!;
      const value = kept + sigmoid(gates[unit]!) * Math.tanh(gates[2 * WIDTH + unit]!);
      const state = sigmoid(gates[3 * WIDTH + unit]!) * Math.tanh(value);
      cell[unit] = value;
      this.#both[WIDTH + unit] = state;
      if (state > 0) sum += last[unit]! * state;
    }
    return sigmoid(sum);
  }
}

/**
 * Adds `rows` × `x` to `into` for two times at once, `step` apart in `x` and `height` apart in `into`: each weight is
 * then read once for both.
 */
function addProducts(
  rows: Float32Array,
  x: Float64Array,
  from: number,
  step: number,
  width: number,
  into: Float64Array,
  to: number,
  height: number,
): void {
  for (let row = 0; row < height; row += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    const first = row * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    const later = from + step;
    for (let at = 0; at < width; at++) {
      const early = x[from + at]!;
      const late = x[later + at]!;
      const w = rows[first + at]!;
      a += w * early;
      e += w * late;
      const v = rows[second + at]!;
      b += v * early;
      f += v * late;
      const u = rows[third + at]!;
      c += u * early;
      g += u * late;
      const t = rows[fourth + at]!;
      d += t * early;
      h += t * late;
    }
    const one = to + row;
    into[one] = into[one]! + a;
    into[one + 1] = into[one + 1]! + b;
    into[one + 2] = into[one + 2]! + c;
    into[one + 3] = into[one + 3]! + d;
    const other = one + height;
    into[other] = into[other]! + e;
    into[other + 1] = into[other + 1]! + f;
    into[other + 2] = into[other + 2]! + g;
    into[other + 3] = into[other + 3]! + h;
  }
}

/** `x` and `y` are [time][channel]; outside of `x` there is nothing. Negative answers become 0. */
function convolve({ inputs, outputs, stride, taps, bias }: Layer, x: Float64Array, y: Float64Array): void {
  const times = x.length / inputs;
  const all = y.length / outputs;
  for (let to = 0; to < all; to++) y.set(bias, to * outputs);
  for (let tap = 0; tap < 3; tap++) {
    const rows = taps[tap]!;
    for (let to = 0; to < all; to++) {
      const time = to * stride + tap - 1;
      if (time < 0 || time >= times) continue;
      if (to + 1 < all && time + stride < times) {
        addProducts(rows, x, time * inputs, stride * inputs, inputs, y, to * outputs, outputs);
        to++;
      } else addProduct(rows, x, time * inputs, inputs, y, to * outputs, outputs);
    }
  }
  const { length } = y;
  for (let at = 0; at < length; at++) if (y[at]! < 0) y[at] = 0;
}
