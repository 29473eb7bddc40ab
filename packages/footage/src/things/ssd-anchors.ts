import { SSD_MAPS } from './ssd-layers.ts';

/** A box by its middle, in shares of the picture. */
export interface Centred {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Size of the boxes of the finest map and of the coarsest, in shares of the picture. */
const SMALLEST = 0.2;
const LARGEST = 0.95;
/** Width by height. */
const SHAPES = [1, 2, 0.5, 3, 0.3333] as const;
/** On the finest map there are three only, the square one half as large. */
const FINEST: readonly (readonly [size: number, shape: number])[] = [
  [0.1, 1],
  [SMALLEST, 2],
  [SMALLEST, 0.5],
];

/**
 * The boxes that the network starts from, map by map, row by row, place by place: sizes rise evenly from map to map, and
 * on each there is a square one between its own size and the next.
 */
export function ssdAnchors(): Centred[] {
  const sizeOf = (map: number): number =>
    map >= SSD_MAPS.length ? 1 : SMALLEST + ((LARGEST - SMALLEST) * map) / (SSD_MAPS.length - 1);
  return SSD_MAPS.flatMap((cells, map) => {
    const own: readonly (readonly [number, number])[] =
      map === 0
        ? FINEST
        : [...SHAPES.map((shape) => [sizeOf(map), shape] as const), [Math.sqrt(sizeOf(map) * sizeOf(map + 1)), 1]];
    return Array.from({ length: cells * cells }, (_, place) => ({
      x: ((place % cells) + 0.5) / cells,
      y: (Math.floor(place / cells) + 0.5) / cells,
    })).flatMap((middle) =>
      own.map(([size, shape]) => ({ ...middle, width: size * Math.sqrt(shape), height: size / Math.sqrt(shape) })),
    );
  });
}
