import type { Kysely } from 'kysely';

/** A paper edit can be put away: it keeps its decisions and its render, and can be brought back. */
export async function removedPapers(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('paper_edits').addColumn('removed_at', 'text').execute();
}
