import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Folders of clips, each clip as it was read, and what people said of where it belongs. */
export async function shootDays(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('shoot_days')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('production', 'text', (column) => column.notNull().references('productions.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('heard', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('shoot_days_production').on('shoot_days').columns(['production', 'id']).execute();

  await db.schema
    .createTable('shoot_day_clips')
    .addColumn('shoot_day', 'text', (column) => column.notNull().references('shoot_days.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('clip', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('shoot_day_clips_key', ['shoot_day', 'path'])
    .execute();

  await db.schema
    .createTable('shoot_day_corrections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('shoot_day', 'text', (column) => column.notNull().references('shoot_days.id'))
    .addColumn('correction', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('taken_back', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('shoot_day_corrections_day')
    .on('shoot_day_corrections')
    .columns(['shoot_day', 'id'])
    .execute();
}
