import type { Material } from './material.ts';

/** The instants at which a stretch may be cut, in frames from its beginning: the first 0, the last its length. */
export interface CutGrid {
  readonly at: readonly number[];
  /** Frames of a usual step. */
  readonly step: number;
  /** Are all steps but the first alike? */
  readonly even: boolean;
  /** Must there be a cut at one of the instants between these two, so that no shot may go over it? */
  readonly crosses: (from: number, to: number) => boolean;
}

/**
 * A grid of a few frames, a twelfth of a second and more, so that the dynamic programme stays small. The first step takes what the
 * grid leaves over. Instants are moved to where a title card is to stand, and to the beats of the
 * music where these are near: what is cut on a beat must be exactly on it.
 */
export function cutGrid(material: Material, stretch: { readonly start: number; readonly length: number }): CutGrid {
  const finest = Math.max(1, Math.floor(material.rate / 12));
  const step = Math.max(1, Math.min(Math.max(finest, Math.ceil(stretch.length / 400)), Math.floor(material.rate / 4)));
  const steps = Math.floor(stretch.length / step);
  const over = stretch.length - steps * step;
  const at = Array.from({ length: steps + 1 }, (_, index) => (index === 0 ? 0 : over + index * step));
  const fixed = new Set<number>();
  const move = (to: number): boolean => {
    const index = Math.round((to - over) / step);
    if (index < 1 || index >= steps || fixed.has(index)) return false;
    if (to <= at[index - 1]! || to >= at[index + 1]!) return false;
    at[index] = to;
    fixed.add(index);
    return true;
  };
  const must: number[] = [];
  let shift = 0;
  const { breaks, beats } = material;
  for (const card of breaks) {
    const to = card.at - stretch.start;
    if (card.at <= stretch.start) shift += card.frames;
    else if (move(to)) must.push(Math.round((to - over) / step));
  }
  for (const beat of beats) {
    // Frames of the cut, of which title cards before the stretch, and in it, take some.
    let to = Math.round(beat) - stretch.start - shift;
    for (const card of breaks) {
      if (card.at > stretch.start && card.at - stretch.start <= to - card.frames) to -= card.frames;
    }
    move(to);
  }
  const passed = new Array<number>(steps + 1).fill(0);
  for (let index = 1; index <= steps; index++) passed[index] = passed[index - 1]! + (must.includes(index) ? 1 : 0);
  return {
    at,
    step,
    even: fixed.size === 0,
    crosses: (from, to) => passed[Math.max(from, to - 1)]! > passed[from]!,
  };
}
