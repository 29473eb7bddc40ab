import { type Entry, type SparseMatrix, sparseMatrix } from '@second-unit/learning';

/** a × b, both sparse. */
export function product(a: SparseMatrix, b: SparseMatrix): SparseMatrix {
  const rows = Array.from({ length: a.rows }, (_, row): Entry[] => {
    const sums = new Map<number, number>();
    for (let at = a.starts[row]!; at < a.starts[row + 1]!; at++)
      for (let entry = b.starts[a.column[at]!]!; entry < b.starts[a.column[at]! + 1]!; entry++) {
        const column = b.column[entry]!;
        sums.set(column, (sums.get(column) ?? 0) + a.value[at]! * b.value[entry]!);
      }
    return Array.from(sums, ([column, value]) => ({ column, value }));
  });
  return sparseMatrix(rows, b.columns);
}

/** Columns that fewer rows have count more, by `scale` · ln(1 + rows / rows with it); those of under four rows not at all. */
export function rarer(
  matrix: SparseMatrix,
  scale: number,
): { readonly matrix: SparseMatrix; readonly factors: Float32Array } {
  const met = new Int32Array(matrix.columns);
  for (const column of matrix.column) met[column]!++;
  const factors = Float32Array.from(met, (count) =>
    count < 4 || count > matrix.rows / 2 ? 0 : scale * Math.log(1 + matrix.rows / count),
  );
  const value = matrix.value.map((one, at) => one * factors[matrix.column[at]!]!);
  return { matrix: { ...matrix, value }, factors };
}
