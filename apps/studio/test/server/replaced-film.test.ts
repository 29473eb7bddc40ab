import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CutView, LedgerEntry, LogView, MediaSummary, ProductionView } from '../../src/contract/index.ts';
import { atomically, decideCut, findLog, newId, now, type Store, saveShotLog } from '../../src/database/index.ts';
import { handler as render } from '../../src/jobs/handlers/render.ts';
import { drawFilm, SHOT_FRAMES } from './film.ts';
import { raw, send, type TestStudio, testStudio } from './harness.ts';

let folder: string;
let studio: TestStudio;
let store: Store;
let production: string;
let media: MediaSummary;
let cut: CutView;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second unit replaced '));
  studio = await testStudio();
  if (!studio.studio) throw new Error('Another studio has this home.');
  ({ store } = studio.studio);
  ({ id: production } = await studio.act('production.create', { title: 'P' }));
  await drawFilm(at('six.mp4'), 6);
  await drawFilm(at('four.mp4'), 4, 6);
  await copyFile(at('six.mp4'), at('film.mp4'));
  media = await studio.act('media.open', { production, path: at('film.mp4') });
  await finished(media.job ?? '');
  cut = await studio.act('cut.propose', { media: media.id, seconds: 4, keepBack: 0 });
}, 120_000);
afterAll(async () => {
  await studio?.close();
  await rm(folder, { recursive: true, force: true });
});

async function finished(job: string): Promise<void> {
  expect(await studio.studio?.jobs.finished(job)).toMatchObject({ state: 'done' });
}
const fault = async (path: string) => {
  const { status, body } = await raw(studio.address, { path: `/api/v1${path}` });
  return [status, status < 400 ? '' : (JSON.parse(body) as { error: { message: string } }).error.message];
};

test('a cut stands on the log that it was proposed with, whatever a later log says', async () => {
  const row = await findLog(store, media.id);
  if (!row) throw new Error('The film has no log.');
  const [first] = row.log.shots;
  if (!first) throw new Error('The log has no shots.');
  // The same film watched otherwise: two shots of three, under ids that other shots had.
  const length = 3 * SHOT_FRAMES;
  const shots = [0, 1].map((index) => ({
    ...first,
    id: `s000${index + 1}`,
    index,
    startFrame: index * length,
    endFrame: (index + 1) * length,
    keyFrame: index * length + 1,
  }));
  const [item] = cut.cut.items;
  await studio.act('cut.decide', { cut: cut.id, change: { kind: 'lock', item: item?.id ?? '' } });
  await saveShotLog(store, media.id, { ...row.log, shots }, row.fingerprint);
  expect((await studio.get<LogView>(`/media/${media.id}/log`)).log.shots).toHaveLength(2);
  const after = await studio.get<CutView>(`/cuts/${cut.id}`);
  expect(after.cut.items.map(({ locked: _locked, ...one }) => one)).toEqual(
    cut.cut.items.map(({ locked: _locked, ...one }) => one),
  );
  expect(after.skipped).toBeUndefined();
  const { inFrame = 0, outFrame = 0 } = item ?? {};
  const trim = { kind: 'trim', item: item?.id ?? '', inFrame, outFrame: outFrame - 2 } as const;
  const trimmed = await studio.act('cut.decide', { cut: cut.id, change: trim });
  expect(trimmed.cut.items[0]?.outFrame).toBe(outFrame - 2);
  const anew = await studio.act('cut.propose', { media: media.id, seconds: 4, keepBack: 0 });
  expect(anew.cut.items.every(({ shot }) => ['s0001', 's0002'].includes(shot))).toBe(true);
  // Made anew around what is locked, it is made from the shots that the lock speaks of.
  const around = await studio.act('cut.propose', { media: media.id, seconds: 4, keepBack: 0, from: cut.id });
  expect(around.cut.items.find(({ locked }) => locked)).toMatchObject({ shot: item?.shot, inFrame });
  expect(new Set(around.cut.items.map(({ shot }) => shot)).size).toBeGreaterThan(2);

  // Half of the film shown at half the rate: a cut lasts as long as its frames are shown.
  const { timeBase } = row.log.media;
  const ticks = timeBase.den / (24 * timeBase.num);
  const varying = { variableFrameRate: true, frameDurations: [ticks, length, 2 * ticks, length] };
  await saveShotLog(store, media.id, { ...row.log, media: { ...row.log.media, ...varying } }, row.fingerprint);
  const slow = await studio.act('cut.propose', { media: media.id, seconds: 4, keepBack: 0 });
  let shown = 0;
  for (const one of slow.cut.items) {
    for (let frame = one.inFrame; frame < one.outFrame; frame++) shown += (frame < length ? 1 : 2) / 24;
  }
  expect(slow.cut.items.some(({ outFrame: end }) => end > length)).toBe(true);
  expect(slow.duration).toBeCloseTo(shown, 6);

  await saveShotLog(store, media.id, row.log, row.fingerprint);
  expect((await studio.get<CutView>(`/cuts/${cut.id}`)).cut).toEqual(trimmed.cut);
});

