import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Person, Rights } from '@second-unit/evidence';
import { defaultRights } from '@second-unit/evidence';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createProduction, listProductions, listScriptUpdates } from '../../src/database/index.ts';
import { Scripts } from '../../src/scripts/index.ts';
import { newestAside, setAside, writeMirror } from '../../src/scripts/mirror.ts';
import { storedText } from '../../src/scripts/stored-text.ts';
import { EventHub } from '../../src/server/event-hub.ts';
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

const person: Person = { kind: 'person', id: '01900000-0000-7000-8000-00000000000a', name: 'Anna' };
const rights: Rights = defaultRights('own');

describe.each(BACKENDS)('scripts on %s', (backend) => {
  let place: TestHome;
  let scripts: Scripts;
  let id: string;
  const open: Scripts[] = [];
  const another = async (options: { events?: EventHub; compactEvery?: number } = {}): Promise<Scripts> => {
    const { store, signals } = await place.reopen();
    const one = new Scripts({
      ...options,
      store,
      home: place.home,
      events: options.events ?? new EventHub(),
      report: (error) => {
        throw error;
      },
    });
    if (backend === 'postgresql') await one.follow(signals);
    open.push(one);
    return one;
  };
  beforeEach(async () => {
    place = await testHome(backend);
    scripts = await another();
    const { id: production } = await createProduction(place.database.store, { title: 'P' });
    id = (await scripts.create({ production, title: 'S', rights, author: person, text: '' })).id;
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.flush();
    await place.close();
  });

  /** An update that appends `words`, made on the document as `from` has it. */
  async function append(from: Scripts, words: string): Promise<Uint8Array> {
    const doc = new Y.Doc();
    const { state } = await from.view(id);
    Y.applyUpdate(doc, Buffer.from(state, 'base64'));
    const before = Y.encodeStateVector(doc);
    doc.getText('text').insert(doc.getText('text').length, words);
    return Y.encodeStateAsUpdate(doc, before);
  }

  test('many edits at once get one order without gaps', async () => {
    const updates = Array.from({ length: 30 }, (_, n) => {
      const doc = new Y.Doc();
      doc.getText('text').insert(0, `<${n}>`);
      return Y.encodeStateAsUpdate(doc);
    });
    const numbers = await Promise.all(updates.map((update) => scripts.update(id, update, { person, client: 'w' })));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(updates.map((_, n) => n + 1));
    const { text, seq } = await scripts.read(id);
    expect(seq).toBe(30);
    for (let n = 0; n < 30; n++) expect(text).toContain(`<${n}>`);
    const kept = await listScriptUpdates(place.database.store, id);
    expect(kept.every(({ author, client }) => author === person.id && client === 'w')).toBe(true);
  });

  test('what another process writes is seen, and nothing of either is lost', async () => {
    const other = await another();
    await scripts.update(id, await append(scripts, 'one '), { person, client: 'a' });
    expect((await other.read(id)).text).toBe('one ');
    await other.update(id, await append(other, 'two '), { person, client: 'b' });
    expect(await scripts.read(id)).toEqual({ text: 'one two ', seq: 2 });
    // Neither edit knows of the other: the second process's memory is behind when it writes.
    const [mine, theirs] = [await append(scripts, 'three '), await append(other, 'four ')];
    // In turn: two connections of one thread to SQLite would wait for each other.
    await scripts.update(id, mine, { person, client: 'a' });
    await other.update(id, theirs, { person, client: 'b' });
    const [a, b] = [await scripts.read(id), await other.read(id)];
    expect(a).toEqual(b);
    expect(a.text).toContain('three ');
    expect(a.text).toContain('four ');
    expect(await storedText(place.database.store, id)).toBe(a.text);
  });

  test('a document that is forgotten is read again from its snapshot and the updates behind it', async () => {
    for (let n = 0; n < 510; n++) {
      const doc = new Y.Doc();
      doc.getText('text').insert(0, `<${n}>`);
      await scripts.update(id, Y.encodeStateAsUpdate(doc), { person, client: 'w' });
    }
    const { text, seq } = await scripts.read(id);
    expect(seq).toBe(510);
    await scripts.flush();
    expect(await scripts.read(id)).toEqual({ text, seq });
  }, 60_000);

  test('windows hear what another process writes', async () => {
    const events = new EventHub();
    const heard: { seq: number; client: string }[] = [];
    events.subscribe((event) => {
      if (event.kind === 'script') heard.push({ seq: event.seq, client: event.client });
    });
    const mine = await another({ events });
    await mine.view(id);
    const updates: Uint8Array[] = [];
    for (const words of ['one', 'two', 'three']) {
      const update = await append(scripts, words);
      updates.push(update);
      await scripts.update(id, update, { person, client: 'other' });
    }
    if (backend === 'postgresql') {
      // By a signal, though nobody here does anything.
      await expect.poll(() => heard.length).toBe(3);
    }
    await mine.update(id, await append(scripts, 'four'), { person, client: 'mine' });
    expect(heard).toEqual([
      { seq: 1, client: 'other' },
      { seq: 2, client: 'other' },
      { seq: 3, client: 'other' },
      { seq: 4, client: 'mine' },
    ]);
    expect((await mine.read(id)).text).toBe('onetwothreefour');
  });

  test('is compacted by what lies behind its snapshot, however often it is opened', async () => {
    const { store } = place.database;
    const reach = async () => (await store.selectFrom('script_snapshots').select('seq').executeTakeFirst())?.seq;
    for (let opening = 0; opening < 3; opening++) {
      const one = await another({ compactEvery: 10 });
      for (let n = 0; n < 4; n++) await one.update(id, await append(one, `${opening}${n} `), { person, client: 'w' });
      await one.flush();
    }
    expect(await reach()).toBe(10);
    expect(await storedText(store, id)).toBe('00 01 02 03 10 11 12 13 20 21 22 23 ');
  });

  test('its snapshot does not hold what was deleted', async () => {
    const { store } = place.database;
    const one = await another({ compactEvery: 2 });
    const doc = new Y.Doc();
    const text = doc.getText('text');
    text.insert(0, 'kept SECRET');
    await one.update(id, Y.encodeStateAsUpdate(doc), { person, client: 'w' });
    const before = Y.encodeStateVector(doc);
    text.delete(4, 7);
    await one.update(id, Y.encodeStateAsUpdate(doc, before), { person, client: 'w' });
    const { data } = await store.selectFrom('script_snapshots').select('data').executeTakeFirstOrThrow();
    expect(Buffer.from(data).includes('kept')).toBe(true);
    expect(Buffer.from(data).includes('SECRET')).toBe(false);
  });

  test('a mirror put back to an earlier version of ours is offered, not written over', async () => {
    const { slug } = (await listProductions(place.database.store))[0] ?? { slug: '' };
    const mirror = join(place.home.productions, slug, 's.fountain');
    await scripts.update(id, await append(scripts, 'one'), { person, client: 'w' });
    await scripts.syncMirrors();
    await scripts.update(id, await append(scripts, ' two'), { person, client: 'w' });
    await scripts.syncMirrors();
    expect(await readFile(mirror, 'utf8')).toBe('one two');
    await writeFile(mirror, 'one');
    expect((await scripts.view(id)).mirrorChanged).toBe(true);
    await scripts.update(id, await append(scripts, ' three'), { person, client: 'w' });
    await scripts.syncMirrors();
    await scripts.flush();
    expect(await readFile(mirror, 'utf8')).toBe('one two three');
    const aside = await newestAside(mirror);
    expect(aside && (await readFile(aside, 'utf8'))).toBe('one');
  });

  test('taking theirs keeps what was written since beside the mirror', async () => {
    const { slug } = (await listProductions(place.database.store))[0] ?? { slug: '' };
    const mirror = join(place.home.productions, slug, 's.fountain');
    await scripts.update(id, await append(scripts, 'one'), { person, client: 'w' });
    await scripts.syncMirrors();
    await writeFile(mirror, 'theirs');
    await scripts.update(id, await append(scripts, ' two'), { person, client: 'w' });
    await expect.poll(() => readFile(mirror, 'utf8'), { timeout: 20_000 }).toBe('one two');
    await scripts.update(id, await append(scripts, ' three'), { person, client: 'w' });
    await scripts.takeMirror(id, true, person);
    expect((await scripts.read(id)).text).toBe('theirs');
    const aside = await newestAside(mirror);
    expect(aside && (await readFile(aside, 'utf8'))).toBe('one two three');
  });

  test('two versions set aside in one millisecond are both kept', async () => {
    const mirror = join(place.home.productions, 'x.fountain');
    const at = new Date(0);
    const asides: string[] = [];
    for (const words of ['one', 'two']) {
      await writeMirror(mirror, words);
      asides.push(await setAside(mirror, at));
    }
    expect(await Promise.all(asides.map((path) => readFile(path, 'utf8')))).toEqual(['one', 'two']);
    expect(await newestAside(mirror)).toBe(asides[1]);
  });

  test('an update that fails on disk is not in memory either', async () => {
    const update = await append(scripts, 'never');
    await place.database.store.schema.alterTable('script_updates').renameTo('gone').execute();
    await expect(scripts.update(id, update, { person, client: 'w' })).rejects.toThrow();
    await place.database.store.schema.alterTable('gone').renameTo('script_updates').execute();
    expect((await scripts.read(id)).text).toBe('');
    await scripts.update(id, await append(scripts, 'now'), { person, client: 'w' });
    expect(await scripts.read(id)).toEqual({ text: 'now', seq: 1 });
  });
});
