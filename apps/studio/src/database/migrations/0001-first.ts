import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** The first schema. A migration never changes once released: it is what old databases are. */
export async function first(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const blob = dialect === 'sqlite' ? ('blob' as const) : ('bytea' as const);
  const table = <Name extends string>(name: Name) => db.schema.createTable(name);
  const id = <Name extends string, Columns extends string>(builder: CreateTableBuilder<Name, Columns>) =>
    builder.addColumn('id', 'text', (column) => column.primaryKey());

  await table('settings')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();

  await id(table('productions'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('sample', 'integer', (column) => column.notNull())
    .addColumn('nothing_leaves', 'integer', (column) => column.notNull())
    .addColumn('ledger_seq', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();

  await id(table('scripts'))
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('mirror', 'text', (column) => column.notNull())
    .addColumn('mirror_hash', 'text')
    .addColumn('mirror_changed', 'integer', (column) => column.notNull())
    .addColumn('last_seq', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('scripts_mirror', ['production', 'mirror'])
    .execute();

  await table('script_updates')
    .addColumn('script', 'text', (column) => column.notNull().references('scripts.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('data', blob, (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('client', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('script_updates_key', ['script', 'seq'])
    .execute();

  await table('script_snapshots')
    .addColumn('script', 'text', (column) => column.primaryKey().references('scripts.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('data', blob, (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();

  await id(table('media'))
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('info', 'text', (column) => column.notNull())
    .addColumn('rendered', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('media_production').on('media').column('production').execute();

  await table('shot_logs')
    .addColumn('media', 'text', (column) => column.primaryKey().references('media.id'))
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();

  await id(table('cuts'))
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('media', 'text', (column) => column.notNull().references('media.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('proposal', 'text', (column) => column.notNull().unique())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('duration', 'double precision', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('render', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('cuts_production').on('cuts').column('production').execute();

  await id(table('ledger'))
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('record', 'text', (column) => column.notNull())
    .addUniqueConstraint('ledger_order', ['production', 'seq'])
    .execute();
  await db.schema.createIndex('ledger_subject').on('ledger').columns(['subject', 'seq']).execute();

  await table('rights')
    .addColumn('item', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('rights', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();

  await id(table('outgoing'))
    .addColumn('production', 'text', (column) => column.references('productions.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('sender', 'text', (column) => column.notNull())
    .addColumn('destination', 'text', (column) => column.notNull())
    .addColumn('items', 'text', (column) => column.notNull())
    .addColumn('bytes', 'double precision')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .execute();

  await id(table('jobs'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('progress', 'double precision', (column) => column.notNull())
    .addColumn('doing', 'text', (column) => column.notNull())
    .addColumn('message', 'text')
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('checkpoint', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('lost', 'integer', (column) => column.notNull())
    .addColumn('cancel_asked', 'integer', (column) => column.notNull())
    .addColumn('runner', 'text')
    .addColumn('heartbeat_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('jobs_state').on('jobs').columns(['state', 'created_at']).execute();
  await db.schema.createIndex('jobs_subject').on('jobs').columns(['subject', 'kind']).execute();
}
