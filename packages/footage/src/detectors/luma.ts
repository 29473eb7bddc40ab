// Luma of each level of red, green and blue (Rec. 709): three look-ups instead of three products.
const RED: Float32Array = Float32Array.from({ length: 256 }, (_, level) => 0.2126 * level);
const GREEN: Float32Array = Float32Array.from({ length: 256 }, (_, level) => 0.7152 * level);
const BLUE: Float32Array = Float32Array.from({ length: 256 }, (_, level) => 0.0722 * level);

/** Luma of the pixel whose red byte is at `at`, 0 to 255. */
export function lumaAt(rgb: Uint8Array, at: number): number {
  return RED[rgb[at]!]! + GREEN[rgb[at + 1]!]! + BLUE[rgb[at + 2]!]!;
}
