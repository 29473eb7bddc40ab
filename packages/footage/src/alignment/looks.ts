import type { Shot } from '../shot-log.ts';

/** How unlike two shots look: 0 the same, 1 like any two shots of the film that have nothing to do with each other. */
export type Unlike = (a: Shot, b: Shot) => number;

/** Where even strangers differ by less, looks tell nothing. */
const LEAST_USUAL = 0.02;
const NOTHING_TOLD = 0.5;
/** Shots this far apart in the film are of different scenes, as a rule. */
const STRANGERS = 37;
const MOST = 1.5;

/** Compares shots of one film by light, contrast, warmth and mean colour, in parts of what its strangers differ by. */
export function unlikeIn(shots: readonly Shot[]): Unlike {
  const colours = new Map(shots.map((shot) => [shot, meanColour(shot)] as const));
  const raw = (a: Shot, b: Shot): number => {
    const one = colours.get(a)!;
    const other = colours.get(b)!;
    return (
      Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]) +
      Math.abs(a.brightness - b.brightness) +
      0.5 * Math.abs(a.contrast - b.contrast) +
      0.5 * Math.abs((a.warmth ?? 0) - (b.warmth ?? 0))
    );
  };
  const step = Math.min(STRANGERS, shots.length >> 1);
  const strangers = shots.slice(step).map((shot, at) => raw(shots[at]!, shot));
  strangers.sort((a, b) => a - b);
  const usual = strangers[strangers.length >> 1] ?? 0;
  if (usual < LEAST_USUAL) return () => NOTHING_TOLD;
  return (a, b) => Math.min(MOST, raw(a, b) / usual);
}

function meanColour({ palette }: Shot): [number, number, number] {
  const mean: [number, number, number] = [0, 0, 0];
  let whole = 0;
  for (const { colour, share } of palette) {
    for (const channel of [0, 1, 2] as const) {
      mean[channel] += (Number.parseInt(colour.slice(1 + 2 * channel, 3 + 2 * channel), 16) / 255) * share;
    }
    whole += share;
  }
  return whole === 0 ? mean : [mean[0] / whole, mean[1] / whole, mean[2] / whole];
}
