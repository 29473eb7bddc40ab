import { Autocorrelation } from './autocorrelation.ts';
import { FloatMemory } from './float-memory.ts';
import { RATE } from './onsets.ts';
import { SPECTRAL_SUMS } from './spectral-sums.ts';
import { LANES } from './spectrum.ts';

/** What a second of sound is judged by, in this order. */
export const MUSIC_FEATURES = [
  'sustained',
  'sustained share',
  'low energy',
  'syllables',
  'flux',
  'flux spread',
  'flatness',
  'centroid spread',
  'chroma',
  'chroma change',
  'pulse',
  'speech',
  'level',
] as const;

/** Seconds that one judgement looks at; the middle one is judged. */
const SPAN = 5;
/** Every so many spectra are looked at: neighbours of 10 ms say the same. */
const EVERY = 2;
const PER_SECOND = RATE / EVERY;
/** Bins whose partials are looked for: up to 3.9 kHz. */
const BINS = 250;
/** Bins on either side that a partial must stand out from. */
const NEIGHBOURS = 8;
/** In natural logarithm of magnitude: how far. */
const STANDS_OUT = 0.9;
/** Bins of a spectrum of 1,024 samples at 16 kHz that fall into octaves that notes are told in: 110 Hz to 2 kHz. */
const NOTES_FROM = 7;
const NOTES_TO = 128;
const BIN_HERTZ = 16_000 / 1024;

/** What one second leaves behind. */
interface Second {
  /** How many of its spectra have a partial in a bin. */
  readonly partials: Uint8Array;
  readonly chroma: Float64Array;
  readonly energies: Float64Array;
  readonly flux: Float64Array;
  readonly flatness: number;
  readonly centroids: Float64Array;
}

function emptySecond(): Second & { flatness: number } {
  return {
    partials: new Uint8Array(BINS),
    chroma: new Float64Array(12),
    energies: new Float64Array(PER_SECOND),
    flux: new Float64Array(RATE),
    flatness: 0,
    centroids: new Float64Array(PER_SECOND),
  };
}

const FUNCTIONS = [SPECTRAL_SUMS];
/** Bins that are looked at, without the first. */
const SUMMED = BINS + NEIGHBOURS - 1;
/** Bins of windows of 1,024 samples. */
const ALL_BINS = 513;

/** Measures of music, speech and noise in sound as it passes, one row a second; keeps five seconds. */
export class MusicFeatures {
  readonly #seconds: Second[] = [];
  readonly #memory = new FloatMemory(FUNCTIONS, LANES * (ALL_BINS + SUMMED + 4));
  readonly #magnitudes = this.#memory.floats(LANES * ALL_BINS);
  readonly #logs = this.#memory.floats(LANES * SUMMED);
  readonly #sums = this.#memory.floats(LANES * 4);
  readonly #rhythm = new Autocorrelation(SPAN * RATE, RATE + 1);
  #now = emptySecond();
  #count = 0;

