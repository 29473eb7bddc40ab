import { shippedModel } from '../shipped-model.ts';
import { FloatMemory } from './float-memory.ts';
import { LSTM } from './lstm.ts';
import { matrixIn, PRODUCT, productIn } from './products.ts';
import { LANES, Spectra } from './spectrum.ts';

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
const TIMES = LANES;
const BINS = 129;
const KERNEL = 3;
const WIDTH = 128;
/** Numbers that the network needs: 243,000 weights, and what passes between its layers. */
const NUMBERS = 256_000;
const FUNCTIONS = [PRODUCT, LSTM];
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

type Values = (name: string) => Float32Array;

let shipped: Values | undefined;

/** The shipped weights, read once. Throws `internal` where the file is missing or changed. */
function weights(): Values {
  if (shipped !== undefined) return shipped;
  const { tensors } = shippedModel(FILE, HASH);
  const read = new Map(Object.entries(tensors).map(([name, { values }]) => [name, Float32Array.from(values)]));
  shipped = (name) => read.get(name)!;
  return shipped;
}

/**
 * Silero VAD 6 at 16 kHz, run here: four convolutions over a spectrum and one LSTM, 243,000 weights. An ONNX runtime
 * would bring 139 MB into the installation for them. Answers are those of the original but for rounding.
 */
export class SpeechNetwork {
  readonly #memory = new FloatMemory(FUNCTIONS, NUMBERS);
  readonly #spectra = new Spectra(WINDOW);
  readonly #samples = new Float32Array(CONTEXT + STEP + CONTEXT);
  /** [time][bin]. */
  readonly #input: Float32Array;
  /** What is done for one answer, in order. */
  readonly #layers: readonly (() => void)[];
  readonly #said: Float32Array;
  readonly #last: Float32Array;
  readonly #lastBias: number;

  constructor() {
    const values = weights();
    const memory = this.#memory;
    this.#input = memory.floats(TIMES * BINS);
    // What the last convolution makes and what the LSTM said before, which it sees as one.
    const seen = memory.floats(2 * WIDTH);
    this.#said = seen.subarray(WIDTH);
    const halved = memory.floats(2 * 64);
    const quartered = memory.floats(64);
    const first = memory.floats(TIMES * 128);
    this.#layers = [
      ...convolution(memory, values, 0, 1, this.#input, first),
      ...convolution(memory, values, 1, 2, first, halved),
      ...convolution(memory, values, 2, 2, halved, quartered),
      ...convolution(memory, values, 3, 1, quartered, seen.subarray(0, WIDTH)),
      ...recurrence(memory, values, seen, this.#said),
    ];
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
    const magnitudes = this.#spectra.magnitudes(sound, 0, HOP);
    for (let bin = 0; bin < BINS; bin++) {
      for (let time = 0; time < TIMES; time++) this.#input[time * BINS + bin] = magnitudes[bin * LANES + time]!;
    }
    for (const layer of this.#layers) layer();
    let sum = this.#lastBias;
    for (let unit = 0; unit < WIDTH; unit++) {
      const said = this.#said[unit]!;
      if (said > 0) sum += this.#last[unit]! * said;
    }
    return 1 / (1 + Math.exp(-sum));
  }
}

/**
 * The encoder's convolution `at`, of kernel 3 over time, every `stride` times, from `x` to `y`, both [time][channel];
 * outside of `x` there is nothing. Negative answers become 0.
 */
function convolution(
  memory: FloatMemory,
  values: Values,
  at: number,
  stride: number,
  x: Float32Array,
  y: Float32Array,
): (() => void)[] {
  const weight = values(`encoder.${at}.reparam_conv.weight`);
  const offsets = values(`encoder.${at}.reparam_conv.bias`);
  const outputs = offsets.length;
  const inputs = weight.length / outputs / KERNEL;
  const bias = memory.floats(outputs);
  bias.set(offsets);
  // Times lie one behind the other, so those that a kernel sees are one vector.
  const matrix = matrixIn(memory, outputs, KERNEL * inputs, (row, column) => {
    const tap = Math.floor(column / inputs);
    return weight[(row * inputs + (column % inputs)) * KERNEL + tap]!;
  });
  return Array.from({ length: y.length / outputs }, (_, time) => {
    const begin = (time * stride - 1) * inputs;
    const from = Math.max(0, begin);
    return productIn(memory, {
      matrix,
      first: from - begin,
      x: x.subarray(from, begin + KERNEL * inputs),
      bias,
      y: y.subarray(time * outputs, (time + 1) * outputs),
      least: 0,
    });
  });
}

/** One step of the LSTM: of what it sees, whose second half is what it said before, to what it says. */
function recurrence(memory: FloatMemory, values: Values, seen: Float32Array, said: Float32Array): (() => void)[] {
  // Rows are gate × unit, gates in the order in, forget, cell, out.
  const [fromInput, fromSaid] = [values('decoder.rnn.weight_ih'), values('decoder.rnn.weight_hh')];
  const matrix = matrixIn(memory, 4 * WIDTH, 2 * WIDTH, (row, column) =>
    column < WIDTH ? fromInput[row * WIDTH + column]! : fromSaid[row * WIDTH + column - WIDTH]!,
  );
  const saidBias = values('decoder.rnn.bias_hh');
  const bias = memory.floats(4 * WIDTH);
  bias.set(values('decoder.rnn.bias_ih').map((one, at) => one + saidBias[at]!));
  const gates = memory.floats(4 * WIDTH);
  const cells = memory.floats(WIDTH);
  const { lstm } = memory.functions;
  return [
    productIn(memory, { matrix, x: seen, bias, y: gates }),
    () => lstm!(gates.byteOffset, WIDTH * FLOAT, cells.byteOffset, said.byteOffset, WIDTH / 4),
  ];
}
