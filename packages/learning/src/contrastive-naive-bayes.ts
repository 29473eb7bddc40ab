import { LearningFault } from './fault.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

export interface LabelledRows {
  readonly features: SparseMatrix;
  /** The class of each row, or -1 for a row that is of none: it only tells what the rest is like. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  /** The group of each row, 0 and up: what is said of a row is learned without its whole group. */
  readonly groups: ArrayLike<number>;
  /** Added to the sum of each feature, in each class and in the rest. */
  readonly smoothing: number;
}

/**
 * Naive Bayes of each class against all that is not it: the "one-versus-all-but-one" form of Rennie et al., "Tackling
 * the Poor Assumptions of Naive Bayes" (2003). A row's score for a class is the sum over its features of value times
 * log(p(feature | class) / p(feature | rest)): it is explained by those parts. Sums are additive, so a group is left out
 * by taking its sums away, and nothing is trained again. Throws `input` where labels or groups are fewer than rows.
 */
export class ContrastiveNaiveBayes {
  readonly #rows: LabelledRows;
  readonly #byGroup: readonly (readonly number[])[];
  /** Of each feature in each class, of each feature, of each class, of all. */
  readonly #inClass: Float64Array;
  readonly #ofFeature: Float64Array;
  readonly #ofClass: Float64Array;
  #all = 0;

  constructor(rows: LabelledRows) {
    const { features, labels, classes, groups } = rows;
    if (labels.length < features.rows || groups.length < features.rows)
      throw new LearningFault('input', 'Every row needs a label and a group.');
    this.#rows = rows;
    this.#inClass = new Float64Array(features.columns * classes);
    this.#ofFeature = new Float64Array(features.columns);
    this.#ofClass = new Float64Array(classes);
    const byGroup = new Map<number, number[]>();
    for (let row = 0; row < features.rows; row++) {
      const group = groups[row]!;
      const those = byGroup.get(group);
      if (those === undefined) byGroup.set(group, [row]);
      else those.push(row);
      this.#count(row, 1);
    }
    this.#byGroup = [...byGroup.values()];
  }

  /** `classes` numbers a row, each learned without the row's group. */
  scores(): Float64Array {
    const { features, classes } = this.#rows;
    const scores = new Float64Array(features.rows * classes);
    for (const rows of this.#byGroup) {
      this.#without(rows, () => {
        for (const row of rows)
          this.#parts(row, (_, klass, part) => {
            scores[row * classes + klass]! += part;
          });
      });
    }
    return scores;
  }

  /** The parts of one row's scores: `classes` numbers for each of its features, in the matrix's order. */
  parts(row: number): Float64Array {
    const { features, classes, groups } = this.#rows;
    const start = features.starts[row]!;
    const parts = new Float64Array((features.starts[row + 1]! - start) * classes);
    const own = this.#byGroup.find((rows) => groups[rows[0]!] === groups[row]) ?? [];
    this.#without(own, () =>
      this.#parts(row, (entry, klass, part) => {
        parts[(entry - start) * classes + klass] = part;
      }),
    );
    return parts;
  }

  #parts(row: number, found: (entry: number, klass: number, part: number) => void): void {
    const { features, classes, smoothing } = this.#rows;
    for (let entry = features.starts[row]!; entry < features.starts[row + 1]!; entry++) {
      const feature = features.column[entry]!;
      // Sums are of 32-bit values: what is left of one that was taken away whole is not quite zero.
      if (this.#ofFeature[feature]! < 1e-6) continue;
      const value = features.value[entry]!;
      for (let klass = 0; klass < classes; klass++) {
        const within = Math.max(0, this.#inClass[feature * classes + klass]!);
        const rest = Math.max(0, this.#ofFeature[feature]! - within);
        const size = smoothing * features.columns;
        const odds =
          ((within + smoothing) * (this.#all - this.#ofClass[klass]! + size)) /
          ((rest + smoothing) * (this.#ofClass[klass]! + size));
        found(entry, klass, value * Math.log(odds));
      }
    }
  }

  #without(rows: readonly number[], work: () => void): void {
    for (const row of rows) this.#count(row, -1);
    work();
    for (const row of rows) this.#count(row, 1);
  }

  #count(row: number, sign: 1 | -1): void {
    const { features, labels, classes } = this.#rows;
    const klass = labels[row]!;
    for (let entry = features.starts[row]!; entry < features.starts[row + 1]!; entry++) {
      const feature = features.column[entry]!;
      const value = sign * features.value[entry]!;
      this.#ofFeature[feature]! += value;
      this.#all += value;
      if (klass < 0) continue;
      this.#inClass[feature * classes + klass]! += value;
      this.#ofClass[klass]! += value;
    }
  }
}
