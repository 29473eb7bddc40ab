import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Damage, MediaInfo } from '@second-unit/media';
import { hearFilm } from './hear-film.ts';
import { SegmentWriter } from './records/segment-file.ts';
import { watchRange } from './records/watch-range.ts';
import { workersFor } from './records/watch-ranges.ts';
import type { Part, Segments } from './segments.ts';

/** How often somebody who waits for the parts of others looks for them. */
const LOOK_MS = 1_000;

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** Decoding threads of a segment; as many as there are cores if absent. */
  readonly threads?: number;
  /** Frames watched so far, here and elsewhere, of about so many. */
  readonly onFrames?: ((frame: number, frames: number) => void) | undefined;
}

/** Watches one segment into its file, which is there when this resolves. */
async function watchSegment(
  path: string,
  segments: Segments,
  part: number,
  options: Options,
  onFrames: (frames: number, told: MediaInfo) => void,
): Promise<void> {
  const target = segments.pathOf(part);
  const temporary = `${target}.${randomUUID()}.part`;
  let writer = await SegmentWriter.create(temporary);
  try {
    let info: MediaInfo | undefined;
    let ending = { lastDuration: 0, interlaced: false };
    let frames = 0;
    let damage: Damage[] = [];
    for await (const event of watchRange(path, segments.ranges[part]!, options)) {
      if (event.type === 'info') {
        if (info !== undefined) {
          await writer.close();
          writer = await SegmentWriter.create(temporary);
        }
        info = event.info;
        frames = 0;
        damage = [];
      } else if (event.type === 'damage') damage.push(event.damage);
      else if (event.type === 'end') {
        ending = { lastDuration: event.lastDuration, interlaced: event.interlaced };
      } else if (event.type === 'records') {
        await writer.write(event.records);
        frames += event.count;
        onFrames(frames, info!);
      }
    }
    await writer.end({ info: info!, ...ending, damage });
    await writer.close();
    await rename(temporary, target);
  } catch (error) {
    await writer.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Does what is left to do of a film: part by part those that nobody else works on; at last waits for the others' and
 * takes over what they leave undone. Resolves when every part is there. Errors as of `decode`.
 */
export async function watchSegments(path: string, segments: Segments, given: Omit<Options, 'threads'>): Promise<void> {
  // Where one part fails, the others need not go on.
  const failed = new AbortController();
  const signal = given.signal === undefined ? failed.signal : AbortSignal.any([given.signal, failed.signal]);
  const { atOnce, threads } = workersFor(segments.ranges.length);
  try {
    await watchParts(path, segments, atOnce, { ...given, signal, threads });
  } finally {
    failed.abort();
  }
}

async function watchParts(path: string, segments: Segments, atOnce: number, options: Options): Promise<void> {
  const left = new Set(segments.parts);
  const frames = new Map<Part, number>();
  const tell = (part: Part, watched: number, told: MediaInfo): void => {
    frames.set(part, watched);
    const all = frames.values().reduce((sum, some) => sum + some, 0);
    options.onFrames?.(all, Math.max(all, told.frames));
  };
  const isLeft = async (part: Part): Promise<boolean> => {
    if (!left.has(part)) return false;
    const done = await segments.framesOf(part);
    if (done === undefined) return true;
    frames.set(part, done);
    left.delete(part);
    await segments.sweep(part);
    return false;
  };
  const take = async (part: Part): Promise<boolean> => {
    const letGo = await segments.claim(part);
    if (letGo === undefined) return false;
    try {
      // Somebody may have done it between the look and the claim.
      if (!(await isLeft(part))) return true;
      if (part === 'sound') await segments.saveSound(await hearFilm(path, options));
      else await watchSegment(path, segments, part, options, (watched, told) => tell(part, watched, told));
      left.delete(part);
    } finally {
      await letGo();
    }
    return true;
  };
  const takeIfLeft = async (part: Part): Promise<boolean> => (await isLeft(part)) && (await take(part));
  // The sound beside the pictures: each has a media process of its own.
  const sound = takeIfLeft('sound');
  sound.catch(() => {});
  for (;;) {
    let took = 0;
    const parts = segments.ranges.keys();
    const worker = async (): Promise<void> => {
      // Each takes the next part that no other has taken.
      for (const part of parts) {
        options.signal?.throwIfAborted();
        if (await takeIfLeft(part)) took++;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    await sound;
    if (await takeIfLeft('sound')) took++;
    if (left.size === 0) return;
    if (took === 0) await sleep(LOOK_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}
