import { Worker } from 'node:worker_threads';
import { MediaError } from '../error.ts';
import { OPERATIONS } from '../native/operations.ts';
import { receive, send } from './channel.ts';
import { type Limits, MEMORY_NOTE } from './media-process.ts';
import type { Message } from './wire.ts';

/** The media process: takes one request after the other and never returns to an event loop. */
const limits = JSON.parse(process.argv[2] ?? '{}') as Limits;
const sentinel = import.meta.url.endsWith('.ts') ? './sentinel.ts' : './sentinel.js';
new Worker(new URL(sentinel, import.meta.url), {
  workerData: { memoryMegabytes: limits.memoryMegabytes, note: MEMORY_NOTE },
}).unref();

for (;;) {
  const { op, args } = receive();
  try {
    const operation = OPERATIONS[String(op)];
    if (operation === undefined) throw new MediaError('internal', `The media process knows no "${String(op)}".`);
    send({ done: operation(args as Message) });
  } catch (error) {
    const { code, message, place } =
      error instanceof MediaError ? error : new MediaError('internal', `The media process failed: ${String(error)}`);
    send({ error: { code, message, place } });
  }
}
