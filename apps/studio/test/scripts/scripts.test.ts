import type { Person, Rights } from '@second-unit/evidence';
import { defaultRights } from '@second-unit/evidence';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createProduction, listScriptUpdates } from '../../src/database/index.ts';
import { Scripts } from '../../src/scripts/index.ts';
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
  const another = async (): Promise<Scripts> => {
    const one = new Scripts({
      store: (await place.reopen()).store,
      home: place.home,
      events: new EventHub(),
      report: (error) => {
        throw error;
      },
    });
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
