import { defaultRights, type Person } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishSearch } from '../../src/database/face-search.ts';
import {
  createMedia,
  createProduction,
  findFaceSearch,
  findLog,
  keepAgreement,
  type LogRow,
  listThingSearches,
  newId,
  type Store,
  saveShotLog,
  saveThingSearch,
} from '../../src/database/index.ts';
import { revisionForShots } from '../../src/database/media.ts';
import { shotsWithScale } from '../../src/productions/shot-scales.ts';
import { seenInShots } from '../../src/productions/things.ts';
import { saveLogWithTranscript, saveTranscript } from '../../src/transcription/keep.ts';
import { drawnFilm, drawnLog } from '../support/drawn-log.ts';
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

const person: Person = { kind: 'person', id: newId(), name: 'Ada' };
const LINES = [{ start: 0.2, end: 1, text: 'Is anybody there?', from: 'endpoint' }] as const;
const heard = [expect.objectContaining({ text: 'Is anybody there?', from: 'endpoint' })];

/** A log whose shots begin at these frames. */
const logOf = (...starts: readonly number[]): ShotLog => drawnLog(drawnFilm(48, '/film.mp4'), starts);

describe.each(BACKENDS)('a transcript in a film’s log, on %s', (backend) => {
  let all: TestHome;
  let store: Store;
  let production: string;
  beforeAll(async () => {
    all = await testHome(backend);
    store = all.database.store;
    production = (await createProduction(store, { title: 'Sound' })).id;
    await keepAgreement(store, production, person);
  });
  afterAll(() => all?.close());

  const seen = async (media: string, revision: string) => seenInShots(await listThingSearches(store, media), revision);
  /** A film that is logged, and in whose shots people and things were found. */
  async function filmWithFindings(): Promise<{ media: string; row: LogRow }> {
    const { info } = { info: logOf(0).media };
    const film = { production, title: 'Film', file: '/a.mp4', info, rights: defaultRights('own'), author: person };
    const media = (await createMedia(store, film)).id;
    await saveShotLog(store, media, logOf(0, 24), '1 2 3');
    const row = (await findLog(store, media)) as LogRow;
    const log = row.revision;
    const scales = [{ shot: 's0001', scale: { size: 'close-up', confidence: 0.8, by: 'faces' } as const }];
    await finishSearch(store, { id: newId(), production, media }, { log, model: 'drawn 1', scales });
    const value = { text: 'A card.', setting: 'nowhere', objects: ['card'], action: 'nothing' };
    const shots = [{ shot: 's0002', finding: { value } }];
    await saveThingSearch(store, media, { kind: 'description', log, model: 'looker', shots });
    return { media, row };
  }

  test('leaves sizes, people and descriptions where they are', async () => {
    const { media, row } = await filmWithFindings();
    await saveTranscript(store, media, row, LINES);
    const after = (await findLog(store, media)) as LogRow;
    expect(after.revision).not.toBe(row.revision);
    expect(after.log.subtitles).toEqual(heard);
    expect((await findFaceSearch(store, media))?.log).toBe(after.revision);
    expect((await shotsWithScale(store, media, after))[0]?.scale).toMatchObject({ size: 'close-up', by: 'faces' });
    expect((await seen(media, after.revision)).descriptions).toMatchObject([{ shot: 's0002' }]);
    // Logged again with the same shots, the film keeps all of it too.
    await saveLogWithTranscript(store, media, logOf(0, 24), '1 2 3');
    const again = (await findLog(store, media)) as LogRow;
    expect(again.log.subtitles).toEqual(heard);
    expect((await seen(media, again.revision)).descriptions).toHaveLength(1);
  });

  test('what was found in other shots, or in another file, does not pass for found in these', async () => {
    for (const [log, fingerprint] of [
      [logOf(0, 20), '1 2 3'],
      [logOf(0, 24), '9 9 9'],
    ] as const) {
      const { media, row } = await filmWithFindings();
      await saveShotLog(store, media, log, fingerprint);
      const { revision } = (await findLog(store, media)) as LogRow;
      expect((await findFaceSearch(store, media))?.log).toBe(row.revision);
      expect((await listThingSearches(store, media)).map((one) => one.log)).toEqual([row.revision]);
      expect((await seen(media, revision)).descriptions).toEqual([]);
      expect(await revisionForShots(store, media, row)).toBe(row.revision);
    }
  });

  test('a search that began before it ends on the log that there is then', async () => {
    const { media, row } = await filmWithFindings();
    await saveTranscript(store, media, row, LINES);
    expect(await revisionForShots(store, media, row)).toBe((await findLog(store, media))?.revision);
  });

  test('loses neither the shots nor the lines when a log is saved at the same time', async () => {
    for (let round = 0; round < 8; round++) {
      const { media, row } = await filmWithFindings();
      const saves = [
        () => saveTranscript(store, media, row, LINES),
        () => saveLogWithTranscript(store, media, logOf(0, 12, 24), '1 2 3'),
      ];
      await Promise.all((round % 2 === 0 ? saves : saves.toReversed()).map((save) => save()));
      const { log } = (await findLog(store, media)) as LogRow;
      expect(log.shots).toHaveLength(3);
      expect(log.subtitles).toEqual(heard);
    }
    const { media, row } = await filmWithFindings();
    await saveShotLog(store, media, logOf(0), '4 5 6');
    await expect(saveTranscript(store, media, row, LINES)).rejects.toMatchObject({ code: 'conflict' });
  });
});
