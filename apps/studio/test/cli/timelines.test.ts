import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { close } from '@second-unit/media';
import {
  clip,
  frameRange,
  rational,
  rationalTime,
  readEdl,
  readTimeline,
  type Transition,
  timeline,
  track,
  usedMedia,
  writeOtio,
} from '@second-unit/timeline';
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
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
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
  // What was found is written; what stays missing is the exit code's.
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /teaser\.otio misses “Lost\.mov” \(the timeline says no place\), not found in .*rushes either\./,
  );
  expect(stderr).toMatch(/^Found: The Sea\.mov is file:.*The%20Sea\.mp4 \(same name, its timecode covers all/m);
  expect(stderr).toContain('Not found: Lost.mov. No file has its name, reel and timecode.');
  const { timeline: read } = readTimeline(new Uint8Array(await readFile(at('teaser.otio'))), 'otio');
  expect(usedMedia(read)[0]?.name).toContain('/rushes/Day%201/The%20Sea.mp4');
  expect(JSON.stringify(read)).toContain(`"value":${FILM_FRAMES}`);
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
  expect(await said(at('teaser.edl'), at('teaser.fountain'))).toMatch(
    /is a timeline \(a CMX3600 edit decision list\), and .*would be a screenplay \(Fountain\)/,
  );
  expect(await said(at('teaser.edl'), at('out.fcpxml'), '--rate', '24')).toMatch(
    /does not say where “The Sea\.mov” and “Lost\.mov” lie\. Find them with --relink FOLDER, or write \.otio/,
  );
  await writeFile(at('fast.edl'), LIST.replace('00:00:03:12', '00:00:03:29').replace('01:00:01:12', '01:00:01:29'));
  expect(await said(at('fast.edl'), at('out.otio'), '--rate', '25')).toMatch(
    /line 4, event 002.*It fits 30, 48, 50, or 60/,
  );
  expect(await said(at('teaser.edl'), at('out.otio'), '--relink', at('nowhere'))).toContain('There is no folder');
  await writeFile(at('script.fountain'), 'INT. HOUSE - DAY\n');
  expect(await said(at('script.fountain'), at('out.fdx'), '--rate', '25')).toContain('is no timeline');
  expect(await said(at('missing.edl'), at('out.otio'))).toContain('missing.edl');
  // What only ends like one of both is told by what it is.
  expect(await said(at('script.fountain'), at('out.otio'))).toContain(
    'script.fountain is a screenplay (Fountain), and',
  );
  await writeFile(at('page.xml'), '<html/>');
  expect(await said(at('page.xml'), at('out.otio'))).toContain('page.xml holds no timeline');
  const sequence =
    '<xmeml version="5"><sequence><name>x</name><rate><timebase>25</timebase></rate><media><video><track/></video></media></sequence></xmeml>';
  await writeFile(at('sequence.xml'), sequence);
  expect(await said(at('sequence.xml'), at('out.fdx'))).toContain('out.fdx would be a screenplay (Final Draft)');
  await writeFile(at('sequence.fdx'), sequence);
  const { code, stderr } = await cli(['convert', at('sequence.fdx'), at('out.otio')]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('sequence.fdx is Final Cut Pro 7 XML, whatever')]);
}, 60_000);

test('media at their stated place are asked for their length, and those that are gone are named', async () => {
  const film = at('rushes/Day 1/The Sea.mp4');
  const sound = at('Wind.wav');
  const samples = Buffer.alloc(44 + 2 * 8000 * 4);
  samples.write('RIFF', 0);
  samples.writeUInt32LE(samples.length - 8, 4);
  samples.write('WAVEfmt ', 8);
  samples.writeUInt32LE(16, 16);
  samples.writeUInt16LE(1, 20);
  samples.writeUInt16LE(1, 22);
  samples.writeUInt32LE(8000, 24);
  samples.writeUInt32LE(16_000, 28);
  samples.writeUInt16LE(2, 32);
  samples.writeUInt16LE(16, 34);
  samples.write('data', 36);
  samples.writeUInt32LE(samples.length - 44, 40);
  await writeFile(sound, samples);
  const list = `TITLE: Here
001  AX       V     C        00:00:01:00 00:00:02:00 01:00:00:00 01:00:01:00
* FROM CLIP NAME: The Sea.mp4
* SOURCE FILE: ${pathToFileURL(film).href}
002  AX       A     C        00:00:00:12 00:00:01:12 01:00:00:00 01:00:01:00
* FROM CLIP NAME: Wind.wav
* SOURCE FILE: ${sound}
`;
  await writeFile(at('here.edl'), list);
  for (const relink of [[], ['--relink', at('rushes')]]) {
    const done = await cli(['convert', at('here.edl'), at('here.fcpxml'), '--rate', '24', ...relink]);
    expect([done.code, done.stderr]).toEqual([0, expect.not.stringMatching(/Missing|Not found/)]);
  }
  const written = await readFile(at('here.fcpxml'), 'utf8');
  expect(written).toMatch(/<asset [^>]*name="The Sea\.mp4" start="0s" duration="15s" hasVideo="1"/);
  expect(written).toMatch(/<asset [^>]*name="Wind\.wav" start="0s" duration="4s" hasAudio="1"/);
  // Gone since: the length that the timeline says does for the format, and whoever opens it is told.
  expect(await cli(['convert', at('here.fcpxml'), at('here.xml')])).toMatchObject({ code: 0 });
  const gone = (await readFile(at('here.xml'), 'utf8')).replaceAll('The%20Sea.mp4', 'The%20Lake.mp4');
  await writeFile(at('gone.xml'), gone);
  const offline = await cli(['convert', at('gone.xml'), at('gone.fcpxml')]);
  expect([offline.code, offline.stderr]).toEqual([
    0,
    expect.stringMatching(/^Missing: “The Lake\.mp4” \(.*Day 1\/The Lake\.mp4\)\. An editing program will show Media/m),
  ]);
  await mkdir(at('empty'));
  const still = await cli(['convert', at('gone.xml'), at('gone.mlt'), '--relink', at('empty')]);
  expect([still.code, still.stderr]).toEqual([
    2,
    expect.stringMatching(/gone\.mlt misses “The Lake\.mp4”.*not found in/),
  ]);
  // A file of that name that is too short for what is played of it is another.
  await writeFile(at('other.edl'), list.replace('00:00:01:00 00:00:02:00', '05:00:01:00 05:00:02:00'));
  const other = await cli(['convert', at('other.edl'), at('other.fcpxml'), '--rate', '24']);
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringMatching(/The Sea\.mp4 does not hold all that is played of it/),
  ]);
}, 60_000);

