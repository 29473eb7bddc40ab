import type { ShotSize } from '@second-unit/timeline';
import type { Scale } from '../shot-log.ts';
import type { FaceTrack } from './face-tracks.ts';

/**
 * Height of a face, hairline to chin, in parts of the picture's, from which on a shot is no wider than this. A standing
 * person is ten faces high; each bound lies between what two neighbouring sizes show, with the usual room overhead.
 */
const BOUNDS: readonly (readonly [from: number, size: ShotSize])[] = [
  [0.9, 'extreme close-up'],
  [0.4, 'close-up'],
  [0.25, 'medium close-up'],
  [0.15, 'medium'],
  [0.1, 'medium wide'],
  [0.07, 'full'],
  [0.03, 'wide'],
  [0, 'extreme wide'],
];

/** People agree on the size of a shot only so far. */
const MOST_CONFIDENT = 0.85;

/**
 * How much of a person a shot shows, by the largest face of each look at it; undefined without faces. Confidence falls
 * towards the bound between two sizes, and with the share of looks in which nobody is seen.
 */
export function scaleOfFaces(tracks: readonly Pick<FaceTrack, 'seen'>[], looks: number): Scale | undefined {
  const largest = new Map<number, number>();
  for (const { frame, box } of tracks.flatMap(({ seen }) => seen)) {
    largest.set(frame, Math.max(largest.get(frame) ?? 0, box.height));
  }
  const heights = [...largest.values()].sort((a, b) => a - b);
  const height = heights[heights.length >> 1];
  if (height === undefined || height <= 0) return undefined;
  const at = BOUNDS.findIndex(([from]) => height >= from);
  const [from, size] = BOUNDS[at] ?? [0, 'extreme wide' as const];
  const upper = BOUNDS[at - 1]?.[0] ?? Number.POSITIVE_INFINITY;
  // In octaves: what counts is how many times larger.
  const toBound = Math.min(Math.log2(upper / height), from === 0 ? 1 : Math.log2(height / from));
  const sure = 0.5 + 0.5 * Math.min(1, toBound / 0.35);
  const seen = Math.min(1, heights.length / Math.max(1, looks));
  return { size, confidence: Math.round(MOST_CONFIDENT * sure * (0.5 + 0.5 * seen) * 100) / 100, by: 'faces' };
}
