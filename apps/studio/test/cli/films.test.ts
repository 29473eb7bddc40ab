import { copyFile, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, probe } from '@second-unit/media';
import { readCredentials } from '@second-unit/media/credentials';
import { readTimelineFile } from '@second-unit/timeline/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { remux } from '../../../../packages/media/test/support/fixtures.ts';
import { drawFilm, FILM_FRAMES, SHOT_FRAMES } from '../server/film.ts';
import { cli, data } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit cli films 🎬 '));
  await drawFilm(at('a film 🎬.mp4'));
  const whole = await readFile(at('a film 🎬.mp4'));
  await writeFile(at('truncated.mp4'), whole.subarray(0, 700));
  await writeFile(at('half.mp4'), whole.subarray(0, whole.length / 2));
  await writeFile(at('empty.mp4'), '');
  await writeFile(at('text.mp4'), 'INT. HOUSE - DAY\n');
  await writeFile(at('sound.wav'), wave());
  await remux({ from: at('a film 🎬.mp4'), to: at('nothing.mp4'), isEmpty: true });
  await writeFile(at('camera.R3D'), 'RED2');
  await remux({ from: at('a film 🎬.mp4'), to: at('sound.mp4'), only: 'sound' });
  await remux({ from: at('a film 🎬.mp4'), to: at('variable.mp4'), slowFrom: 6 });
  const sparse = await open(at('sparse.mp4'), 'w');
  await sparse.truncate(2 * 1024 ** 3);
  await sparse.close();
}, 60_000);
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** One second of a tone: a file with sound only. */
function wave(): Uint8Array {
  const rate = 8000;
  const bytes = Buffer.alloc(44 + rate * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + rate * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(rate * 2, 40);
  for (let n = 0; n < rate; n++) bytes.writeInt16LE(Math.round(8000 * Math.sin(n / 5)), 44 + n * 2);
  return bytes;
}

function expectSentence(stderr: string): void {
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+|node:internal|Error:/);
}

describe('log', () => {
  test('prints the log as JSON, as words, and writes it as a table and a page', async () => {
    const film = at('a film 🎬.mp4');
    const json = await cli([
      ...['log', film, '--json', '--csv', at('log.csv'), '--html', at('log.html')],
      ...['--otio', at('log.otio'), '--edl', at('log.edl'), '--fcpxml', at('log.fcpxml')],
    ]);
    expect([json.code, json.stderr]).toEqual([0, '']);
    const log = JSON.parse(json.stdout);
    expect(log).toMatchObject({
      format: 'second-unit/log@1',
      media: { frames: FILM_FRAMES, frameRate: { num: 24, den: 1 }, width: 96, height: 54, originalPath: film },
    });
    expect(log.shots.map((shot: { startFrame: number }) => shot.startFrame)).toEqual(
      Array.from({ length: FILM_FRAMES / SHOT_FRAMES }, (_, shot) => shot * SHOT_FRAMES),
    );
    expect((await readFile(at('log.csv'), 'utf8')).trim().split('\r\n')).toHaveLength(log.shots.length + 1);
    expect(await readFile(at('log.html'), 'utf8')).toContain('data:image/jpeg;base64,');
    expect(await readFile(at('log.otio'), 'utf8')).toContain('"OTIO_SCHEMA": "Timeline.1"');
    expect(await readFile(at('log.edl'), 'utf8')).toMatch(/^TITLE: /);
    expect(await readFile(at('log.fcpxml'), 'utf8')).toContain('<fcpxml version=');
    await remux({ from: at('a film 🎬.mp4'), to: at('a film 🎬.mov'), timecode: '10:00:00:00' });
    const words = await cli(['log', 'a film 🎬.mov'], { cwd: folder });
    expect(words.stdout).toContain('10 shots');
    // Places by its own timecode.
    expect(words.stdout).toMatch(/s0001 +10:00:00:00 /);
  }, 60_000);

  test('says which file beside the film could not be read, and logs the film without it', async () => {
    await copyFile(at('a film 🎬.mp4'), at('spoken.mp4'));
    await writeFile(at('spoken.srt'), '');
    const { code, stdout, stderr } = await cli(['log', at('spoken.mp4')]);
    expect([code, stderr]).toEqual([0, '“spoken.srt” is empty. Its words are left out.\n']);
    expect(stdout).toContain('10 shots');
  }, 60_000);
});

