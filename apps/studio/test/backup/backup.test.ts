import { createHash } from 'node:crypto';
import nodeFs, { existsSync, mkdirSync, rmSync } from 'node:fs';
import fs, { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { defaultRights, type Person } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import { sql } from 'kysely';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isEntryName } from '../../src/backup/format.ts';
import { backUp, restore } from '../../src/backup/index.ts';
import {
  appendScriptUpdate,
  correctLines,
  createMedia,
  createProduction,
  createScript,
  findLog,
  keepCorrections,
  keepOriginal,
  listLedger,
  listProductions,
  listScriptUpdates,
  namePerson,
  newId,
  openDatabase,
  setSetting,
} from '../../src/database/index.ts';
import { insertJob, takeJob } from '../../src/database/jobs.ts';
import { MIGRATIONS } from '../../src/database/migrate.ts';
import { DATA_TABLES, type Store } from '../../src/database/tables.ts';
import { openHome } from '../../src/home/index.ts';
import { BACKENDS, type Backend, freshDatabaseUrl, type TestHome, testHome } from '../support/postgres.ts';

const person: Person = { kind: 'person', id: newId(), name: 'Łucja “X”' };
const own = defaultRights('own');
const info: MediaInfo = {
  frames: 1,
  timeBase: { num: 1, den: 24 },
  frameRate: { num: 24, den: 1 },
  variableFrameRate: false,
  width: 2,
  height: 2,
  rotation: 0,
  duration: 1,
  videoCodec: 'h264',
  originalPath: 'x',
  playsInBrowser: true,
};

async function rowsOf(store: Store): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of DATA_TABLES) {
    const rows = (await store
      .selectFrom(table as 'jobs')
      .selectAll()
      .execute()) as object[];
    const texts = rows.map((row) =>
      JSON.stringify(row, (_key, value: unknown) => (value instanceof Uint8Array ? [...value] : value)),
    );
    all[table] = texts.sort();
  }
  return all;
}

async function filesOf(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.startsWith('second-unit.sqlite')) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(root.length + 1)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return found;
}

