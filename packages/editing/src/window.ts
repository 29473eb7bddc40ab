import type { MaterialShot } from './material.ts';
import { cutLines } from './objective.ts';

/**
 * Where to be in a shot for `length` frames without a line to carry: around its key frame, or
 * wherever near it fewest lines are cut off. Ties go to the key frame.
 * @param from first frame that may be used
 * @param to last frame that may be used, exclusive; `to − from` ≥ `length`
 */
export function quietWindow(
  shot: MaterialShot,
  length: number,
  from: number = shot.from,
  to: number = shot.to,
): { readonly inFrame: number; readonly outFrame: number } {
  const clamp = (start: number) => Math.min(Math.max(start, from), to - length);
  const centred = clamp(Math.round(shot.shot.keyFrame - length / 2));
  let best = centred;
  let fewest = cutLines(shot, centred, centred + length);
  if (fewest > 0) {
    const near = shot.speech;
    const starts = [
      from,
      to - length,
      ...near.flatMap((line) => [line.endFrame, line.startFrame - length, line.startFrame]),
    ];
    for (const start of starts.map(clamp).toSorted((a, b) => Math.abs(a - centred) - Math.abs(b - centred) || a - b)) {
      const cut = cutLines(shot, start, start + length);
      if (cut < fewest) [best, fewest] = [start, cut];
    }
  }
  return { inFrame: best, outFrame: best + length };
}

/**
 * `length` frames of a shot that hold its line whole, a little more air before than after it; or
 * undefined where there is no line or no room.
 */
export function lineWindow(
  shot: MaterialShot,
  length: number,
  from: number = shot.from,
  to: number = shot.to,
): { readonly inFrame: number; readonly outFrame: number } | undefined {
  const line = shot.line?.subtitle;
  if (!line) return undefined;
  const spare = length - (line.endFrame - line.startFrame);
  if (spare < 0 || line.startFrame < from || line.endFrame > to || to - from < length) return undefined;
  const inFrame = Math.min(Math.max(line.startFrame - Math.ceil(spare / 2), from), to - length);
  return { inFrame, outFrame: inFrame + length };
}
