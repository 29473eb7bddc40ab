import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { readCube } from '@second-unit/editing/looks';
import { close } from '@second-unit/media';
import { parseTimecode, readFcp7Xml, readMlt } from '@second-unit/timeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CutView, LookSummary, LooksView, MediaSummary, StillSummary } from '../../src/contract/index.ts';
import { listFiles } from '../../src/database/rows.ts';
import { drawFilm } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

/** A picture of patches that are warm and dark. */
function warmPicture(): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(160, 90);
  const context = canvas.getContext('2d');
  for (let at = 0; at < 12; at++) {
    context.fillStyle = `rgb(${60 + at * 14}, ${30 + at * 8}, ${10 + at * 4})`;
    context.fillRect((at % 4) * 40, Math.floor(at / 4) * 30, 40, 30);
  }
  return new Uint8Array(canvas.toBuffer('image/png'));
}

// On SQLite alone: fitting and rendering take seconds, and no statement here is other than those of shoot days.
describe('looks and lists', () => {
  let studio: TestStudio;
  let production: string;
  let folder: string;
  let film: MediaSummary;
  let still: StillSummary;
  let look: LookSummary;
  let cut: CutView;

  const post = (path: string, body: Uint8Array<ArrayBuffer>) =>
    fetch(`${studio.address}/api/v1${path}`, { method: 'POST', body });
  const bytes = async (path: string): Promise<Buffer> => {
    const response = await fetch(`${studio.address}/api/v1${path}`);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    return Buffer.from(await response.arrayBuffer());
  };
  const finished = async (job: string | undefined) =>
    expect(await studio.studio?.jobs.finished(job ?? '')).toMatchObject({ state: 'done' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit-looks-'));
    await drawFilm(join(folder, 'film.mp4'));
    studio = await testStudio();
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
    const body = new Uint8Array(await readFile(join(folder, 'film.mp4')));
    const response = await post(`/productions/${production}/files?name=film.mp4&basis=own`, body);
    film = ((await response.json()) as { media: MediaSummary }).media;
    await finished(film.job);
    cut = await studio.act('cut.propose', { media: film.id, seconds: 3 });
  }, 60_000);
  afterAll(async () => {
    await studio.close();
    close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  test('a picture comes in as a reference, and only a picture', async () => {
    const refused = await post(`/productions/${production}/stills?name=x.png`, new TextEncoder().encode('<svg/>'));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('JPEG, PNG or WebP');
    expect(await readdir(join(studio.home, 'incoming'))).toEqual([]);
    const response = await post(`/productions/${production}/stills?name=Warm.png`, warmPicture());
    still = (await response.json()) as StillSummary;
    expect(still).toMatchObject({ title: 'Warm', rights: { mayExport: false } });
    const shown = await fetch(`${studio.address}/api/v1/stills/${still.id}/picture`);
    expect(shown.headers.get('content-type')).toBe('image/png');
  });

  test('a look is fitted to it, and shows before and after', async () => {
    const ask = { title: 'Warm night', source: { media: film.id }, reference: { still: still.id } };
    const asked = await studio.act('look.fit', ask);
    expect(asked.look.fitted).toBeUndefined();
    const early = await send(studio.address, 'cut.decide', {
      cut: cut.id,
      change: { kind: 'look', look: { id: asked.look.id, strength: 1 } },
    });
    await finished(asked.job.id);
    look = await studio.get<LookSummary>(`/looks/${asked.look.id}`);
    // However fast the job was, a look is only taken once it is there.
    if (early.status !== 200) expect(await early.text()).toContain('not fitted yet');
    else cut = await studio.act('cut.undo', { cut: cut.id });
    expect(look.fitted?.after).toBeLessThan(0.6 * (look.fitted?.before ?? 0));
    expect((await studio.get<LooksView>(`/productions/${production}/looks`)).looks).toEqual([look]);
    const [before, after, half] = await Promise.all(
      ['0', '1', '0.5'].map((strength) => bytes(`/looks/${look.id}/picture?strength=${strength}`)),
    );
    expect(before!.equals(after!)).toBe(false);
    expect(half!.equals(after!)).toBe(false);
    expect(await listFiles(studio.studio!.store)).toContain(`looks/${look.id}.cube`);
  }, 60_000);

  test('a cut is given it by a decision that undo takes back', async () => {
    const item = cut.cut.items[0]!.id;
    const plain = await bytes(`/cuts/${cut.id}/picture?item=${item}`);
    const change = { kind: 'look', look: { id: look.id, strength: 0.8 } } as const;
    cut = await studio.act('cut.decide', { cut: cut.id, change });
    expect(cut.cut.look).toEqual(change.look);
    expect((await bytes(`/cuts/${cut.id}/picture?item=${item}`)).equals(plain)).toBe(false);
    expect((await bytes(`/cuts/${cut.id}/picture?item=${item}&look=none`)).equals(plain)).toBe(true);
    await finished((await studio.act('cut.render', { cut: cut.id })).id);
    expect((await studio.get<CutView>(`/cuts/${cut.id}`)).rendered).toBe(true);
    expect((await studio.act('cut.undo', { cut: cut.id })).cut.look).toBeUndefined();
    cut = await studio.act('cut.redo', { cut: cut.id });
    expect(cut).toMatchObject({ cut: { look: change.look }, rendered: false });
  }, 60_000);

  test('what it was made from may hold it, and a cut that has it, back', async () => {
    expect(look.exportRefused).toContain('“Warm”');
    expect(cut.exportRefused).toContain('“Warm”');
    expect((await fetch(`${studio.address}/api/v1/looks/${look.id}/file`)).status).toBe(403);
    expect((await send(studio.address, 'cut.export', { cut: cut.id, format: 'otio' })).status).toBe(403);
    const rights = { ...still.rights, basis: 'own', mayExport: true } as const;
    await studio.act('rights.set', { item: still.id, rights });
    const whole = readCube(await (await fetch(`${studio.address}/api/v1/looks/${look.id}/file`)).text());
    expect(whole).toMatchObject({ size: 33, title: 'Warm night' });
    const half = await fetch(`${studio.address}/api/v1/looks/${look.id}/file?strength=0.5`);
    const [first] = readCube(await half.text()).values;
    expect(first).toBeCloseTo(whole.values[0]! / 2, 6);
  });

  test('a cut goes out as lists, and to Premiere and Kdenlive', async () => {
    const written = async (format: 'pull.csv' | 'pull.edl' | 'effects.csv' | 'xml' | 'mlt') =>
      (await studio.act('cut.export', { cut: cut.id, format })).content;
    const rows = (await written('pull.csv')).trim().split('\r\n');
    const rate = film.info.frameRate;
    const [from, to] = rows[1]!.split(',').slice(3, 5) as [string, string];
    const first = cut.cut.items.toSorted((a, b) => a.inFrame - b.inFrame)[0]!;
    expect(parseTimecode(from, rate)).toBe(Math.max(0, first.inFrame - 12));
    expect(parseTimecode(to, rate)).toBeGreaterThan(first.outFrame);
    const bare = await (await fetch(`${studio.address}/api/v1/cuts/${cut.id}/export?format=pull.csv&handles=0`)).text();
    expect(parseTimecode(bare.split('\r\n')[1]!.split(',')[3]!, rate)).toBe(first.inFrame);
    expect((await written('pull.edl')).match(/^\* PULL \d+/gm)).toHaveLength(rows.length - 1);
    const effects = (await written('effects.csv')).trim().split('\r\n');
    expect(effects).toHaveLength(cut.cut.items.length + 1);
    expect(effects[1]).toContain('look “Warm night” at 80 %');
    expect(readMlt(await written('mlt')).tracks.children.length).toBeGreaterThan(0);
    expect(JSON.stringify(readFcp7Xml(await written('xml')))).toContain(film.info.originalPath.split('/').at(-1));
  });

  test('a look is removed and brought back, and what is not there is said', async () => {
    expect(await studio.act('look.remove', { look: look.id })).toMatchObject({ removed: true });
    const change = { kind: 'look', look: { id: look.id, strength: 1 } };
    const refused = await send(studio.address, 'cut.decide', { cut: cut.id, change });
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('was removed')]);
    // The cut that has it keeps it.
    expect((await studio.get<CutView>(`/cuts/${cut.id}`)).cut.look?.id).toBe(look.id);
    expect(await studio.act('look.restore', { look: look.id })).toMatchObject({ removed: false });
    const fit = (reference: object, source: object = { media: film.id }) =>
      send(studio.address, 'look.fit', { title: 'x', source, reference });
    expect((await fit({ still: film.id })).status).toBe(404);
    expect((await fit({ media: film.id, frame: 1e6 })).status).toBe(422);
    expect((await fit({ media: film.id }, { media: film.id, shots: ['s9999'] })).status).toBe(404);
    expect((await fetch(`${studio.address}/api/v1/looks/${film.id}`)).status).toBe(404);
    expect((await fetch(`${studio.address}/api/v1/cuts/${cut.id}/picture?look=${film.id}`)).status).toBe(404);
  });
});