test('a decision that no longer fits is named, and the rest of the cut opens', async () => {
  const [item] = cut.cut.items;
  const swap = (await studio.get<{ shot: string }[]>(`/cuts/${cut.id}/alternatives/${item?.id}`))[0]?.shot ?? '';
  const swapped = await studio.act('cut.decide', {
    cut: cut.id,
    change: { kind: 'swap', item: item?.id ?? '', shot: swap },
  });
  const { inFrame = 0, outFrame = 0 } = swapped.cut.items[0] ?? {};
  const trim = { kind: 'trim', item: item?.id ?? '', inFrame: inFrame + 1, outFrame } as const;
  const trimmed = await studio.act('cut.decide', { cut: cut.id, change: trim });
  expect(trimmed.skipped).toBeUndefined();
  const swapping = swapped.decisions.at(-1)?.id ?? '';
  // Only the newest can be undone in the studio; two that decide at once can come to this.
  await decideCut(store, cut.id, {
    decision: {
      id: newId(),
      proposal: trimmed.proposal.id,
      verdict: 'edited',
      change: { kind: 'undo', decision: swapping },
      by: { kind: 'person', id: newId(), name: 'Ada' },
      at: now(),
    },
    after: trimmed.decisions.length,
    status: 'proposed',
    duration: trimmed.duration,
    changes: true,
  });
  const back = await studio.get<CutView>(`/cuts/${cut.id}`);
  expect(back.skipped).toEqual([trimmed.decisions.at(-1)?.id]);
});

test('a render of a cut that was changed meanwhile ends as a conflict, and leaves no file', async () => {
  const place = studio.studio;
  if (!place) throw new Error('No studio.');
  const { home, database } = place;
  let changing: Promise<unknown> | undefined;
  const [item] = (await studio.get<CutView>(`/cuts/${cut.id}`)).cut.items.slice(-1);
  const id = newId();
  const rendering = render({
    id,
    production,
    subject: cut.id,
    input: null,
    checkpoint: undefined,
    saveCheckpoint: async () => {},
    whileHeld: (write) => atomically(database.store, write),
    progress: () => {
      changing ??= studio.act('cut.decide', { cut: cut.id, change: { kind: 'remove', item: item?.id ?? '' } });
    },
    signal: new AbortController().signal,
    home,
    database,
  });
  await expect(rendering).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('changed') });
  await changing;
  expect((await studio.get<CutView>(`/cuts/${cut.id}`)).rendered).toBe(false);
  expect((await fault(`/cuts/${cut.id}/render`))[0]).toBe(404);
}, 60_000);

