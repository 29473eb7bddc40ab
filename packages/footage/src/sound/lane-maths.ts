import { type Code, f32, f32x4, i32, i32x4, type Local, v128, type WasmFunction } from '@second-unit/media/wasm';

/** A function of four floats at once, in a function that is being written: `ready` comes before its loops. */
export interface LaneFunction {
  readonly ready: Code;
  readonly of: (x: Code) => Code;
}

/** Bits of √½: what is cut off at them lies around 1, from √½ to √2. */
const ROOT_BITS = 0x3f3504f3;
const MANTISSA = 0x7fffff;
const MANTISSA_BITS = 23;
const EXPONENT_OF_1 = 127;
/** Beyond it, e^x is 0 or infinite in 32 bits. */
const MOST = 87;

export const splat = (value: number): Code => f32x4.splat(f32.const(value));

/** Constants that a loop reads from variables, since V8 makes those that stand in it anew each time round. */
function constants<Name extends string>(
  f: WasmFunction,
  values: Readonly<Record<Name, Code>>,
): { readonly ready: Code; readonly get: Readonly<Record<Name, Code>> } {
  const entries = Object.entries<Code>(values).map(([name, value]) => ({ name, value, local: f.local('v128') }));
  return {
    ready: entries.flatMap(({ value, local }) => [...local.set(value)]),
    get: Object.fromEntries(entries.map(({ name, local }) => [name, local.get])) as Record<Name, Code>,
  };
}

/** A polynomial by Horner's rule, its constant term first. */
function polynomial(x: Local, coefficients: readonly Code[]): Code {
  return coefficients.reduceRight((sum, one) => f32x4.add(f32x4.mul(sum, x.get), one));
}

/** Natural logarithms of positive normal numbers, to about 1e-7 of what they are or of 1, whichever is more. */
export function logarithm(f: WasmFunction): LaneFunction {
  const { ready, get } = constants(f, {
    root: i32x4.splat(i32.const(ROOT_BITS)),
    mantissa: i32x4.splat(i32.const(MANTISSA)),
    one: splat(1),
    two: splat(2),
    third: splat(2 / 3),
    fifth: splat(2 / 5),
    seventh: splat(2 / 7),
    ln2: splat(Math.LN2),
  });
  const bits = f.local('v128');
  const near = f.local('v128');
  const square = f.local('v128');
  // x = 2^n · m; ln m = 2 artanh s, s = (m − 1) / (m + 1), by four terms of its series.
  const exponent = i32x4.shiftRight(bits.get, i32.const(MANTISSA_BITS));
  return {
    ready,
    of: (x) => [
      ...bits.set(i32x4.sub(x, get.root)),
      ...near.set(i32x4.add(v128.and(bits.get, get.mantissa), get.root)),
      ...near.set(f32x4.div(f32x4.sub(near.get, get.one), f32x4.add(near.get, get.one))),
      ...square.set(f32x4.mul(near.get, near.get)),
      ...f32x4.add(
        f32x4.mul(f32x4.fromIntegers(exponent), get.ln2),
        f32x4.mul(near.get, polynomial(square, [get.two, get.third, get.fifth, get.seventh])),
      ),
    ],
  };
}

/** 1 / (1 + e^−x), to about 1e-7. */
export function sigmoid(f: WasmFunction): LaneFunction {
  const { ready, get } = constants(f, {
    least: splat(-MOST),
    most: splat(MOST),
    perOctave: splat(-Math.LOG2E),
    ln2: splat(Math.LN2),
    bias: i32x4.splat(i32.const(EXPONENT_OF_1)),
    one: splat(1),
    half: splat(1 / 2),
    sixth: splat(1 / 6),
    c24: splat(1 / 24),
    c120: splat(1 / 120),
    c720: splat(1 / 720),
  });
  const octaves = f.local('v128');
  const whole = f.local('v128');
  const rest = f.local('v128');
  // e^−x = 2^n · e^r, r from −ln 2 / 2 to ln 2 / 2, by seven terms of its series.
  const scale = i32x4.shl(i32x4.add(i32x4.fromFloats(whole.get), get.bias), i32.const(MANTISSA_BITS));
  const power = polynomial(rest, [get.one, get.one, get.half, get.sixth, get.c24, get.c120, get.c720]);
  return {
    ready,
    of: (x) => [
      ...octaves.set(f32x4.mul(f32x4.pseudoMin(f32x4.pseudoMax(x, get.least), get.most), get.perOctave)),
      ...whole.set(f32x4.nearest(octaves.get)),
      ...rest.set(f32x4.mul(f32x4.sub(octaves.get, whole.get), get.ln2)),
      ...f32x4.div(get.one, f32x4.add(get.one, f32x4.mul(power, scale))),
    ],
  };
}
