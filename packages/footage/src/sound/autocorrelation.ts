import { f32x4, i32, repeat, sumsOf, v128, WasmFunction, when } from '@second-unit/media/wasm';
import { FloatMemory } from './float-memory.ts';

const FLOAT = 4;
const LANES = 4;
const FOUR = LANES * FLOAT;

/**
 * Sums of products of numbers with those so many places behind them, for four numbers of places at a time from 0 on.
 * `bytes` is the length of the numbers, behind which zeros lie as far as the last lag and four more numbers go.
 */
const PRODUCTS = products();

function products(): WasmFunction {
  const f = new WasmFunction('products');
  const [values, bytes, out, left] = Array.from({ length: 4 }, () => f.param());
  const lag = f.local();
  const rest = f.local();
  const [here, there] = [f.local(), f.local()];
  const value = f.local('v128');
  const sums = Array.from({ length: LANES }, () => f.local('v128'));
  return f.write(
    repeat(
      [
        ...sums.map((sum) => sum.set(v128.zero)),
        here.set(values!.get),
        there.set(i32.add(values!.get, lag.get)),
        rest.set(i32.sub(bytes!.get, lag.get)),
        when(i32.greaterThan(rest.get, i32.const(0)), [
          repeat(
            [
              value.set(v128.load(here.get)),
              ...sums.map((sum, at) =>
                sum.set(f32x4.add(sum.get, f32x4.mul(value.get, v128.load(there.get, at * FLOAT)))),
              ),
              here.step(FOUR),
              there.step(FOUR),
            ],
            i32.greaterThan(rest.tee(i32.sub(rest.get, i32.const(FOUR))), i32.const(0)),
          ),
        ]),
        v128.store(out!.get, sumsOf(sums, f32x4.add)),
        out!.step(FOUR),
        lag.step(FOUR),
      ],
      left!.countDown,
    ),
  );
}

const FUNCTIONS = [PRODUCTS];

/** Autocorrelation of rows of numbers of one length. */
export class Autocorrelation {
  readonly #memory: FloatMemory;
  readonly #values: Float32Array;
  readonly #sums: Float32Array;
  readonly #length: number;

  /**
   * @param length of a row, at most.
   * @param lags that are asked for: from 0 to one less.
   */
  constructor(length: number, lags: number) {
    const groups = Math.ceil(lags / LANES);
    const values = length + (groups + 1) * LANES;
    this.#memory = new FloatMemory(FUNCTIONS, values + groups * LANES);
    this.#values = this.#memory.floats(values);
    this.#sums = this.#memory.floats(groups * LANES);
    this.#length = length;
  }

  /**
   * By lag, the sum of products of each of the values less `mean` and the one so many places before it. They are valid
   * until the next call.
   */
  of(values: Float32Array | Float64Array, mean: number): Float32Array {
    if (values.length > this.#length) throw new RangeError(`At most ${this.#length} numbers are compared.`);
    for (let at = 0; at < values.length; at++) this.#values[at] = values[at]! - mean;
    this.#values.fill(0, values.length);
    const bytes = values.length * FLOAT;
    this.#memory.functions.products!(this.#values.byteOffset, bytes, this.#sums.byteOffset, this.#sums.length / LANES);
    return this.#sums;
  }
}
