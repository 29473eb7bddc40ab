/** EBU R 128's absolute gate, LUFS: what a log keeps for silence. */
const SILENT = -70;
/** Seconds of a momentary value, and of a short-term one. */
const MOMENTARY = 0.4;
const SHORT_TERM = 3;

/** Loudness along a film: one value every `step` seconds, each of the time that ends there, LUFS. */
export interface LoudnessSeries {
  readonly step: number;
  readonly values: readonly number[];
}

/**
 * Short-term loudness (EBU Tech 3341: 3 s) from the momentary one that a log keeps: the mean energy of all windows of
 * 400 ms that lie within the 3 s. Half a second at both ends weighs less than in the standard's rectangle; in steady
 * sound the two are equal. Before 3 s have passed, of what there is. −70 where silent.
 */
export function shortTermLoudness({ step, values }: LoudnessSeries): LoudnessSeries {
  const windows = Math.max(1, Math.round((SHORT_TERM - MOMENTARY) / step) + 1);
  const energies = values.map((value) => (value > SILENT ? 10 ** (value / 10) : 0));
  const short = energies.map((_, at) => {
    const from = Math.max(0, at + 1 - windows);
    let sum = 0;
    for (let near = from; near <= at; near++) sum += energies[near]!;
    const value = sum > 0 ? 10 * Math.log10(sum / (at + 1 - from)) : SILENT;
    return value > SILENT ? Math.round(value * 10) / 10 : SILENT;
  });
  return { step, values: short };
}
