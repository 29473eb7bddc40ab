import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { sql } from 'kysely';
import { admitServer } from '../gate/sockets.ts';
import { type Home, syncFolder } from '../home/index.ts';
import { type Dialect, sqlite } from './dialect.ts';
import { type Migration, migrate } from './migrate.ts';
import { writeRows } from './rows.ts';
import { type Signals, signals } from './signals.ts';
import type { Store } from './tables.ts';

/** An open database. Repository functions take its `store`. */
export interface Database {
  readonly dialect: Dialect;
  readonly store: Store;
  /** Only with PostgreSQL: its address, with the password. */
  readonly url?: string;
  /** What to call it in a message. */
  readonly place: string;
  /** Word between the processes that share this database. */
  readonly signals: Signals;
  /**
   * Reads one state of the whole database, whatever is written meanwhile. Writers do not wait for
   * it.
   */
  snapshot<Result>(read: (store: Store) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly home: Home;
  /** PostgreSQL, where set; else SQLite in the home. */
  readonly databaseUrl?: string | undefined;
  readonly migrations?: readonly Migration[];
}

/**
 * A connection string as far as anyone may read it: without its password, and without its
 * parameters, which may hold one too. Errors: `input` where it is none.
 */
export function publicAddress(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.protocol === 'postgres:' || parsed.protocol === 'postgresql:') {
      parsed.password = '';
      parsed.search = '';
      parsed.hash = '';
      return parsed.href;
    }
  } catch {
    // Told below.
  }
  throw new Fault('input', 'DATABASE_URL must begin with postgres:// or postgresql://.', { place: 'DATABASE_URL' });
}

/** A name that tells a reader when, and that no other process makes at the same instant. */
function stamp(): string {
  return `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`;
}

async function openSqlite(home: Home, migrations?: readonly Migration[]): Promise<Database> {
  const file = home.database;
  let store: Store;
  try {
    store = sqlite(file);
  } catch (error) {
    throw new Fault('unavailable', `The database cannot be opened: ${(error as Error).message}.`, {
      place: file,
      cause: error,
    });
  }
  try {
    await migrate(store, {
      dialect: 'sqlite',
      place: file,
      ...(migrations ? { migrations } : {}),
      backUp: async (version) => {
        await mkdir(home.backups, { recursive: true });
        const copy = join(home.backups, `schema-${version}-${stamp()}.sqlite`);
        await sql`vacuum into ${copy}`.execute(store);
        await syncFolder(home.backups);
      },
    });
  } catch (error) {
    await store.destroy();
    throw error;
  }
  return {
    dialect: 'sqlite',
    store,
    place: file,
    signals: signals(undefined),
    snapshot: async (read) => {
      // A connection of its own: the other one goes on writing.
      const reader = sqlite(file);
      try {
        return await reader.transaction().setAccessMode('read only').execute(read);
      } finally {
        await reader.destroy();
      }
    },
    close: () => store.destroy(),
  };
}

async function openPostgresql(home: Home, url: string, migrations?: readonly Migration[]): Promise<Database> {
  const place = publicAddress(url);
  // Only who uses PostgreSQL loads its driver.
  const { postgresql, serverOf } = await import('./postgresql.ts');
  // A sealed process connects to no other server.
  admitServer(serverOf(url));
  const store = postgresql(url, { connections: 10, place });
  const heard = signals({
    url,
    notify: async (channel, payload) => void (await sql`select pg_notify(${channel}, ${payload})`.execute(store)),
  });
  const oneState: Database['snapshot'] = (read) =>
    store.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
  try {
    await migrate(store, {
      dialect: 'postgresql',
      place,
      ...(migrations ? { migrations } : {}),
      backUp: async (version) => {
        const folder = join(home.backups, `schema-${version}-${stamp()}`);
        await oneState((trx) => writeRows(trx, folder));
      },
    });
  } catch (error) {
    await store.destroy();
    throw error;
  }
  return {
    dialect: 'postgresql',
    store,
    url,
    place,
    signals: heard,
    snapshot: oneState,
    close: async () => {
      await heard.close();
      await store.destroy();
    },
  };
}

/**
 * Opens the database of a home and brings it to this version's schema: SQLite in the home, or
 * PostgreSQL where `databaseUrl` says so. Errors: `conflict` for a newer database, `unavailable`
 * where it cannot be reached, `input` for an address that is none.
 */
export async function openDatabase({ home, databaseUrl, migrations }: OpenDatabaseOptions): Promise<Database> {
  if (databaseUrl) return openPostgresql(home, databaseUrl, migrations);
  if (!existsSync(home.root)) {
    throw new Fault('not-found', 'There is no home folder here.', { place: home.root });
  }
  return openSqlite(home, migrations);
}
