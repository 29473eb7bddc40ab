import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '@second-unit/media';
import { HEIGHT, WIDTH } from './drawn-scenes.ts';
import { type Film, makeFilm, plan } from './made-films.ts';
import { random } from './random.ts';

/** A clip whose shots are known, so that parts of it can be joined by transitions of our own. */
interface Source {
  readonly file: string;
  readonly credit: string;
  /** First frames of shots and the frame behind each; or a file beside the clip that lists its cuts. */
  readonly shots: string | readonly (readonly [from: number, to: number])[];
}

/** Clips that may be learned from: their licence lets what is made from them be passed on. */
const SOURCES: readonly Source[] = [
  {
    file: 'maria_bbb_720p.mp4',
    credit: 'Big Buck Bunny, © Blender Foundation, CC BY 3.0',
    shots: 'maria_bbb_720p.cuts.txt',
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
  },
];

const SHORTEST = 20;
/** Frames that a joined film may ask of one shot, transitions and all. */
const LONGEST = 150;
const BYTES = WIDTH * HEIGHT * 3;

/** One shot of a real film: its frames at the size that footage is decoded to. */
export interface RealShot {
  readonly credit: string;
  readonly frames: readonly Uint8Array[];
}

/** The shots of the clips in `folder`, in order; empty where none of the clips is there. */
export async function realShots(folder: string): Promise<RealShot[]> {
  const shots: RealShot[] = [];
  for (const { file, credit, shots: known } of SOURCES) {
    const path = join(folder, file);
    if (!existsSync(path) || (typeof known === 'string' && !existsSync(join(folder, known)))) continue;
    const frames: Uint8Array[] = [];
    for await (const event of decode(path, { frames: { width: WIDTH, height: HEIGHT } })) {
      if (event.type !== 'frames') continue;
      for (let at = 0; at < event.pts.length; at++) frames.push(event.rgb.slice(at * BYTES, (at + 1) * BYTES));
    }
    const ranges = typeof known === 'string' ? betweenCuts(join(folder, known), frames.length) : known;
    for (const [from, to] of ranges) {
      if (to - from >= SHORTEST) shots.push({ credit, frames: frames.slice(from, to) });
    }
  }
  return shots;
}

function betweenCuts(path: string, frames: number): [from: number, to: number][] {
  const cuts = readFileSync(path, 'utf8').trim().split(/\s+/).map(Number);
  return [0, ...cuts].map((from, at) => [from, cuts[at] ?? frames]);
}

/** Shots drawn from real films and joined as made films are; a shot that runs out stands still on its last frame. */
export function joinedFilm(seed: number, count: number, shots: readonly RealShot[]): Film {
  const next = random(seed ^ 0xc11b);
  const { takes, joins } = plan(next, count);
  let last = -1;
  return makeFilm(seed, takes, joins, {
    noise: next() < 0.5 ? 0 : next() * 1.5,
    gain: next() < 0.3 ? 0.15 + next() * 0.4 : 1,
    scene: (from) => {
      // Not the same shot twice running: that would be no change.
      let chosen = Math.floor(from() * (shots.length - 1));
      if (chosen >= last && last >= 0) chosen++;
      last = chosen;
      const { frames } = shots[chosen]!;
      const begin = Math.floor(from() * Math.max(1, frames.length - LONGEST));
      return (time) => Float32Array.from(frames[Math.min(frames.length - 1, begin + time)]!);
    },
  });
}
