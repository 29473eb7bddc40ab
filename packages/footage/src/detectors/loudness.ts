/** At and below this there is nothing to hear: EBU R 128's absolute gate, in LUFS. */
const SILENT = -70;

/**
 * Loudness of a part of a film in LUFS: the mean energy of the momentary values from `start` to `end` (seconds), of
 * which there is one every `step` seconds. Undefined in silence.
 */
export function loudnessBetween(
  momentary: { readonly step: number; readonly values: readonly number[] },
  start: number,
  end: number,
): number | undefined {
  const first = Math.max(0, Math.ceil(start / momentary.step - 1e-6));
  const last = Math.min(momentary.values.length, Math.max(first + 1, Math.ceil(end / momentary.step - 1e-6)));
  let energy = 0;
  let heard = 0;
  for (let at = first; at < last; at++) {
    const value = momentary.values[at]!;
    if (value > SILENT) {
      energy += 10 ** (value / 10);
      heard++;
    }
  }
  return heard === 0 ? undefined : 10 * Math.log10(energy / (last - first));
}
