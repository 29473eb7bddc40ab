/**
 * FNV-1a over the UTF-16 units of a feature's name, mixed at the end as in MurmurHash3: 32 bits, never 0, which marks
 * an empty slot.
 *
 * Models name their features by this number (feature hashing: Weinberger et al. 2009) and not by their text. With 10⁵
 * features a name that the model has not learned is taken for a known one in about 2 of 10⁵ cases.
 */
export function featureHash(name: string, space = 0): number {
  // The space is stirred in as a letter of its own: XORed alone it would make “hate” of one space “late” of another.
  let hash = Math.imul(0x811c9dc5 ^ space, 0x01000193);
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0 || 1;
}

/** Finds the place of a hash among the keys of a model: open addressing, at most half full. */
export class HashIndex {
  readonly #keys: Uint32Array;
  readonly #places: Int32Array;
  readonly #mask: number;

  /** The place of a key is where it stands in `keys`; 0 is no key. */
  constructor(keys: Uint32Array) {
    let size = 16;
    while (size < 2 * keys.length) size *= 2;
    this.#mask = size - 1;
    this.#keys = new Uint32Array(size);
    this.#places = new Int32Array(size);
    for (let place = 0; place < keys.length; place++) {
      let slot = keys[place]! & this.#mask;
      while (this.#keys[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#keys[slot] = keys[place]!;
      this.#places[slot] = place;
    }
  }

  /** Where `hash` stands among the keys, or -1. */
  find(hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const key = this.#keys[slot]!;
      if (key === hash) return this.#places[slot]!;
      if (key === 0) return -1;
      slot = (slot + 1) & this.#mask;
    }
  }
}
