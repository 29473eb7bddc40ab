import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** What models of the owner's own said of shots, one row a film and kind of model. */
export async function things(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('thing_searches')
    .addColumn('media', 'text', (column) => column.notNull().references('media.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('shots', 'text', (column) => column.notNull())
    .addColumn('encodings', dialect === 'sqlite' ? 'blob' : 'bytea')
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('thing_searches_key', ['media', 'kind'])
    .execute();
}