test('a bundle takes the media along that are here, on a ground that is said', async () => {
  await cli(['convert', at('teaser.edl'), at('linked.otio'), '--rate', '24', '--relink', at('rushes')]);
  const refused = await cli(['convert', at('linked.otio'), at('linked.otioz')]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('on what ground The Sea.mp4 is used') });
  const { code, stderr } = await cli(['convert', at('linked.otio'), at('linked.otioz'), '--rights', 'own']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('as media/The Sea.mp4')]);
  const film = await readFile(at('rushes/Day 1/The Sea.mp4'));
  // What it holds is said, and unpacked where that is asked for.
  const packed = await cli(['convert', at('linked.otioz'), at('packed.otio')]);
  expect([packed.code, packed.stderr]).toEqual([
    0,
    expect.stringMatching(
      /^Left in .*linked\.otioz: media\/The Sea\.mp4 \(\d+ kB\)\. Unpack what the timeline plays with --media FOLDER\.$/m,
    ),
  ]);
  const unpack = ['convert', at('linked.otioz'), at('unpacked.otio'), '--media', at('media of it')];
  const unpacked = await cli(unpack);
  expect([unpacked.code, unpacked.stderr]).toEqual([0, expect.stringContaining('Unpacked: media/The Sea.mp4, as ')]);
  expect((await readFile(at('media of it/The Sea.mp4'))).equals(film)).toBe(true);
  const read = readTimeline(new Uint8Array(await readFile(at('unpacked.otio'))), 'otio').timeline;
  expect(usedMedia(read)[0]?.name).toBe(pathToFileURL(at('media of it/The Sea.mp4')).href);
  expect(await cli(unpack)).toMatchObject({ code: 2, stderr: expect.stringContaining('stands there already') });
  const none = await cli(['convert', at('teaser.edl'), at('none.otio'), '--media', at('media of it')]);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('holds no media; --media is for .otioz') });
}, 60_000);

test('what a timeline cannot be written with is placed by its timecode', async () => {
  const shot = (name: string, frames: number) =>
    clip(name, { schema: 'MissingReference', name, metadata: {} }, frameRange(0, frames, 24));
  const long: Transition = {
    schema: 'Transition',
    name: '',
    metadata: {},
    transitionType: 'SMPTE_Dissolve',
    inOffset: rationalTime(0, 24),
    outOffset: rationalTime(48, 24),
  };
  const children = [shot('A.mov', 5000 * 24), long, shot('B.mov', 24)];
  await writeFile(at('long.otio'), writeOtio(timeline('Long', [track('Video', 'V1', children)])));
  const { code, stderr } = await cli(['convert', at('long.otio'), at('long.edl')]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(
      /long\.otio: A transition takes more of “B\.mov” than is played of it \(V1, at 01:23:20:00\)\./,
    ),
  ]);
}, 60_000);

const premiere = data('timelines', 'fcp7', 'premiere_example.xml');
test.skipIf(premiere.absent)(
  'Premiere’s XML is OpenTimelineIO',
  async () => {
    expect(await cli(['convert', premiere.path, at('premiere.otio')])).toMatchObject({ code: 0 });
    const { timeline: read } = readTimeline(new Uint8Array(await readFile(at('premiere.otio'))), 'otio');
    expect(usedMedia(read).length).toBeGreaterThan(0);
  },
  60_000,
);
