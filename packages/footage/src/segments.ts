import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { cutPoints } from '@second-unit/media';
import { HEARD_VERSION, type HeardFilm } from './hear-film.ts';
import { endOfSegment, RECORD_VERSION } from './records/segment-file.ts';
import { type Range, rangesBetween } from './records/watch-range.ts';

/** Who holds a claim says so this often; who has not said so for this long is gone. */
const BEAT_MS = 5_000;
const GONE_MS = 60_000;
/** Seconds of film in a segment, about: what a killed process loses at most. */
const SEGMENT_SECONDS = 60;
const PLAN = 'plan.json';
const SOUND = 'sound.json';

/** A part of the work on a film: one of its segments, by number, or its sound. */
export type Part = number | 'sound';

/** A name for a folder of what was made with these settings only. */
function nameFor(...settings: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16);
}

function nameOf(part: Part): string {
  return part === 'sound' ? SOUND : `${String(part).padStart(5, '0')}.records`;
}

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** Writes a file at once or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  await writeFile(temporary, text, { flush: true });
  await rename(temporary, path);
}

/**
 * The folder in which a film is being logged: one file for each segment that is done, one for the sound, and claims of
 * what somebody works on. Several processes, on several machines that share the folder, may work in it at once; a
 * claim only spares double work, for whoever does a part writes the same.
 */
export class Segments {
  readonly folder: string;
  readonly ranges: readonly Range[];

  private constructor(folder: string, ranges: readonly Range[]) {
    this.folder = folder;
    this.ranges = ranges;
  }

  /**
   * Opens the folder, which is made where it is not there. Parts lie in a folder of their own for each film, state of
   * it, version of ours and way to cut it: what is of another one is not touched. Throws `MediaError` as `probe`, and a
   * Fault 'conflict' where the folder cannot be written; of a full disk, what the system says of it.
   */
  static async open(
    path: string,
    folder: string,
    options: { readonly seconds?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Segments> {
    const { seconds = SEGMENT_SECONDS, signal } = options;
    try {
      const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
      const place = join(folder, nameFor(size, mtimeMs, seconds, RECORD_VERSION, HEARD_VERSION));
      const plan = join(place, PLAN);
      const known = await readCuts(plan);
      const cuts = known ?? (await cutPoints(path, seconds, { signal })).map(String);
      // Two who begin at once may cut otherwise: one of them reads a film too slowly to find cuts in it.
      const parts = join(place, nameFor(...cuts));
      await mkdir(parts, { recursive: true });
      if (known === undefined) await writeWhole(plan, JSON.stringify(cuts));
      return new Segments(parts, rangesBetween(cuts.map(BigInt)));
    } catch (error) {
      if (!['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
      throw new Fault('conflict', `The folder “${folder}” for the log's parts cannot be written.`, {
        place: folder,
        cause: error,
      });
    }
  }

  /** Everything that is to be done, the sound first: it takes longest for its share. */
  get parts(): readonly Part[] {
    return ['sound', ...this.ranges.keys()];
  }

  pathOf(part: Part): string {
    return join(this.folder, nameOf(part));
  }

  /** Frames of a part that is done and whole (0 for the sound); undefined where it is still to be done. */
  async framesOf(part: Part): Promise<number | undefined> {
    if (part === 'sound') return (await this.sound()) === undefined ? undefined : 0;
    return (await endOfSegment(this.pathOf(part)))?.frames;
  }

  /** What was heard; undefined where that is still to be done. */
  async sound(): Promise<HeardFilm | undefined> {
    try {
      return JSON.parse(await readFile(this.pathOf('sound'), 'utf8')) as HeardFilm;
    } catch {
      return undefined;
    }
  }

  async saveSound(heard: HeardFilm): Promise<void> {
    await writeWhole(this.pathOf('sound'), JSON.stringify(heard));
  }

  #claimOf(part: Part): string {
    return `${this.pathOf(part)}.claim`;
  }

  /** Removes the claim on a part that is done where whoever did it was killed before letting go. */
  async sweep(part: Part): Promise<void> {
    const path = this.#claimOf(part);
    if (await isAbandoned(path)) await rm(path, { force: true });
  }

  /**
   * Claims a part. Answers how to let go of it; undefined where somebody else, who is still there, works on it.
   */
  async claim(part: Part): Promise<(() => Promise<void>) | undefined> {
    const path = this.#claimOf(part);
    const mine = JSON.stringify({ host: hostname(), process: process.pid, claim: randomUUID() });
    if (!(await createClaim(path, mine))) {
      if (!(await isAbandoned(path))) return undefined;
      await rm(path, { force: true });
      if (!(await createClaim(path, mine))) return undefined;
    }
    const beat = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => {});
    }, BEAT_MS).unref();
    return async () => {
      clearInterval(beat);
      const found = await readFile(path, 'utf8').catch(() => undefined);
      if (found === mine) await rm(path, { force: true });
    };
  }
}

/** Where the film is cut, in decimal: JSON has no integers of 64 bits. */
async function readCuts(plan: string): Promise<string[] | undefined> {
  try {
    return JSON.parse(await readFile(plan, 'utf8')) as string[];
  } catch {
    return undefined;
  }
}

async function createClaim(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Has the one who holds a claim been silent for long, or is it a process of this machine that has ended? */
async function isAbandoned(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > GONE_MS) return true;
    const { host, process: pid } = JSON.parse(await readFile(path, 'utf8')) as { host: string; process: number };
    if (host !== hostname()) return false;
    try {
      process.kill(pid, 0);
      return false;
    } catch (error) {
      return errorCode(error) === 'ESRCH';
    }
  } catch {
    // Let go of meanwhile, or half written by one that was killed; the clock decides about the latter.
    return false;
  }
}
