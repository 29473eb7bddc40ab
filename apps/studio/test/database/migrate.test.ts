import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShotLog } from '@second-unit/footage';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import {
  createProduction,
  findLog,
  listProductions,
  openDatabase,
  SCHEMA_VERSION,
  saveShotLog,
} from '../../src/database/index.ts';
import { MIGRATIONS, type Migration, schemaVersion } from '../../src/database/migrate.ts';
import { BACKENDS, testHome } from '../support/postgres.ts';

const next: Migration = async (db) => {
  await db.schema.alterTable('productions').addColumn('colour', 'text').execute();
};
const broken: Migration = async (db) => {
  await db.schema.createTable('half').addColumn('id', 'text').execute();
  await db.schema.alterTable('nowhere').addColumn('x', 'text').execute();
};

describe.each(BACKENDS)('migrations on %s', (backend) => {
  test('go forward after a backup, in one piece, and a newer database is refused', async () => {
    const all = await testHome(backend);
    const { home, databaseUrl } = all;
    const open = (migrations?: readonly Migration[]) =>
      openDatabase({ home, databaseUrl, ...(migrations ? { migrations } : {}) });
    try {
      const made = await createProduction(all.database.store, { title: 'Film' });
      expect(await schemaVersion(all.database.store)).toBe(SCHEMA_VERSION);
      expect(await readdir(home.backups)).toEqual([]);

      await expect(open([...MIGRATIONS, broken])).rejects.toThrow();
      expect(await schemaVersion(all.database.store)).toBe(SCHEMA_VERSION);
      expect((await all.database.store.introspection.getTables()).map((table) => table.name)).not.toContain('half');

      // Two processes that start at once after an update.
      const [one, two] = await Promise.all([open([...MIGRATIONS, next]), open([...MIGRATIONS, next])]);
      expect(await schemaVersion(one.store)).toBe(SCHEMA_VERSION + 1);
      expect(await listProductions(two.store)).toEqual([made]);
      await one.close();
      await two.close();

      const [copy = ''] = await readdir(home.backups);
      if (backend === 'sqlite') {
        const old = new BetterSqlite3(join(home.backups, copy), { readonly: true });
        expect(old.prepare('select id from productions').all()).toEqual([{ id: made.id }]);
        old.close();
      } else {
        expect(await readdir(join(home.backups, copy))).toContain('productions.jsonl');
      }
      await expect(open()).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('newer Second Unit'),
      });
    } finally {
      await all.close();
    }
  });
});

describe.each(BACKENDS)('a home of the first schema on %s', (backend) => {
  test('keeps its films, logs and cuts', async () => {
    const all = await testHome(backend, MIGRATIONS.slice(0, 1));
    try {
      const { store } = all.database;
      const id = '01900000-0000-7000-8000-000000000001';
      const at = '2026-01-01T00:00:00.000Z';
      await createProduction(store, { title: 'Film' });
      const [production] = await listProductions(store);
      const owner = production?.id ?? '';
      await sql`insert into media (id, production, title, file, info, rendered, created_at)
        values (${id}, ${owner}, 'Film', '/film.mp4', '{}', 0, ${at})`.execute(store);
      await sql`insert into shot_logs (media, log, at) values (${id}, '{"shots":[]}', ${at})`.execute(store);
      await sql`insert into cuts (id, production, media, title, proposal, status, duration, revision, created_at, updated_at)
        values ('c', ${owner}, ${id}, 'Teaser', 'p', 'proposed', 9, 0, ${at}, ${at})`.execute(store);
      const now = await all.reopen();
      const [row] = await now.store.selectFrom('cuts').selectAll().execute();
      expect(await findLog(now.store, id, row?.log)).toEqual({ revision: id, log: { shots: [] }, fingerprint: null });
      await saveShotLog(now.store, id, { shots: [1], media: {} } as unknown as ShotLog);
      expect(await findLog(now.store, id, row?.log)).toMatchObject({ log: { shots: [] } });
      expect(await findLog(now.store, id)).toMatchObject({ log: { shots: [1] } });
    } finally {
      await all.close();
    }
  });
});

test('an address that is none, and a server that is not there, are each one sentence', async () => {
  const { home, close } = await testHome('sqlite');
  try {
    await expect(openDatabase({ home, databaseUrl: 'mysql://x/y' })).rejects.toMatchObject({ code: 'input' });
    const gone = openDatabase({ home, databaseUrl: 'postgres://me:secret@127.0.0.1:1/x' });
    await expect(gone).rejects.toMatchObject({ code: 'unavailable', place: 'postgres://me@127.0.0.1:1/x' });
    await expect(gone).rejects.not.toThrow(/secret/);
  } finally {
    await close();
  }
});

test('a full disk is one sentence, and what was saved before is still there', async () => {
  const all = await testHome('sqlite');
  try {
    const { store } = all.database;
    await createProduction(store, { title: 'Before' });
    const { page_count: pages } = (await sql<{ page_count: number }>`pragma page_count`.execute(store)).rows[0] ?? {
      page_count: 0,
    };
    await sql.raw(`pragma max_page_count = ${pages + 1}`).execute(store);
    const filling = (async () => {
      for (;;) await createProduction(store, { title: 'x'.repeat(120) });
    })();
    await expect(filling).rejects.toMatchObject({ code: 'unavailable', place: all.home.database });
    const again = await all.reopen();
    expect((await listProductions(again.store)).map((one) => one.title)).toContain('Before');
  } finally {
    await all.close();
  }
});

test('a file that is no database is one sentence', async () => {
  const { home, close } = await testHome('sqlite');
  try {
    const other = { ...home, database: join(home.root, 'other.sqlite') };
    await writeFile(other.database, 'INT. HOUSE - DAY\n'.repeat(100));
    await expect(openDatabase({ home: other })).rejects.toMatchObject({ code: 'unavailable', place: other.database });
  } finally {
    await close();
  }
});
