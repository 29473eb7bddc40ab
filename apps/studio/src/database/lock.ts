import { Fault } from '@second-unit/evidence';
import BetterSqlite3 from 'better-sqlite3';

/**
 * Takes the lock that `file` stands for, making the file where there is none: undefined where
 * another process (or this one) holds it, else a function that lets it go. The operating system
 * holds it by SQLite's own file lock, so it ends with the process, however that ends, and not
 * before: a stopped process keeps it. The file stays, empty; only the lock on it means something.
 *
 * @throws Fault `unavailable` where the file cannot be locked at all.
 */
export function lockFile(file: string): (() => void) | undefined {
  let database: BetterSqlite3.Database | undefined;
  try {
    database = new BetterSqlite3(file, { timeout: 0 });
    database.exec('begin exclusive');
  } catch (error) {
    database?.close();
    const { code } = error as { code?: string };
    if (code?.startsWith('SQLITE_BUSY')) return undefined;
    throw new Fault('unavailable', `The home cannot be locked: ${(error as Error).message}.`, {
      place: file,
      cause: error,
    });
  }
  const held = database;
  return () => void held.close();
}
