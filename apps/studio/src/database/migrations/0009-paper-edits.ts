import type { Kysely } from 'kysely';

/** Paper edits: what each is called and how long it is; what is in it are its decisions in the ledger. */
export async function paperEdits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper_edits')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('duration', 'double precision', (column) => column.notNull())
    .addColumn('words', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('paper_edits_production').on('paper_edits').column('production').execute();
}
