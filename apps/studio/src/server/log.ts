import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { destination, type Logger, pino } from 'pino';

const LARGEST = 5 * 1024 * 1024;
const KEPT = 3;

/**
 * The studio's log: structured, one line an event, never script text or keys. A full file makes
 * place for a new one at the next start; three old ones are kept.
 */
export async function openLog(folder: string): Promise<Logger> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'studio.log');
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST) {
    for (let age = KEPT - 1; age >= 1; age--) {
      await rename(`${path}.${age}`, `${path}.${age + 1}`).catch(() => {});
    }
    await rename(path, `${path}.1`);
  }
  // Synchronous: the line that says why the studio died must not be lost with it.
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination({ dest: path, sync: true }));
}