describe('trailer', () => {
  const files = [
    ...['edl', 'effects.csv', 'fcpxml', 'mlt', 'mp4', 'otio', 'pull.csv', 'pull.edl', 'xml'].map(
      (one) => `trailer.${one}`,
    ),
    'why.html',
  ];

  test('writes a teaser, its timelines and its reasons, and again in their place', async () => {
    await writeFile(at('script.fountain'), 'INT. HOUSE - DAY\n\nANNA\nThe sea, a letter.\n');
    const args = ['trailer', at('a film 🎬.mp4'), '--script', at('script.fountain'), '--seconds', '5'];
    const first = await cli([...args, '--rights', 'own', '--out', at('new/teaser')]);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(await readdir(at('new/teaser'))).toEqual(files);
    expect((await probe(at('new/teaser/trailer.mp4'))).frames).toBe(5 * 24);
    if (process.platform === 'linux' && process.arch === 'x64') {
      expect(first.stdout).toContain('trailer.mp4 carries content credentials (C2PA) by a local signer whom nobody');
      expect(await readCredentials(at('new/teaser/trailer.mp4'))).toMatchObject({ state: 'untrusted-signer' });
    } else expect(first.stdout).toContain('trailer.mp4 is not signed: Content credentials are unavailable on');
    const otio = JSON.parse(await readFile(at('new/teaser/trailer.otio'), 'utf8'));
    expect(otio.metadata.second_unit.rights).toMatchObject({ basis: 'own', mayExport: true });
    expect(await readFile(at('new/teaser/why.html'), 'utf8')).not.toMatch(/<script/i);

    await writeFile(at('new/teaser/notes.txt'), 'mine');
    const more = [
      '--no-credentials',
      '--bundle',
      '--aspect',
      '9:16',
      '--seed',
      '3',
      '--brief',
      'letter',
      '--rights',
      'public-domain',
      '--out',
      at('new/teaser'),
    ];
    const again = await cli([...args, ...more]);
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(again.stdout).not.toContain('credentials');
    expect(await readCredentials(at('new/teaser/trailer.mp4'))).toMatchObject({ state: 'none' });
    expect((await readdir(at('new/teaser'))).sort()).toEqual(['notes.txt', 'trailer.otioz', ...files].sort());
    const { timeline, media } = await readTimelineFile(at('new/teaser/trailer.otioz'), 'otioz');
    expect(media.map(({ name }) => name)).toEqual(['media/a film 🎬.mp4']);
    expect(timeline.metadata.second_unit).toMatchObject({ rights: { basis: 'public-domain' } });
    // It stands upright in editing programs too, each shot in its window.
    const { width, height } = await probe(at('new/teaser/trailer.mp4'));
    expect(await readFile(at('new/teaser/trailer.fcpxml'), 'utf8')).toContain(`width="${width}" height="${height}"`);
    expect(await readFile(at('new/teaser/trailer.mlt'), 'utf8')).toContain('affineSizePosition');
  }, 120_000);

  test.each([[[]], [['--rights', 'unknown']]])(
    'on no stated ground (%j) nothing is watched or written',
    async (rights) => {
      const before = await readdir(folder);
      const { code, stdout, stderr } = await cli(['trailer', at('a film 🎬.mp4'), '--out', at('never'), ...rights]);
      expect([code, stdout]).toEqual([2, '']);
      expectSentence(stderr);
      expect(stderr).toContain('--rights own, licensed, open-licence or public-domain');
      // Said before a film that cannot be watched at all is looked at.
      expect((await cli(['trailer', at('text.mp4'), '--out', at('never'), ...rights])).stderr).toContain('--rights');
      expect(await readdir(folder)).toEqual(before);
    },
  );

  test('stopped in the middle: 130, and nothing is left but what it goes on from', async () => {
    const bbb = data('clips/bbb_480p_30s.mp4');
    const film = bbb.absent ? at('a film 🎬.mp4') : bbb.path;
    const parts = at('stopped/.deep.parts');
    const hasParts = async () =>
      (await readdir(parts, { recursive: true, withFileTypes: true }).catch(() => [])).some((one) => one.isFile());
    const { code, stdout, stderr } = await cli(
      ['trailer', film, '--rights', 'own', '--seconds', '5', '--out', at('stopped/deep')],
      { stop: () => vi.waitFor(async () => expect(await hasParts()).toBe(true), { timeout: 50_000, interval: 10 }) },
    );
    expect([code, stdout]).toEqual([130, '']);
    const kept = `What was done so far is kept in ${parts}; the same command goes on from there.`;
    expect(stderr.trim().split('\n')).toEqual([kept, 'Cancelled.']);
    expect(await readdir(at('stopped'))).toEqual(['.deep.parts']);
  }, 60_000);

  test.each([
    [['--seconds', '500']],
    [['--rights', 'stolen']],
    [['--script', 'missing.fountain']],
    [['--seconds', '0']],
  ])(
    '%j is refused, and nothing is written',
    async (extra) => {
      const before = await readdir(folder);
      const { code, stderr } = await cli([
        'trailer',
        at('a film 🎬.mp4'),
        '--rights',
        'own',
        '--out',
        at('never'),
        ...extra,
      ]);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/\bat .+:\d+:\d+/);
      expect(await readdir(folder)).toEqual(before);
    },
    60_000,
  );

  test('a file where the folder should be', async () => {
    const { code, stderr } = await cli(['trailer', at('a film 🎬.mp4'), '--rights', 'own', '--out', at('text.mp4')]);
    expect(code).toBe(2);
    expectSentence(stderr);
    expect(await readFile(at('text.mp4'), 'utf8')).toBe('INT. HOUSE - DAY\n');
  }, 60_000);
});

