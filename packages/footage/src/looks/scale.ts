import { SHOT_SIZES, type ShotSize } from '@second-unit/timeline';
import type { Box } from '../people/face-model.ts';
import type { Scale } from '../shot-log.ts';

/** What was found in a shot that tells how near it is. */
export interface Seen {
  /** By its faces, where any were found: see `scaleOfFaces`. */
  readonly faces?: Scale | undefined;
  /** The people found in each look at the shot, each as far as it shows, in parts of the picture. */
  readonly people: readonly (readonly Box[])[];
  /** Width of the picture by its height. */
  readonly shape: number;
}

/** A box that ends this near the picture's lower edge is cut off by it. */
const CUT = 0.97;
/** Height from which a person who is not cut off is shown full, and wide. */
const FULL = 0.7;
const WIDE = 0.2;
/** Width of a box that is cut off by its height: someone who stands is three times as high as wide, a bust as wide as high. */
const CROPS: readonly (readonly [from: number, size: ShotSize])[] = [
  [1.5, 'extreme close-up'],
  [1.1, 'close-up'],
  [0.78, 'medium close-up'],
  [0.52, 'medium'],
  [0, 'medium wide'],
];
/** A box tells less than a face: arms are spread, people sit, a table hides their legs. */
const BY_PEOPLE = 0.5;
/** What the two together are sure of, where they agree to a step. */
const BOTH = 0.9;

function sizeOf({ y, width, height }: Box, shape: number): ShotSize {
  if (y + height < CUT) return height >= FULL ? 'full' : height >= WIDE ? 'wide' : 'extreme wide';
  const across = (width * shape) / height;
  return CROPS.find(([from]) => across >= from)?.[1] ?? 'medium wide';
}

/**
 * How much of a person a shot shows, by faces where there are any, else by the largest person of each look; where both
 * are and agree, surer. Undefined where neither was found: the picture alone does not tell (a wall and a plain have the
 * same lines), and a guess would be worth less than none.
 */
export function scaleOf({ faces, people, shape }: Seen): Scale | undefined {
  const sizes = people.flatMap((boxes) => {
    const largest = boxes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
    return largest === undefined ? [] : [SHOT_SIZES.indexOf(sizeOf(largest, shape))];
  });
  const middle = sizes.sort((a, b) => a - b)[sizes.length >> 1];
  if (middle === undefined) return faces;
  if (faces !== undefined) {
    const apart = Math.abs(SHOT_SIZES.indexOf(faces.size) - middle);
    const confidence = apart <= 1 ? Math.min(BOTH, faces.confidence + 0.1) : faces.confidence * 0.8;
    return { ...faces, confidence: Math.round(confidence * 100) / 100 };
  }
  const agree = sizes.filter((size) => Math.abs(size - middle) <= 1).length / people.length;
  return {
    size: SHOT_SIZES[middle]!,
    confidence: Math.round(BY_PEOPLE * (0.4 + 0.6 * agree) * 100) / 100,
    by: 'people',
  };
}