test('subtitles that come as a file are those of the film that is open or of their name, until others are given', async () => {
  const give = async (name: string, text: string, query = '', to = production) => {
    const address = `${studio.address}/api/v1/productions/${to}/files?name=${name}${query}`;
    const response = await fetch(address, { method: 'POST', body: text });
    return [response.status, await response.json()] as const;
  };
  const lines = async () => (await studio.get<LogView>(`/media/${media.id}/log`)).log.subtitles;
  const srt = (text: string) => `1\n00:00:00,500 --> 00:00:01,000\n${text}\n`;

  const row = await findLog(store, media.id);
  if (!row) throw new Error('The film has no log.');
  const before = [{ startFrame: 3, endFrame: 9, text: 'As it was heard.', from: 'whisper' as const }];
  await saveShotLog(store, media.id, { ...row.log, subtitles: before }, row.fingerprint);
  const [, named] = await give('film.en.srt', srt('Cast off.'));
  expect(named).toEqual({ subtitles: { media: media.id, title: 'film', lines: 1, logged: true } });
  expect(await lines()).toEqual([{ startFrame: 12, endFrame: 24, text: 'Cast off.', from: 'sidecar' }]);
  const vtt = 'WEBVTT\n\n00:00.500 --> 00:01.000\nAll hands!\n';
  expect(await give('take-2.vtt', vtt, `&film=${media.id}`)).toMatchObject([200, { subtitles: { lines: 1 } }]);
  expect(await lines()).toMatchObject([{ text: 'All hands!' }]);
  expect(await readdir(join(studio.home, 'media'))).toContain(`${media.id}.vtt`);
  await studio.act('media.removeSubtitles', { media: media.id });
  const kept = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
  const changes = kept.flatMap(({ record }) => (record.kind === 'decision' ? [record.decision.change] : []));
  expect(changes.filter((change) => /Subtitles/.test(JSON.stringify(change)))).toMatchObject([
    { kind: 'giveSubtitles', media: media.id, lines: 1 },
    { kind: 'giveSubtitles', name: 'take-2.vtt' },
    { kind: 'removeSubtitles', media: media.id },
  ]);
  expect(await lines()).toEqual(before);
  expect(await readdir(join(studio.home, 'media'))).toEqual([]);
  expect((await send(studio.address, 'media.removeSubtitles', { media: media.id })).status).toBe(404);
  await give('film.vtt', vtt);

  // What cannot be read, or is nobody's, leaves what is there.
  for (const text of ['', 'no subtitles at all', '\0\0\0']) {
    expect(await give('film.srt', text)).toMatchObject([422, { error: { message: expect.any(String) } }]);
  }
  const { id: other } = await studio.act('production.create', { title: 'Q' });
  const unclear = { error: { message: expect.stringContaining('there is no film yet') } };
  expect(await give('film.srt', srt('No.'), '', other)).toMatchObject([422, unclear]);
  expect((await give('film.srt', srt('No.'), `&film=${media.id}`, other))[0]).toBe(404);
  expect(await lines()).toMatchObject([{ text: 'All hands!' }]);
  expect(await readdir(join(studio.home, 'incoming'))).toEqual([]);
});

