import type { ShotDetector, SmallFrame } from '../detectors/detector.ts';

const WIDE = 16;
const HIGH = 9;
/** Variance, levels squared, that noise and compression leave: what empty pictures are held against. */
const NOISE = 20;

/** A frame as 16 × 9 × RGB bytes: enough to know a set-up again. */
export type View = Uint8Array;

/** The views that a shot begins and ends with: where a set-up comes back, it goes on where it was left. */
export interface ViewsOfShot {
  readonly first: View;
  readonly last: View;
}

function viewOf({ width, height, rgb }: SmallFrame): View {
  const view = new Uint8Array(WIDE * HIGH * 3);
  for (let row = 0; row < HIGH; row++) {
    const top = Math.floor((row * height) / HIGH);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / HIGH));
    for (let column = 0; column < WIDE; column++) {
      const left = Math.floor((column * width) / WIDE);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / WIDE));
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += rgb[(y * width + x) * 3 + c]!;
        view[(row * WIDE + column) * 3 + c] = sum / ((bottom - top) * (right - left));
      }
    }
  }
  return view;
}

const BYTES = WIDE * HIGH * 3;

/** Views of a film's shots as bytes, to be kept: 864 a shot. */
export function packViews(views: readonly ViewsOfShot[]): Uint8Array {
  const packed = new Uint8Array(views.length * 2 * BYTES);
  for (const [at, { first, last }] of views.entries()) {
    packed.set(first, at * 2 * BYTES);
    packed.set(last, (at * 2 + 1) * BYTES);
  }
  return packed;
}

/** The same back; undefined for bytes that are not of so many shots. */
export function unpackViews(packed: Uint8Array, shots: number): ViewsOfShot[] | undefined {
  if (packed.length !== shots * 2 * BYTES) return undefined;
  const view = (at: number): View => packed.subarray(at * BYTES, (at + 1) * BYTES);
  return Array.from({ length: shots }, (_, at) => ({ first: view(at * 2), last: view(at * 2 + 1) }));
}

/** How unlike two views are: 0 the same, about 1 two pictures that have nothing in common. */
export function viewsApart(a: View, b: View): number {
  const count = a.length;
  let apart = 0;
  let [sumA, sumB, squareA, squareB] = [0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    const [one, other] = [a[at]!, b[at]!];
    apart += (one - other) ** 2;
    sumA += one;
    sumB += other;
    squareA += one * one;
    squareB += other * other;
  }
  const shift = ((sumA - sumB) / count) ** 2;
  const varianceA = squareA / count - (sumA / count) ** 2;
  const varianceB = squareB / count - (sumB / count) ** 2;
  return apart / count / (varianceA + varianceB + shift + NOISE);
}

/** Keeps the first and the last frame of a shot, small. */
export class ViewOfShot implements ShotDetector<ViewsOfShot> {
  #first: View | undefined;
  #last: SmallFrame | undefined;

  frame(frame: SmallFrame): void {
    this.#first ??= viewOf(frame);
    this.#last = frame;
  }

  shot(): ViewsOfShot {
    const last = this.#last === undefined ? new Uint8Array(WIDE * HIGH * 3) : viewOf(this.#last);
    const first = this.#first ?? last;
    this.#first = this.#last = undefined;
    return { first, last };
  }
}
