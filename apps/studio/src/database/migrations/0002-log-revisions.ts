import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/**
 * Shot logs get a revision, cuts say which they were proposed with, and films that lie outside the
 * home say what they were when they were taken in.
 */
export async function logRevisions(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema.alterTable('media').addColumn('fingerprint', 'text').execute();
  await db.schema.alterTable('shot_logs').addColumn('revision', 'text').execute();
  await db.schema.alterTable('shot_logs').addColumn('fingerprint', 'text').execute();
  await db.schema.alterTable('cuts').addColumn('log', 'text').execute();
  await db.schema
    .createTable('earlier_logs')
    .addColumn('revision', 'text', (column) => column.primaryKey())
    .addColumn('media', 'text', (column) => column.notNull().references('media.id'))
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('cuts_log').on('cuts').column('log').execute();
  // Any name that no later revision has; the film's own id is one.
  await sql`update shot_logs set revision = media`.execute(db);
  await sql`update cuts set log = media`.execute(db);
}
