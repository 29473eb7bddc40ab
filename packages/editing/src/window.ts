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
  const starts = [from, to - length, ...speechStarts(shot, length)].map(clamp);
  return clearest(shot, clamp(Math.round(shot.shot.keyFrame - length / 2)), starts, length);
}

/** Starts at which a window of this length begins or ends with a line instead of within it. */
function speechStarts(shot: MaterialShot, length: number): number[] {
  return shot.speech.flatMap((line) => [
    line.endFrame,
    line.startFrame,
    line.startFrame - length,
    line.endFrame - length,
  ]);
}

/** Of the wish and the other starts, the one that cuts off fewest lines; among equals the nearest to the wish. */
function clearest(
  shot: MaterialShot,
  wish: number,
  starts: readonly number[],
  length: number,
): { readonly inFrame: number; readonly outFrame: number } {
  let best = wish;
  let fewest = cutLines(shot, wish, wish + length);
  if (fewest > 0) {
    for (const start of starts.toSorted((a, b) => Math.abs(a - wish) - Math.abs(b - wish) || a - b)) {
      const cut = cutLines(shot, start, start + length);
      if (cut < fewest) [best, fewest] = [start, cut];
    }
  }
  return { inFrame: best, outFrame: best + length };
}

/**
 * `length` frames of a shot that hold its line whole, with even air around it or where fewest other
 * lines are cut off; or undefined where there is no line or no room.
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
  const [earliest, latest] = [Math.max(from, line.endFrame - length), Math.min(line.startFrame, to - length)];
  const clamp = (start: number) => Math.min(Math.max(start, earliest), latest);
  const starts = [earliest, latest, ...speechStarts(shot, length).map(clamp)];
  return clearest(shot, clamp(line.startFrame - Math.ceil(spare / 2)), starts, length);
}
