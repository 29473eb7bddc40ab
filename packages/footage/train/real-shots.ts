import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '@second-unit/media';

type Range = readonly [from: number, to: number];

/** A clip whose shots are known, so that parts of it can be joined by transitions of our own. */
interface Source {
  readonly file: string;
  readonly credit: string;
  /** First frames of shots and the frame behind each; or a file beside the clip that lists its cuts. */
  readonly shots: string | readonly Range[];
  /** `halves`: every other shot is learned from, the others are held out. `held-out`: for measuring only. */
  readonly use: 'halves' | 'held-out';
}

const SOURCES: readonly Source[] = [
  {
    file: 'maria_bbb_720p.mp4',
    credit: 'Big Buck Bunny, © Blender Foundation, CC BY 3.0',
    shots: 'maria_bbb_720p.cuts.txt',
    use: 'halves',
  },
  {
    file: 'sintel_trailer_threejs.mp4',
    credit: 'Sintel trailer, © Blender Foundation, CC BY 3.0',
    shots: [
      [165, 195],
      [314, 336],
      [338, 356],
      [460, 494],
      [553, 572],
      [574, 622],
      [625, 659],
      [703, 756],
      [795, 830],
      [880, 940],
    ],
    use: 'halves',
  },
  {
    file: 'bbb_480p_30s.mp4',
    credit: 'Big Buck Bunny (its beginning), © Blender Foundation, CC BY 3.0',
    shots: [
      [60, 284],
      [286, 377],
      [379, 552],
      [554, 719],
    ],
    use: 'held-out',
  },
  {
    file: 'trip_to_the_moon_trailer.mp4',
    credit: 'A Trip to the Moon (1902), in a recent trailer',
    // Without its stop tricks, which are cuts made in the camera, and without titles whose letters leap at the spectator.
    shots: [
      [20, 138],
      [202, 232],
      [256, 296],
      [322, 358],
      [376, 423],
      [453, 554],
      [592, 631],
      [633, 697],
      [699, 760],
      [762, 781],
      [822, 880],
      [882, 1001],
      [1003, 1038],
      [1161, 1198],
      [1223, 1259],
      [1284, 1320],
      [1384, 1430],
    ],
    use: 'held-out',
  },
  {
    file: 'moviepy_chaplin.mp4',
    credit: 'a Chaplin film, black and white',
    shots: [[0, 241]],
    use: 'held-out',
  },
  {
    file: 'hamilton_short.mp4',
    credit: 'a stage at the White House',
    shots: [
      [0, 19],
      [21, 81],
      [83, 210],
      [212, 275],
    ],
    use: 'held-out',
  },
];

const SHORTEST = 18;

/** Size that shots are kept and films joined at: a third of it each way is what footage is judged on. */
export const WIDE = 192;
export const HIGH = 108;

/** One shot of a real film. */
export interface RealShot {
  readonly credit: string;
  /** RGB, `WIDE` × `HIGH`. */
  readonly frames: readonly Uint8Array[];
}

/** Which shots: those that may be learned from, or those that measure. No shot is in both. */
export type Part = 'learn' | 'held-out';

/** The shots of the clips in `folder`, in order; empty where none of the clips is there. */
export async function realShots(folder: string, part: Part): Promise<RealShot[]> {
  const shots: RealShot[] = [];
  for (const { file, credit, shots: known, use } of SOURCES) {
    const path = join(folder, file);
    if (!existsSync(path) || (typeof known === 'string' && !existsSync(join(folder, known)))) continue;
    if (use === 'held-out' && part === 'learn') continue;
    const ranges = typeof known === 'string' ? betweenCuts(join(folder, known)) : known;
    const chosen = ranges.filter((_, at) => use === 'held-out' || at % 2 === (part === 'learn' ? 0 : 1));
    const found = await framesOf(path, chosen);
    for (const frames of found) if (frames.length >= SHORTEST) shots.push({ credit, frames });
  }
  return shots;
}

/** Frames of some ranges of a clip; of the others nothing is kept. */
async function framesOf(path: string, ranges: readonly Range[]): Promise<Uint8Array[][]> {
  const found = ranges.map((): Uint8Array[] => []);
  const bytes = WIDE * HIGH * 3;
  for await (const event of decode(path, { frames: { width: WIDE, height: HIGH } })) {
    if (event.type !== 'frames') continue;
    for (let at = 0; at < event.pts.length; at++) {
      const frame = event.first + at;
      const range = ranges.findIndex(([from, to]) => frame >= from && frame < to);
      if (range >= 0) found[range]!.push(event.rgb.slice(at * bytes, (at + 1) * bytes));
    }
  }
  return found;
}

function betweenCuts(path: string): Range[] {
  const cuts = readFileSync(path, 'utf8').trim().split(/\s+/).map(Number);
  return [0, ...cuts].map((from, at) => [from, cuts[at] ?? Number.POSITIVE_INFINITY]);
}
