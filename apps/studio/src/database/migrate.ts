import { Fault } from '@second-unit/evidence';
import { type Kysely, sql } from 'kysely';
import { atomically, type Dialect } from './dialect.ts';
import { first } from './migrations/0001-first.ts';
import { logRevisions } from './migrations/0002-log-revisions.ts';
import { scriptOriginals } from './migrations/0003-script-originals.ts';
import { removedScripts } from './migrations/0004-removed-scripts.ts';
import { breakdownCorrections } from './migrations/0005-breakdown-corrections.ts';
import { people } from './migrations/0006-people.ts';
import { shootDays } from './migrations/0007-shoot-days.ts';
import { things } from './migrations/0008-things.ts';
import { paperEdits } from './migrations/0009-paper-edits.ts';
import { timelines } from './migrations/0010-timelines.ts';
import { looks } from './migrations/0011-looks.ts';
import { paperRenders } from './migrations/0012-paper-renders.ts';
import { music } from './migrations/0013-music.ts';
import { viewing } from './migrations/0014-viewing.ts';
import { removedPapers } from './migrations/0015-removed-papers.ts';
import type { Store } from './tables.ts';

/** One step forward. Its place in the list is the version that it leads to, counted from 1. */
export type Migration = (db: Kysely<unknown>, dialect: Dialect) => Promise<void>;

export const MIGRATIONS: readonly Migration[] = [
  first,
  logRevisions,
  scriptOriginals,
  removedScripts,
  breakdownCorrections,
  people,
  shootDays,
  things,
  paperEdits,
  timelines,
  looks,
  paperRenders,
  music,
  viewing,
  removedPapers,
];

/** The version that this code reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Any number; what counts is that every process of ours asks for the same PostgreSQL lock. */
const MIGRATION_LOCK = 7_315_002;

/** Version of an existing database; 0 where there are no tables of ours. */
export async function schemaVersion(store: Store): Promise<number> {
  const tables = await store.introspection.getTables();
  if (!tables.some((table) => table.name === 'schema_versions')) return 0;
  const row = await store
    .selectFrom('schema_versions')
    .select((expression) => expression.fn.max('version').as('version'))
    .executeTakeFirst();
  return Number(row?.version ?? 0);
}

/** Refuses (`conflict`) a database that a newer Second Unit migrated. */
export function refuseNewer(version: number, known: number, place: string): void {
  if (version > known) {
    throw new Fault(
      'conflict',
      `This database was written by a newer Second Unit (schema ${version}, this one knows ${known}); update Second Unit to open it.`,
      { place },
    );
  }
}

export interface MigrateOptions {
  readonly dialect: Dialect;
  /** What to call the database in a message: a file, or an address without its password. */
  readonly place: string;
  /** Called before the first step on a database that holds data already; a throw stops all. */
  readonly backUp: (version: number) => Promise<void>;
  readonly migrations?: readonly Migration[];
  /** Stop at this version: a restore first becomes what the backup was. */
  readonly to?: number;
}

/**
 * Brings a database forward to this code's version: all steps in one transaction, so that it is
 * whole at either version. Two processes that open at once take turns.
 */
export async function migrate(store: Store, options: MigrateOptions): Promise<void> {
  const { dialect, place, backUp, migrations = MIGRATIONS } = options;
  const target = options.to ?? migrations.length;
  const before = await schemaVersion(store);
  refuseNewer(before, migrations.length, place);
  if (before >= target) return;
  if (before > 0) await backUp(before);
  await atomically(store, async (trx) => {
    if (dialect === 'postgresql') await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx);
    // Another process may have done it while this one waited for its turn.
    const version = await schemaVersion(trx);
    refuseNewer(version, migrations.length, place);
    if (version === 0) {
      await trx.schema
        .createTable('schema_versions')
        .addColumn('version', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .execute();
    }
    for (const [index, step] of migrations.slice(0, target).entries()) {
      if (index < version) continue;
      await step(trx as unknown as Kysely<unknown>, dialect);
      await trx
        .insertInto('schema_versions')
        .values({ version: index + 1, at: new Date().toISOString() })
        .execute();
    }
  });
}
