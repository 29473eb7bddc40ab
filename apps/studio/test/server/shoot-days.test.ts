import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOG_CURVES } from '@second-unit/footage/shoot-day';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { ixmlOf, makeFilm, makeWave, speech } from '../../../../packages/footage/test/shoot-day/made-clips.ts';
import { CURVE_CHOICES, type LedgerEntry, type ShootDaySummary, type ShootDayView } from '../../src/contract/index.ts';
import { clipPicture } from '../../src/productions/shoot-days.ts';
import type { Studio } from '../../src/server/studio.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

test('the curves of the contract are those of the transforms', () => {
  expect(CURVE_CHOICES).toEqual(LOG_CURVES);
});

describe.each(BACKENDS)('a shoot day, on %s', (backend) => {
  let studio: TestStudio;
  let production: string;
  let folder: string;
  let id: string;
  beforeAll(async () => {
    studio = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'Harvest' })).id;
    folder = await mkdtemp(join(tmpdir(), 'Day 3 '));
    await makeFilm(join(folder, 'A_CAM', 'A001C003_1_R1.mp4'), { metadata: { timecode: '10:00:00:00' }, grey: 96 });
    await makeFilm(join(folder, 'A_CAM', 'A001C004_1_R1.mp4'), { metadata: { timecode: '10:05:00:00' } });
    await makeWave(join(folder, '12A_T3.wav'), {
      samples: speech(3, 1),
      timeReference: 36_000 * 8000,
      ixml: ixmlOf({ scene: '12A', take: 3 }),
    });
    await writeFile(join(folder, 'broken.mov'), 'x');
    const opened = await studio.act('shootDay.open', {
      production,
      path: folder,
      rights: { version: 1, basis: 'own', mayLearnFrom: true, mayLeaveMachine: false, mayExport: true },
    });
    id = opened.id;
    expect(await studio.studio?.jobs.finished(opened.job ?? '')).toMatchObject({ state: 'done' });
  }, 60_000);
  afterAll(async () => {
    await studio.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  const view = () => studio.get<ShootDayView>(`/shoot-days/${id}`);
  const binOf = ({ day }: ShootDayView, clip: string): string | undefined => {
    const search = (bins: NonNullable<ShootDayView['day']>['bins'], above: string): string | undefined => {
      for (const bin of bins) {
        if (bin.clips.some((one) => one.clip === clip)) return `${above}${bin.name}`;
        const found = search(bin.bins, `${above}${bin.name} / `);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return search(day?.bins ?? [], '');
  };

  it('takes no clip for its own proxy: it would be in no bin', async () => {
    const clip = 'A_CAM/A001C003_1_R1.mp4';
    const correction = { kind: 'relink', proxy: clip, original: clip };
    const answer = await send(studio.address, 'shootDay.correct', { shootDay: id, correction });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('not its own proxy');
  });

  it('is read where it lies', async () => {
    const [summary] = await studio.get<ShootDaySummary[]>(`/productions/${production}/shoot-days`);
    expect(summary).toMatchObject({ id, folder, clips: 3, read: true });
    const day = await view();
    expect(binOf(day, 'A_CAM/A001C003_1_R1.mp4')).toBe('Scene 12 / 12A / Take 3');
    expect(binOf(day, 'A_CAM/A001C004_1_R1.mp4')).toBe('B-roll');
    expect(day.day?.unreadable.map(({ path }) => path)).toEqual(['broken.mov']);
    expect(day).toMatchObject({ canUndo: false, canRedo: false, corrections: [] });
  });

  it('makes no picture that nobody waits for any more', async () => {
    const ask = { curve: 'C-Log3', signal: AbortSignal.abort() } as const;
    const asked = clipPicture(studio.studio as Studio, id, 'A_CAM/A001C003_1_R1.mp4', ask);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is one day, however many windows open its folder at once', async () => {
    const other = (await studio.act('production.create', { title: 'Two windows' })).id;
    const empty = join(studio.home, 'empty');
    await mkdir(empty);
    const days = await Promise.all(
      [1, 2, 3].map(() => studio.act('shootDay.open', { production: other, path: empty })),
    );
    expect(new Set(days.map((day) => day.id)).size).toBe(1);
    expect(await studio.get<ShootDaySummary[]>(`/productions/${other}/shoot-days`)).toHaveLength(1);
    expect(await studio.studio?.jobs.list({ production: other })).toHaveLength(1);
  });

  it('is corrected, undone, redone, and all of it stands in the ledger', async () => {
    const to = { kind: 'take' as const, scene: '13', setup: '13', take: 1 };
    const clip = 'A_CAM/A001C004_1_R1.mp4';
    const correction = { kind: 'move' as const, clips: [clip], to };
    const moved = await studio.act('shootDay.correct', { shootDay: id, correction });
    expect(binOf(moved, clip)).toBe('Scene 13 / 13 / Take 1');
    expect(moved).toMatchObject({ canUndo: true, canRedo: false });
    const undone = await studio.act('shootDay.undo', { shootDay: id });
    expect(binOf(undone, clip)).toBe('B-roll');
    expect(undone).toMatchObject({ canUndo: false, canRedo: true });
    const redone = await studio.act('shootDay.redo', { shootDay: id });
    expect(binOf(redone, clip)).toBe('Scene 13 / 13 / Take 1');
    const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    const decisions = ledger.flatMap(({ record }) => (record.kind === 'decision' ? [record.decision] : []));
    expect(decisions.map(({ change }) => (change as { kind: string }).kind)).toEqual([
      'shootDay',
      'undoShootDay',
      'redoShootDay',
    ]);
    expect(new Set(decisions.map(({ proposal }) => proposal)).size).toBe(1);
    expect(decisions[0]?.by.name).toBe('Ada Krol');
    expect((await send(studio.address, 'shootDay.redo', { shootDay: id })).status).toBe(409);
  });

  it('keeps what was said when the folder is read again', async () => {
    await mkdir(join(folder, 'B_CAM'), { recursive: true });
    await makeFilm(join(folder, 'B_CAM', 'B001C001_1_R1.mp4'), { metadata: { timecode: '10:00:00:00' } });
    const job = await studio.act('shootDay.read', { shootDay: id });
    expect(await studio.studio?.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    const day = await view();
    expect(day.clips).toBe(4);
    expect(binOf(day, 'A_CAM/A001C004_1_R1.mp4')).toBe('Scene 13 / 13 / Take 1');
    expect(binOf(day, 'B_CAM/B001C001_1_R1.mp4')).toBe('Scene 12 / 12A / Take 3');
  });

  it('shows a clip as recorded, and through the transform of its curve', async () => {
    const picture = (look: string) =>
      fetch(
        `${studio.address}/api/v1/shoot-days/${id}/picture?clip=${encodeURIComponent('A_CAM/A001C003_1_R1.mp4')}${look}`,
      );
    const [plain, seen] = await Promise.all([picture(''), picture('&look=S-Log3')]);
    expect([plain.status, seen.status]).toEqual([200, 200]);
    expect(plain.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await seen.arrayBuffer()).equals(Buffer.from(await plain.arrayBuffer()))).toBe(false);
    const sound = await fetch(`${studio.address}/api/v1/shoot-days/${id}/picture?clip=12A_T3.wav`);
    expect(sound.status).toBe(404);
    const outside = await fetch(`${studio.address}/api/v1/shoot-days/${id}/picture?clip=..%2F..%2Fetc%2Fpasswd`);
    expect(outside.status).toBe(404);
  });

  it('is opened once: the same folder again answers the day that is there', async () => {
    const again = await studio.act('shootDay.open', { production, path: join(folder, '.') });
    expect(again).toMatchObject({ id, read: true });
    expect(await studio.get<ShootDaySummary[]>(`/productions/${production}/shoot-days`)).toHaveLength(1);
  });

  it('lies under the scenes of the script', async () => {
    const script = await fetch(`${studio.address}/api/v1/productions/${production}/files?name=Harvest.fountain`, {
      method: 'POST',
      body: 'INT. BARN - DAY #12#\n\nHay.\n\nEXT. FIELD - NIGHT #12A#\n\nRain.\n',
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(script.ok).toBe(true);
    const day = await view();
    expect(binOf(day, 'A_CAM/A001C003_1_R1.mp4')).toBe('Scene 12A / 12A / Take 3');
    expect(day.day?.bins[0]?.heading).toMatch(/EXT\. FIELD - NIGHT/);
  });

  it('links a proxy to an original that is there, and to no other', async () => {
    const relink = (original: string | null) => ({
      shootDay: id,
      correction: { kind: 'relink' as const, proxy: 'B_CAM/B001C001_1_R1.mp4', original },
    });
    const linked = await studio.act('shootDay.correct', relink('A_CAM/A001C003_1_R1.mp4'));
    expect(linked.day?.links).toMatchObject([{ original: 'A_CAM/A001C003_1_R1.mp4', confidence: 1 }]);
    expect((await send(studio.address, 'shootDay.correct', relink('A_CAM/gone.mp4'))).status).toBe(404);
    await studio.act('shootDay.undo', { shootDay: id });
  });

  it('goes out with what a format cannot say, and a file for each rate', async () => {
    await makeFilm(join(folder, 'C_CAM', 'C001C001_1_R1.mp4'), { rate: { num: 30, den: 1 } });
    const job = await studio.act('shootDay.read', { shootDay: id });
    expect(await studio.studio?.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    const ale = await studio.act('shootDay.export', { shootDay: id, format: 'ale' });
    const files = [ale, ...ale.more];
    expect(files.map(({ name }) => name.split('.').slice(-2).join('.')).toSorted()).toEqual(['25.ale', '30.ale']);
    expect(files.find(({ name }) => name.endsWith('.30.ale'))?.content).toMatch(/FPS\t30\r\n[\s\S]*C001C001/);
    expect(ale.notes).toEqual([expect.stringMatching(/a file each for 25 and 30/)]);
    await studio.act('shootDay.correct', {
      shootDay: id,
      correction: { kind: 'move', clips: ['C_CAM/C001C001_1_R1.mp4'], to: { kind: 'unsorted' } },
    });
    const edl = await studio.act('shootDay.export', { shootDay: id, format: 'edl' });
    expect(edl.notes).toEqual([expect.stringMatching(/^1 clip is not in it.*: C_CAM\/C001C001_1_R1\.mp4$/)]);
    // The recorder's sound, under its picture.
    expect(edl.content).toMatch(/S001 {5}(?:AA|A) .* 10:00:00:00 10:00:01:00 /);
    const otio = await studio.act('shootDay.export', { shootDay: id, format: 'otio' });
    expect(JSON.parse(otio.content).metadata.second_unit.rights).toMatchObject({ basis: 'own', mayExport: true });
  });

  it('goes out as a file where rights allow it', async () => {
    const { name, content } = await studio.act('shootDay.export', { shootDay: id, format: 'csv' });
    expect(name).toMatch(/\.csv$/);
    expect(content).toContain(join(folder, 'A_CAM', 'A001C003_1_R1.mp4'));
    for (const format of ['otio', 'ale', 'edl', 'fcpxml'] as const) {
      expect((await studio.act('shootDay.export', { shootDay: id, format })).content).toContain('A001C003');
    }
    await studio.act('rights.set', {
      item: id,
      rights: { version: 1, basis: 'unknown', mayLearnFrom: false, mayLeaveMachine: false, mayExport: false },
    });
    expect((await send(studio.address, 'shootDay.export', { shootDay: id, format: 'csv' })).status).toBe(403);
    expect((await view()).exportRefused).toMatch(/may not be exported/);
  });

  it('refuses what is no folder, and clips that are not in it', async () => {
    expect((await send(studio.address, 'shootDay.open', { production, path: join(folder, 'nowhere') })).status).toBe(
      404,
    );
    expect((await send(studio.address, 'shootDay.open', { production, path: join(folder, '12A_T3.wav') })).status).toBe(
      422,
    );
    expect((await send(studio.address, 'shootDay.open', { production, path: 'Day 3' })).status).toBe(422);
    const wrong = { kind: 'move', clips: ['../other.mov'], to: { kind: 'b-roll' } };
    expect((await send(studio.address, 'shootDay.correct', { shootDay: id, correction: wrong })).status).toBe(404);
  });

  it('listens to two that a person puts together, and keeps what was given where there is nothing to hear', async () => {
    const sync = { kind: 'sync', sound: '12A_T3.wav', picture: 'A_CAM/A001C004_1_R1.mp4', offset: 1.5 } as const;
    const now = await studio.act('shootDay.correct', { shootDay: id, correction: { ...sync, listen: true } });
    expect(now.corrections.at(-1)?.correction).toEqual(sync);
    await studio.act('shootDay.undo', { shootDay: id });
  });
});
