import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close } from '@second-unit/media';
import { rational, readEdl, readTimeline, usedMedia } from '@second-unit/timeline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawFilm, FILM_FRAMES } from '../server/film.ts';
import { cli, data } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const LIST = `TITLE: Teaser
001  AX       V     C        00:00:01:00 00:00:02:00 01:00:00:00 01:00:01:00
* FROM CLIP NAME: The Sea.mov
002  AX       V     C        00:00:03:00 00:00:03:12 01:00:01:00 01:00:01:12
* FROM CLIP NAME: Lost.mov
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second unit timelines 🎬 '));
  await mkdir(at('rushes/Day 1'), { recursive: true });
  await drawFilm(at('rushes/Day 1/The Sea.mp4'));
  await writeFile(at('rushes/notes.mov'), 'no film');
  await writeFile(at('teaser.edl'), LIST);
}, 60_000);
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true });
});

test('an EDL is OpenTimelineIO, its media found in a folder, and an EDL again', async () => {
  const { code, stdout, stderr } = await cli([
    'convert',
    at('teaser.edl'),
    at('teaser.otio'),
    '--rate',
    '24',
    '--relink',
    at('rushes'),
  ]);
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(/^Found: The Sea\.mov is file:.*The%20Sea\.mp4 \(same name, its timecode covers all/m);
  expect(stderr).toContain('Not found: Lost.mov. No file has its name, reel and timecode.');
  const { timeline } = readTimeline(new Uint8Array(await readFile(at('teaser.otio'))), 'otio');
  expect(usedMedia(timeline)[0]?.name).toContain('/rushes/Day%201/The%20Sea.mp4');
  expect(JSON.stringify(timeline)).toContain(`"value":${FILM_FRAMES}`);
  expect(await cli(['convert', at('teaser.otio'), at('again.edl')])).toMatchObject({ code: 0 });
  const again = readEdl(await readFile(at('again.edl'), 'utf8'), { rate: rational(24) });
  expect(usedMedia(again).flatMap(({ used }) => used.map(({ startTime }) => startTime.value))).toEqual([24, 72]);
}, 60_000);

test('what does not fit is refused in a sentence, and nothing is written', async () => {
  const said = async (...args: string[]): Promise<string> => {
    const { code, stderr } = await cli(['convert', ...args]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await said(at('teaser.edl'), at('teaser.fountain'))).toContain('is a timeline, and');
  expect(await said(at('teaser.edl'), at('out.fcpxml'), '--rate', '24')).toContain('FCPXML needs the media file of');
  await writeFile(at('fast.edl'), LIST.replace('00:00:03:12', '00:00:03:29').replace('01:00:01:12', '01:00:01:29'));
  expect(await said(at('fast.edl'), at('out.otio'), '--rate', '25')).toMatch(
    /line 4, event 002.*It fits 30, 48, 50, or 60/,
  );
  expect(await said(at('teaser.edl'), at('out.otio'), '--relink', at('nowhere'))).toContain('There is no folder');
  await writeFile(at('script.fountain'), 'INT. HOUSE - DAY\n');
  expect(await said(at('script.fountain'), at('out.fdx'), '--rate', '25')).toContain('is no timeline');
  expect(await said(at('missing.edl'), at('out.otio'))).toContain('missing.edl');
}, 60_000);

const premiere = data('timelines', 'fcp7', 'premiere_example.xml');
test.skipIf(premiere.absent)(
  'Premiere’s XML is OpenTimelineIO',
  async () => {
    expect(await cli(['convert', premiere.path, at('premiere.otio')])).toMatchObject({ code: 0 });
    const { timeline } = readTimeline(new Uint8Array(await readFile(at('premiere.otio'))), 'otio');
    expect(usedMedia(timeline).length).toBeGreaterThan(0);
  },
  60_000,
);
