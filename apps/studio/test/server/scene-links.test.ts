import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ScriptSummary, ScriptView } from '../../src/contract/index.ts';
import { openDatabase } from '../../src/database/index.ts';
import { openHome } from '../../src/home/index.ts';
import { Reader } from '../../src/productions/reader.ts';
import { linksToScript } from '../../src/productions/scene-links.ts';
import { drawnFilm, drawnLog, evenStarts } from '../support/drawn-log.ts';
import { type TestStudio, testStudio } from './harness.ts';

/** Four shots, a line in each of the middle two. */
const log = drawnLog(drawnFilm(400, 'ferry.mp4'), evenStarts(4, 100), [
  { startFrame: 120, endFrame: 160, text: 'The last ferry has gone without us.' },
  { startFrame: 220, endFrame: 260, text: 'Then we shall have to swim, shan’t we?' },
]);

const SPOKEN = `INT. HUT - DAY

ANNA
The last ferry has gone without us.

EXT. JETTY - DAY

ANNA
Then we shall have to swim, shan't we?
`;

const OTHER = `INT. OFFICE - DAY

BORIS
Quarterly figures are on your desk.
`;

let studio: TestStudio;
let production: string;

beforeEach(async () => {
  studio = await testStudio();
  ({ id: production } = await studio.act('production.create', { title: 'Ferry' }));
});
afterEach(() => studio.close());

async function takeIn(name: string, text: string): Promise<ScriptSummary> {
  const response = await fetch(`${studio.address}/api/v1/productions/${production}/files?name=${name}`, {
    method: 'POST',
    body: text,
  });
  return ((await response.json()) as { script: ScriptSummary }).script;
}

async function links(reader = new Reader()) {
  const database = await openDatabase({ home: await openHome(studio.home) });
  try {
    return await linksToScript({ store: database.store, reader }, production, { revision: 'r', log });
  } finally {
    await reader.close();
    await database.close();
  }
}

it('links a film to the script that it speaks, whichever came in or was changed last', async () => {
  const spoken = await takeIn('ferry.fountain', SPOKEN);
  await takeIn('office.fountain', OTHER);
  const found = await links();
  expect(found?.script).toBe(spoken.id);
  expect(found?.scenes.flatMap(({ lines }) => lines.map(({ subtitle }) => subtitle))).toEqual([0, 1]);
});

it('takes the first script where the film speaks none of them', async () => {
  const office = await takeIn('office.fountain', OTHER);
  await takeIn('empty.fountain', '');
  expect((await links())?.script).toBe(office.id);
});

it('has nothing to link in a production without a script', async () => {
  expect(await links()).toBeUndefined();
});

/** A script of so many speeches, every one of them unlike the others. */
function long(speeches: number, more = ''): string {
  const lines = Array.from(
    { length: speeches },
    (_, n) => `ANNA\nWe have ${n} boats, ${n * 7} oars and no river.${more}\n`,
  );
  return `INT. HUT - DAY\n\n${lines.join('\n')}`;
}

it('leaves out a script that takes too long or is too large, and says which', async () => {
  const spoken = await takeIn('ferry.fountain', SPOKEN);
  const endless = await takeIn(
    'endless.fountain',
    long(60_000, ' We count them again and once more until the tide is in.'.repeat(3)),
  );
  const subtitles = Array.from({ length: 300 }, (_, n) => ({ ...log.subtitles[0]!, text: `We have ${n} boats.` }));
  const told: [string, string][] = [];
  const reader = new Reader({
    // The other script takes a few hundredths of a second, and the thread itself seconds where much else is going on.
    alignLimit: 6000,
    report: (error, script) => told.push([script, (error as Error).message]),
  });
  const database = await openDatabase({ home: await openHome(studio.home) });
  try {
    const place = { store: database.store, reader };
    const revision = { revision: 'r', log: { ...log, subtitles: [...log.subtitles, ...subtitles] } };
    expect((await linksToScript(place, production, revision))?.script).toBe(spoken.id);
    // What stops first depends on how fast the machine is.
    expect(told).toEqual([[endless.id, expect.stringMatching(/took too long|too many to align/)]]);
    // Known now: nobody waits for it again.
    expect((await linksToScript(place, production, revision))?.script).toBe(spoken.id);
    expect(told).toHaveLength(1);
    const wordy = await takeIn('wordy.fountain', long(20_000));
    const four = [subtitles, subtitles, subtitles, subtitles].flat();
    const many = { revision: 's', log: { ...log, subtitles: [...log.subtitles, ...four] } };
    expect((await linksToScript(place, production, many))?.script).toBe(spoken.id);
    expect(told.at(-1)).toEqual([wordy.id, expect.stringMatching(/too many speeches/)]);
  } finally {
    await reader.close();
    await database.close();
  }
}, 60_000);

it('does not hold up an edit while it aligns', async () => {
  const { id } = await takeIn('long.fountain', long(900));
  const subtitles = Array.from({ length: 1200 }, (_, n) => ({ ...log.subtitles[0]!, text: `We have ${n} boats.` }));
  const place = studio.studio;
  if (!place) throw new Error('No studio.');
  const { state } = await studio.get<ScriptView>(`/scripts/${id}`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(state, 'base64'));
  let aligned = false;
  const aligning = linksToScript(place, production, { revision: 'r', log: { ...log, subtitles } }).then((found) => {
    aligned = true;
    return found;
  });
  let edits = 0;
  while (!aligned) {
    const before = Y.encodeStateVector(doc);
    doc.getText('text').insert(0, 'x');
    const response = await fetch(`${studio.address}/api/v1/scripts/${id}/updates`, {
      method: 'POST',
      headers: { 'X-Client': 'w' },
      body: new Uint8Array(Y.encodeStateAsUpdate(doc, before)),
    });
    expect(response.status).toBe(200);
    edits++;
  }
  expect((await aligning)?.script).toBe(id);
  // In the thread that aligns, the first of them would wait until it is done.
  expect(edits).toBeGreaterThan(3);
}, 60_000);

it('reads the words of a script once for each of its states', async () => {
  await takeIn('ferry.fountain', SPOKEN);
  const reader = new Reader();
  let reads = 0;
  const align = (seq: number) =>
    reader.align({
      script: 's',
      seq,
      revision: 'r',
      log,
      updates: async () => {
        reads++;
        return [];
      },
    });
  await Promise.all([align(1), align(1), align(1)]);
  await align(1);
  expect(reads).toBe(1);
  await align(2);
  expect(reads).toBe(2);
  await reader.close();
});
