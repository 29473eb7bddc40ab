import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShotSearch } from '@second-unit/footage/search';
import { close, probe, processIds } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remux } from '../../../../packages/media/test/support/fixtures.ts';
import type {
  CutView,
  LedgerEntry,
  LogView,
  MediaSummary,
  ScriptSummary,
  StudioView,
} from '../../src/contract/index.ts';
import type { LogFormat } from '../../src/productions/log-export.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { drawFilm, FILM_FRAMES, SHOT_FRAMES } from './film.ts';
import { listen, raw, send, type TestStudio, testStudio } from './harness.ts';

describe.each(BACKENDS)('on %s', (backend) => {
  let studio: TestStudio;
  let production: string;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit films 🎬 '));
    await drawFilm(at('film.mp4'));
    studio = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
  }, 60_000);
  afterAll(async () => {
    await studio.close();
    close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  async function upload(name: string, body: Uint8Array<ArrayBuffer>, query = ''): Promise<Response> {
    return fetch(`${studio.address}/api/v1/productions/${production}/files?name=${encodeURIComponent(name)}${query}`, {
      method: 'POST',
      body,
    });
  }

  async function bytesOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await readFile(at(name)));
  }

  async function finished(job: string): Promise<void> {
    const view = await studio.studio?.jobs.finished(job);
    expect(view).toMatchObject({ state: 'done' });
  }

  describe('a film', () => {
    let media: MediaSummary;

    test('comes in, is logged with progress, and shows its frames', async () => {
      const events = await listen(studio.address);
      const response = await upload('The Sea 🎬.mp4', await bytesOf('film.mp4'), '&basis=own');
      expect(response.status).toBe(200);
      media = ((await response.json()) as { media: MediaSummary }).media;
      expect(media).toMatchObject({
        title: 'The Sea 🎬',
        logged: false,
        rendered: false,
        info: { frames: FILM_FRAMES },
      });
      expect(media.rights).toMatchObject({
        basis: 'own',
        mayExport: true,
        mayLearnFrom: false,
        mayLeaveMachine: false,
      });
      // Its name is ours, not the person's.
      expect(await readdir(join(studio.home, 'media'))).toEqual([`${media.id}.mp4`]);
      expect(await readdir(join(studio.home, 'incoming'))).toEqual([]);

      await finished(media.job ?? '');
      const told = await events.next('media');
      expect(told).toMatchObject({ media: media.id, production });
      events.close();
      const { log, scenes } = await studio.get<LogView>(`/media/${media.id}/log`);
      expect(log.shots.map((shot) => shot.startFrame)).toEqual(
        Array.from({ length: FILM_FRAMES / SHOT_FRAMES }, (_, shot) => shot * SHOT_FRAMES),
      );
      expect(scenes).toEqual([]);
      for (const frame of [0, log.shots[3]?.keyFrame ?? 0, FILM_FRAMES - 1]) {
        const picture = await fetch(`${studio.address}/api/v1/media/${media.id}/frames/${frame}`);
        expect(picture.headers.get('content-type')).toBe('image/jpeg');
        expect(new Uint8Array(await picture.arrayBuffer()).slice(0, 3)).toEqual(new Uint8Array([0xff, 0xd8, 0xff]));
      }
      for (const frame of [String(FILM_FRAMES), '-1', '1.5', '%2e%2e', 'x', '99999999999999999999']) {
        expect((await raw(studio.address, { path: `/api/v1/media/${media.id}/frames/${frame}` })).status).toBe(404);
      }
    }, 60_000);

    test('gives its log to editing programs, to spreadsheets, as a contact sheet', async () => {
      const { log } = await studio.get<LogView>(`/media/${media.id}/log`);
      const written = async (format: LogFormat) =>
        (await studio.act('media.export', { media: media.id, format })).content;
      expect((await written('edl')).match(/^\d{3} {2}AX/gm)).toHaveLength(log.shots.length);
      expect((await written('csv')).trim().split('\r\n')).toHaveLength(log.shots.length + 1);
      expect((await written('html')).match(/data:image\/jpeg;base64,/g)).toHaveLength(log.shots.length);
      expect((await written('fcpxml')).match(/<marker /g)).toHaveLength(log.shots.length);
      expect(JSON.parse(await written('json'))).toMatchObject({ format: 'second-unit/log@1' });
      expect(JSON.parse(await written('otio'))).toMatchObject({
        metadata: { second_unit: { rights: { basis: 'own' } } },
      });
      const download = await fetch(`${studio.address}/api/v1/media/${media.id}/export?format=edl`);
      expect(download.headers.get('content-disposition')).toContain("UTF-8''The%20Sea%20%F0%9F%8E%AC.edl");
      expect((await raw(studio.address, { path: `/api/v1/media/${media.id}/export?format=exe` })).status).toBe(422);
    });

    test('is searched by words', async () => {
      const { log } = await studio.get<LogView>(`/media/${media.id}/log`);
      const all = await studio.get<ShotSearch>(`/productions/${production}/shots?q=`);
      expect(all.hits.filter((hit) => hit.media === media.id)).toHaveLength(log.shots.length);
      const none = await studio.get<ShotSearch>(`/productions/${production}/shots?q=zeppelin%20%F0%9F%8E%88`);
      expect(none).toMatchObject({ all: 0, terms: [{ text: 'zeppelin', not: false, shots: 0 }] });
      const named = await studio.get<ShotSearch>(`/productions/${production}/shots?q=sea&limit=1`);
      expect(named).toMatchObject({
        all: log.shots.length,
        hits: [{ reasons: [{ by: 'film', because: 'The Sea 🎬' }] }],
      });
      expect((await raw(studio.address, { path: `/api/v1/productions/${production}/shots?limit=x` })).status).toBe(422);
    });

    test('plays from any place', async () => {
      const url = `${studio.address}/api/v1/media/${media.id}/file`;
      const whole = await bytesOf('film.mp4');
      const part = await fetch(url, { headers: { Range: 'bytes=100-199' } });
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`);
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(100, 200));
      expect((await fetch(url, { headers: { Range: `bytes=${whole.length}-` } })).status).toBe(416);
      const all = await fetch(url);
      expect(all.headers.get('content-type')).toBe('video/mp4');
      expect(new Uint8Array(await all.arrayBuffer())).toEqual(whole);
    });

    test('is opened where it lies, too', async () => {
      const opened = await studio.act('media.open', { production, path: at('film.mp4') });
      expect(opened).toMatchObject({ title: 'film', info: { originalPath: at('film.mp4') } });
      expect(opened.rights.basis).toBe('unknown');
      await studio.act('job.cancel', { job: opened.job ?? '' });
      await studio.studio?.jobs.finished(opened.job ?? '');
      const view = await studio.get<StudioView>('/studio');
      expect(view.jobs.find((job) => job.id === opened.job)?.state).toBe('cancelled');
      expect((await studio.get<MediaSummary>(`/media/${opened.id}`)).logged).toBe(false);
    }, 60_000);

    test.each([
      ['../../../etc/passwd', 422],
      ['relative.mp4', 422],
      ['/nowhere/film.mp4', 404],
      ['/dev/zero', 422],
      ['/etc/passwd', 422],
      ['/tmp', 422],
      ['/tmp\0/x.mp4', 422],
      ['/tmp\ud800/x.mp4', 422],
    ])('%j is no film to open', async (path, status) => {
      const response = await send(studio.address, 'media.open', { production, path });
      expect(response.status).toBe(status);
      expect(((await response.json()) as { error: { message: string } }).error.message).not.toMatch(/Error|\.ts:/);
    });

    describe('is cut', () => {
      let cut: CutView;
      const same = (a: CutView, b: CutView) => expect(a.cut.items).toEqual(b.cut.items);

      test('by proposal, with a reason for each shot', async () => {
        cut = await studio.act('cut.propose', { media: media.id, seconds: 5, keepBack: 0 });
        expect(cut.duration).toBeCloseTo(5, 5);
        expect(cut).toMatchObject({ status: 'proposed', canUndo: false, canRedo: false, rendered: false });
        for (const item of cut.cut.items) {
          expect(item.reasons.length).toBeGreaterThan(0);
          expect(item.reasons.reduce((sum, reason) => sum + reason.amount, 0)).toBeCloseTo(item.score, 9);
        }
        const again = await studio.act('cut.propose', { media: media.id, seconds: 5, keepBack: 0 });
        same(again, cut);
      });

      test('by decisions that are recorded, taken back and given back', async () => {
        const [first, second] = cut.cut.items;
        if (!first || !second) throw new Error('The cut has fewer than two shots.');
        const locked = await studio.act('cut.decide', { cut: cut.id, change: { kind: 'lock', item: first.id } });
        expect(locked.cut.items[0]?.locked).toBe(true);
        const others = await studio.get<{ shot: string; score: number }[]>(`/cuts/${cut.id}/alternatives/${second.id}`);
        expect(others.length).toBeGreaterThan(0);
        expect(cut.cut.items.map(({ shot }) => shot)).not.toContain(others[0]?.shot);
        const swapped = await studio.act('cut.decide', {
          cut: cut.id,
          change: { kind: 'swap', item: second.id, shot: others[0]?.shot ?? '' },
          why: 'It is brighter.',
        });
        expect(swapped.cut.items[1]?.shot).toBe(others[0]?.shot);
        expect(swapped.decisions.map(({ change, why }) => [change.kind, why])).toEqual([
          ['lock', undefined],
          ['swap', 'It is brighter.'],
        ]);

        const back = await studio.act('cut.undo', { cut: cut.id });
        same(back, locked);
        expect([back.canUndo, back.canRedo]).toEqual([true, true]);
        const start = await studio.act('cut.undo', { cut: cut.id });
        same(start, cut);
        expect([start.canUndo, start.canRedo]).toEqual([false, true]);
        expect((await send(studio.address, 'cut.undo', { cut: cut.id })).status).toBe(409);
        same(await studio.act('cut.redo', { cut: cut.id }), locked);
        same(await studio.act('cut.redo', { cut: cut.id }), swapped);
        expect((await send(studio.address, 'cut.redo', { cut: cut.id })).status).toBe(409);
        same(await studio.act('cut.undo', { cut: cut.id }), locked);
        const trimmed = await studio.act('cut.decide', {
          cut: cut.id,
          change: { kind: 'trim', item: first.id, inFrame: first.inFrame, outFrame: first.outFrame - 6 },
        });
        // After something new, what was undone is not brought again.
        expect(trimmed.canRedo).toBe(false);
        expect(trimmed.duration).toBeCloseTo(5 - 6 / 24, 5);
      });

      test('and a change that does not fit is not recorded', async () => {
        const before = await studio.get<CutView>(`/cuts/${cut.id}`);
        for (const change of [
          { kind: 'lock', item: 'nothing' },
          { kind: 'swap', item: before.cut.items[0]?.id, shot: 's9999' },
          { kind: 'move', item: before.cut.items[0]?.id, to: 99 },
          { kind: 'trim', item: before.cut.items[0]?.id, inFrame: 0, outFrame: 9999 },
          { kind: 'undo', decision: before.decisions[0]?.id },
          { kind: 'burn' },
        ]) {
          const { status } = await send(studio.address, 'cut.decide', { cut: cut.id, change });
          expect([404, 422], JSON.stringify(change)).toContain(status);
        }
        expect((await studio.get<CutView>(`/cuts/${cut.id}`)).decisions).toEqual(before.decisions);
      });

      test('anew around what is locked, without what is banned', async () => {
        const now = await studio.get<CutView>(`/cuts/${cut.id}`);
        const last = now.cut.items.at(-1);
        const banned = await studio.act('cut.decide', { cut: cut.id, change: { kind: 'ban', item: last?.id ?? '' } });
        expect(banned.cut.banned).toEqual([last?.shot]);
        const anew = await studio.act('cut.propose', { media: media.id, seconds: 6, keepBack: 0, from: cut.id });
        expect(anew.cut.items.filter((item) => item.locked)).toHaveLength(1);
        expect(anew.cut.items.map((item) => item.shot)).not.toContain(last?.shot);
      });

      test('is accepted, rendered and exported', async () => {
        const accepted = await studio.act('cut.decide', { cut: cut.id, change: { kind: 'accept' } });
        expect(accepted.status).toBe('accepted');
        expect((await raw(studio.address, { path: `/api/v1/cuts/${cut.id}/render` })).status).toBe(404);
        const job = await studio.act('cut.render', { cut: cut.id });
        expect((await studio.act('cut.render', { cut: cut.id })).id).toBe(job.id);
        await finished(job.id);
        const view = await studio.get<CutView>(`/cuts/${cut.id}`);
        expect(view.rendered).toBe(true);
        const render = await fetch(`${studio.address}/api/v1/cuts/${cut.id}/render`);
        await writeFile(at('render.mp4'), new Uint8Array(await render.arrayBuffer()));
        const info = await probe(at('render.mp4'));
        expect(info.frames).toBe(view.cut.items.reduce((sum, item) => sum + item.outFrame - item.inFrame, 0));

        const otio = await fetch(`${studio.address}/api/v1/cuts/${cut.id}/export?format=otio`);
        expect(otio.status).toBe(200);
        expect(otio.headers.get('content-disposition')).toContain('.otio');
        const timeline = (await otio.json()) as { OTIO_SCHEMA: string };
        expect(timeline.OTIO_SCHEMA).toBe('Timeline.1');
        expect(JSON.stringify(timeline)).toContain(`media/${media.id}.mp4`);
        expect((await raw(studio.address, { path: `/api/v1/cuts/${cut.id}/export?format=../x` })).status).toBe(422);

        // A lock shows nothing else, a trim does.
        const [item] = view.cut.items;
        const unlocked = await studio.act('cut.decide', {
          cut: cut.id,
          change: { kind: 'unlock', item: item?.id ?? '' },
        });
        expect([unlocked.status, unlocked.rendered]).toEqual(['proposed', true]);
        const changed = await studio.act('cut.decide', {
          cut: cut.id,
          change: { kind: 'remove', item: item?.id ?? '' },
        });
        expect(changed.rendered).toBe(false);
      }, 60_000);

      test('written out nowhere where the rights of its film forbid it', async () => {
        await finished((await studio.act('cut.render', { cut: cut.id })).id);
        const ways = [
          `/cuts/${cut.id}/export?format=otio`,
          `/cuts/${cut.id}/export?format=edl`,
          `/cuts/${cut.id}/render`,
          `/cuts/${cut.id}/preview?item=${cut.cut.items.at(-2)?.id}`,
        ];
        const statuses = async (headers: Record<string, string> = {}) =>
          Promise.all(ways.map(async (way) => (await raw(studio.address, { path: `/api/v1${way}`, headers })).status));
        expect(await statuses()).toEqual([200, 200, 200, 200]);
        expect((await studio.get<CutView>(`/cuts/${cut.id}`)).exportRefused).toBeUndefined();

        await studio.act('rights.set', { item: media.id, rights: { ...media.rights, mayExport: false } });
        expect(await statuses()).toEqual([403, 403, 403, 403]);
        const refused = await raw(studio.address, { path: `/api/v1/cuts/${cut.id}/render` });
        expect(JSON.parse(refused.body).error).toMatchObject({ code: 'refused', place: media.title });
        for (const format of ['otio', 'why.html']) {
          expect((await send(studio.address, 'cut.export', { cut: cut.id, format })).status).toBe(403);
        }
        expect((await studio.get<CutView>(`/cuts/${cut.id}`)).exportRefused).toContain(media.title);
        // The page's own player shows it all the same; a timeline has none.
        expect(await statuses({ 'Sec-Fetch-Dest': 'video' })).toEqual([403, 403, 200, 200]);
        await studio.act('rights.set', { item: media.id, rights: media.rights });
        const exported = await studio.act('cut.export', { cut: cut.id, format: 'otio' });
        expect(exported.name).toMatch(/\.otio$/);
        const why = await studio.act('cut.export', { cut: cut.id, format: 'why.html' });
        expect(why).toMatchObject({ name: `${cut.title}.why.html`, type: 'text/html; charset=utf-8' });
        const pictures = why.content.match(/src="data:image\/jpeg;base64,/g) ?? [];
        const { cut: stands } = await studio.get<CutView>(`/cuts/${cut.id}`);
        expect(pictures.length).toBeGreaterThanOrEqual(new Set(stands.items.map(({ shot }) => shot)).size);
        expect(JSON.parse(exported.content).metadata.second_unit.rights).toMatchObject({
          basis: 'own',
          mayExport: true,
        });
      }, 60_000);

      test('and all of it stands in the ledger, in order', async () => {
        const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
        const kinds = ledger.map(({ record }) => record.kind);
        expect(kinds.filter((kind) => kind === 'proposal')).toHaveLength(3);
        expect(ledger.find(({ record }) => record.kind === 'proposal')?.author).toMatchObject({
          kind: 'model',
          name: 'teaser-cutter',
        });
        const decided = ledger.flatMap(({ record }) => (record.kind === 'decision' ? [record.decision.change] : []));
        expect(decided.map((change) => (change as { kind: string }).kind)).toEqual([
          'lock',
          'swap',
          'undo',
          'undo',
          'undo',
          'undo',
          'undo',
          'trim',
          'ban',
          'accept',
          'unlock',
          'remove',
        ]);
        expect(kinds.filter((kind) => kind === 'rights')).toHaveLength(4);
        const [first, second] = ledger;
        const later = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger?after=${first?.id}`);
        expect([later.length, later[0]?.id]).toEqual([ledger.length - 1, second?.id]);
        expect((await raw(studio.address, { path: `/api/v1/productions/${production}/ledger?after=x` })).status).toBe(
          422,
        );
        await studio.act('production.lock', { production, nothingLeaves: true });
        const locked = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
        expect(locked.at(-1)?.record).toEqual({ kind: 'lock', nothingLeaves: true });
      });

      test('shows a shot as it will be rendered, made once', async () => {
        const { cut: now } = await studio.get<CutView>(`/cuts/${cut.id}`);
        const [item, next] = now.items;
        if (!item || !next) throw new Error('The cut has fewer than two shots.');
        const url = `${studio.address}/api/v1/cuts/${cut.id}/preview?item=`;
        const kept = () => readdir(join(studio.home, 'cache', 'previews'));
        const before = await kept();
        // The page's player asks for the same film twice at once.
        const [whole, part] = await Promise.all([
          fetch(url + item.id),
          fetch(url + item.id, { headers: { Range: 'bytes=0-99' } }),
        ]);
        expect([whole.status, part.status, part.headers.get('content-length')]).toEqual([200, 206, '100']);
        await writeFile(at('preview.mp4'), new Uint8Array(await whole.arrayBuffer()));
        const frames = item.outFrame - item.inFrame;
        const after = now.items.slice(1).reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
        expect((await probe(at('preview.mp4'))).frames).toBe(frames + Math.min(24, after));
        expect(await kept()).toHaveLength(before.length + 1);
        // A lock shows nothing else; a trim does.
        const change = item.locked ? 'unlock' : 'lock';
        await studio.act('cut.decide', { cut: cut.id, change: { kind: change, item: item.id } });
        const again = await fetch(url + item.id);
        expect(again.headers.get('etag')).toBe(whole.headers.get('etag'));
        await again.body?.cancel();
        await studio.act('cut.undo', { cut: cut.id });
        const trim = { kind: 'trim', item: item.id, inFrame: item.inFrame, outFrame: item.outFrame - 3 } as const;
        await studio.act('cut.decide', { cut: cut.id, change: trim });
        await writeFile(at('preview.mp4'), new Uint8Array(await (await fetch(url + item.id)).arrayBuffer()));
        expect((await probe(at('preview.mp4'))).frames).toBe(frames - 3 + Math.min(24, after));
        await studio.act('cut.undo', { cut: cut.id });
        expect((await raw(studio.address, { path: `/api/v1/cuts/${cut.id}/preview?item=nothing` })).status).toBe(404);
        expect((await raw(studio.address, { path: `/api/v1/cuts/${cut.id}/preview` })).status).toBe(422);
      }, 60_000);

      test('a preview that nobody waits for is not made', async () => {
        const { cut: now } = await studio.get<CutView>(`/cuts/${cut.id}`);
        const before = await readdir(join(studio.home, 'cache', 'previews'));
        const leave = new AbortController();
        const asked = fetch(
          `${studio.address}/api/v1/cuts/${cut.id}/preview?item=${now.items.at(-1)?.id}&subtitles=track`,
          {
            signal: leave.signal,
          },
        );
        const busy = () => processIds().busy.length;
        await expect.poll(busy, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
        leave.abort();
        await expect(asked).rejects.toThrow();
        await expect.poll(busy, { timeout: 20_000, interval: 5 }).toBe(0);
        // What it was being written in goes right behind its process.
        await expect.poll(() => readdir(join(studio.home, 'cache', 'previews')), { timeout: 20_000 }).toEqual(before);
      }, 60_000);

      test('is not rendered in two ways at once', async () => {
        const job = await studio.act('cut.render', { cut: cut.id });
        const refused = await send(studio.address, 'cut.render', { cut: cut.id, format: 'prores', subtitles: 'burn' });
        expect(refused.status).toBe(409);
        const { error } = (await refused.json()) as { error: { code: string; message: string } };
        expect(error.code).toBe('conflict');
        expect(error.message).toContain('H.264 and AAC, at −16 LUFS');
        const other = await studio.act('cut.render', { cut: cut.id, loudness: -23, replace: true });
        expect(other.id).not.toBe(job.id);
        expect(await studio.studio?.jobs.get(job.id)).toMatchObject({ state: 'cancelled' });
        expect((await studio.act('cut.render', { cut: cut.id, loudness: -23 })).id).toBe(other.id);
        await studio.act('job.cancel', { job: other.id });
        await studio.studio?.jobs.finished(other.id);
      }, 60_000);
    });
  });

  test('a cut is held back by its script as by its film', async () => {
    const { id } = await studio.act('production.create', { title: 'Held' });
    const film = await studio.act('media.open', {
      production: id,
      path: at('film.mp4'),
      rights: { version: 1, basis: 'own', mayLearnFrom: false, mayLeaveMachine: false, mayExport: true },
    });
    await finished(film.job ?? '');
    const dropped = await fetch(`${studio.address}/api/v1/productions/${id}/files?name=Other.fountain`, {
      method: 'POST',
      body: 'INT. HOUSE - DAY\n\nANNA\nNobody gave me leave.\n',
    });
    const { script } = (await dropped.json()) as { script: ScriptSummary };
    const cut = await studio.act('cut.propose', { media: film.id, seconds: 5, keepBack: 0 });
    expect(cut.exportRefused).toContain('Other');
    await finished((await studio.act('cut.render', { cut: cut.id })).id);
    const preview = `/cuts/${cut.id}/preview?item=${cut.cut.items[0]?.id}`;
    const ways = [`/cuts/${cut.id}/export`, `/cuts/${cut.id}/render`, `/scripts/${script.id}/file`, preview];
    const statuses = async () =>
      Promise.all(ways.map(async (way) => (await raw(studio.address, { path: `/api/v1${way}` })).status));
    expect(await statuses()).toEqual([403, 403, 403, 403]);
    await studio.act('rights.set', {
      item: script.id,
      rights: { ...script.rights, basis: 'licensed', mayExport: true },
    });
    expect(await statuses()).toEqual([200, 200, 200, 200]);
  }, 60_000);

  describe('a film that no browser plays', () => {
    test('is copied for them while it is logged, frame for frame', async () => {
      await remux({ from: at('film.mp4'), to: at('film.mkv') });
      const opened = await studio.act('media.open', { production, path: at('film.mkv') });
      expect(opened.info.playsInBrowser).toBe(false);
      const file = `/api/v1/media/${opened.id}/file`;
      const early = await raw(studio.address, { path: file });
      expect([200, 503]).toContain(early.status);
      await finished(opened.job ?? '');
      const copy = await fetch(`${studio.address}${file}`);
      expect([copy.status, copy.headers.get('content-type')]).toEqual([200, 'video/mp4']);
      await writeFile(at('copy.mp4'), new Uint8Array(await copy.arrayBuffer()));
      expect(await probe(at('copy.mp4'))).toMatchObject({ playsInBrowser: true, frames: FILM_FRAMES });
      // The cache may be deleted at any time; logging again brings it back.
      await rm(join(studio.home, 'cache'), { recursive: true });
      expect((await raw(studio.address, { path: file })).status).toBe(503);
      await finished((await studio.act('media.log', { media: opened.id })).id);
      expect((await raw(studio.address, { path: file, method: 'HEAD' })).status).toBe(200);
    }, 60_000);

    test('that lay outside the home and is gone is said to be gone', async () => {
      await drawFilm(at('short.mp4'), 2);
      const opened = await studio.act('media.open', { production, path: at('short.mp4') });
      await finished(opened.job ?? '');
      await rm(at('short.mp4'));
      for (const path of [`/api/v1/media/${opened.id}/file`, `/api/v1/media/${opened.id}/frames/1`]) {
        const { status, body } = await raw(studio.address, { path });
        expect([status, JSON.parse(body).error.code]).toEqual([404, 'not-found']);
      }
      const job = await studio.act('media.log', { media: opened.id });
      const failed = await studio.studio?.jobs.finished(job.id);
      expect(failed).toMatchObject({ state: 'failed' });
      expect(failed?.message).not.toMatch(/Error:|\n/);
    }, 60_000);
  });
});
