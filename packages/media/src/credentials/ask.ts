import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cancelled, MediaError, type MediaErrorCode } from '../error.ts';
import { cancelWith, type Limits, MediaProcess } from '../process/media-process.ts';
import { Places } from '../process/places.ts';
import type { Message } from '../process/wire.ts';

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Module of the C2PA library; another only in tests. */
  readonly library?: string | undefined;
}

const ENTRY = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url));
const LIBRARY = '@contentauth/c2pa-node';
const MEMORY_MEGABYTES = 1024;
/** Seconds that any file may take, and bytes that a slow disk reads in one more: all of it is hashed. */
const LEAST_SECONDS = 60;
const BYTES_A_SECOND = 10e6;

const places = new Places(() => false);

/**
 * One request to a credentials process of its own, which ends with it. `place` is the file that errors name and whose
 * size says how long it may take.
 */
export async function ask(
  op: 'load' | 'read' | 'sign',
  place: string | undefined,
  args: Message,
  { signal, limits, library = LIBRARY }: AskOptions,
): Promise<Message> {
  if (signal?.aborted) throw cancelled(signal);
  const size = place === undefined ? 0 : (await stat(place)).size;
  await places.take(signal);
  try {
    const child = new MediaProcess(
      { stallSeconds: LEAST_SECONDS + size / BYTES_A_SECOND, memoryMegabytes: MEMORY_MEGABYTES, ...limits },
      ENTRY,
    );
    const uncancel = cancelWith(child, signal);
    try {
      child.begin(place ?? 'content credentials', op === 'read');
      await child.send({ op, args: { ...args, library } });
      const message = await child.receive();
      if ('done' in message) return message.done as Message;
      const error = message.error as { code: MediaErrorCode; message: string; place?: string };
      throw new MediaError(error.code, error.message, {
        ...((error.place ?? place) ? { place: error.place ?? place } : {}),
      });
    } finally {
      uncancel();
      child.kill(new MediaError('cancelled', 'Closed.'));
    }
  } finally {
    places.giveBack();
  }
}
