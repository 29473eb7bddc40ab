/**
 * Magnitudes of the spectrum of a stretch of sound, by a fast Fourier transform (Cooley and Tukey 1965, radix 2) of
 * half the length, since sound has no imaginary part. Windows are Hann's.
 */
export class Spectrum {
  readonly size: number;
  readonly #half: number;
  readonly #window: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #reversed: Uint16Array;

  /** @param size samples in a stretch: a power of two from 8 to 65,536. */
  constructor(size: number) {
    this.size = size;
    const half = size / 2;
    this.#half = half;
    this.#window = Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
    this.#re = new Float64Array(half);
    this.#im = new Float64Array(half);
    this.#cos = Float64Array.from({ length: half }, (_, n) => Math.cos((2 * Math.PI * n) / size));
    this.#sin = Float64Array.from({ length: half }, (_, n) => Math.sin((2 * Math.PI * n) / size));
    this.#reversed = new Uint16Array(half);
    const bits = Math.log2(half);
    for (let n = 0; n < half; n++) {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((n >> bit) & 1) << (bits - 1 - bit);
      this.#reversed[n] = reversed;
    }
  }

  /** Magnitudes of the bins 0 to size / 2 of `samples[from]` and what follows, into `into`. */
  magnitudes(samples: Float32Array, from: number, into: Float32Array | Float64Array): void {
    const half = this.#half;
    const re = this.#re;
    const im = this.#im;
    const window = this.#window;
    const reversed = this.#reversed;
    for (let n = 0; n < half; n++) {
      const to = reversed[n]!;
      re[to] = samples[from + 2 * n]! * window[2 * n]!;
      im[to] = samples[from + 2 * n + 1]! * window[2 * n + 1]!;
    }
    this.#transform();
    const cos = this.#cos;
    const sin = this.#sin;
    into[0] = Math.abs(re[0]! + im[0]!);
    into[half] = Math.abs(re[0]! - im[0]!);
    for (let k = 1; k < half; k++) {
      // Even and odd samples were transformed together; their spectra are told apart by symmetry.
      const j = half - k;
      const evenRe = (re[k]! + re[j]!) / 2;
      const evenIm = (im[k]! - im[j]!) / 2;
      const oddRe = (im[k]! + im[j]!) / 2;
      const oddIm = (re[j]! - re[k]!) / 2;
      const real = evenRe + cos[k]! * oddRe + sin[k]! * oddIm;
      const imaginary = evenIm + cos[k]! * oddIm - sin[k]! * oddRe;
      into[k] = Math.sqrt(real * real + imaginary * imaginary);
    }
  }

  #transform(): void {
    const half = this.#half;
    const re = this.#re;
    const im = this.#im;
    const cos = this.#cos;
    const sin = this.#sin;
    for (let span = 1; span < half; span *= 2) {
      const stride = half / span;
      for (let k = 0; k < span; k++) {
        const c = cos[k * stride]!;
        const s = sin[k * stride]!;
        for (let low = k; low < half; low += 2 * span) {
          const high = low + span;
          const hr = re[high]!;
          const hi = im[high]!;
          const tr = hr * c + hi * s;
          const ti = hi * c - hr * s;
          const lr = re[low]!;
          const li = im[low]!;
          re[high] = lr - tr;
          im[high] = li - ti;
          re[low] = lr + tr;
          im[low] = li + ti;
        }
      }
    }
  }
}
