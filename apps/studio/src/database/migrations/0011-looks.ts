import type { Kysely } from 'kysely';

/** Pictures that people uploaded to be looked at, and looks that were fitted to one or to a film. */
export async function looks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reference_stills')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('looks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('file', 'text')
    .addColumn('fitted', 'text')
    .addColumn('removed', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('looks_production').on('looks').column('production').execute();
}
