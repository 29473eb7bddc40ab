import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/**
 * People seen in films. Faces and names are personal data: all of it is in these tables and nowhere else, so that one
 * action can remove it.
 */
export async function people(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const blob = dialect === 'sqlite' ? ('blob' as const) : ('bytea' as const);

  await db.schema
    .createTable('people_agreements')
    .addColumn('production', 'text', (column) => column.primaryKey().references('productions.id'))
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('name', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('people_production').on('people').column('production').execute();

  await db.schema
    .createTable('people_consents')
    .addColumn('person', 'text', (column) => column.primaryKey().references('people.id'))
    .addColumn('may_index', 'integer', (column) => column.notNull())
    .addColumn('may_use_likeness', 'integer', (column) => column.notNull())
    .addColumn('may_use_voice', 'integer', (column) => column.notNull())
    .addColumn('given_by', 'text', (column) => column.notNull())
    .addColumn('recorded_by', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('until', 'text')
    .addColumn('ended', 'integer', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('face_tracks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('media', 'text', (column) => column.notNull().references('media.id'))
    .addColumn('job', 'text')
    .addColumn('person', 'text', (column) => column.references('people.id'))
    .addColumn('start_frame', 'integer', (column) => column.notNull())
    .addColumn('end_frame', 'integer', (column) => column.notNull())
    .addColumn('seen', 'text', (column) => column.notNull())
    .addColumn('best', 'integer', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('descriptor', blob)
    .execute();
  await db.schema.createIndex('face_tracks_media').on('face_tracks').columns(['media', 'start_frame']).execute();
  await db.schema.createIndex('face_tracks_production').on('face_tracks').columns(['production', 'id']).execute();

  await db.schema
    .createTable('people_corrections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('correction', 'text', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('people_corrections_production')
    .on('people_corrections')
    .columns(['production', 'id'])
    .execute();

  await db.schema
    .createTable('face_searches')
    .addColumn('media', 'text', (column) => column.primaryKey().references('media.id'))
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('scales', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
}
