import { defaultRights } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBack } from '../../../../packages/print/test/read-back.ts';
import type { LinedScript, LinedView, ScriptSummary } from '../../src/contract/index.ts';
import { createMedia, newId, openDatabase, type Store, saveShotLog } from '../../src/database/index.ts';
import { openHome } from '../../src/home/index.ts';
import { lineScript } from '../../src/productions/lined-script.ts';
import { takePins } from '../../src/productions/take-moves.ts';
import { linedScriptPdf } from '../../src/reports/lined-script.ts';
import { drawnFilm, drawnLog, evenStarts, saidInTurn } from '../support/drawn-log.ts';
import { type TestStudio, testStudio } from './harness.ts';

const SCRIPT = `Title: Ferry

INT. HUT - DAY

ANNA
The last ferry has gone without us.

BORIS
Then nobody eats before Thursday.

EXT. JETTY - DAY

ANNA
Then we shall have to swim, shan't we?
`;

const SAID = [
  'The last ferry has gone without us.',
  'Then nobody eats before Thursday.',
  'The last ferry has gone without us.',
  'Somebody fetch umbrellas immediately.',
  'Then we shall have to swim, shall we?',
];

/** A shot of two seconds for each thing that is said. */
const log = drawnLog(drawnFilm(250, 'ferry.mp4'), evenStarts(SAID.length), saidInTurn(SAID));

const takesOf = ({ takes }: LinedScript) =>
  takes.map(({ scene, number, lines }) => [scene, number, lines.map(({ line, said }) => `${line} ${said}`)]);

it('draws a stroke a take beside the rows that it covers, in lanes', () => {
  const lined = lineScript(SCRIPT, log);
  expect(takesOf(lined)).toEqual([
    [0, 1, ['0 matched', '1 matched']],
    [0, 2, ['0 matched']],
    [1, 1, ['2 matched']],
  ]);
  expect(lined).toMatchObject({ title: 'Ferry', lanes: 2, columns: 85 });
  expect(lined.takes.map(({ lane }) => lane)).toEqual([0, 1, 0]);
  const rowOf = (text: string) => lined.pages[0]!.lines.find((row) => row.text.startsWith(text))!.row;
  // From the cue of the first speech to the end of the last, cut where the shot changes.
  expect(lined.takes[0]!.strokes).toEqual([
    { page: 0, fromRow: rowOf('ANNA'), toRow: rowOf('BORIS'), look: 'straight', shot: 's0001' },
    { page: 0, fromRow: rowOf('BORIS'), toRow: rowOf('Then nobody') + 1, look: 'straight', shot: 's0002' },
  ]);
  expect(lined.unscripted.map(({ text }) => text)).toEqual([SAID[3]]);
});

it('is wavy where something else was said, and a gap where nothing was', () => {
  const said = [SAID[0]!, SAID[3]!, SAID[4]!];
  const subtitles = said.map((text, index) => ({ startFrame: index * 50 + 2, endFrame: index * 50 + 48, text }));
  const one = SCRIPT.replace('\nEXT. JETTY - DAY\n', '');
  const looks = (told: ShotLog['subtitles']) =>
    lineScript(one, { ...log, subtitles: told }).takes.map(({ strokes }) => strokes.map(({ look }) => look));
  expect(looks(subtitles)).toEqual([['straight', 'wavy', 'straight']]);
  expect(looks([subtitles[0]!, subtitles[2]!])).toEqual([['straight', 'gap', 'straight']]);
});

it('goes on paper with a table that says the same', async () => {
  const { bytes, missing } = await linedScriptPdf(lineScript(SCRIPT, log));
  expect(new TextDecoder('latin1').decode(bytes.subarray(0, 8))).toBe('%PDF-1.7');
  expect(missing).toEqual([]);
  const { pages, elements } = await readBack(bytes);
  expect(pages).toBe(2);
  const text = (page: number) => elements.flatMap((one) => (one.page === page ? one.text : [])).join('\n');
  expect(text(1)).toContain('Then nobody eats before Thursday.');
  expect(text(2)).toContain('INT. HUT - DAY');
});

/** A film with that log; its file is never opened here. */
async function filmOf(store: Store, production: string): Promise<string> {
  const { id } = await createMedia(store, {
    production,
    title: 'Ferry',
    file: 'media/ferry.mp4',
    info: log.media,
    rights: defaultRights('own'),
    author: { kind: 'person', id: newId(), name: 'Ada Krol' },
  });
  await saveShotLog(store, id, log);
  return id;
}

let studio: TestStudio;
beforeEach(async () => {
  studio = await testStudio();
});
afterEach(() => studio.close());

it('keeps where a person puts a take as a decision, aligns by it, and takes it back', async () => {
  const { id: production } = await studio.act('production.create', { title: 'Ferry' });
  const upload = async (name: string, body: string) =>
    (
      await fetch(`${studio.address}/api/v1/productions/${production}/files?name=${name}`, { method: 'POST', body })
    ).json();
  const { script } = (await upload('ferry.fountain', SCRIPT)) as { script: ScriptSummary };
  const database = await openDatabase({ home: await openHome(studio.home) });
  try {
    const media = await filmOf(database.store, production);
    const view = async () => studio.get<LinedView>(`/media/${media}/lined`);
    const before = await view();
    expect(before.script).toBe(script.id);
    const { takes, lines } = before.lined!;
    const { startFrame, endFrame } = takes[1]!;
    const to = { text: lines[2]!.text, from: lines[2]!.from };
    const { decision } = await studio.act('take.move', { media, script: script.id, startFrame, endFrame, to });
    expect(await takePins(database.store, media, script.id)).toMatchObject([
      { id: decision, startFrame, endFrame, to },
    ]);
    const moved = (await view()).lined!;
    expect(moved.takes[1]).toMatchObject({ scene: 1, number: 1, pin: decision, confidence: 1 });
    await studio.act('take.unmove', { media, decision });
    expect((await view()).lined!.takes).toEqual(takes);
    await expect(studio.act('take.unmove', { media, decision })).rejects.toThrow(/put back already/);
    await expect(
      studio.act('take.move', { media, script: script.id, startFrame: 9, endFrame: 9, to: null }),
    ).rejects.toThrow(/frames 0 to 249/);
  } finally {
    await database.close();
  }
}, 60_000);
