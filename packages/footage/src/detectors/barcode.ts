import type { Detector, SmallFrame } from './detector.ts';
import { hexOf, LINEAR } from './oklab.ts';

const MOST = 1000;

/**
 * The film barcode: each column is the mean colour, in linear light, of a part of the film, left to right. The film's
 * length is not known beforehand, so columns are paired up whenever there are too many.
 */
export class Barcode implements Detector<string> {
  /** Frames in a column. */
  #width = 1;
  #columns: [r: number, g: number, b: number, frames: number][] = [];

  frame({ rgb }: SmallFrame): readonly string[] {
    let r = 0;
    let g = 0;
    let b = 0;
    for (let at = 0; at < rgb.length; at += 3) {
      r += LINEAR[rgb[at]!]!;
      g += LINEAR[rgb[at + 1]!]!;
      b += LINEAR[rgb[at + 2]!]!;
    }
    const pixels = rgb.length / 3;
    const last = this.#columns.at(-1);
    if (last !== undefined && last[3] < this.#width) {
      last[0] += r / pixels;
      last[1] += g / pixels;
      last[2] += b / pixels;
      last[3]++;
      return [];
    }
    if (this.#columns.length === MOST) this.#pair();
    this.#columns.push([r / pixels, g / pixels, b / pixels, 1]);
    return [];
  }

  /** `#rrggbb`, at most 1,000. */
  end(): readonly string[] {
    return this.#columns.map(([r, g, b, frames]) => hexOf(r / frames, g / frames, b / frames));
  }

  #pair(): void {
    const paired: [number, number, number, number][] = [];
    for (let at = 0; at < this.#columns.length; at += 2) {
      const one = this.#columns[at]!;
      const other = this.#columns[at + 1] ?? [0, 0, 0, 0];
      paired.push([one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]]);
    }
    this.#columns = paired;
    this.#width *= 2;
  }
}
