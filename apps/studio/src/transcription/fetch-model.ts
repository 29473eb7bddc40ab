import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault, toFault } from '@second-unit/evidence';
import type { Gate } from '../gate/index.ts';
import type { Home } from '../home/index.ts';
import type { WhisperModel } from './models.ts';

/** Milliseconds after which nobody writes any more what was fetched in part: a killed process left it. */
const ABANDONED = 24 * 3600 * 1000;

/** Where a model lies once it was fetched. In the cache: it can be had again. */
export function modelPath(home: Home, model: WhisperModel): string {
  return join(home.cache, 'whisper', `${model.sha256.slice(0, 16)}-ggml-${model.name}.bin`);
}

/** Is it on this machine, whole? It was checked by its hash before it got its name. */
export async function hasModel(home: Home, model: WhisperModel): Promise<boolean> {
  const found = await stat(modelPath(home, model)).catch(() => undefined);
  return found?.size === model.bytes;
}

/**
 * Fetches a model once, through the gate, and keeps it if its size and SHA-256 are the ones we know. Answers its path.
 * Errors: 'unavailable' where it could not be had, or was not what it should be; 'refused' by the gate; 'cancelled'.
 */
export async function fetchModel(
  { home, gate }: { readonly home: Home; readonly gate: Gate },
  model: WhisperModel,
  {
    by,
    signal,
    onProgress,
  }: { readonly by: string; readonly signal?: AbortSignal; readonly onProgress?: (bytes: number) => void },
): Promise<string> {
  const path = modelPath(home, model);
  if (await hasModel(home, model)) return path;
  const failed = (why: string, cause?: unknown): Fault =>
    new Fault(
      'unavailable',
      `The Whisper model “${model.name}” could not be fetched from ${new URL(model.url).host}: ${why}. Try again, or give a model file of your own.`,
      { place: model.url, cause },
    );
  await mkdir(dirname(path), { recursive: true });
  await sweepParts(path);
  // Workers in containers have the same process id; of one folder, each writes a file of its own.
  const part = `${path}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const response = await gate.outgoing(
      { items: [], to: new URL(model.url), what: `a request for the Whisper model “${model.name}”`, by },
      signal === undefined ? {} : { signal },
    );
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw failed(`it answered ${response.status}`);
    }
    await pipeline(
      Readable.fromWeb(response.body),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > model.bytes) throw failed('it is larger than it should be');
          hash.update(chunk);
          onProgress?.(bytes);
          yield chunk;
        }
      },
      createWriteStream(part, { flush: true }),
      ...(signal === undefined ? [] : [{ signal }]),
    );
    if (bytes < model.bytes) throw failed('it came only in part');
    if (hash.digest('hex') !== model.sha256) throw failed('it is not the file that it should be');
    await rename(part, path);
    return path;
  } catch (thrown) {
    await rm(part, { force: true });
    if (thrown instanceof Fault && thrown.code !== 'unavailable') throw thrown;
    if (signal?.aborted) throw new Fault('cancelled', 'The fetch was cancelled.', { cause: thrown });
    const fault = toFault(thrown);
    if (fault.message.startsWith('The Whisper model')) throw fault;
    throw failed(fault.code === 'unavailable' ? fault.message.replace(/\.$/, '') : 'the connection broke off', thrown);
  }
}

/** Removes parts of a model that killed processes left: they are as large as it is. */
async function sweepParts(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.part')) continue;
    const part = join(dirname(path), name);
    const facts = await stat(part).catch(() => undefined);
    if (facts !== undefined && Date.now() - facts.mtimeMs > ABANDONED) await rm(part, { force: true });
  }
}
