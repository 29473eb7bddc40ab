import { steepestEdges } from '../records/luma-measures.ts';

/** Edges needed to say anything. */
const LEAST = 4;
/** Of the blocks, the share that may be crisper than what is answered: part of a picture in focus is enough. */
const CRISPEST = 0.15;

/**
 * How steep the edges of a frame's luma are, 0 to 1: what part of its whole rise, over six pixels, an edge makes between
 * two neighbours, in the parts of the picture that are sharpest. About 0.7 where it is sharp, 0.4 where it is blurred by
 * one pixel (standard deviation), 0.25 by two, whatever its contrast. Undefined where there are too few edges.
 */
export function crispness(luma: Uint8Array): number | undefined {
  const found = steepestEdges(luma);
  if (found.length < LEAST) return undefined;
  found.sort((a, b) => b - a);
  return found[Math.floor(found.length * CRISPEST)];
}
