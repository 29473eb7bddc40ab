/** One measured figure; ids are those of the design's list of benchmarks. */
export interface Row {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** Who stands beside us, measured in the same run. */
  readonly peer?: string;
  readonly peerValue?: number;
  /** Ours divided by the peer's. */
  readonly ratio?: number;
  /** What it was measured on. */
  readonly data: string;
}

/** An area's file exports this as its default: rows as they are measured. With `write`, a page made of them too. */
export type Bench = (name?: string, options?: { readonly write: boolean }) => AsyncIterable<Row | Skipped>;

/** A row that could not be measured here, and why: never counted as met. */
export interface Skipped {
  readonly id: string;
  readonly skipped: string;
}

/** Median of an odd or even number of measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}
