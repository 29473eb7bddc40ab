import { FloatMemory } from './float-memory.ts';
import { COMPLEX, FACTORS, FLOAT, FOUR, FOURS, MAGNITUDES, PAIRS, TAKE_WINDOWS } from './spectrum-kernels.ts';

/** Windows that are transformed at once. */
export const LANES = 4;

const FUNCTIONS = [TAKE_WINDOWS, PAIRS, FOURS, MAGNITUDES];

/** One step of the transform: the length of what is there already, and the factors of each number of it. */
interface Step {
  readonly span: number;
  readonly factors: Float32Array;
}

/**
 * Magnitudes of the spectra of four stretches of sound at once, by a fast Fourier transform (Cooley and Tukey 1965,
 * radix 4) of half the length, since sound has no imaginary part. Windows are Hann's. Numbers are of 32 bits: right to
 * about 1e-6 of the largest of a spectrum.
 */
export class Spectra {
  readonly #half: number;
  readonly #memory: FloatMemory;
  readonly #samples: Float32Array;
  readonly #window: Float32Array;
  readonly #reversed: Int32Array;
  readonly #data: Float32Array;
  readonly #steps: readonly Step[];
  readonly #halves: Float32Array;
  readonly #magnitudes: Float32Array;

  /** @param size samples in a stretch: a power of two from 16 to 4,096. */
  constructor(size: number) {
    const half = size / 2;
    this.#half = half;
    this.#memory = new FloatMemory(FUNCTIONS, 16 * size);
    const memory = this.#memory;
    this.#samples = memory.floats(LANES * size);
    this.#window = memory.floats(size);
    // Halved: each bin is the sum of two numbers of the transform, and means their mean.
    for (let n = 0; n < size; n++) this.#window[n] = 0.25 - 0.25 * Math.cos((2 * Math.PI * n) / size);
    this.#reversed = memory.integers(half / 2);
    const bits = Math.log2(half);
    for (let n = 0; n < half; n += 2) this.#reversed[n / 2] = reversed(n, bits) * COMPLEX;
    this.#data = memory.floats(2 * LANES * (half + 1));
    const steps: Step[] = [];
    for (let span = bits % 2 === 0 ? 1 : 2; span < half; span *= 4) {
      const factors = memory.floats((FACTORS / FLOAT) * span);
      for (let n = 0; n < span; n++) {
        for (let times = 1; times <= 3; times++) {
          const angle = (2 * Math.PI * times * n) / (4 * span);
          factors.set([Math.cos(angle), Math.sin(angle)], 6 * n + 2 * (times - 1));
        }
      }
      steps.push({ span, factors });
    }
    this.#steps = steps;
    this.#halves = memory.floats(half + 2);
    for (let bin = 0; bin <= half / 2; bin++) {
      const angle = (2 * Math.PI * bin) / size;
      this.#halves.set([Math.cos(angle), Math.sin(angle)], 2 * bin);
    }
    this.#magnitudes = memory.floats(LANES * (half + 1));
  }

  /**
   * Magnitudes of four stretches of `samples`, the first from `from` on, each `hop` samples (at most a stretch) behind
   * the one before: bin by bin from 0 to size / 2, four numbers each. They are valid until the next call.
   */
  magnitudes(samples: Float32Array, from: number, hop: number): Float32Array {
    const half = this.#half;
    const { takeWindows, pairs, fours, magnitudes } = this.#memory.functions;
    this.#samples.set(samples.subarray(from, from + 2 * half + (LANES - 1) * hop));
    const data = this.#data.byteOffset;
    const sound = this.#samples.byteOffset;
    const window = this.#window.byteOffset;
    takeWindows!(sound, hop * FLOAT, window, this.#reversed.byteOffset, data, (half / 2) * COMPLEX, half / 2);
    if (this.#steps[0]!.span === 2) pairs!(data, half / 2);
    for (const { span, factors } of this.#steps)
      fours!(data, span * COMPLEX, half / (4 * span), factors.byteOffset, span);
    const out = this.#magnitudes.byteOffset;
    magnitudes!(data, data + half * COMPLEX, this.#halves.byteOffset, out, out + half * FOUR, half / 2 + 1);
    return this.#magnitudes;
  }
}

function reversed(number: number, bits: number): number {
  let turned = 0;
  for (let bit = 0; bit < bits; bit++) turned |= ((number >> bit) & 1) << (bits - 1 - bit);
  return turned;
}