  /**
   * The next four spectra (of `Spectra`, windows of 1,024 samples) and their flux; less than four are the last. Answers
   * true when a second is full: then `row` has one more to say.
   */
  spectra(four: Float32Array, flux: Float32Array, count: number): boolean {
    this.#now.flux.set(flux.subarray(0, count), this.#count);
    this.#magnitudes.set(four);
    const bytes = LANES * Float32Array.BYTES_PER_ELEMENT;
    const { spectralSums } = this.#memory.functions;
    spectralSums!(this.#magnitudes.byteOffset + bytes, this.#logs.byteOffset, this.#sums.byteOffset, SUMMED);
    for (let lane = 0; lane < count; lane += EVERY) this.#look(lane, (this.#count + lane) / EVERY);
    this.#count += count;
    if (this.#count < RATE) return false;
    this.#seconds.push(this.#now);
    if (this.#seconds.length > SPAN) this.#seconds.shift();
    this.#now = emptySecond();
    this.#count = 0;
    return true;
  }

  /** Seconds that are kept. */
  get kept(): number {
    return this.#seconds.length;
  }

  /** Looks at one of the four spectra, the one that the second has at `at`. */
  #look(lane: number, at: number): void {
    const second = this.#now;
    const [logs, magnitudes, sums] = [this.#logs, this.#magnitudes, this.#sums];
    const log = (bin: number): number => logs[(bin - 1) * LANES + lane]!;
    const logSum = sums[lane]!;
    const sum = sums[LANES + lane]!;
    const energy = sums[2 * LANES + lane]!;
    second.energies[at] = energy;
    second.centroids[at] = Math.log(sums[3 * LANES + lane]! / sum);
    second.flatness += (logSum / SUMMED - Math.log(sum / SUMMED)) / PER_SECOND;
    // Quieter than the faintest partial that is heard: what stands out there is rounding.
    if (energy < 1e-4) return;
    let around = 0;
    for (let bin = 1; bin <= 2 * NEIGHBOURS + 1; bin++) around += log(bin);
    for (let bin = NEIGHBOURS + 1; bin < BINS; bin++) {
      const here = log(bin);
      if (here - around / (2 * NEIGHBOURS + 1) > STANDS_OUT && here >= log(bin - 1) && here >= log(bin + 1)) {
        second.partials[bin] = second.partials[bin]! + 1;
      }
      around += (bin + 1 < BINS ? log(bin + NEIGHBOURS + 1) : 0) - log(bin - NEIGHBOURS);
    }
    for (let bin = NOTES_FROM; bin < NOTES_TO; bin++) {
      second.chroma[NOTE[bin]!] = second.chroma[NOTE[bin]!]! + magnitudes[bin * LANES + lane]! ** 2 / energy;
    }
  }

  /** The row of the second `at` of those kept, given the probability of speech in it. */
  row(at: number, speech: number): number[] {
    const around = this.#seconds;
    const { flatness } = around[at]!;
    const [sustained, share] = sustainedPartials(around);
    const energies = joined(around.map((second) => second.energies));
    const [mean] = moments(energies);
    let low = 0;
    for (let place = 0; place < energies.length; place++) if (energies[place]! < mean / 2) low++;
    const flux = joined(around.map((second) => second.flux));
    const [fluxMean, fluxSpread] = moments(flux);
    const [, centroidSpread] = moments(joined(around.map((second) => second.centroids)));
    const chromas = around.map(({ chroma }) => normal(chroma));
    return [
      sustained,
      share,
      low / energies.length,
      syllables(energies),
      Math.log(1 + fluxMean),
      fluxSpread / (1 + fluxMean),
      flatness,
      centroidSpread,
      Math.max(...chromas[at]!),
      chromas.slice(1).reduce((sum, one, place) => sum + distance(one, chromas[place]!), 0) /
        Math.max(1, around.length - 1),
      pulse(flux, this.#rhythm),
      speech,
      Math.log10(mean + 1e-6),
    ];
  }
}

/** The note (of twelve) that a bin falls on. */
const NOTE = Uint8Array.from({ length: NOTES_TO }, (_, bin) =>
  bin === 0 ? 0 : ((Math.round(12 * Math.log2((bin * BIN_HERTZ) / 440)) % 12) + 12) % 12,
);

/**
 * Partials that stay where they are, as those of notes do and those of speech do not (continuous frequency activation,
 * Seyerlehner et al. 2007): the five that last longest, and how many last at all.
 */
function sustainedPartials(seconds: readonly Second[]): [number, number] {
  const shares = new Float64Array(seconds.length * BINS);
  let count = 0;
  for (const { partials } of seconds) {
    for (let bin = 1; bin < BINS - 1; bin++) {
      // A note between two bins is seen now in one, now in the other.
      const share = (partials[bin]! + Math.max(partials[bin - 1]!, partials[bin + 1]!)) / PER_SECOND;
      if (share > 0.3) shares[count++] = Math.min(1, share);
    }
  }
  const rising = shares.subarray(0, count).sort();
  const longest = 10 * seconds.length;
  let sum = 0;
  let lasting = 0;
  for (let at = count - 1; at >= 0; at--) {
    if (at >= count - longest) sum += rising[at]!;
    if (rising[at]! > 0.8) lasting++;
  }
  return [sum / longest, Math.log(1 + lasting / seconds.length)];
}

/** Waves as slow as syllables, 2.5 to 7 a second: cosine and sine of each at each of the energies that are kept. */
const SYLLABLES = Array.from({ length: 10 }, (_, step) => {
  const phases = Float64Array.from(
    { length: SPAN * PER_SECOND },
    (_, at) => (2 * Math.PI * (2.5 + step / 2) * at) / PER_SECOND,
  );
  return { cos: phases.map(Math.cos), sin: phases.map(Math.sin) };
});

/** Share of the change of loudness that is as fast as syllables are, 2.5 to 7 a second. */
function syllables(energies: Float64Array): number {
  const logs = new Float64Array(energies.length);
  for (let at = 0; at < logs.length; at++) logs[at] = Math.log(energies[at]! + 1e-4);
  const [mean, spread] = moments(logs);
  if (spread < 1e-3) return 0;
  let found = 0;
  for (const { cos, sin } of SYLLABLES) {
    let re = 0;
    let im = 0;
    for (let at = 0; at < logs.length; at++) {
      re += (logs[at]! - mean) * cos[at]!;
      im += (logs[at]! - mean) * sin[at]!;
    }
    found += re * re + im * im;
  }
  return found / (spread * spread * logs.length * logs.length);
}

/** How regularly sounds set in: the highest autocorrelation of the flux at 0.25 to 1 s. */
function pulse(flux: Float64Array, rhythm: Autocorrelation): number {
  const [mean, spread] = moments(flux);
  if (spread < 1e-3) return 0;
  const most = rhythm
    .of(flux, mean)
    .subarray(RATE / 4, RATE + 1)
    .reduce((best, sum) => Math.max(best, sum), 0);
  return most / (spread * spread * flux.length);
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function moments(values: Float64Array): [mean: number, deviation: number] {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  const mean = sum / values.length;
  let square = 0;
  for (let at = 0; at < values.length; at++) square += (values[at]! - mean) ** 2;
  return [mean, Math.sqrt(square / values.length)];
}

function normal(chroma: Float64Array): Float64Array {
  const sum = chroma.reduce((total, value) => total + value, 1e-9);
  return chroma.map((value) => value / sum);
}

function distance(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) / 2;
}
