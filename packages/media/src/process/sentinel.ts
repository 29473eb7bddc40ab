import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/**
 * A thread beside the decoder, which blocks its own thread: ends the process when it holds too much memory, or when
 * the parent has gone while FFmpeg is busy.
 */
const { memoryMegabytes, note } = workerData as { memoryMegabytes: number; note: string };
const parent = process.ppid;

setInterval(() => {
  if (process.memoryUsage.rss() / 1e6 > memoryMegabytes) {
    writeSync(2, note);
    process.kill(process.pid, 'SIGKILL');
  }
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 200);
