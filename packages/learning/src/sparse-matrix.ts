/** Rows of few non-zero values (compressed sparse rows): row r is the entries `starts[r]` to `starts[r + 1]`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly column: Int32Array;
  readonly value: Float32Array;
}

/** One entry of a row. */
export interface Entry {
  readonly column: number;
  readonly value: number;
}

/** The matrix of rows given as lists of entries; columns are below `columns`. */
export function sparseMatrix(rows: readonly (readonly Entry[])[], columns: number): SparseMatrix {
  const starts = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) starts[at + 1] = starts[at]! + row.length;
  const column = new Int32Array(starts[rows.length]!);
  const value = new Float32Array(column.length);
  let next = 0;
  for (const row of rows)
    for (const entry of row) {
      column[next] = entry.column;
      value[next++] = entry.value;
    }
  return { rows: rows.length, columns, starts, column, value };
}

/** The given rows of a matrix, in that order. */
export function selectRows(matrix: SparseMatrix, rows: ArrayLike<number>): SparseMatrix {
  const starts = new Int32Array(rows.length + 1);
  for (let at = 0; at < rows.length; at++)
    starts[at + 1] = starts[at]! + matrix.starts[rows[at]! + 1]! - matrix.starts[rows[at]!]!;
  const column = new Int32Array(starts[rows.length]!);
  const value = new Float32Array(column.length);
  for (let at = 0; at < rows.length; at++) {
    const [from, to] = [matrix.starts[rows[at]!]!, matrix.starts[rows[at]! + 1]!];
    column.set(matrix.column.subarray(from, to), starts[at]!);
    value.set(matrix.value.subarray(from, to), starts[at]!);
  }
  return { rows: rows.length, columns: matrix.columns, starts, column, value };
}

/** Matrices of the same rows side by side, each multiplied by its scale. */
export function besides(parts: readonly { readonly matrix: SparseMatrix; readonly scale: number }[]): SparseMatrix {
  const rows = parts[0]?.matrix.rows ?? 0;
  const starts = new Int32Array(rows + 1);
  const size = parts.reduce((sum, part) => sum + part.matrix.column.length, 0);
  const column = new Int32Array(size);
  const value = new Float32Array(size);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    let first = 0;
    for (const { matrix, scale } of parts) {
      for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
        column[next] = first + matrix.column[at]!;
        value[next++] = scale * matrix.value[at]!;
      }
      first += matrix.columns;
    }
    starts[row + 1] = next;
  }
  return { rows, columns: parts.reduce((sum, part) => sum + part.matrix.columns, 0), starts, column, value };
}

/** matrix × weights + bias; `weights` holds `outputs` numbers a column, and so does the answer a row. */
export function multiply(
  matrix: SparseMatrix,
  weights: ArrayLike<number>,
  bias: ArrayLike<number>,
  outputs: number,
): Float32Array {
  const out = new Float32Array(matrix.rows * outputs);
  for (let row = 0; row < matrix.rows; row++) {
    const to = row * outputs;
    for (let k = 0; k < outputs; k++) out[to + k] = bias[k]!;
    for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
      const from = matrix.column[at]! * outputs;
      const value = matrix.value[at]!;
      for (let k = 0; k < outputs; k++) out[to + k]! += value * weights[from + k]!;
    }
  }
  return out;
}
