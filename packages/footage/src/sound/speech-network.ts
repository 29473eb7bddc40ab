import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '@second-unit/evidence';
import { readSafetensors } from '@second-unit/learning';
import { type Matrix, Products } from './products.ts';
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
/** Numbers that the network needs: 243,000 weights, and what passes between its layers. */
const NUMBERS = 256_000;

/** A convolution of kernel 3 over time. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
  readonly taps: readonly Matrix[];
  readonly bias: Float32Array;
}

type Values = (name: string) => Float32Array;

let shipped: Values | undefined;

/** The shipped weights, read once. Throws `internal` where the file is missing or changed. */
function weights(): Values {
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
  const read = new Map(Object.entries(tensors).map(([name, { values }]) => [name, Float32Array.from(values)]));
  shipped = (name) => read.get(name)!;
  return shipped;
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/**
 * Silero VAD 6 at 16 kHz, run here: four convolutions over a spectrum and one LSTM, 243,000 weights. An ONNX runtime
 * would bring 139 MB into the installation for them. Answers are those of the original but for rounding.
 */
export class SpeechNetwork {
  readonly #products = new Products(NUMBERS);
  readonly #spectrum = new Spectrum(WINDOW);
  readonly #samples = new Float32Array(CONTEXT + STEP + CONTEXT);
  readonly #magnitudes = new Float64Array(BINS);
  readonly #layers: readonly Layer[];
  readonly #maps: readonly Float32Array[];
  /** Rows are gate × unit, gates in the order in, forget, cell, out. */
  readonly #fromInput: Matrix;
  readonly #fromState: Matrix;
  readonly #gatesBias: Float32Array;
  readonly #gates: Float32Array;
  readonly #state: Float32Array;
  readonly #cell = new Float64Array(WIDTH);
  readonly #last: Float32Array;
  readonly #lastBias: number;

  constructor() {
    const values = weights();
    const products = this.#products;
    const layer = (at: number, inputs: number, outputs: number, stride: number): Layer => {
      const all = values(`encoder.${at}.reparam_conv.weight`);
      const tap = (place: number): Matrix =>
        products.matrix(outputs, inputs, (row, column) => all[(row * inputs + column) * 3 + place]!);
      const taps = [tap(0), tap(1), tap(2)];
      return { inputs, outputs, stride, taps, bias: values(`encoder.${at}.reparam_conv.bias`) };
    };
    this.#layers = [layer(0, BINS, 128, 1), layer(1, 128, 64, 2), layer(2, 64, 64, 2), layer(3, 64, WIDTH, 1)];
    let times = TIMES;
    this.#maps = [
      products.vector(TIMES * BINS),
      ...this.#layers.map(({ outputs, stride }) => {
        times = Math.ceil(times / stride);
        return products.vector(times * outputs);
      }),
    ];
    const gatesFrom = (name: string): Matrix => {
      const all = values(name);
      return products.matrix(4 * WIDTH, WIDTH, (row, column) => all[row * WIDTH + column]!);
    };
    this.#fromInput = gatesFrom('decoder.rnn.weight_ih');
    this.#fromState = gatesFrom('decoder.rnn.weight_hh');
    const stateBias = values('decoder.rnn.bias_hh');
    this.#gatesBias = values('decoder.rnn.bias_ih').map((bias, at) => bias + stateBias[at]!);
    this.#gates = products.vector(4 * WIDTH);
    this.#state = products.vector(WIDTH);
    this.#last = values('decoder.decoder.2.weight');
    this.#lastBias = values('decoder.decoder.2.bias')[0]!;
  }

  /** Probability, 0 to 1, that there is speech in the next `STEP` samples (16 kHz, −1 to 1). */
  next(samples: Float32Array, from = 0): number {
    const sound = this.#samples;
    sound.copyWithin(0, STEP, STEP + CONTEXT);
    sound.set(samples.subarray(from, from + STEP), CONTEXT);
    // Mirrored at the end, as the network was trained.
    const end = CONTEXT + STEP;
    for (let at = 0; at < CONTEXT; at++) sound[end + at] = sound[end - 2 - at]!;
    const spectra = this.#maps[0]!;
    for (let time = 0; time < TIMES; time++) {
      this.#spectrum.magnitudes(sound, time * HOP, this.#magnitudes);
      spectra.set(this.#magnitudes, time * BINS);
    }
    for (const [at, layer] of this.#layers.entries()) this.#convolve(layer, this.#maps[at]!, this.#maps[at + 1]!);
    return this.#remember(this.#maps.at(-1)!);
  }

  /** `x` and `y` are [time][channel]; outside of `x` there is nothing. Negative answers become 0. */
  #convolve({ inputs, outputs, stride, taps, bias }: Layer, x: Float32Array, y: Float32Array): void {
    const times = x.length / inputs;
    const all = y.length / outputs;
    for (let to = 0; to < all; to++) {
      y.set(bias, to * outputs);
      for (let tap = 0; tap < 3; tap++) {
        const time = to * stride + tap - 1;
        if (time >= 0 && time < times) this.#products.addProduct(taps[tap]!, x, time * inputs, y, to * outputs);
      }
    }
    const { length } = y;
    for (let at = 0; at < length; at++) if (y[at]! < 0) y[at] = 0;
  }

  /** One step of the LSTM, and what its new state says. */
  #remember(input: Float32Array): number {
    const gates = this.#gates;
    const cell = this.#cell;
    const state = this.#state;
    gates.set(this.#gatesBias);
    this.#products.addProduct(this.#fromInput, input, 0, gates, 0);
    this.#products.addProduct(this.#fromState, state, 0, gates, 0);
    let sum = this.#lastBias;
    for (let unit = 0; unit < WIDTH; unit++) {
      const kept = sigmoid(gates[WIDTH + unit]!) * cell[unit]!;
      const value = kept + sigmoid(gates[unit]!) * Math.tanh(gates[2 * WIDTH + unit]!);
      const said = sigmoid(gates[3 * WIDTH + unit]!) * Math.tanh(value);
      cell[unit] = value;
      state[unit] = said;
      if (said > 0) sum += this.#last[unit]! * said;
    }
    return sigmoid(sum);
  }
}
