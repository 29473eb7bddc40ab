import { f32x4, i32, repeat, v128, WasmFunction } from '@second-unit/media/wasm';
import type { FloatMemory } from './float-memory.ts';

/**
 * Products of a matrix and a vector of 32-bit floats by WebAssembly's vector instructions, four numbers at a time, which
 * JavaScript has no word for: four times as fast, and the same on every machine.
 */

/** Rows that are worked on side by side: eight registers of four. */
const ROWS = 32;
const FLOAT = 4;
const FOUR = 4 * FLOAT;

/**
 * Of each block of 32 rows: `y` becomes `bias` plus the product of the block's next `columns` and the vector at `x`, or
 * `least` where it is less. `skipped` bytes of each block are passed over. Addresses in bytes.
 */
export const PRODUCT = product();

function product(): WasmFunction {
  const f = new WasmFunction('product');
  const [rows, skipped, x, columns, bias, y, blocks] = Array.from({ length: 7 }, () => f.param());
  const least = f.param('f32');
  const left = f.local();
  const from = f.local();
  const value = f.local('v128');
  const floor = f.local('v128');
  const sums = Array.from({ length: ROWS / 4 }, () => f.local('v128'));
  return f.write(
    floor.set(f32x4.splat(least.get)),
    repeat(
      [
        ...sums.map((sum, at) => sum.set(v128.load(bias!.get, at * FOUR))),
        from.set(x!.get),
        left.set(columns!.get),
        repeat(
          [
            value.set(v128.load32Splat(from.get)),
            ...sums.map((sum, at) =>
              sum.set(f32x4.add(sum.get, f32x4.mul(value.get, v128.load(rows!.get, at * FOUR)))),
            ),
            rows!.step(ROWS * FLOAT),
            from.step(FLOAT),
          ],
          left.countDown,
        ),
        ...sums.map((sum, at) => v128.store(y!.get, f32x4.pseudoMax(sum.get, floor.get), at * FOUR)),
        rows!.set(i32.add(rows!.get, skipped!.get)),
        bias!.step(ROWS * FLOAT),
        y!.step(ROWS * FLOAT),
      ],
      blocks!.countDown,
    ),
  );
}

/** A matrix of a multiple of 32 rows, laid out for `PRODUCT`. */
export interface Matrix {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
}

/** A matrix of which `value` tells each number. */
export function matrixIn(
  memory: FloatMemory,
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): Matrix {
  const values = memory.floats(rows * columns);
  for (let block = 0, at = 0; block < rows; block += ROWS) {
    for (let column = 0; column < columns; column++) {
      for (let row = block; row < block + ROWS; row++) values[at++] = value(row, column);
    }
  }
  return { address: values.byteOffset, rows, columns };
}

/**
 * Makes what sets `y` to `bias` plus the product of `x` and as many columns of the matrix from `first` on, or to `least`
 * where it is less. All lie in `memory`, which has the function `PRODUCT`; `y` and `bias` have the matrix's rows.
 */
export function productIn(
  memory: FloatMemory,
  {
    matrix,
    first = 0,
    x,
    bias,
    y,
    least = Number.NEGATIVE_INFINITY,
  }: {
    readonly matrix: Matrix;
    readonly first?: number;
    readonly x: Float32Array;
    readonly bias: Float32Array;
    readonly y: Float32Array;
    readonly least?: number;
  },
): () => void {
  const multiply = memory.functions.product!;
  const address = matrix.address + first * ROWS * FLOAT;
  const skipped = (matrix.columns - x.length) * ROWS * FLOAT;
  const [columns, blocks] = [x.length, matrix.rows / ROWS];
  const [from, add, to] = [x.byteOffset, bias.byteOffset, y.byteOffset];
  return () => multiply(address, skipped, from, columns, add, to, blocks, least);
}
