import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { ClipCrop } from '@second-unit/media';
import type { WindowAsk } from './shot-window-thread.ts';
import { ThreadLane } from './thread-lane.ts';

/** Most that one shot may take, in milliseconds. */
const LIMIT = 600_000;
/** Milliseconds after which the thread goes, and with it the detector's 200 MB. */
const IDLE = 30_000;
/** Milliseconds that the thread may take to end the process that decodes for it; it may be in the middle of a picture. */
const END_WITHIN = 10_000;
/** Windows that are remembered: a cut is looked at again and again. */
const MOST_KNOWN = 1000;

let lane: ThreadLane<WindowAsk, ClipCrop | null> | undefined;
let idle: NodeJS.Timeout | undefined;
let asking = 0;
const known = new Map<string, ClipCrop | null>();

/**
 * The window of another shape on a shot, which follows its faces, or what stands out where there are none; undefined
 * where the shot is better shown whole. It is worked out in a thread, so that nobody's request waits for it. Faces that
 * are not given are looked for: boxes alone, in that thread's memory, which is gone half a minute after it was last asked;
 * nobody is told from anybody, and nothing of a face is kept.
 *
 * @throws Fault `cancelled` by the signal; as `smallPictures`
 */
export async function windowOn(ask: WindowAsk, signal?: AbortSignal): Promise<ClipCrop | undefined> {
  const key = windowKey(ask, await stat(ask.info.originalPath).catch(() => ({ size: 0, mtimeMs: 0 })));
  const before = known.get(key);
  if (before !== undefined) return before ?? undefined;
  clearTimeout(idle);
  lane ??= new ThreadLane<WindowAsk, ClipCrop | null>(
    new URL('./shot-window-thread.ts', import.meta.url),
    LIMIT,
    'It took too long to find what a shot of another shape should follow; render it in the shape of its film.',
    END_WITHIN,
  );
  asking++;
  try {
    const window = await lane.ask(ask, signal);
    for (const oldest of known.keys()) if (known.size >= MOST_KNOWN) known.delete(oldest);
    known.set(key, window);
    return window ?? undefined;
  } finally {
    if (--asking === 0) idle = setTimeout(closeWindows, IDLE).unref();
  }
}

/** What a window is remembered by: a hash, so that of where faces are nothing stays once they are forgotten. */
export function windowKey(
  ask: WindowAsk,
  { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
): string {
  return createHash('sha256')
    .update(JSON.stringify([ask, size, mtimeMs]))
    .digest('base64');
}

/** Lets the thread go; the next that asks has one of its own. Resolves when it has ended. */
export async function closeWindows(): Promise<void> {
  clearTimeout(idle);
  const ending = lane;
  lane = undefined;
  await ending?.close();
}
