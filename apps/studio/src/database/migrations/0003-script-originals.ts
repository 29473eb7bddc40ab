import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Scripts say which file of another program they were read of, and what of a PDF was read with doubt. */
export async function scriptOriginals(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('script_originals')
    .addColumn('script', 'text', (column) => column.primaryKey().references('scripts.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('pdf_readings')
    .addColumn('script', 'text', (column) => column.primaryKey().references('scripts.id'))
    .addColumn('lines', 'text', (column) => column.notNull())
    .addColumn('title_page', 'text', (column) => column.notNull())
    .addColumn('warnings', 'text', (column) => column.notNull())
    .addColumn('doubts', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('line_corrections')
    .addColumn('script', 'text', (column) => column.notNull().references('scripts.id'))
    .addColumn('line', 'integer', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('line_corrections_key', ['script', 'line'])
    .execute();
}
