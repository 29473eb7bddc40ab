import type { Picture } from '../people/face-model.ts';
import type { PictureInput } from './manifest.ts';

/** Grey of the bars around a picture that keeps its shape, as detectors are trained with. */
const GREY = 114;

/** Where a picture lies in a model's input, in pixels of it. */
export interface Placed {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A picture as a model's input, and where in it the picture lies. */
export function pictureTensor(
  picture: Picture,
  input: PictureInput,
): { readonly data: Float32Array | Uint8Array; readonly dims: readonly number[]; readonly placed: Placed } {
  const { width, height, layout, type, divide, mean, deviation, fit } = input;
  const scale = Math.min(width / picture.width, height / picture.height);
  const wide = fit === 'stretch' ? width : Math.max(1, Math.round(picture.width * scale));
  const high = fit === 'stretch' ? height : Math.max(1, Math.round(picture.height * scale));
  const placed = { left: (width - wide) >> 1, top: (height - high) >> 1, width: wide, height: high };
  const data = type === 'uint8' ? new Uint8Array(width * height * 3) : new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let colour = 0; colour < 3; colour++) {
        const byte = byteAt(picture, placed, x, y, colour);
        const at = layout === 'NCHW' ? (colour * height + y) * width + x : (y * width + x) * 3 + colour;
        data[at] =
          type === 'uint8' ? Math.round(byte) : (byte / divide - (mean[colour] ?? 0)) / (deviation[colour] ?? 1);
      }
    }
  }
  return { data, dims: layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3], placed };
}

/** A pixel of the input: between four of the picture. */
function byteAt({ width, height, rgb }: Picture, placed: Placed, x: number, y: number, colour: number): number {
  const u = ((x - placed.left + 0.5) / placed.width) * width - 0.5;
  const v = ((y - placed.top + 0.5) / placed.height) * height - 0.5;
  if (u < -0.5 || v < -0.5 || u > width - 0.5 || v > height - 0.5) return GREY;
  const left = Math.max(0, Math.floor(u));
  const top = Math.max(0, Math.floor(v));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const [across, down] = [Math.max(0, u - left), Math.max(0, v - top)];
  const pixel = (column: number, row: number): number => rgb[(row * width + column) * 3 + colour] ?? 0;
  const upper = pixel(left, top) * (1 - across) + pixel(right, top) * across;
  const lower = pixel(left, bottom) * (1 - across) + pixel(right, bottom) * across;
  return upper * (1 - down) + lower * down;
}
