import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** A script can be put away: it keeps its words, its ledger and its file name, and can be brought back. */
export async function removedScripts(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema.alterTable('scripts').addColumn('removed_at', 'text').execute();
}
