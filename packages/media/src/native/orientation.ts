import { AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import type { Stream } from 'node-av/lib';

/** How the stored picture is turned (and perhaps mirrored) when shown. */
export interface Orientation {
  /** Degrees clockwise: 0, 90, 180 or 270. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Signed permutation [a, b, c, d]: shown x = a·x + c·y, shown y = b·x + d·y, from the picture's middle. */
  readonly matrix: readonly [number, number, number, number];
}

const UPRIGHT: Orientation = { rotation: 0, matrix: [1, 0, 0, 1] };

/** The orientation that the container asks for; angles between the quarter turns are taken to the nearest. */
export function orientationOf(stream: Stream): Orientation {
  const data = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  if (data === null || data.length < 36) return UPRIGHT;
  return orientationFrom(Array.from({ length: 9 }, (_, at) => data.readInt32LE(at * 4)));
}

/** The same from the nine numbers of a display matrix. */
export function orientationFrom(display: readonly number[]): Orientation {
  const [m0 = 0, m1 = 0, , m3 = 0, m4 = 0] = display;
  const across = Math.hypot(m0, m3);
  const down = Math.hypot(m1, m4);
  if (across === 0 || down === 0) return UPRIGHT;
  const turns = (Math.round(Math.atan2(m1 / down, m0 / across) / (Math.PI / 2)) + 4) % 4;
  const mirror = m0 * m4 - m1 * m3 < 0 ? -1 : 1;
  const cos = [1, 0, -1, 0][turns] as number;
  const sin = [0, 1, 0, -1][turns] as number;
  return {
    rotation: (turns * 90) as Orientation['rotation'],
    matrix: [cos, sin, -sin * mirror || 0, cos * mirror || 0],
  };
}

/** Do width and height change places? */
export function isSideways(orientation: Orientation): boolean {
  return orientation.rotation === 90 || orientation.rotation === 270;
}

/** The FFmpeg filters that turn a picture this way, or none. */
export function orientationFilters({ matrix: [a, b, c, d] }: Orientation): string[] {
  if (a === 0) {
    // transpose: dir bit 0 turns clockwise, bit 1 … named by FFmpeg after what is seen.
    if (b > 0) return [c < 0 ? 'transpose=clock' : 'transpose=cclock_flip'];
    return [c > 0 ? 'transpose=cclock' : 'transpose=clock_flip'];
  }
  return [...(a < 0 ? ['hflip'] : []), ...(d < 0 ? ['vflip'] : [])];
}

/**
 * For a shown picture of `width` × `height`: at each shown pixel, the index of the stored pixel; undefined when the
 * picture is upright.
 */
export function turnTable(orientation: Orientation, width: number, height: number): Uint32Array | undefined {
  const [a, b, c, d] = orientation.matrix;
  if (a === 1 && d === 1) return undefined;
  const storedWidth = isSideways(orientation) ? height : width;
  const storedHeight = isSideways(orientation) ? width : height;
  const table = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromMiddleX = x - (width - 1) / 2;
      const fromMiddleY = y - (height - 1) / 2;
      const storedX = a * fromMiddleX + b * fromMiddleY + (storedWidth - 1) / 2;
      const storedY = c * fromMiddleX + d * fromMiddleY + (storedHeight - 1) / 2;
      table[y * width + x] = storedY * storedWidth + storedX;
    }
  }
  return table;
}
