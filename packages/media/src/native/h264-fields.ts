import { nalUnits } from './nal-units.ts';

const SLICE = 1;
const IDR = 5;
const SEQUENCE = 7;
/** Profiles whose sequence header says more of colour (ITU-T H.264, 7.3.2.1.1). */
const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
/** Bytes of a slice that are looked at, and of a packet: its headers begin with what is asked for. */
const HEADER_BYTES = 32;
const MOST_BYTES = 8192;

/** Bits of a unit, from its second byte on; bytes that keep a start code from arising are left out. */
class Bits {
  readonly #bytes: number[] = [];
  #at = 0;

  constructor(unit: Uint8Array) {
    let zeros = 0;
    for (const byte of unit.subarray(1)) {
      if (zeros >= 2 && byte === 3) {
        zeros = 0;
        continue;
      }
      zeros = byte === 0 ? zeros + 1 : 0;
      this.#bytes.push(byte);
    }
  }

  /** A number of so many bits, 30 at most; what lies behind the end is 0. */
  take(bits: number): number {
    let value = 0;
    for (let bit = 0; bit < bits; bit++, this.#at++)
      value = value * 2 + (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
    return value;
  }

  /** An Exp-Golomb number. */
  golomb(): number {
    let zeros = 0;
    while (zeros < 30 && this.take(1) === 0) zeros++;
    return 2 ** zeros - 1 + this.take(zeros);
  }

  signed(): number {
    const code = this.golomb();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}

/** What of a sequence header a slice header is read by. */
interface Sequence {
  readonly frameNumberBits: number;
  readonly hasColourPlanes: boolean;
  readonly mayHaveFields: boolean;
}

function skipScalingList(bits: Bits, size: number): void {
  let last = 8;
  let next = 8;
  for (let at = 0; at < size; at++) {
    if (next !== 0) next = (last + bits.signed() + 256) % 256;
    if (next !== 0) last = next;
  }
}

function sequenceOf(unit: Uint8Array): Sequence {
  const bits = new Bits(unit);
  const profile = bits.take(8);
  bits.take(16);
  bits.golomb();
  let hasColourPlanes = false;
  if (HIGH_PROFILES.has(profile)) {
    const chroma = bits.golomb();
    if (chroma === 3) hasColourPlanes = bits.take(1) === 1;
    bits.golomb();
    bits.golomb();
    bits.take(1);
    const lists = bits.take(1) === 1 ? (chroma === 3 ? 12 : 8) : 0;
    for (let list = 0; list < lists; list++) if (bits.take(1) === 1) skipScalingList(bits, list < 6 ? 16 : 64);
  }
  const frameNumberBits = bits.golomb() + 4;
  const order = bits.golomb();
  if (order === 0) bits.golomb();
  else if (order === 1) {
    bits.take(1);
    bits.signed();
    bits.signed();
    for (let left = Math.min(255, bits.golomb()); left > 0; left--) bits.signed();
  }
  bits.golomb();
  bits.take(1);
  bits.golomb();
  bits.golomb();
  return { frameNumberBits: Math.min(16, frameNumberBits), hasColourPlanes, mayHaveFields: bits.take(1) === 0 };
}

/** Which packets of an H.264 stream hold the second field of a frame whose first lies in the packet before (PAFF). */
export class FieldPairs {
  readonly #extradata: Uint8Array | null;
  #sequence: Sequence | undefined;
  /** A first field, whose second is still to come. */
  #first: { readonly frame: number; readonly isBottom: boolean } | undefined;

  constructor(extradata: Uint8Array | null) {
    this.#extradata = extradata;
  }

  /** Is the next packet a second field? A stream whose first header knows no fields is not looked at any further. */
  isSecond(packet: { readonly data: Uint8Array | null }): boolean {
    if (this.#sequence?.mayHaveFields === false) return false;
    const field = this.#fieldIn(packet.data?.subarray(0, MOST_BYTES));
    const isPair = field !== undefined && this.#first?.frame === field.frame && this.#first.isBottom !== field.isBottom;
    this.#first = isPair ? undefined : field;
    return isPair;
  }

  #fieldIn(data: Uint8Array | undefined): { readonly frame: number; readonly isBottom: boolean } | undefined {
    for (const unit of nalUnits(data ?? new Uint8Array(), this.#extradata)) {
      const type = unit[0]! & 31;
      if (type === SEQUENCE) this.#sequence = sequenceOf(unit);
      if (type !== SLICE && type !== IDR) continue;
      if (this.#sequence?.mayHaveFields !== true) return undefined;
      const bits = new Bits(unit.subarray(0, HEADER_BYTES));
      for (let part = 0; part < 3; part++) bits.golomb();
      if (this.#sequence.hasColourPlanes) bits.take(2);
      const frame = bits.take(this.#sequence.frameNumberBits);
      return bits.take(1) === 1 ? { frame, isBottom: bits.take(1) === 1 } : undefined;
    }
    return undefined;
  }
}
