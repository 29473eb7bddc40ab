import type { Damage, MediaInfo } from './info.ts';

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

/** See `MediaInfo.frameDurations`. */
function durationsOf(pts: readonly bigint[] | BigInt64Array, lastDuration: bigint): number[] {
  const runs: number[] = [];
  for (const [at, stamp] of pts.entries()) {
    const ticks = Number((pts[at + 1] ?? stamp + lastDuration) - stamp);
    if (runs.at(-2) === ticks) runs[runs.length - 1]! += 1;
    else runs.push(ticks, 1);
  }
  return runs;
}

/**
 * What a container says of a film, made exact by its decoded frames: how many, how long, at which rate. `lastDuration`:
 * ticks that the last one is shown. At least one frame.
 */
export function withFrames(info: MediaInfo, pts: readonly bigint[] | BigInt64Array, lastDuration: bigint): MediaInfo {
  const { num, den } = info.timeBase;
  const ticks = (pts.at(-1) as bigint) - (pts[0] as bigint) + lastDuration;
  const variableFrameRate = isVariable(pts);
  const times = variableFrameRate ? { frameDurations: durationsOf(pts, lastDuration) } : {};
  return { ...info, frames: pts.length, duration: (Number(ticks) * num) / den, variableFrameRate, ...times };
}

/** The damage of a film that ends before its index says, if it does. `told`: what the container says of it. */
export function endsEarly(told: MediaInfo, exact: MediaInfo): Damage | undefined {
  const { num, den } = told.frameRate;
  if (told.duration - exact.duration <= Math.max(1, (2 * den) / num) || exact.frames >= told.frames) return undefined;
  const [had, promised] = [exact.frames, told.frames].map((frames) => frames.toLocaleString('en'));
  return {
    frame: exact.frames,
    time: exact.duration,
    message: `The film ends here, after ${had} frames; its index promises ${promised}: the file is cut off.`,
  };
}
