import type { SceneMeasures } from './scene-measures.ts';

/** Where a turning point is likely: natural logarithms of its density, at even steps from the first word to the last. */
export type Places = readonly number[];

/** Middles of the scenes as shares of the script, told in scenes. */
export function sceneShares(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => (at + 0.5) / count);
}

/** Middles of the scenes as shares of the script, told in words. A scene without any counts as one. */
export function wordShares(scenes: readonly Pick<SceneMeasures, 'words'>[]): Float64Array {
  const all = scenes.reduce((sum, { words }) => sum + words + 1, 0);
  let before = 0;
  return Float64Array.from(scenes, ({ words }) => {
    const middle = (before + (words + 1) / 2) / all;
    before += words + 1;
    return middle;
  });
}

/** Reads a table at a share of the script, on a straight line between its steps. */
export function densityAt(places: Places, share: number): number {
  const last = places.length - 1;
  const exact = Math.max(0, Math.min(1, share)) * last;
  const low = Math.min(last - 1, Math.floor(exact));
  const from = places[low] ?? 0;
  return from + ((places[low + 1] ?? from) - from) * (exact - low);
}
