import { renameSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { destination, type Logger, pino } from 'pino';

/** Bytes after which a log makes place for a new one. */
const LARGEST = 5 * 1024 * 1024;
const KEPT = 3;

/**
 * The studio's log: structured, one line an event, never script text or keys. A full file makes
 * place for a new one, also while the studio runs; three old ones are kept.
 *
 * @param largest bytes, for tests
 */
export async function openLog(folder: string, largest: number = LARGEST): Promise<Logger> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'studio.log');
  let size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  // Synchronous: the line that says why the studio died must not be lost with it.
  const file = destination({ dest: path, sync: true });
  const write = (line: string): void => {
    if (size > largest && makePlace(path)) {
      file.reopen();
      size = 0;
    }
    file.write(line);
    size += Buffer.byteLength(line);
  };
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}

/** Moves each log one place back; the oldest goes. False where the newest could not be moved. */
function makePlace(path: string): boolean {
  for (let age = KEPT - 1; age >= 0; age--) {
    try {
      renameSync(age === 0 ? path : `${path}.${age}`, `${path}.${age + 1}`);
    } catch {
      // There are not so many yet; or it is held by another program, and grows on.
      if (age === 0) return false;
    }
  }
  return true;
}
