/**
 * Do these time stamps (in presentation order) lie at unequal distances? Containers round stamps to their time base,
 * so a difference of a tick, or of a tenth of a frame, is not a change of rate.
 */
export function isVariable(pts: readonly bigint[] | BigInt64Array): boolean {
  if (pts.length < 3) return false;
  const deltas = new Float64Array(pts.length - 1);
  for (let at = 1; at < pts.length; at++) deltas[at - 1] = Number((pts[at] as bigint) - (pts[at - 1] as bigint));
  const sorted = deltas.toSorted();
  const median = sorted[sorted.length >> 1] as number;
  const tolerance = Math.max(1.5, median * 0.1);
  return deltas.some((delta) => Math.abs(delta - median) > tolerance);
}