describe('bad films', () => {
  test.each([
    'missing.mp4',
    'empty.mp4',
    'text.mp4',
    'truncated.mp4',
    'sound.wav',
    'sound.mp4',
    'nothing.mp4',
    'sparse.mp4',
    'camera.R3D',
    '.',
  ])(
    '%s: one sentence, exit 2, nothing written',
    async (name) => {
      const before = await readdir(folder);
      for (const args of [
        ['log', at(name), '--json', '--csv', at('never.csv'), '--html', at('never.html')],
        ['trailer', at(name), '--rights', 'own', '--out', at('never')],
      ]) {
        const { code, stdout, stderr } = await cli(args);
        expect([code, stdout], stderr).toEqual([2, '']);
        expectSentence(stderr);
      }
      expect(await readdir(folder)).toEqual(before);
    },
    60_000,
  );

  test('a variable frame rate is an ordinary film', async () => {
    const { code, stdout } = await cli(['log', at('variable.mp4'), '--json']);
    expect(code).toBe(0);
    const log = JSON.parse(stdout);
    expect(log.media).toMatchObject({ variableFrameRate: true, frames: FILM_FRAMES });
    expect(log.shots).toHaveLength(FILM_FRAMES / SHOT_FRAMES);
    const made = await cli([
      'trailer',
      at('variable.mp4'),
      '--rights',
      'own',
      '--seconds',
      '6',
      ...['--format', 'prores-proxy', '--subtitles', 'track', '--brief', 'storms and the sea'],
      '--out',
      at('variable'),
    ]);
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('trailer.mov')]);
    expect(made.stdout).toContain('trailer.mov has no subtitles: the film brings no subtitles along.');
    expect(made.stdout).toContain('No line of the film uses “storms” or “sea” of --brief.');
    expect(await probe(at('variable/trailer.mov'))).toMatchObject({
      videoCodec: 'prores',
      startTimecode: '00:00:00:00',
    });
  }, 60_000);

  test('half a film is logged as far as it goes, and says where it breaks off', async () => {
    const { code, stdout, stderr } = await cli(['log', at('half.mp4'), '--json']);
    if (code === 2) {
      expectSentence(stderr);
      return;
    }
    expect(code).toBe(0);
    const log = JSON.parse(stdout);
    expect(log.media.frames).toBeLessThan(FILM_FRAMES);
    expect(log.damage.length).toBeGreaterThan(0);
  }, 60_000);
});
