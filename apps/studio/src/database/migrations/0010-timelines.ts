import type { Kysely } from 'kysely';

/** Timelines of editing programs that came in, as OpenTimelineIO, and which films their media are. */
export async function timelines(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('timelines')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('otio', 'text', (column) => column.notNull())
    .addColumn('notes', 'text', (column) => column.notNull())
    .addColumn('links', 'text', (column) => column.notNull())
    .addColumn('cut', 'text', (column) => column.references('cuts.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('timelines_production').on('timelines').column('production').execute();
  await db.schema.createIndex('timelines_cut').on('timelines').column('cut').execute();
}
