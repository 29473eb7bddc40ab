import { Worker } from 'node:worker_threads';
import { MediaError } from '../error.ts';
import { receive, send } from './channel.ts';
import { type Limits, MEMORY_NOTE } from './media-process.ts';
import type { Message } from './wire.ts';

type Operations = Readonly<Record<string, (args: Message) => Message | Promise<Message>>>;

/** The media process: takes one request after the other; the event loop has a turn between them, and within long ones. */
const limits = JSON.parse(process.argv[2] ?? '{}') as Limits;
const sentinel = import.meta.url.endsWith('.ts') ? './sentinel.ts' : './sentinel.js';
new Worker(new URL(sentinel, import.meta.url), {
  workerData: { memoryMegabytes: limits.memoryMegabytes, note: MEMORY_NOTE },
}).unref();

/** FFmpeg's binary comes in a package of its own for each platform, which an installation may lack. */
async function loadOperations(): Promise<Operations | MediaError> {
  try {
    return (await import('../native/operations.ts')).OPERATIONS;
  } catch (cause) {
    const platform = `${process.platform}-${process.arch}`;
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    return new MediaError('unavailable', `FFmpeg could not be loaded on ${platform}; run npm install again (${why}).`);
  }
}

const operations = await loadOperations();
for (;;) {
  await new Promise((resolve) => setImmediate(resolve));
  const { op, args } = receive();
  try {
    if (operations instanceof MediaError) throw operations;
    const operation = operations[String(op)];
    if (operation === undefined) throw new MediaError('internal', `The media process knows no "${String(op)}".`);
    send({ done: await operation(args as Message) });
  } catch (error) {
    const { code, message, place } =
      error instanceof MediaError ? error : new MediaError('internal', `The media process failed: ${String(error)}`);
    send({ error: { code, message, place } });
  }
}
