import type { Kysely } from 'kysely';

/** The render of a paper edit, and which state of it that shows. */
export async function paperRenders(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('paper_edits').addColumn('render', 'text').execute();
  await db.schema
    .alterTable('paper_edits')
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
