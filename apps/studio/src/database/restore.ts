import { Fault } from '@second-unit/evidence';
import { atomically, sqlite } from './dialect.ts';
import { migrate, refuseNewer, SCHEMA_VERSION, schemaVersion } from './migrate.ts';
import { publicAddress } from './open.ts';
import { postgresql } from './postgresql.ts';
import { isEmpty, readRows } from './rows.ts';
import type { Store } from './tables.ts';

interface Filling {
  /** Folder of `<table>.jsonl`. */
  readonly folder: string;
  /** Version of the schema that the rows are of. */
  readonly schemaVersion: number;
  /** How many rows each table must come to. */
  readonly rows: Readonly<Record<string, number>>;
  readonly beforeCommit: () => Promise<void>;
}

/** A database to restore into. */
export interface RestoreTarget {
  /** Fills it, in one transaction, and closes it. Errors: `conflict`, `input`. */
  fill(filling: Filling): Promise<void>;
}

/**
 * The database that a restore fills: a new SQLite file, or PostgreSQL, refused (`conflict`) where
 * it holds anything of ours.
 */
export async function openRestoreTarget({
  file,
  databaseUrl,
}: {
  file: string;
  databaseUrl: string | undefined;
}): Promise<RestoreTarget> {
  const dialect = databaseUrl === undefined ? 'sqlite' : 'postgresql';
  const place = databaseUrl === undefined ? file : publicAddress(databaseUrl);
  const store: Store = databaseUrl === undefined ? sqlite(file) : postgresql(databaseUrl, { connections: 2, place });
  const refuseFull = async (on: Store) => {
    if (await isEmpty(on)) return;
    throw new Fault('conflict', 'A backup is restored into an empty database only; name another.', { place });
  };
  try {
    await refuseFull(store);
  } catch (error) {
    await store.destroy();
    throw error;
  }
  return {
    fill: async ({ folder, schemaVersion: version, rows, beforeCommit }) => {
      try {
        refuseNewer(version, SCHEMA_VERSION, folder);
        await atomically(store, async (trx) => {
          if ((await schemaVersion(trx)) > version) {
            throw new Fault('conflict', 'The backup is older than this database; name a new, empty one.', { place });
          }
          const forward = { dialect, place, backUp: async () => {} } as const;
          await migrate(trx, { ...forward, to: version });
          // Another process may have begun to use it since it was looked at.
          await refuseFull(trx);
          const read = await readRows(trx, folder);
          for (const [table, count] of Object.entries(rows)) {
            if (read[table] !== count)
              throw new Fault('input', `The backup lacks rows of ${table}.`, { place: folder });
          }
          await migrate(trx, forward);
          // Whoever ran these is not here.
          await trx.updateTable('jobs').set({ state: 'queued', runner: null }).where('state', '=', 'running').execute();
          await beforeCommit();
        });
      } finally {
        await store.destroy();
      }
    },
  };
}
