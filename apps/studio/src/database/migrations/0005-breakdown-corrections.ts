import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** What people said about the breakdowns of scripts, in order of their ids. */
export async function breakdownCorrections(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('breakdown_corrections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('script', 'text', (column) => column.notNull().references('scripts.id'))
    .addColumn('correction', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('breakdown_corrections_script')
    .on('breakdown_corrections')
    .columns(['script', 'id'])
    .execute();
}
