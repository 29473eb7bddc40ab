import { RATE } from './onsets.ts';

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

/** Measures of music, speech and noise in sound as it passes, one row a second; keeps five seconds. */
export class MusicFeatures {
  readonly #seconds: Second[] = [];
  readonly #logs = new Float64Array(BINS + NEIGHBOURS);
  #now = emptySecond();
  #count = 0;

  /** The next spectrum and its flux. Answers true when a second is full: then `row` has one more to say. */
  spectrum(magnitudes: Float64Array, flux: number): boolean {
    this.#now.flux[this.#count] = flux;
    if (this.#count % EVERY === 0) this.#look(magnitudes, this.#count / EVERY);
    if (++this.#count < RATE) return false;
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

  #look(magnitudes: Float64Array, at: number): void {
    const second = this.#now;
    const logs = this.#logs;
    let energy = 0;
    let weighted = 0;
    let sum = 0;
    let logSum = 0;
    for (let bin = 1; bin < BINS + NEIGHBOURS; bin++) {
      const magnitude = magnitudes[bin]! + 1e-6;
      const log = Math.log(magnitude);
      logs[bin] = log;
      logSum += log;
      sum += magnitude;
      energy += magnitude * magnitude;
      weighted += bin * magnitude;
    }
    const bins = BINS + NEIGHBOURS - 1;
    second.energies[at] = energy;
    second.centroids[at] = Math.log(weighted / sum);
    second.flatness += (logSum / bins - Math.log(sum / bins)) / PER_SECOND;
    // Quieter than the faintest partial that is heard: what stands out there is rounding.
    if (energy < 1e-4) return;
    let around = 0;
    for (let bin = 1; bin <= 2 * NEIGHBOURS + 1; bin++) around += logs[bin]!;
    for (let bin = NEIGHBOURS + 1; bin < BINS; bin++) {
      const log = logs[bin]!;
      if (log - around / (2 * NEIGHBOURS + 1) > STANDS_OUT && log >= logs[bin - 1]! && log >= logs[bin + 1]!) {
        second.partials[bin] = second.partials[bin]! + 1;
      }
      around += (logs[bin + NEIGHBOURS + 1] ?? 0) - logs[bin - NEIGHBOURS]!;
    }
    for (let bin = NOTES_FROM; bin < NOTES_TO; bin++) {
      second.chroma[NOTE[bin]!] = second.chroma[NOTE[bin]!]! + magnitudes[bin]! ** 2 / energy;
    }
  }

  /** The row of the second `at` of those kept, given the probability of speech in it. */
  row(at: number, speech: number): number[] {
    const around = this.#seconds;
    const { flatness } = around[at]!;
    const [sustained, share] = sustainedPartials(around);
    const energies = around.flatMap((second) => [...second.energies]);
    const mean = energies.reduce((sum, one) => sum + one, 0) / energies.length;
    const flux = around.flatMap((second) => [...second.flux]);
    const [fluxMean, fluxSpread] = moments(flux);
    const [, centroidSpread] = moments(around.flatMap((second) => [...second.centroids]));
    const chromas = around.map(({ chroma }) => normal(chroma));
    return [
      sustained,
      share,
      energies.filter((energy) => energy < mean / 2).length / energies.length,
      syllables(energies),
      Math.log(1 + fluxMean),
      fluxSpread / (1 + fluxMean),
      flatness,
      centroidSpread,
      Math.max(...chromas[at]!),
      chromas.slice(1).reduce((sum, one, place) => sum + distance(one, chromas[place]!), 0) /
        Math.max(1, around.length - 1),
      pulse(flux),
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
  const shares: number[] = [];
  for (const { partials } of seconds) {
    for (let bin = 1; bin < BINS - 1; bin++) {
      // A note between two bins is seen now in one, now in the other.
      const share = (partials[bin]! + Math.max(partials[bin - 1]!, partials[bin + 1]!)) / PER_SECOND;
      if (share > 0.3) shares.push(Math.min(1, share));
    }
  }
  shares.sort((one, other) => other - one);
  const most = shares.slice(0, 10 * seconds.length);
  const sum = most.reduce((total, share) => total + share, 0) / (10 * seconds.length);
  return [sum, Math.log(1 + shares.filter((share) => share > 0.8).length / seconds.length)];
}

/** Share of the change of loudness that is as fast as syllables are, 2.5 to 7 a second. */
function syllables(energies: readonly number[]): number {
  const logs = energies.map((energy) => Math.log(energy + 1e-4));
  const [mean, spread] = moments(logs);
  if (spread < 1e-3) return 0;
  let found = 0;
  for (let frequency = 2.5; frequency <= 7; frequency += 0.5) {
    let re = 0;
    let im = 0;
    for (const [at, log] of logs.entries()) {
      const phase = (2 * Math.PI * frequency * at) / PER_SECOND;
      re += (log - mean) * Math.cos(phase);
      im += (log - mean) * Math.sin(phase);
    }
    found += re * re + im * im;
  }
  return found / (spread * spread * logs.length * logs.length);
}

/** How regularly sounds set in: the highest autocorrelation of the flux at 0.25 to 1 s. */
function pulse(flux: readonly number[]): number {
  const [mean, spread] = moments(flux);
  if (spread < 1e-3) return 0;
  let best = 0;
  for (let lag = RATE / 4; lag <= RATE; lag++) {
    let sum = 0;
    for (let at = lag; at < flux.length; at++) sum += (flux[at]! - mean) * (flux[at - lag]! - mean);
    best = Math.max(best, sum / (spread * spread * flux.length));
  }
  return best;
}

function moments(values: readonly number[]): [mean: number, deviation: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
}

function normal(chroma: Float64Array): Float64Array {
  const sum = chroma.reduce((total, value) => total + value, 1e-9);
  return chroma.map((value) => value / sum);
}

function distance(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) / 2;
}
