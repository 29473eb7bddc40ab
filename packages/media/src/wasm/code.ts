/**
 * Writes WebAssembly functions, for loops over pictures and sound that its vector instructions do four samples or up to
 * sixteen pixels at a time and JavaScript one. Instructions are lists of bytes; one that takes operands is made of theirs. Opcodes are those
 * of the WebAssembly Core Specification 2.0, chapter 5.
 */

/** Instructions, in order. What leaves a value on the stack is an operand of others. */
export type Code = readonly number[];

const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type Type = keyof typeof TYPES;

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** Signed LEB128. */
function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

const one =
  (...opcode: readonly number[]) =>
  (a: Code): Code => [...a, ...opcode];
const two =
  (...opcode: readonly number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
/** Vector instructions. */
const one128 = (opcode: number) => one(0xfd, ...unsigned(opcode));
const two128 = (opcode: number) => two(0xfd, ...unsigned(opcode));

/** A load, or with two operands a store: `offset` bytes behind an address, which need not be aligned. */
const at = (offset: number): Code => [0, ...unsigned(offset)];
const load =
  (...opcode: readonly number[]) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, ...at(offset)];
const store =
  (...opcode: readonly number[]) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...opcode, ...at(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: load(0x28),
  store: store(0x36),
  load8: load(0x2d),
  store8: store(0x3a),
  load16: load(0x2f),
  add: two(0x6a),
  sub: two(0x6b),
  mul: two(0x6c),
  shl: two(0x74),
  lessThan: two(0x48),
  greaterThan: two(0x4a),
} as const;

export const v128 = {
  load: load(0xfd, 0x00),
  /** The lower half is loaded, the upper is 0. */
  load64: load(0xfd, ...unsigned(0x5d)),
  /** One number in all places. */
  load16Splat: load(0xfd, 0x08),
  load32Splat: load(0xfd, 0x09),
  store: store(0xfd, 0x0b),
  /** Stores the lowest lane. */
  store32: (address: Code, value: Code, offset = 0): Code => [
    ...[...address, ...value, 0xfd, ...unsigned(0x5a)],
    ...[...at(offset), 0],
  ],
  store64: (address: Code, value: Code, offset = 0): Code => [
    ...[...address, ...value, 0xfd, ...unsigned(0x5b)],
    ...[...at(offset), 0],
  ],
  /** Sixteen bytes. */
  const: (bytes: readonly number[]): Code => [0xfd, 0x0c, ...bytes],
  zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)] as Code,
  and: two128(0x4e),
  /** 1 where any bit is set, else 0. */
  any: one128(0x53),
  or: two128(0x50),
} as const;

export const i8x16 = {
  splat: one128(0x0f),
  /** Bytes of `a` (0 to 15) and of `b` (16 to 31), sixteen of them. */
  shuffle: (a: Code, b: Code, places: readonly number[]): Code => [...a, ...b, 0xfd, 0x0d, ...places],
  least: two128(0x77),
  most: two128(0x79),
  sub: two128(0x71),
  /** All bits of a byte set where `a` is not below `b`. */
  atLeast: two128(0x2c),
  /** Mean of unsigned bytes, a half rounded up. */
  mean: two128(0x7b),
  /** The larger less the smaller, of unsigned bytes. */
  distance: (a: Code, b: Code): Code => v128.or(i8x16.subSaturated(a, b), i8x16.subSaturated(b, a)),
  subSaturated: two128(0x73),
  /** Signed 16-bit numbers of `a`, then of `b`, as bytes from 0 to 255. */
  narrow: two128(0x66),
} as const;

export const i16x8 = {
  splat: one128(0x10),
  /** Bytes 0 to 7, or 8 to 15, as numbers from 0 to 255. */
  low: one128(0x89),
  high: one128(0x8a),
  /** Sums of neighbouring bytes. */
  pairs: one128(0x7d),
  /** Products of numbers from −1 to 1, in parts of 2^15, rounded. */
  fractions: two128(0x82),
  shl: two128(0x8b),
  shiftRight: two128(0x8c),
  shiftRightUnsigned: two128(0x8d),
  add: two128(0x8e),
  sub: two128(0x91),
  mul: two128(0x95),
  /** Signed 32-bit numbers of `a`, then of `b`. */
  narrow: two128(0x85),
} as const;

export const i32x4 = {
  splat: one128(0x11),
  shl: two128(0xab),
  shiftRight: two128(0xac),
  add: two128(0xae),
  sub: two128(0xb1),
  mul: two128(0xb5),
  /** Sums of neighbouring unsigned 16-bit numbers. */
  pairs: one128(0x7f),
  /** Products of signed 16-bit numbers, neighbours summed. */
  dot: two128(0xba),
  low: one128(0xa9),
  high: one128(0xaa),
  fromFloats: one128(0xf8),
} as const;

export const f32x4 = {
  splat: one128(0x13),
  sqrt: one128(0xe3),
  add: two128(0xe4),
  sub: two128(0xe5),
  mul: two128(0xe6),
  div: two128(0xe7),
  min: two128(0xe8),
  max: two128(0xe9),
  /** The same of numbers none of which is NaN, in one instruction of the processor. */
  pseudoMin: two128(0xea),
  pseudoMax: two128(0xeb),
  nearest: one128(0x6a),
  fromIntegers: one128(0xfa),
} as const;

export const f32 = {
  const: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
} as const;

/** Lanes of 32 bits of two vectors: 0 to 3 of the first, 4 to 7 of the second. */
export const lanes = (a: Code, b: Code, places: readonly number[]): Code =>
  i8x16.shuffle(
    a,
    b,
    places.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  );

/**
 * Four vectors as rows, read as columns: the first is of the first lane of each, and so on. `ready` comes before the
 * columns are read; two rows are written over.
 */