describe.each(BACKENDS)('backup of %s', (backend) => {
  let all: TestHome;
  let folder: string;
  let script: string;
  let production: string;
  let media: string;
  beforeAll(async () => {
    all = await testHome(backend);
    folder = await mkdtemp(join(tmpdir(), 'second unit backup '));
    const { store } = all.database;
    await namePerson(store, person.name);
    await setSetting(store, 'odd', { text: 'line\nend\u2028 \0 "' });
    const made = await createProduction(store, { title: 'Ünïcode 🎬' });
    production = made.id;
    script = (await createScript(store, { production, title: 'Draft', rights: own, author: person })).id;
    for (let seq = 0; seq < 450; seq++) {
      await appendScriptUpdate(store, script, {
        update: Uint8Array.of(seq % 256, 0, 255),
        author: person.id,
        client: 'c',
      });
    }
    media = newId();
    const film = { production, title: 'Film', info, rights: own, author: person };
    await createMedia(store, { ...film, id: media, file: `media/${media}.mp4` });
    const original = { script, name: 'Draft.pdf', format: 'pdf', file: `originals/${media}.pdf` };
    await keepOriginal(store, original, { lines: [], titlePage: [], warnings: ['One.'], doubts: 2 });
    await correctLines(store, script, [{ line: 3, type: 'action' }], { author: person, doubtsOf: () => 1 });
    await keepCorrections(store, script, [{ kind: 'remove', category: 'props', name: 'łódź' }], person.id);
    await createMedia(store, { ...film, file: '/films/elsewhere.mp4' });
    const job = await insertJob(store, { kind: 'log', production, subject: media, label: 'Log', input: { media } });
    await takeJob(store, 'host:1:x', job.id);
    await mkdir(join(all.home.productions, made.slug), { recursive: true });
    await writeFile(join(all.home.productions, made.slug, 'draft.fountain'), 'INT. KÜCHE – DAY\n');
    await writeFile(join(all.home.root, `media/${media}.mp4`), Buffer.alloc(3_000_001, 7));
    await writeFile(join(all.home.root, `originals/${media}.pdf`), Buffer.alloc(2_001, 9));
    await writeFile(join(all.home.media, 'left-behind.part'), 'junk');
    await writeFile(all.home.settings, '{}');
  }, 60_000);
  afterAll(async () => {
    await all?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const target = async (to: Backend) => ({
    home: join(folder, newId()),
    ...(to === 'postgresql' ? { databaseUrl: await freshDatabaseUrl() } : {}),
  });
  const make = async () => {
    const out = join(folder, `${newId()}.tar`);
    const facts = await backUp({ home: all.home, database: all.database, out });
    return { out, facts };
  };

  test.each(BACKENDS)('is restored into %s, every row and file', async (to) => {
    const { out, facts } = await make();
    expect(facts).toMatchObject({ outside: ['/films/elsewhere.mp4'], missing: [] });
    const place = await target(to);
    await restore({ from: out, ...place });
    const home = await openHome(place.home);
    const database = await openDatabase({ home, databaseUrl: place.databaseUrl });
    try {
      const before = await rowsOf(all.database.store);
      const after = await rowsOf(database.store);
      expect(before.jobs?.[0]).toContain('"state":"running"');
      expect(after.jobs?.[0]).toContain('"state":"queued"');
      expect({ ...after, jobs: [] }).toEqual({ ...before, jobs: [] });
      const files = await filesOf(all.home.root);
      delete files['media/left-behind.part'];
      // Of one machine, and it may name the database that was left.
      delete files['settings.json'];
      expect(await filesOf(place.home)).toEqual(files);
      // It is not a picture of a home but one: it goes on.
      const update = { update: Uint8Array.of(1), author: person.id, client: 'c' };
      expect(await appendScriptUpdate(database.store, script, update)).toBe(451);
      expect((await listLedger(database.store, production)).length).toBeGreaterThan(2);
    } finally {
      await database.close();
    }
  });

  test('holds one instant while the studio goes on writing', async () => {
    const { store } = all.database;
    let going = true;
    let written = 0;
    const writing = (async () => {
      while (going) {
        const update = { update: Uint8Array.of(9), author: person.id, client: 'w' };
        written = await appendScriptUpdate(store, script, update);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const { out } = await make();
    const place = await target('sqlite');
    going = false;
    await writing;
    await restore({ from: out, ...place });
    const database = await openDatabase({ home: await openHome(place.home) });
    try {
      const row = await database.store.selectFrom('scripts').select('last_seq').executeTakeFirstOrThrow();
      const updates = await listScriptUpdates(database.store, script);
      expect(updates.length).toBe(row.last_seq);
      expect(updates.at(-1)?.seq).toBe(row.last_seq);
      expect(row.last_seq).toBeLessThanOrEqual(written);
      expect(row.last_seq).toBeGreaterThanOrEqual(450);
    } finally {
      await database.close();
    }
  });

  test('takes no harm from what the studio writes and removes meanwhile', async () => {
    const { store } = all.database;
    const film = { production, title: 'Later', info, rights: own, author: person };
    const gone = `media/${newId()}.mp4`;
    await createMedia(store, { ...film, id: newId(), file: gone });
    await writeFile(join(all.home.root, gone), 'a film');
    const slug = (await listProductions(store))[0]?.slug ?? '';
    const inFolder = (name: string) => join(all.home.productions, slug, name);
    await writeFile(inFolder('late.fountain'), 'INT. HUT - DAY\n');
    await writeFile(inFolder('late.fountain.123456'), 'half a');
    const out = join(folder, `${newId()}.tar`);
    const removed: string[] = [];
    const facts = await backUp({
      home: all.home,
      database: all.database,
      out,
      progress: () => {
        if (removed.length > 0) return;
        removed.push(gone);
        // A studio that starts clears its incoming folder; a decision removes a render.
        rmSync(all.home.incoming, { recursive: true, force: true, maxRetries: 10 });
        mkdirSync(all.home.incoming);
        for (const path of [join(all.home.root, gone), inFolder('late.fountain')]) rmSync(path);
      },
    });
    expect(removed).toEqual([gone]);
    expect(facts.missing).toEqual([gone]);
    const place = await target('sqlite');
    expect((await restore({ from: out, ...place })).missing).toEqual([gone]);
    const names = Object.keys(await filesOf(place.home));
    expect(names).toContain(`media/${media}.mp4`);
    expect(names.filter((name) => name.includes('late.fountain'))).toEqual([]);
    expect((await readdir(folder)).filter((name) => /\.(rows|partial)$/.test(name))).toEqual([]);
    await rm(inFolder('late.fountain.123456'));
    await store
      .deleteFrom('rights')
      .where('item', 'in', store.selectFrom('media').select('id').where('file', '=', gone))
      .execute();
    await store.deleteFrom('media').where('file', '=', gone).execute();
  });

  test('of an earlier schema is restored and brought forward', async () => {
    const old = await testHome(backend, MIGRATIONS.slice(0, 1));
    try {
      const owner = await createProduction(old.database.store, { title: 'Old' });
      await sql`insert into media (id, production, title, file, info, rendered, created_at)
        values ('m', ${owner.id}, 'Film', '/film.mp4', '{}', 0, '2026')`.execute(old.database.store);
      await sql`insert into shot_logs (media, log, at) values ('m', '{"shots":[]}', '2026')`.execute(
        old.database.store,
      );
      const out = join(folder, `${newId()}.tar`);
      expect(await backUp({ home: old.home, database: old.database, out })).toMatchObject({ schemaVersion: 1 });
      const place = await target(backend);
      await restore({ from: out, ...place });
      const home = await openHome(place.home);
      const database = await openDatabase({ home, databaseUrl: place.databaseUrl });
      expect(await findLog(database.store, 'm')).toEqual({ revision: 'm', log: { shots: [] }, fingerprint: null });
      await database.close();
    } finally {
      await old.close();
    }
  });

  test('a home or a database that holds something is left alone', async () => {
    const { out } = await make();
    const full = await target('sqlite');
    await mkdir(full.home);
    await writeFile(join(full.home, 'thing'), 'mine');
    await expect(restore({ from: out, ...full })).rejects.toMatchObject({ code: 'conflict', place: full.home });
    expect(await readdir(full.home)).toEqual(['thing']);
    if (backend === 'postgresql') {
      const home = join(folder, newId());
      const databaseUrl = all.databaseUrl ?? '';
      await expect(restore({ from: out, home, databaseUrl })).rejects.toMatchObject({ code: 'conflict' });
      expect(existsSync(home)).toBe(false);
    }
    await expect(backUp({ home: all.home, database: all.database, out })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a damaged backup is refused, wherever it was cut or changed, and leaves nothing', async () => {
    const { out } = await make();
    const whole = await readFile(out);
    const place = await target(backend);
    await mkdir(place.home);
    const cuts = [
      0,
      100,
      511,
      512,
      5_000,
      200_000,
      whole.length - 3_000_000,
      whole.length - 60_000,
      whole.length - 2_000,
    ];
    const bad = join(folder, `${newId()}.tar`);
    const check = async () => {
      await expect(restore({ from: bad, ...place })).rejects.toMatchObject({ code: 'input' });
      expect(await readdir(place.home)).toEqual([]);
    };
    for (const at of cuts) {
      await writeFile(bad, whole);
      await truncate(bad, at);
      await check();
    }
    const inside = ['"homeVersion"', '"client"', 'draft.fountain', 'KÜCHE', '"sha256"'].map(
      (text) => whole.lastIndexOf(text) + 2,
    );
    for (const at of [...inside, whole.indexOf(Buffer.alloc(1_000_000, 7)) + 500_000]) {
      expect(at).toBeGreaterThan(2);
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(bad, changed);
      await check();
    }
    await writeFile(bad, 'not a tar file');
    await check();
    // The database of each of these tries is still empty, so the whole one goes in.
    await restore({ from: out, ...place });
    expect(await readdir(place.home)).toContain('home.json');
  });

  test('a damaged backup leaves nothing where the disk is slow to make folders and open files', async () => {
    const { out } = await make();
    const bad = join(folder, `${newId()}.tar`);
    const place = await target('sqlite');
    const whole = await readFile(out);
    const { mkdir: makeFolder } = fs;
    const { open } = nodeFs;
    let [folders, files, opening] = [0, 0, 0];
    const slowFolders = vi.spyOn(fs, 'mkdir').mockImplementation(async (path, options) => {
      if (String(path).includes('.restoring/') && ++folders > 0) await pause(80);
      return makeFolder(path, options);
    });
    const slowFiles = vi.spyOn(nodeFs, 'open').mockImplementation(((path: string, ...rest: unknown[]) => {
      const call = open as (...all: unknown[]) => void;
      if (!path.includes('.restoring/')) return call(path, ...rest);
      [files, opening] = [files + 1, opening + 1];
      const opened = rest.pop() as (...result: unknown[]) => void;
      const done = (...result: unknown[]) => {
        opening--;
        opened(...result);
      };
      setTimeout(() => call(path, ...rest, done), 80);
    }) as unknown as typeof open);
    syncBuiltinESMExports();
    try {
      for (const at of [whole.indexOf('draft.fountain') + 512, whole.indexOf(Buffer.alloc(1_000_000, 7)) + 500]) {
        await writeFile(bad, whole.subarray(0, at));
        [folders, files] = [0, 0];
        await expect(restore({ from: bad, ...place })).rejects.toMatchObject({ code: 'input' });
        expect(Math.min(folders, files)).toBeGreaterThan(0);
        // A file that is opened while the folder is taken away keeps it there.
        expect(opening).toBe(0);
        // Longer than a folder takes: what came late would be here.
        await pause(200);
        expect(existsSync(place.home)).toBe(false);
      }
    } finally {
      slowFolders.mockRestore();
      slowFiles.mockRestore();
      syncBuiltinESMExports();
    }
  });

  test('a newer backup is called newer', async () => {
    const bad = join(folder, `${newId()}.tar`);
    const tar = pack();
    const facts = { format: 'second-unit/backup', version: 2, homeVersion: 1, schemaVersion: 1, createdAt: '' };
    tar.entry({ name: 'backup.json' }, JSON.stringify({ ...facts, rows: {}, outside: [], missing: [] }));
    tar.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
    await writeFile(bad, Buffer.concat(chunks));
    const place = await target('sqlite');
    await expect(restore({ from: bad, ...place })).rejects.toMatchObject({ code: 'conflict' });
    expect(existsSync(place.home)).toBe(false);
    await expect(restore({ from: join(folder, 'none'), ...place })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('cancelled, neither leaves anything', async () => {
    const out = join(folder, `${newId()}.tar`);
    for (const after of [-1, 0, 0.5]) {
      const stop = new AbortController();
      if (after < 0) stop.abort();
      const progress = (fraction: number) => {
        if (fraction > after) stop.abort();
      };
      const options = { home: all.home, database: all.database, out, progress, signal: stop.signal };
      await expect(backUp(options)).rejects.toMatchObject({ code: 'cancelled' });
      expect((await readdir(folder)).filter((name) => /partial|rows/.test(name) || out.endsWith(name))).toEqual([]);
      expect(await readdir(all.home.incoming)).toEqual([]);
    }
    const whole = await make();
    const place = await target(backend);
    for (const wait of [0, 1, 10]) {
      const stop = new AbortController();
      if (wait === 0) stop.abort();
      else setTimeout(() => stop.abort(), wait);
      const options = { from: whole.out, ...place, signal: stop.signal };
      await expect(restore(options)).rejects.toMatchObject({ code: 'cancelled' });
      expect(existsSync(place.home)).toBe(false);
    }
    await restore({ from: whole.out, ...place });
  });
});

test('only names of a home become paths', () => {
  const good = ['backup.json', 'database/jobs.jsonl', 'files/media/a.mp4', 'files/productions/ł/d.fountain'];
  for (const name of good) expect(isEntryName(name)).toBe(true);
  for (const name of [
    '/etc/passwd',
    '../x',
    'files/../x',
    'files/media/../../x',
    'files/media/a/b',
    'files/home.json',
    'files/settings.json',
    'files/second-unit.sqlite',
    'files/productions/../x.fountain',
    'files/productions/a\\b/c',
    'files/productions/a',
    'database/../x.jsonl',
    'files/media/a\0b',
    'files//x',
  ]) {
    expect(isEntryName(name)).toBe(false);
  }
});
