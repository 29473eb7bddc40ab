/** A picture as a model sees it: upright, square pixels, R G B, rows without gaps. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A part of a picture, in shares of its width and height from its upper left corner; may stick out over its edges. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A face in one picture. */
export interface Face {
  /** From hairline to chin and from ear to ear, as far as the model can tell. */
  readonly box: Box;
  /** Points of the face in shares of the picture; which, and how many, is the model's own. */
  readonly landmarks: readonly { readonly x: number; readonly y: number }[];
  /** That it is a face, 0 to 1. */
  readonly confidence: number;
}

/**
 * Finds faces and tells them apart. One that is stronger than the one that we ship needs nothing but this. It says
 * where faces are and which are alike; age, gender, descent and mood are none of its business.
 */
export interface FaceModel {
  /** Descriptors of different names or versions are never compared. */
  readonly name: string;
  readonly version: string;
  /** Mean distance up to which groups of faces are taken for one person's. */
  readonly samePerson: number;
  /** Height of a face, in pixels, below which its descriptor says too little. */
  readonly leastHeight: number;
  /** The faces of a picture. `thorough` may take several times as long and find more. */
  detect(picture: Picture, options: { readonly thorough: boolean }): Promise<readonly Face[]>;
  /** A descriptor for each of these faces of the picture; the Euclidean distance of two tells how alike they are. */
  embed(picture: Picture, faces: readonly Face[]): Promise<readonly Float32Array[]>;
  /** Lets its memory go. */
  close(): void;
}

/** Share of what two boxes cover together that both cover: 0 to 1. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

/** Euclidean distance of two descriptors of one model. */
export function distanceOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
