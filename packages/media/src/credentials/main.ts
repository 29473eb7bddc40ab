import { Worker } from 'node:worker_threads';
import { MediaError } from '../error.ts';
import { receive, send } from '../process/channel.ts';
import { type Limits, MEMORY_NOTE } from '../process/media-process.ts';
import type { Message } from '../process/wire.ts';
import { OPERATIONS } from './operations.ts';

/** The credentials process: does one request, for the C2PA library is native code that reads hostile files. */
const limits = JSON.parse(process.argv[2] ?? '{}') as Limits;
const sentinel = import.meta.url.endsWith('.ts') ? '../process/sentinel.ts' : '../process/sentinel.js';
new Worker(new URL(sentinel, import.meta.url), {
  workerData: { memoryMegabytes: limits.memoryMegabytes, note: MEMORY_NOTE },
}).unref();
const { op, args } = receive();
try {
  const operation = OPERATIONS[String(op)];
  if (operation === undefined) throw new MediaError('internal', `The credentials process knows no "${String(op)}".`);
  send({ done: await operation(args as Message) });
} catch (error) {
  const { code, message, place } =
    error instanceof MediaError
      ? error
      : new MediaError('internal', `The credentials process failed: ${String(error)}`);
  send({ error: { code, message, place } });
}
