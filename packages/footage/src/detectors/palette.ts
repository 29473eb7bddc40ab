import type { ShotDetector, SmallFrame } from './detector.ts';
import { hexOfLab, type Lab, LINEAR, labOf } from './oklab.ts';

/** A colour, `#rrggbb`, and the share of the picture that is like it, 0 to 1. */
export interface Swatch {
  readonly colour: string;
  readonly share: number;
}

const MOST = 5;
/** Colours are counted in 16 levels a channel first: a shot of any length is then 4,096 numbers. */
const BINS = 4096;
/** A palette hardly changes from frame to frame. */
const EVERY = 3;
const ROUNDS = 16;
/** In OKLab: nearer than this, two colours would be called the same. */
const ALIKE = 0.07;
const LEAST_SHARE = 0.02;

interface Bin {
  readonly lab: Lab;
  readonly weight: number;
}

function apart(a: Lab, b: Lab): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

/** Begins with the commonest colour, then always takes the one that the palette misses most. */
function seeds(bins: readonly Bin[]): Lab[] {
  const chosen: Lab[] = [];
  while (chosen.length < Math.min(MOST, bins.length)) {
    let best: Bin | undefined;
    let most = 0;
    for (const bin of bins) {
      const missed = chosen.length === 0 ? 1 : Math.min(...chosen.map((lab) => apart(lab, bin.lab)));
      if (bin.weight * missed > most) {
        most = bin.weight * missed;
        best = bin;
      }
    }
    if (best === undefined) break;
    chosen.push(best.lab);
  }
  return chosen;
}

function nearest(centres: readonly Lab[], lab: Lab): number {
  let best = 0;
  for (let at = 1; at < centres.length; at++) if (apart(centres[at]!, lab) < apart(centres[best]!, lab)) best = at;
  return best;
}

function means(bins: readonly Bin[], centres: readonly Lab[]): Bin[] {
  const sums = centres.map(() => [0, 0, 0, 0] as [number, number, number, number]);
  for (const { lab, weight } of bins) {
    const sum = sums[nearest(centres, lab)]!;
    for (let c = 0; c < 3; c++) sum[c]! += lab[c]! * weight;
    sum[3] += weight;
  }
  return sums
    .filter((sum) => sum[3] > 0)
    .map(([l, a, b, weight]) => ({ lab: [l / weight, a / weight, b / weight], weight }));
}

function mix(a: Bin, b: Bin): Bin {
  const weight = a.weight + b.weight;
  const at = (c: 0 | 1 | 2): number => (a.lab[c] * a.weight + b.lab[c] * b.weight) / weight;
  return { lab: [at(0), at(1), at(2)], weight };
}

/** Like colours become one, the rare ones go. */
function settle(clusters: readonly Bin[]): Bin[] {
  const kept: Bin[] = [];
  for (const cluster of clusters.toSorted((a, b) => b.weight - a.weight)) {
    const like = kept.findIndex((one) => apart(one.lab, cluster.lab) < ALIKE * ALIKE);
    if (like < 0) kept.push(cluster);
    else kept[like] = mix(kept[like]!, cluster);
  }
  return kept.sort((a, b) => b.weight - a.weight);
}

/** Up to five colours that cover most of a shot's picture: k-means (Lloyd) in OKLab, from seeds without chance. */
export class PaletteOfShot implements ShotDetector<readonly Swatch[]> {
  #seen = 0;
  #counts = new Float64Array(BINS);
  /** Sums of linear red, green, blue of each bin. */
  #sums = new Float64Array(BINS * 3);

  frame({ rgb }: SmallFrame): void {
    if (this.#seen++ % EVERY !== 0) return;
    for (let at = 0; at < rgb.length; at += 3) {
      const r = rgb[at]!;
      const g = rgb[at + 1]!;
      const b = rgb[at + 2]!;
      const bin = ((r >> 4) << 8) | ((g >> 4) << 4) | (b >> 4);
      this.#counts[bin]!++;
      this.#sums[bin * 3]! += LINEAR[r]!;
      this.#sums[bin * 3 + 1]! += LINEAR[g]!;
      this.#sums[bin * 3 + 2]! += LINEAR[b]!;
    }
  }

  shot(): readonly Swatch[] {
    const bins: Bin[] = [];
    let total = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const weight = this.#counts[bin]!;
      if (weight === 0) continue;
      total += weight;
      const of = (c: number): number => this.#sums[bin * 3 + c]! / weight;
      bins.push({ lab: labOf(of(0), of(1), of(2)), weight });
    }
    this.#seen = 0;
    this.#counts = new Float64Array(BINS);
    this.#sums = new Float64Array(BINS * 3);
    let centres: readonly Lab[] = seeds(bins);
    let clusters: Bin[] = [];
    for (let round = 0; round < ROUNDS && centres.length > 0; round++) {
      clusters = means(bins, centres);
      centres = clusters.map((cluster) => cluster.lab);
    }
    return settle(clusters)
      .map(({ lab, weight }) => ({ colour: hexOfLab(lab), share: weight / total }))
      .filter(({ share }) => share >= LEAST_SHARE);
  }
}
