import type { Kysely } from 'kysely';

/** How a film that is recorded in a camera's log is looked at; null where nothing was said or found. */
export async function viewing(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('media').addColumn('viewing', 'text').execute();
}
