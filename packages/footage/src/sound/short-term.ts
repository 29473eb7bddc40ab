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
export function shortTermLoudness(series: LoudnessSeries): LoudnessSeries {
  const values: number[] = [];
  eachShortTerm(series, (value) => values.push(value));
  return { step: series.step, values };
}

/** The highest short-term loudness, LUFS; −70 where all is silent. */
export function loudestShortTerm(series: LoudnessSeries): number {
  let loudest = SILENT;
  eachShortTerm(series, (value) => {
    if (value > loudest) loudest = value;
  });
  return loudest;
}

function eachShortTerm({ step, values }: LoudnessSeries, tell: (value: number) => void): void {
  const windows = Math.max(1, Math.round((SHORT_TERM - MOMENTARY) / step) + 1);
  const energies = new Float64Array(values);
  for (let at = 0; at < energies.length; at++) energies[at] = energies[at]! > SILENT ? 10 ** (energies[at]! / 10) : 0;
  for (let end = 1; end <= energies.length; end++) tell(loudnessOf(energies, Math.max(0, end - windows), end));
}

/** LUFS of the mean of some energies, to a tenth. */
function loudnessOf(energies: Float64Array, from: number, end: number): number {
  let sum = 0;
  for (let at = from; at < end; at++) sum += energies[at]!;
  const value = sum > 0 ? 10 * Math.log10(sum / (end - from)) : SILENT;
  return value > SILENT ? Math.round(value * 10) / 10 : SILENT;
}
