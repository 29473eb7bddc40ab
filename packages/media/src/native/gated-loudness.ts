/** EBU R 128's absolute gate, LUFS. */
const ABSOLUTE = -70;
/** Below the mean of what passes it, dB: for integrated loudness (BS.1770), and for its range (Tech 3342). */
const RELATIVE = 10;
const RELATIVE_OF_RANGE = 20;

/** LUFS of the mean energy of the values above a gate; -Infinity where there are none. */
function meanAbove(values: readonly number[], gate: number): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (!(value > gate)) continue;
    sum += 10 ** (value / 10);
    count += 1;
  }
  return count === 0 ? Number.NEGATIVE_INFINITY : 10 * Math.log10(sum / count);
}

/** Integrated loudness, LUFS, of momentary values 100 ms apart; -Infinity where all is silent. */
export function integratedLoudness(momentary: readonly number[]): number {
  return meanAbove(momentary, Math.max(ABSOLUTE, meanAbove(momentary, ABSOLUTE) - RELATIVE));
}

/** Loudness range, LU, of short-term values: how far the 95th percentile lies above the 10th. */
export function loudnessRange(shortTerm: readonly number[]): number {
  const gate = Math.max(ABSOLUTE, meanAbove(shortTerm, ABSOLUTE) - RELATIVE_OF_RANGE);
  const heard = Float64Array.from(shortTerm.filter((value) => value > gate)).sort();
  const at = (share: number): number => heard[Math.round(share * (heard.length - 1))] ?? 0;
  return at(0.95) - at(0.1);
}
