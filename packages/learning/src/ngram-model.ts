import { LearningFault } from './fault.ts';

export interface NgramOptions {
  /** Symbols of the longest gram: 5 tells a symbol by the four before it. */
  readonly order: number;
  /** Voices that are told from the whole. */
  readonly classes: number;
  /**
   * For each length of gram from 1 up, how many symbols in its context it takes to believe a class as much as what the
   * shorter gram said; the last holds for longer ones.
   */
  readonly pull: readonly number[];
  /** The same for the whole, where a class plays no part. */
  readonly smoothing: number;
  /** Different symbols there may be: an unseen one is one of them. */
  readonly alphabet: number;
}

/** What a model says of a text. */
export interface NgramReading {
  /** Of each symbol, how surprising it is to the whole: -log2 p. */
  readonly bits: Float64Array;
  /** Of each symbol, `classes` numbers: log(p(symbol | class) / p(symbol | whole)), in nats. */
  readonly ratios: Float64Array;
}

/** A text prepared for a model: for each of its symbols the places of its grams and of their contexts. */
export type Grams = Int32Array;

/**
 * A smoothed n-gram model of a whole and of each class within it. The whole is interpolated from long to short grams
 * with Dirichlet priors (MacKay and Peto, "A hierarchical Dirichlet language model", 1995). A class is the whole times a
 * ratio, and the ratio of a gram is drawn to that of the shorter gram in the same way, so that a class with little text
 * is the whole. Counts are additive: texts are added and taken away, in any order, to leave some out.
 */
export class NgramModel {
  readonly #options: NgramOptions;
  /** 32-bit hash of each gram → its place; grams with one hash count as one, which in a script is none or two. */
  #hashes = new Int32Array(1 << 12);
  #places = new Int32Array(1 << 12).fill(-1);
  #size = 0;
  /** Row of a place: of the whole, then of each class. */
  #counts: Int32Array;

  /** Throws `input` where the order is under 1 or nothing is pulled. */
  constructor(options: NgramOptions) {
    if (options.order < 1 || options.pull.length === 0)
      throw new LearningFault('input', 'An n-gram model needs an order of at least 1 and a pull.');
    this.#options = options;
    this.#counts = new Int32Array(1024 * (options.classes + 1));
  }

  /** Prepares a text, given as numbers one a symbol. It is not counted yet. */
  grams(symbols: ArrayLike<number>): Grams {
    const { order } = this.#options;
    const grams = new Int32Array(symbols.length * order * 2);
    // The hash of the last so many symbols before the present one, by their number.
    let before = new Int32Array(order + 1);
    let now = new Int32Array(order + 1);
    for (let at = 0; at < symbols.length; at++) {
      for (let length = 1; length <= order; length++) {
        const context = length === 1 ? 0 : mix(before[length - 1]!, length);
        now[length] = mix(Math.imul(context, 31) ^ symbols[at]!, length);
        const gram = (at * order + length - 1) * 2;
        grams[gram] = this.#place(now[length]!);
        grams[gram + 1] = this.#place(~mix(context, length + 64));
      }
      [before, now] = [now, before];
    }
    return grams;
  }

  /** Counts a text of a class; -1 is of none, and only of the whole. */
  add(grams: Grams, klass: number): void {
    this.#count(grams, klass, 1);
  }

  /** Takes away a text that was added. */
  remove(grams: Grams, klass: number): void {
    this.#count(grams, klass, -1);
  }

  /** What the texts that are counted now make of this one. */
  read(grams: Grams): NgramReading {
    const { order, classes, pull, smoothing, alphabet } = this.#options;
    const length = grams.length / (2 * order);
    const bits = new Float64Array(length);
    const ratios = new Float64Array(length * classes);
    const ratio = new Float64Array(classes);
    const width = classes + 1;
    for (let at = 0; at < length; at++) {
      ratio.fill(1);
      let p = 1 / alphabet;
      for (let size = 0; size < order; size++) {
        const gram = grams[(at * order + size) * 2]! * width;
        const context = grams[(at * order + size) * 2 + 1]! * width;
        const seen = this.#counts[context]!;
        if (seen === 0) break;
        p = (this.#counts[gram]! + smoothing * p) / (seen + smoothing);
        const drawn = pull[Math.min(size, pull.length - 1)]!;
        for (let klass = 0; klass < classes; klass++) {
          const inContext = this.#counts[context + 1 + klass]!;
          if (inContext === 0) continue;
          ratio[klass] = (this.#counts[gram + 1 + klass]! / p + drawn * ratio[klass]!) / (inContext + drawn);
        }
      }
      bits[at] = -Math.log2(p);
      for (let klass = 0; klass < classes; klass++) ratios[at * classes + klass] = Math.log(ratio[klass]!);
    }
    return { bits, ratios };
  }

  #count(grams: Grams, klass: number, sign: 1 | -1): void {
    const width = this.#options.classes + 1;
    for (const place of grams) {
      this.#counts[place * width]! += sign;
      if (klass >= 0) this.#counts[place * width + 1 + klass]! += sign;
    }
  }

  /** Open addressing: a script has a hundred thousand grams, and a Map of them takes longer than the counting. */
  #place(hash: number): number {
    const at = this.#slot(hash);
    const known = this.#places[at]!;
    if (known >= 0) return known;
    const place = this.#size++;
    this.#hashes[at] = hash;
    this.#places[at] = place;
    if (this.#size * 2 > this.#places.length) this.#grow();
    const width = this.#options.classes + 1;
    if (this.#size * width > this.#counts.length) {
      const larger = new Int32Array(this.#counts.length * 2);
      larger.set(this.#counts);
      this.#counts = larger;
    }
    return place;
  }

  /** Where the hash is, or where it goes. */
  #slot(hash: number): number {
    const mask = this.#places.length - 1;
    let at = hash & mask;
    while (this.#places[at]! >= 0 && this.#hashes[at] !== hash) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [hashes, places] = [this.#hashes, this.#places];
    this.#hashes = new Int32Array(hashes.length * 2);
    this.#places = new Int32Array(places.length * 2).fill(-1);
    for (const [at, place] of places.entries()) {
      if (place < 0) continue;
      const slot = this.#slot(hashes[at]!);
      this.#hashes[slot] = hashes[at]!;
      this.#places[slot] = place;
    }
  }
}

/** Spreads a number over 32 bits (MurmurHash3's finaliser), differently for each seed. */
function mix(value: number, seed: number): number {
  let mixed = value ^ Math.imul(seed, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
