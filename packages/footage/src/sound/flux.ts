import { f32x4, i32, lanes, repeat, v128, WasmFunction } from '@second-unit/media/wasm';
import { FloatMemory } from './float-memory.ts';
import { logarithm, splat } from './lane-maths.ts';
import { LANES } from './spectrum.ts';

const SAMPLE_RATE = 16_000;
const BANDS_PER_OCTAVE = 24;
const LOWEST = 30;
const HIGHEST = 7600;
/** Frames back that a spectrum is compared with: what a window of 64 ms and steps of 10 ms ask for. */
const LAG = 2;
const FLOAT = 4;
const FOUR = LANES * FLOAT;

/**
 * Logarithms of 1 plus what a band has, of four spectra at once. `bands` are two numbers each: where in the spectra a
 * band begins, bytes, and how many bins it has; `weights` are those of all bands' bins in order.
 */
const LEVELS = levels();

function levels(): WasmFunction {
  const f = new WasmFunction('levels');
  const [magnitudes, bands, weights, out, left] = Array.from({ length: 5 }, () => f.param());
  const bin = f.local();
  const bins = f.local();
  const sum = f.local('v128');
  const one = f.local('v128');
  const { ready, of } = logarithm(f);
  return f.write(
    ready,
    one.set(splat(1)),
    repeat(
      [
        bin.set(i32.add(magnitudes!.get, i32.load(bands!.get))),
        bins.set(i32.load(bands!.get, FLOAT)),
        sum.set(one.get),
        repeat(
          [
            sum.set(f32x4.add(sum.get, f32x4.mul(v128.load(bin.get), v128.load32Splat(weights!.get)))),
            bin.step(FOUR),
            weights!.step(FLOAT),
          ],
          bins.countDown,
        ),
        v128.store(out!.get, of(sum.get)),
        bands!.step(2 * FLOAT),
        out!.step(FOUR),
      ],
      left!.countDown,
    ),
  );
}

/**
 * How much four spectra rise in all over those of two frames before, of which each band's highest neighbour counts. The
 * last four and these lie behind each other by band, with a band of zeros at both ends; addresses are those of the first
 * band of zeros.
 */
const RISES = rises();

function rises(): WasmFunction {
  const f = new WasmFunction('rises');
  const [before, now, out, left] = Array.from({ length: 4 }, () => f.param());
  const [below, here, above, sum, zero] = Array.from({ length: 5 }, () => f.local('v128'));
  const then = (band: number) =>
    lanes(v128.load(before!.get, band * FOUR), v128.load(now!.get, band * FOUR), [LAG, LAG + 1, LAG + 2, LAG + 3]);
  const highest = f32x4.pseudoMax(f32x4.pseudoMax(below!.get, here!.get), above!.get);
  return f.write(
    here!.set(then(1)),
    repeat(
      [
        above!.set(then(2)),
        sum!.set(f32x4.add(sum!.get, f32x4.pseudoMax(zero!.get, f32x4.sub(v128.load(now!.get, FOUR), highest)))),
        below!.set(here!.get),
        here!.set(above!.get),
        before!.step(FOUR),
        now!.step(FOUR),
      ],
      left!.countDown,
    ),
    v128.store(out!.get, sum!.get),
  );
}

const FUNCTIONS = [LEVELS, RISES];

/**
 * Spectral flux (Bello et al. 2005) in the form SuperFlux (Böck and Widmer 2013), whose maximum over neighbouring bands
 * keeps vibrato from looking like onsets: sums of differences of log10(1 + magnitude) over bands.
 */
export class Flux {
  readonly #memory: FloatMemory;
  readonly #magnitudes: Float32Array;
  readonly #bands: Int32Array;
  readonly #weights: Float32Array;
  readonly #flux: Float32Array;
  /** Levels of the four spectra before and of these, in turn. */
  #before: Float32Array;
  #now: Float32Array;
  #isFirst = true;

  /** @param size samples in the windows of the spectra that come. */
  constructor(size: number) {
    const bands = filters(size);
    const weights = bands.flatMap((band) => band.weights);
    const magnitudes = LANES * (size / 2 + 1);
    const levels = LANES * (bands.length + 2);
    const numbers = magnitudes + 2 * levels + 2 * bands.length + weights.length + LANES;
    this.#memory = new FloatMemory(FUNCTIONS, numbers);
    this.#magnitudes = this.#memory.floats(magnitudes);
    this.#before = this.#memory.floats(levels);
    this.#now = this.#memory.floats(levels);
    this.#flux = this.#memory.floats(LANES);
    this.#bands = this.#memory.integers(2 * bands.length);
    this.#bands.set(bands.flatMap((band) => [band.first * FOUR, band.weights.length]));
    this.#weights = this.#memory.floats(weights.length);
    this.#weights.set(weights);
  }

  /**
   * Flux of the next four spectra (of `Spectra`, 100 a second, of sound of 16 kHz): 0 for the first two of all. Valid
   * until the next call.
   */
  next(four: Float32Array): Float32Array {
    const { levels, rises } = this.#memory.functions;
    [this.#before, this.#now] = [this.#now, this.#before];
    const now = this.#now.byteOffset;
    const bands = this.#bands.length / 2;
    this.#magnitudes.set(four);
    levels!(this.#magnitudes.byteOffset, this.#bands.byteOffset, this.#weights.byteOffset, now + FOUR, bands);
    rises!(this.#before.byteOffset, now, this.#flux.byteOffset, bands);
    for (let lane = 0; lane < LANES; lane++) this.#flux[lane] = this.#flux[lane]! / Math.LN10;
    if (this.#isFirst) this.#flux.fill(0, 0, LAG);
    this.#isFirst = false;
    return this.#flux;
  }
}

/** Triangles a quarter tone apart; below, where bins are wider than that, one a bin. */
function filters(size: number): { readonly first: number; readonly weights: number[] }[] {
  const bins: number[] = [];
  for (let step = 0; ; step++) {
    const frequency = LOWEST * 2 ** (step / BANDS_PER_OCTAVE);
    if (frequency > HIGHEST) break;
    const bin = Math.round((frequency * size) / SAMPLE_RATE);
    if (bin > 0 && bin !== bins.at(-1)) bins.push(bin);
  }
  return bins.slice(1, -1).map((middle, place) => {
    const low = bins[place]!;
    const high = bins[place + 2]!;
    const weights = Array.from({ length: high - low - 1 }, (_, at) => {
      const bin = low + 1 + at;
      return bin <= middle ? (bin - low) / (middle - low) : (high - bin) / (high - middle);
    });
    return { first: low + 1, weights };
  });
}
