import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFilm, type ShotLog } from '@second-unit/footage';
import type { CutContext } from '../../packages/editing/src/cut.ts';
import { longestTeaser } from '../../packages/editing/src/propose.ts';
import { filmOf } from '../../packages/editing/test/film.ts';

/** A film, and how long a trailer is cut from it. */
export interface Film {
  readonly context: CutContext;
  readonly seconds: number;
  /** Is it a real one? */
  readonly clip: boolean;
}

/** Logs of films that nobody shot; no two seeds share one. */
export function madeFilms(count: number, seed: number): Film[] {
  return Array.from({ length: count }, (_, at) => ({
    context: {
      ...filmOf({ shots: 60, seed: seed + at, longest: 5, scenes: 6, looks: at % 2 ? 5 : 0 }),
      mediaId: `m${seed + at}`,
    },
    seconds: 20,
    clip: false,
  }));
}

const CLIPS = [
  'maria_bbb_720p.mp4',
  'sintel_trailer_threejs.mp4',
  'trip_to_the_moon_trailer.mp4',
  'moviepy_chaplin.mp4',
  'bbb_480p_30s.mp4',
  'hamilton_short.mp4',
];

/** The clips that are there and have shots enough to choose between; each is logged once and its log kept. */
export async function clipFilms(data: string): Promise<Film[]> {
  const films: Film[] = [];
  for (const name of CLIPS) {
    const path = join(data, 'clips', name);
    if (!existsSync(path)) continue;
    const context = { mediaId: name, log: await logged(path) };
    if (context.log.shots.length < 8) continue;
    const seconds = Math.min(20, Math.floor(longestTeaser(context, 0) / 3));
    // Long enough for a few places.
    if (seconds < 4) continue;
    films.push({ context, seconds, clip: true });
  }
  return films;
}

async function logged(path: string): Promise<ShotLog> {
  const { size, mtimeMs } = await stat(path);
  const key = createHash('sha256').update(`${path} ${size} ${mtimeMs}`).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), 'second-unit-bench-logs');
  const kept = join(folder, `${key}.json`);
  if (existsSync(kept)) return JSON.parse(await readFile(kept, 'utf8')) as ShotLog;
  const log = await logFilm(path);
  await mkdir(folder, { recursive: true });
  await writeFile(`${kept}.${process.pid}`, JSON.stringify(log));
  await rename(`${kept}.${process.pid}`, kept);
  return log;
}
