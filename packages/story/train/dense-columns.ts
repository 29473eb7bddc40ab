import { type SparseMatrix, sparseMatrix } from '@second-unit/learning';

/**
 * A matrix with dense columns after its own: those of `dense` (row-major), less their mean, over their deviation,
 * times their freedom. Own columns that are not kept become empty. `factors` is freedom over deviation.
 */
export function withDense(
  own: SparseMatrix,
  dense: Float32Array,
  freedom: readonly number[],
  kept: (column: number) => boolean,
): { readonly matrix: SparseMatrix; readonly means: Float64Array; readonly factors: Float64Array } {
  const columns = freedom.length;
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let at = 0; at < dense.length; at++) means[at % columns]! += dense[at]! / own.rows;
  for (let at = 0; at < dense.length; at++)
    squares[at % columns]! += (dense[at]! - means[at % columns]!) ** 2 / own.rows;
  const factors = Float64Array.from(freedom, (one, at) => one / Math.sqrt(squares[at]! + 1e-9));
  const rows = Array.from({ length: own.rows }, (_, row) => {
    const entries = [];
    for (let at = own.starts[row]!; at < own.starts[row + 1]!; at++)
      if (kept(own.column[at]!)) entries.push({ column: own.column[at]!, value: own.value[at]! });
    for (let at = 0; at < columns; at++)
      if (factors[at] !== 0)
        entries.push({ column: own.columns + at, value: (dense[row * columns + at]! - means[at]!) * factors[at]! });
    return entries;
  });
  return { matrix: sparseMatrix(rows, own.columns + columns), means, factors };
}
