import type { ShotLog } from '@second-unit/footage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ScriptSummary } from '../../src/contract/index.ts';
import { openDatabase } from '../../src/database/index.ts';
import { openHome } from '../../src/home/index.ts';
import { linksToScript } from '../../src/productions/scene-links.ts';
import { type TestStudio, testStudio } from './harness.ts';

/** Four shots, a line in each of the middle two. */
const log: ShotLog = {
  format: 'second-unit/log@1',
  media: {
    frames: 400,
    timeBase: { num: 1, den: 25 },
    frameRate: { num: 25, den: 1 },
    variableFrameRate: false,
    width: 64,
    height: 36,
    rotation: 0,
    duration: 16,
    videoCodec: 'h264',
    originalPath: 'ferry.mp4',
    playsInBrowser: true,
  },
  shots: [0, 1, 2, 3].map((index) => ({
    id: `s000${index + 1}`,
    index,
    startFrame: index * 100,
    endFrame: (index + 1) * 100,
    start: index * 4,
    end: (index + 1) * 4,
    transitionIn: { type: index === 0 ? 'none' : 'cut', startFrame: index * 100, endFrame: index * 100 },
    confidence: 1,
    keyFrame: index * 100 + 50,
    palette: [],
    brightness: 0.5,
    contrast: 0.2,
    motion: 0,
    lines: index === 1 ? [0] : index === 2 ? [1] : [],
  })),
  subtitles: [
    { startFrame: 120, endFrame: 160, text: 'The last ferry has gone without us.' },
    { startFrame: 220, endFrame: 260, text: 'Then we shall have to swim, shan’t we?' },
  ],
  barcode: [],
  damage: [],
};

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

async function links() {
  const database = await openDatabase({ home: await openHome(studio.home) });
  try {
    return await linksToScript(database.store, production, log);
  } finally {
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
