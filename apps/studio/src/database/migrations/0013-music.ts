import type { Kysely } from 'kysely';

/** Sound files that people gave to lie under cuts. */
export async function music(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('music')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('seconds', 'double precision', (column) => column.notNull())
    .addColumn('channels', 'integer', (column) => column.notNull())
    .addColumn('heard', 'text')
    .addColumn('removed_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('music_production').on('music').column('production').execute();
}