test('a film whose file was replaced is not shown, nor rendered, as what it was', async () => {
  const frame = `/media/${media.id}/frames/70`;
  const url = `${studio.address}/api/v1${frame}`;
  const before = await fetch(url);
  expect(before.headers.get('cache-control')).not.toContain('immutable');
  const old = new Uint8Array(await before.arrayBuffer());
  // Copied anew it has another time, and is the same film.
  await copyFile(at('six.mp4'), at('film.mp4'));
  expect((await fault(frame))[0]).toBe(200);

  await copyFile(at('four.mp4'), at('film.mp4'));
  for (const path of [frame, `/media/${media.id}/file`]) {
    expect(await fault(path)).toEqual([409, expect.stringContaining('changed or replaced')]);
  }
  const failed = async () => {
    const job = await studio.act('cut.render', { cut: cut.id });
    return studio.studio?.jobs.finished(job.id);
  };
  expect(await failed()).toMatchObject({ state: 'failed', message: expect.stringContaining('changed or replaced') });

  await finished((await studio.act('media.log', { media: media.id })).id);
  expect((await studio.get<LogView>(`/media/${media.id}/log`)).log.media.frames).toBe(4 * SHOT_FRAMES);
  // Subtitles that were given with it stay with it.
  expect((await studio.get<LogView>(`/media/${media.id}/log`)).log.subtitles).toMatchObject([{ text: 'All hands!' }]);
  const after = await fetch(url);
  expect(after.status).toBe(200);
  expect(new Uint8Array(await after.arrayBuffer())).not.toEqual(old);
  // The cut is of the old pictures, and stays so.
  expect(await failed()).toMatchObject({ state: 'failed', message: expect.stringContaining('changed or replaced') });
  const anew = await studio.act('cut.propose', { media: media.id, seconds: 3, keepBack: 0 });
  await finished((await studio.act('cut.render', { cut: anew.id })).id);

  // The old one put back: its cut can be rendered again.
  await copyFile(at('six.mp4'), at('film.mp4'));
  await finished((await studio.act('cut.render', { cut: cut.id })).id);
}, 120_000);

test('a film whose file was moved is found again where it is opened, with all that is known of it', async () => {
  const { id: moving } = await studio.act('production.create', { title: 'Moved' });
  const films = async () => (await studio.get<ProductionView>(`/productions/${moving}`)).media;
  const open = (name: string) => studio.act('media.open', { production: moving, path: at(name) });
  await mkdir(at('drive'));
  await copyFile(at('six.mp4'), at('here.mp4'));
  const film = await open('here.mp4');
  await finished(film.job ?? '');
  const rights = { version: 1, basis: 'own', mayLearnFrom: false, mayLeaveMachine: false, mayExport: true } as const;
  await studio.act('rights.set', { item: film.id, rights });

  // While the film is where it was, its copy is another one, and so is a film of another content.
  await copyFile(at('here.mp4'), at('copy.mp4'));
  const copy = await open('copy.mp4');
  await finished(copy.job ?? '');
  expect(copy.id).not.toBe(film.id);

  await rename(at('here.mp4'), at('drive/there.mp4'));
  expect(await fault(`/media/${film.id}/file`)).toEqual([404, 'This file is no longer where it was.']);
  const other = await open('four.mp4');
  await finished(other.job ?? '');
  expect((await films()).map(({ id }) => id)).toEqual([film.id, copy.id, other.id]);

  const found = await open('drive/there.mp4');
  expect(found).toMatchObject({
    id: film.id,
    title: 'here',
    logged: true,
    rights,
    info: { originalPath: at('drive/there.mp4') },
  });
  expect(found.job).toBeUndefined();
  expect((await films()).map(({ id }) => id)).toEqual([film.id, copy.id, other.id]);
  expect((await fault(`/media/${film.id}/file`))[0]).toBe(200);
  // What is written for others names the place where it lies now.
  const { content } = await studio.act('media.export', { media: film.id, format: 'json' });
  expect((JSON.parse(content) as LogView['log']).media.originalPath).toBe(at('drive/there.mp4'));
  const ledger = await studio.get<LedgerEntry[]>(`/productions/${moving}/ledger`);
  expect(ledger.at(-1)?.record).toMatchObject({
    kind: 'decision',
    decision: {
      proposal: film.id,
      change: { kind: 'findFilm', media: film.id, from: at('here.mp4'), to: at('drive/there.mp4') },
    },
  });

  // Where another file took its place, it is found again too.
  await copyFile(at('drive/there.mp4'), at('kept.mp4'));
  await copyFile(at('four.mp4'), at('drive/there.mp4'));
  expect(await open('kept.mp4')).toMatchObject({ id: film.id, info: { originalPath: at('kept.mp4') } });
}, 120_000);
