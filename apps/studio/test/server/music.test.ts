import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close } from '@second-unit/media';
import { readOtio } from '@second-unit/timeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CutView, MediaSummary, MusicSummary, ProductionView } from '../../src/contract/index.ts';
import { listFiles } from '../../src/database/rows.ts';
import { BPM, clicks } from '../support/clicks.ts';
import { drawFilm } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

// On SQLite alone: a film is logged and rendered, and no statement here is other than those of looks.
describe('music', () => {
  let studio: TestStudio;
  let production: string;
  let folder: string;
  let film: MediaSummary;
  let music: MusicSummary;
  let cut: CutView;

  const drop = (name: string, body: Uint8Array<ArrayBuffer>, to = production) =>
    fetch(`${studio.address}/api/v1/productions/${to}/files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
    });
  const listed = async () => (await studio.get<ProductionView>(`/productions/${production}`)).music;
  const finished = async (job: string | undefined) =>
    expect(await studio.studio?.jobs.finished(job ?? '')).toMatchObject({ state: 'done' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit-music-'));
    await drawFilm(join(folder, 'film.mp4'));
    studio = await testStudio();
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
    const body = new Uint8Array(await readFile(join(folder, 'film.mp4')));
    film = ((await (await drop('film.mp4', body)).json()) as { media: MediaSummary }).media;
    await studio.act('rights.set', { item: film.id, rights: { ...film.rights, basis: 'own', mayExport: true } });
    await finished(film.job);
  }, 60_000);
  afterAll(async () => {
    await studio.close();
    close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  test('a sound file that is dropped becomes music, is heard once, and lies in the home under its id', async () => {
    const answer = (await (await drop('../Drum Song.wav', clicks(12))).json()) as { music: MusicSummary };
    expect(answer.music).toMatchObject({ title: 'Drum Song', seconds: 12, rights: { mayExport: false } });
    await finished(answer.music.job);
    [music] = (await listed()) as [MusicSummary];
    expect(music.heard?.bpm).toBeCloseTo(BPM, 0);
    expect(music.heard?.beats).toBeGreaterThan(20);
    expect(await listFiles(studio.studio!.store)).toContain(`media/${music.id}.wav`);
    expect(await readdir(join(studio.home, 'media'))).toContain(`${music.id}.wav`);
    const bad = await drop('Song.mp3', new TextEncoder().encode('no sound at all'));
    const said = await bad.text();
    expect([bad.status, said]).toEqual([422, expect.stringContaining('“Song.mp3” cannot be read as sound')]);
    expect(said).not.toContain('film');
    expect(await listed()).toHaveLength(1);
  }, 60_000);

  test('a cut over it is cut on its beats, rendered over it, and names no path', async () => {
    const ask = { media: film.id, seconds: 6 };
    cut = await studio.act('cut.propose', { ...ask, music: { media: music.id, from: 1 } });
    expect(cut.cut.brief.music).toMatchObject({ media: music.id, from: 1, title: 'Drum Song' });
    expect(cut.cut.items.some(({ reasons }) => reasons.some(({ term }) => term === 'music'))).toBe(true);
    for (const media of ['/etc/passwd', join(folder, 'film.mp4'), film.id]) {
      const refused = await send(studio.address, 'cut.propose', { ...ask, music: { media, beats: [1, 2] } });
      expect([media, [404, 422].includes(refused.status)]).toEqual([media, true]);
    }
    const other = (await studio.act('production.create', { title: 'Other' })).id;
    const answer = (await (await drop('song.wav', clicks(2), other)).json()) as { music: MusicSummary };
    await finished(answer.music.job);
    expect((await send(studio.address, 'cut.propose', { ...ask, music: { media: answer.music.id } })).status).toBe(404);
    await finished((await studio.act('cut.render', { cut: cut.id })).id);
  }, 60_000);

  test('its rights hold the cut back until they are said', async () => {
    cut = await studio.get<CutView>(`/cuts/${cut.id}`);
    expect(cut.exportRefused).toContain('“Drum Song”');
    expect(cut.heldBackBy).toBe(music.id);
    expect((await send(studio.address, 'cut.export', { cut: cut.id, format: 'otio' })).status).toBe(403);
    const rights = { ...music.rights, basis: 'licensed', mayExport: true } as const;
    expect(await studio.act('rights.set', { item: music.id, rights })).toMatchObject({ id: music.id, rights });
    const { content } = await studio.act('cut.export', { cut: cut.id, format: 'otio' });
    expect(readOtio(content).tracks.children).toContainEqual(expect.objectContaining({ name: 'Music' }));
    expect(content).toContain(`${music.id}.wav`);
  });

  test('it is removed and brought back; the cut over it keeps it', async () => {
    expect(await studio.act('music.remove', { music: music.id })).toMatchObject({ removed: true });
    const ask = { media: film.id, seconds: 6, music: { media: music.id } };
    expect((await send(studio.address, 'cut.propose', ask)).status).toBe(409);
    expect((await studio.get<CutView>(`/cuts/${cut.id}`)).exportRefused).toBeUndefined();
    expect((await send(studio.address, 'music.remove', { music: music.id })).status).toBe(409);
    expect(await studio.act('music.restore', { music: music.id })).toMatchObject({ removed: false });
    await studio.act('cut.propose', ask);
  });
});
