import type { Box, Picture } from '../people/face-model.ts';

/** Something in a picture, by the word of the model's list. */
export interface Thing {
  readonly label: string;
  readonly box: Box;
  /** 0 to 1, at least the model's threshold for this word. */
  readonly confidence: number;
}

/** Finds things of a fixed list in a picture. */
export interface ThingModel {
  readonly name: string;
  readonly version: string;
  /** Every word that it knows. */
  readonly labels: readonly string[];
  detect(picture: Picture): Promise<readonly Thing[]>;
  close(): Promise<void>;
}

/** Puts pictures and words into one space, so that pictures can be searched by any words. */
export interface ImageTextModel {
  readonly name: string;
  readonly version: string;
  /** Unit length. */
  encodePicture(picture: Picture): Promise<Float32Array>;
  /** Unit length; words and pictures are alike by their dot product. */
  encodeText(words: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/** A vector of length 1 in the same direction; one without direction stays as it is. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
