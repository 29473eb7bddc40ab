import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { viewingCube } from '@second-unit/footage/shoot-day';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry, MediaSummary, ProductionView } from '../../src/contract/index.ts';
import { listMedia } from '../../src/database/index.ts';
import { shotPictures } from '../../src/productions/shot-pictures.ts';
import { drawFilm } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

describe('a film that is recorded in a camera’s log', () => {
  let studio: TestStudio;
  let folder: string;
  let production: string;
  let media: string;

  beforeAll(async () => {
    studio = await testStudio();
    folder = await mkdtemp(join(tmpdir(), 'viewing '));
    await drawFilm(join(folder, 'A001 S-Log3.mp4'), 2);
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'Harvest' })).id;
    const opened = await studio.act('media.open', { production, path: join(folder, 'A001 S-Log3.mp4') });
    media = opened.id;
    await studio.studio?.jobs.finished(opened.job ?? '');
  }, 60_000);
  afterAll(async () => {
    await studio.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const film = async (): Promise<MediaSummary> => {
    const view = await studio.get<ProductionView>(`/productions/${production}`);
    return view.media.find(({ id }) => id === media) as MediaSummary;
  };
  const picture = async (look = ''): Promise<string> => {
    const answer = await fetch(`${studio.address}/api/v1/media/${media}/frames/5${look}`);
    return Buffer.from(await answer.arrayBuffer()).toString('base64');
  };

  it('is looked at through its curve once it is logged, as its name says', async () => {
    expect((await film()).viewing).toMatchObject({ curve: 'S-Log3', by: 'name' });
    const [shown, recorded] = [await picture(), await picture('?look=recorded')];
    expect(shown).not.toBe(recorded);
    expect(await picture('?look=S-Log3')).toBe(shown);
    expect(await picture('?look=V-Log')).not.toBe(shown);
  });

  it('has a contact sheet that looks so too, and a file that nothing was done to', async () => {
    const { store, home } = studio.studio!;
    const [row] = await listMedia(store, production);
    const [sheet] = (await shotPictures(home, row!, [{ id: 'one', keyFrame: 5 }])).values();
    expect(Buffer.from(sheet!).toString('base64')).toBe(await picture('?look=S-Log3'));
    const tooMany = shotPictures(home, row!, [{ id: 'one', keyFrame: 5 }], 100);
    await expect(tooMany).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('CSV') });
    const sent = await fetch(`${studio.address}/api/v1/media/${media}/file`);
    expect(Buffer.from(await sent.arrayBuffer())).toEqual(await readFile(join(folder, 'A001 S-Log3.mp4')));
  });

  it('is looked at as a person says, also when it is logged again', async () => {
    await studio.act('media.view', { media, curve: null });
    expect(await picture()).toBe(await picture('?look=recorded'));
    const { id } = await studio.act('media.log', { media });
    await studio.studio?.jobs.finished(id);
    expect((await film()).viewing).toMatchObject({ curve: null, by: 'person' });
    await studio.act('media.view', { media, curve: 'V-Log' });
    expect(await picture()).toBe(await picture('?look=V-Log'));
    expect((await send(studio.address, 'media.view', { media, curve: 'S-Log9' })).status).toBe(422);
    // Each time a person did, and who it was, is on record.
    const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    const said = ledger.flatMap(({ record }) => (record.kind === 'decision' ? [record.decision] : []));
    expect(said.map(({ proposal, change, by }) => [proposal, change, by.kind])).toEqual(
      [null, 'V-Log'].map((curve) => [media, { kind: 'viewFilm', media, curve }, 'person']),
    );
  });

  it('sends the transform itself, for what shows a film as it plays', async () => {
    const answer = await fetch(`${studio.address}/api/v1/viewing/C-Log3`);
    expect(await answer.text()).toBe(viewingCube('C-Log3'));
    expect((await fetch(`${studio.address}/api/v1/viewing/none`)).status).toBe(404);
  });
});
