import BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely';
import { explainErrors } from './explain.ts';
import type { Store, Tables } from './tables.ts';

/** Which of the two databases this is. */
export type Dialect = 'sqlite' | 'postgresql';

/** How long a write waits for another process's write, in milliseconds. The process stands still meanwhile. */
export const BUSY_TIMEOUT = 10_000;

/**
 * Takes the write lock when a transaction begins. A deferred one that reads first and writes later
 * fails at once when another process wrote in between, however long the busy timeout is.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  readonly #place: string;

  constructor(database: BetterSqlite3.Database) {
    super({ database });
    this.#place = database.name;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return explainErrors(await super.acquireConnection(), this.#place);
  }

  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const reading = settings?.accessMode === 'read only';
    await connection.executeQuery(CompiledQuery.raw(reading ? 'begin deferred' : 'begin immediate'));
  }
}

/**
 * SQLite in a file: WAL, every commit on disk (`synchronous=FULL`) before it is reported, foreign
 * keys on, deleted bytes overwritten.
 */
export function sqlite(file: string): Store {
  const database = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // What is deleted, or written over, is gone from the file: a person who is forgotten must be.
    database.pragma('secure_delete = ON');
  } catch (error) {
    database.close();
    throw error;
  }
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => new ImmediateSqliteDriver(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  });
}

/** Runs in a transaction: the one that is open already, or a new one. */
export async function atomically<Result>(store: Store, work: (store: Store) => Promise<Result>): Promise<Result> {
  return store.isTransaction ? work(store) : store.transaction().execute(work);
}