export function transposed(
  [a, b, c, d]: readonly Local[],
  [first, second]: readonly Local[],
): { readonly ready: Code; readonly columns: readonly Code[] } {
  const low = (one: Local, other: Local): Code => lanes(one.get, other.get, [0, 4, 1, 5]);
  const high = (one: Local, other: Local): Code => lanes(one.get, other.get, [2, 6, 3, 7]);
  const pairs = (one: Local, other: Local): Code[] => [
    lanes(one.get, other.get, [0, 1, 4, 5]),
    lanes(one.get, other.get, [2, 3, 6, 7]),
  ];
  return {
    ready: [...first!.set(low(a!, b!)), ...second!.set(low(c!, d!)), ...a!.set(high(a!, b!)), ...c!.set(high(c!, d!))],
    columns: [...pairs(first!, second!), ...pairs(a!, c!)],
  };
}

/** The sums of the four lanes of each of four vectors, in one, of integers or by another `add`; two are written over. */
export function sumsOf([a, b, c, d]: readonly Local[], add: (a: Code, b: Code) => Code = i32x4.add): Code {
  const halves = (one: Local, other: Local): Code =>
    one.set(add(lanes(one.get, other.get, [0, 4, 1, 5]), lanes(one.get, other.get, [2, 6, 3, 7])));
  const [first, second] = [a!.get, c!.get];
  return [
    ...halves(a!, b!),
    ...halves(c!, d!),
    ...add(lanes(first, second, [0, 1, 4, 5]), lanes(first, second, [2, 3, 6, 7])),
  ];
}

/** Does `body` and goes on while the last of it leaves a number that is not 0. */
export const repeat = (body: readonly Code[], whileNotZero: Code): Code => [
  ...[0x03, 0x40, ...body.flat(), ...whileNotZero],
  ...[0x0d, 0, 0x0b],
];

/** Does `body` where a number is not 0. */
export const when = (condition: Code, body: readonly Code[]): Code => [...condition, 0x04, 0x40, ...body.flat(), 0x0b];

/** A parameter or a variable of a function. */
export interface Local {
  readonly get: Code;
  readonly set: (value: Code) => Code;
  /** Sets it, and leaves the value on the stack. */
  readonly tee: (value: Code) => Code;
  /** Adds a number to it. */
  readonly step: (by: number | Code) => Code;
  /** Subtracts one and leaves what is left on the stack. */
  readonly countDown: Code;
}

/** A function that is being written. Parameters are named before variables. */
export class WasmFunction {
  readonly name: string;
  readonly #params: Type[] = [];
  readonly #locals: Type[] = [];
  #body: Code = [];

  constructor(name: string) {
    this.name = name;
  }

  param(type: Type = 'i32'): Local {
    if (this.#locals.length > 0) throw new RangeError('Parameters come before variables.');
    this.#params.push(type);
    return local(this.#params.length - 1);
  }

  local(type: Type = 'i32'): Local {
    this.#locals.push(type);
    return local(this.#params.length + this.#locals.length - 1);
  }

  locals(count: number, type: Type = 'i32'): Local[] {
    return Array.from({ length: count }, () => this.local(type));
  }

  write(...body: readonly Code[]): this {
    this.#body = body.flat();
    return this;
  }

  get type(): Code {
    return [0x60, this.#params.length, ...this.#params.map((type) => TYPES[type]), 0];
  }

  get code(): Code {
    const locals = this.#locals.flatMap((type) => [1, TYPES[type]]);
    const code = [...unsigned(this.#locals.length), ...locals, ...this.#body, 0x0b];
    return [...unsigned(code.length), ...code];
  }
}

function local(index: number): Local {
  const get = [0x20, ...unsigned(index)];
  const tee = (value: Code): Code => [...value, 0x22, ...unsigned(index)];
  const set = (value: Code): Code => [...value, 0x21, ...unsigned(index)];
  return {
    get,
    set,
    tee,
    step: (by) => set(i32.add(get, typeof by === 'number' ? i32.const(by) : by)),
    countDown: tee(i32.sub(get, i32.const(1))),
  };
}

/** Node's types leave this to the browser's library, which no package is compiled with. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** Functions at work on a memory of their own, which may grow: then its buffer is another. */
export interface WasmWorkshop {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly functions: Readonly<Record<string, (...numbers: number[]) => void>>;
}

export const PAGE_BYTES = 65_536;

/** Made once for a list of functions: V8 keeps what it has found out about a module's loops with the module. */
const modules = new WeakMap<readonly WasmFunction[], object>();

/**
 * Makes functions ready to be called, with a memory of so many pages of their own. They answer nothing: what they make
 * lies in it. The same list, given again, is not compiled again.
 */
export function workshop(functions: readonly WasmFunction[], pages: number): WasmWorkshop {
  const module = modules.get(functions) ?? new WebAssembly.Module(moduleOf(functions));
  modules.set(functions, module);
  const { memory, ...made } = new WebAssembly.Instance(module).exports;
  const shop = { memory: memory as WasmWorkshop['memory'], functions: made as WasmWorkshop['functions'] };
  if (pages > 1) shop.memory.grow(pages - 1);
  return shop;
}

/** The bytes of a module with a memory of one page. */
function moduleOf(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
  const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
  const named = (name: string): Code => [name.length, ...Buffer.from(name)];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(functions.map(({ type }) => type))),
    ...section(3, list(functions.map((_, at) => unsigned(at)))),
    ...section(5, [1, 0, 1]),
    ...section(
      7,
      list([[...named('memory'), 2, 0], ...functions.map(({ name }, at) => [...named(name), 0, ...unsigned(at)])]),
    ),
    ...section(10, list(functions.map(({ code }) => code))),
  ]);
}
