import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadThrough } from '@second-unit/story';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { LedgerEntry, ProductionView, ScriptSummary, ScriptView, UpdateAck } from '../../src/contract/index.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { listen, raw, type TestStudio, testStudio } from './harness.ts';

describe.each(BACKENDS)('on %s', (backend) => {
  let studio: TestStudio;
  let production: string;
  beforeEach(async () => {
    studio = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
  });
  afterEach(() => studio.close());

  const folder = () => join(studio.home, 'productions', 'the-sea');
  const mirror = (name = 'sea.fountain') => readFile(join(folder(), name), 'utf8');

  async function upload(name: string, body: string | Uint8Array<ArrayBuffer>, to = production): Promise<Response> {
    return fetch(`${studio.address}/api/v1/productions/${to}/files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
    });
  }

  async function open(text: string, name = 'Sea.fountain'): Promise<ScriptSummary> {
    const response = await upload(name, text);
    expect(response.status).toBe(200);
    return ((await response.json()) as { script: ScriptSummary }).script;
  }

  /** A window with the script open: types, and posts what it typed. */
  async function windowOn(script: string) {
    const view = await studio.get<ScriptView>(`/scripts/${script}`);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(view.state, 'base64'));
    const text = doc.getText('text');
    return {
      doc,
      text,
      seq: view.seq,
      type: async (at: number, words: string): Promise<number> => {
        const before = Y.encodeStateVector(doc);
        text.insert(at, words);
        const response = await post(script, Y.encodeStateAsUpdate(doc, before));
        expect(response.status).toBe(200);
        return ((await response.json()) as UpdateAck).seq;
      },
    };
  }

  function post(script: string, update: Uint8Array, client = 'window-1'): Promise<Response> {
    return fetch(`${studio.address}/api/v1/scripts/${script}/updates`, {
      method: 'POST',
      headers: { 'X-Client': client, 'Content-Type': 'application/octet-stream' },
      body: new Uint8Array(update),
    });
  }

  async function until(check: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await check())) {
      if (Date.now() > end) throw new Error('It did not come to be within thirty seconds.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  describe('a script', () => {
    test('a removed script is gone from its production, its mirror in the trash, and comes back as it was', async () => {
      const { id, mirror: name } = await open('INT. SEA - DAY\n');
      await studio.act('script.remove', { script: id });
      const without = await studio.get<ProductionView>(`/productions/${production}`);
      expect([without.scripts, without.removed.map((one) => one.id)]).toEqual([[], [id]]);
      expect(await readdir(folder())).toEqual([]);
      expect(await readFile(join(studio.home, 'trash', id, name), 'utf8')).toBe('INT. SEA - DAY\n');
      // A window that still has it open loses nothing.
      await (await windowOn(id)).type(0, 'Rain.\n\n');
      await studio.act('script.remove', { script: id });
      // Its name is taken meanwhile.
      expect((await open('EXT. SEA - DAY\n')).title).toBe('Sea');
      expect(await studio.act('script.restore', { script: id })).toMatchObject({
        title: 'Sea 2',
        mirrorChanged: false,
      });
      expect(await mirror(name)).toBe('Rain.\n\nINT. SEA - DAY\n');
      const { scripts, removed } = await studio.get<ProductionView>(`/productions/${production}`);
      expect([scripts.map(({ title }) => title), removed]).toEqual([['Sea 2', 'Sea'], []]);
      const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
      expect(ledger.map(({ record }) => record.kind)).toEqual(['rights', 'removed', 'rights', 'restored']);
    });

    test('what another program wrote in a mirror goes to the trash with it and is offered again when it comes back', async () => {
      const { id, mirror: name } = await open('INT. SEA - DAY\n');
      await writeFile(join(folder(), name), 'EXT. LAND - DAY\n');
      await studio.act('script.remove', { script: id });
      const files = await readdir(join(studio.home, 'trash', id), { recursive: true });
      const beside = await readdir(folder());
      const kept = [
        ...files.map((file) => join(studio.home, 'trash', id, file)),
        ...beside.map((file) => join(folder(), file)),
      ];
      const texts = await Promise.all(kept.map((path) => readFile(path, 'utf8')));
      expect(texts).toContain('EXT. LAND - DAY\n');
      expect(await studio.act('script.restore', { script: id })).toMatchObject({ mirrorChanged: true });
    });

    test('has scenes and pages, whatever its line ends and its encoding', async () => {
      const text = 'INT. SEA - DAY\r\n\r\nWaves.\r\n\r\n===\r\n\r\nEXT. SEA - DAY\r\n\r\nMore.\r\n';
      const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
      for (const body of [text, utf16]) {
        const response = await upload('Sea.fountain', body);
        const { script } = (await response.json()) as { script: ScriptSummary };
        const read = await studio.get<ReadThrough>(`/scripts/${script.id}/read`);
        expect([read.scenes.length, read.findings.find(({ id }) => id === 'page-count')?.value]).toEqual([2, 2]);
      }
    });

    test('two scripts of one name can be told apart, and a title page names its script', async () => {
      const titles = [await open('INT. A - DAY\n'), await open('INT. A - DAY\n'), await open('INT. A - DAY\n')];
      expect(titles.map(({ title }) => title)).toEqual(['Sea', 'Sea 2', 'Sea 3']);
      const named = await open(
        'Title:\n    _**BRICK & STEEL**_\n    _**FULL RETIRED**_\n\nINT. A - DAY\n',
        'draft7.fountain',
      );
      expect(named).toMatchObject({ title: 'BRICK & STEEL FULL RETIRED', mirror: 'brick-steel-full-retired.fountain' });
    });

    test('comes in as a file, is mirrored, and goes out as it is', async () => {
      const script = await open('\uFEFFINT. HOUSE - DAY\r\n\r\nZoë waits.\r\n');
      expect(script).toMatchObject({ title: 'Sea', mirror: 'sea.fountain', mirrorChanged: false });
      expect(script.rights).toMatchObject({ basis: 'unknown', mayLearnFrom: false, mayExport: false });
      expect(await mirror()).toBe('INT. HOUSE - DAY\n\nZoë waits.\n');
      // On a ground that nobody stated, it does not.
      expect((await raw(studio.address, { path: `/api/v1/scripts/${script.id}/file` })).status).toBe(403);
      await studio.act('rights.set', { item: script.id, rights: { ...script.rights, basis: 'own', mayExport: true } });
      const file = await fetch(`${studio.address}/api/v1/scripts/${script.id}/file`);
      expect(await file.text()).toBe('INT. HOUSE - DAY\n\nZoë waits.\n');
      expect(file.headers.get('content-disposition')).toContain('sea.fountain');
    });

    test('two windows write, hear of each other, and the mirror follows', async () => {
      const script = await open('one two');
      const events = await listen(studio.address);
      const [a, b] = [await windowOn(script.id), await windowOn(script.id)];
      const first = await a.type(0, 'A ');
      const second = await b.type(7, ' B');
      expect([first, second]).toEqual([a.seq + 1, a.seq + 2]);
      for (const seq of [first, second]) {
        const event = await events.next('script');
        expect(event).toMatchObject({ script: script.id, seq, client: 'window-1' });
        Y.applyUpdate(a.doc, Buffer.from(String(event.update), 'base64'));
      }
      events.close();
      expect(a.text.toString()).toBe('A one two B');
      await until(async () => (await mirror()) === 'A one two B');
      const again = await windowOn(script.id);
      expect([again.seq, again.text.toString()]).toEqual([second, 'A one two B']);
    });

    test('survives closing, with its mirror up to date', async () => {
      const script = await open('one');
      await (await windowOn(script.id)).type(3, ' more');
      studio = await studio.reopen();
      expect(await mirror()).toBe('one more');
      expect((await windowOn(script.id)).text.toString()).toBe('one more');
    });

    test('nonsense is refused and changes nothing', async () => {
      const script = await open('one');
      let seed = 7;
      const byte = (): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
        return seed & 255;
      };
      const strange = [new Uint8Array(0), new Uint8Array([255, 255, 255]), new TextEncoder().encode('INT. HOUSE')];
      for (let i = 0; i < 40; i++) strange.push(Uint8Array.from({ length: 1 + (byte() % 40) }, byte));
      for (const bytes of strange) {
        const response = await post(script.id, bytes);
        expect([200, 422]).toContain(response.status);
      }
      expect((await windowOn(script.id)).text.toString()).toBe('one');
      expect((await post(script.id, new Uint8Array(17 * 1024 * 1024))).status).toBe(413);
      expect((await post(script.id, new Uint8Array([0, 0]), 'a b')).status).toBe(422);
      expect((await post('01a2029f-26c5-75e5-a0ef-184041707f7d', new Uint8Array([0, 0]))).status).toBe(404);
    });

    test('is read through as it stands, also by several at once', async () => {
      const script = await open('INT. HOUSE - DAY\n\nANNA\nHello there.\n');
      const read = () => studio.get<{ format: string; characters: { words: number }[] }>(`/scripts/${script.id}/read`);
      const [first, second] = await Promise.all([read(), read()]);
      expect(first).toMatchObject({ format: 'second-unit/read-through@1', characters: [{ words: 2 }] });
      expect(second).toEqual(first);
      await (await windowOn(script.id)).type(23, 'Oh, ');
      expect((await read()).characters[0]?.words).toBe(3);
    });

    test('is renamed without moving its mirror', async () => {
      const script = await open('one');
      const renamed = await studio.act('script.rename', { script: script.id, title: 'Land' });
      expect(renamed).toMatchObject({ title: 'Land', mirror: 'sea.fountain' });
    });
  });

  describe('a mirror that another program changed', () => {
    test('is offered when the script is opened, and taken in as an edit', async () => {
      const script = await open('INT. HOUSE - DAY\n\nShe waits.\n');
      const before = await windowOn(script.id);
      await writeFile(join(folder(), 'sea.fountain'), 'INT. HOUSE - NIGHT\r\n\r\nShe waits.\r\n');
      expect((await studio.get<ScriptView>(`/scripts/${script.id}`)).mirrorChanged).toBe(true);
      expect(await mirror()).toContain('NIGHT');

      const taken = await studio.act('script.takeMirror', { script: script.id, take: true });
      expect(taken.mirrorChanged).toBe(false);
      const after = await windowOn(script.id);
      expect(after.text.toString()).toBe('INT. HOUSE - NIGHT\n\nShe waits.\n');
      expect(after.seq).toBe(before.seq + 1);
      expect(await mirror()).toContain('NIGHT');
    });

    test('is kept beside ours when ours is kept', async () => {
      const script = await open('ours');
      await writeFile(join(folder(), 'sea.fountain'), 'theirs');
      await studio.act('script.takeMirror', { script: script.id, take: false });
      expect(await mirror()).toBe('ours');
      const aside = (await readdir(folder())).filter((name) => name.includes('.conflict-'));
      expect(await Promise.all(aside.map((name) => mirror(name)))).toEqual(['theirs']);
      expect((await studio.get<ScriptView>(`/scripts/${script.id}`)).mirrorChanged).toBe(false);
    });

    test('is set aside, not overwritten, when the writing goes on, and can still be taken', async () => {
      const script = await open('ours');
      const window = await windowOn(script.id);
      await writeFile(join(folder(), 'sea.fountain'), 'theirs');
      await window.type(4, ' and more');
      await until(async () => (await mirror()) === 'ours and more');
      const aside = (await readdir(folder())).filter((name) => name.includes('.conflict-'));
      expect(await Promise.all(aside.map((name) => mirror(name)))).toEqual(['theirs']);
      expect((await studio.get<ScriptView>(`/scripts/${script.id}`)).mirrorChanged).toBe(true);
      await studio.act('script.takeMirror', { script: script.id, take: true });
      expect((await windowOn(script.id)).text.toString()).toBe('theirs');
    });

    test('while the studio was closed is noticed at the next opening', async () => {
      const script = await open('ours');
      const { home } = studio;
      await studio.reopen().then(async (again) => {
        studio = again;
      });
      expect(home).toBe(studio.home);
      await writeFile(join(folder(), 'sea.fountain'), 'theirs');
      studio = await studio.reopen();
      await until(async () => {
        const view = await studio.get<{ scripts: ScriptSummary[] }>(`/productions/${production}`);
        return view.scripts[0]?.mirrorChanged === true;
      });
      expect(await mirror()).toBe('theirs');
      expect(script.id).toBeTruthy();
    });

    test('to what no script is cannot be taken in', async () => {
      const script = await open('ours');
      await writeFile(join(folder(), 'sea.fountain'), Buffer.from([0, 1, 2, 3]));
      await expect(studio.act('script.takeMirror', { script: script.id, take: true })).rejects.toThrow(/422/);
      expect((await windowOn(script.id)).text.toString()).toBe('ours');
      await expect(studio.act('script.takeMirror', { script: script.id, take: false })).resolves.toBeTruthy();
      await expect(studio.act('script.takeMirror', { script: script.id, take: false })).rejects.toThrow(/409/);
    });

    test('only deleted is written again', async () => {
      const script = await open('ours');
      const { rm } = await import('node:fs/promises');
      await rm(join(folder(), 'sea.fountain'));
      await (await windowOn(script.id)).type(0, 'still ');
      await until(async () => (await mirror().catch(() => '')) === 'still ours');
    });
  });
});
