import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** A thread beside the reader, whose own may be busy for ever: ends the process that uses or takes too much. */
const { megabytes, seconds, note } = workerData as { megabytes: number; seconds: number; note: string };
const parent = process.ppid;
const begun = performance.now();

setInterval(() => {
  const full = process.memoryUsage.rss() / 1e6 > megabytes;
  if (full) writeSync(2, note);
  // The parent counts the same seconds; this is for when it is gone.
  if (full || process.ppid !== parent || performance.now() - begun > seconds * 1000)
    process.kill(process.pid, 'SIGKILL');
}, 100);
