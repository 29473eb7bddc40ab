import type { LinearModel } from './logistic-regression.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/**
 * Ridge regression (Hoerl and Kennard 1970) of `outputs` targets on sparse rows, by conjugate gradients on the normal
 * equations (Hestenes and Stiefel 1952). `targets` is row-major. The bias is each target's mean and not penalised; the
 * features are not centred. `penalty` has one number an output.
 */
export function ridgeRegression(
  features: SparseMatrix,
  targets: Float32Array,
  penalty: readonly number[],
  steps = 60,
): LinearModel {
  const outputs = penalty.length;
  const weights = new Float32Array(features.columns * outputs);
  const bias = new Float32Array(outputs);
  for (let k = 0; k < outputs; k++) {
    const target = Float64Array.from({ length: features.rows }, (_, row) => targets[row * outputs + k]!);
    const mean = target.reduce((sum, value) => sum + value, 0) / features.rows;
    bias[k] = mean;
    for (let row = 0; row < features.rows; row++) target[row]! -= mean;
    const solution = conjugateGradients(features, target, penalty[k]!, steps);
    for (let column = 0; column < features.columns; column++) weights[column * outputs + k] = solution[column]!;
  }
  return { weights, bias };
}

/** w of (XᵀX + penalty) w = Xᵀ target. */
function conjugateGradients(x: SparseMatrix, target: Float64Array, penalty: number, steps: number): Float64Array {
  const solution = new Float64Array(x.columns);
  const residual = transposed(x, target);
  const direction = residual.slice();
  let size = dot(residual, residual);
  const enough = 1e-8 * size;
  for (let step = 0; step < steps && size > enough; step++) {
    const image = transposed(x, times(x, direction));
    for (let at = 0; at < image.length; at++) image[at]! += penalty * direction[at]!;
    const along = size / dot(direction, image);
    for (let at = 0; at < solution.length; at++) {
      solution[at]! += along * direction[at]!;
      residual[at]! -= along * image[at]!;
    }
    const left = dot(residual, residual);
    for (let at = 0; at < direction.length; at++) direction[at] = residual[at]! + (left / size) * direction[at]!;
    size = left;
  }
  return solution;
}

function times(x: SparseMatrix, vector: Float64Array): Float64Array {
  const out = new Float64Array(x.rows);
  for (let row = 0; row < x.rows; row++) {
    let sum = 0;
    for (let at = x.starts[row]!; at < x.starts[row + 1]!; at++) sum += x.value[at]! * vector[x.column[at]!]!;
    out[row] = sum;
  }
  return out;
}

function transposed(x: SparseMatrix, vector: Float64Array): Float64Array {
  const out = new Float64Array(x.columns);
  for (let row = 0; row < x.rows; row++) {
    const value = vector[row]!;
    for (let at = x.starts[row]!; at < x.starts[row + 1]!; at++) out[x.column[at]!]! += x.value[at]! * value;
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
