import { defaultRights, type Person } from '@second-unit/evidence';
import type { Shot, ShotLog } from '@second-unit/footage';
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
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

const person: Person = { kind: 'person', id: newId(), name: 'Ada' };
const LINES = [{ start: 0.2, end: 1, text: 'Is anybody there?', from: 'endpoint' }] as const;
const heard = [expect.objectContaining({ text: 'Is anybody there?', from: 'endpoint' })];

/** A log whose shots begin at these frames. */
function logOf(...starts: readonly number[]): ShotLog {
  const media = {
    frames: 48,
    timeBase: { num: 1, den: 24 },
    frameRate: { num: 24, den: 1 },
    variableFrameRate: false,
    width: 640,
    height: 360,
    rotation: 0,
    duration: 2,
    videoCodec: 'h264',
    originalPath: '/film.mp4',
    playsInBrowser: true,
  } as const;
  const shots = starts.map(
    (startFrame, index): Shot => ({
      id: `s000${index + 1}`,
      index,
      startFrame,
      endFrame: starts[index + 1] ?? 48,
      start: startFrame / 24,
      end: (starts[index + 1] ?? 48) / 24,
      transitionIn: { type: 'cut', startFrame, endFrame: startFrame },
      confidence: 1,
      keyFrame: startFrame + 1,
      palette: [],
      brightness: 0.5,
      contrast: 0.1,
      motion: 0,
      lines: [],
    }),
  );
  return { format: 'second-unit/log@1', media, shots, subtitles: [], barcode: [], damage: [] };
}

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
    expect((await seenInShots(store, media, after.revision)).descriptions).toMatchObject([{ shot: 's0002' }]);
    // Logged again with the same shots, the film keeps all of it too.
    await saveLogWithTranscript(store, media, logOf(0, 24), '1 2 3');
    const again = (await findLog(store, media)) as LogRow;
    expect(again.log.subtitles).toEqual(heard);
    expect((await seenInShots(store, media, again.revision)).descriptions).toHaveLength(1);
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
      expect((await seenInShots(store, media, revision)).descriptions).toEqual([]);
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
