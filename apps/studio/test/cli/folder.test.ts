import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ixmlOf, makeFilm, makeWave, speech } from '../../../../packages/footage/test/shoot-day/made-clips.ts';
import { cli } from './harness.ts';

describe('second-unit log FOLDER', () => {
  let folder = '';
  const out = (name: string) => join(folder, '..', `${folder.split('/').at(-1)}-${name}`);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shoot-day-'));
    await makeFilm(join(folder, 'A001C003_1_R1.mp4'), { seconds: 2, metadata: { timecode: '10:00:00:00' } });
    await makeWave(join(folder, '12A_T3.wav'), {
      samples: speech(4, 3),
      timeReference: (9 * 3600 + 59 * 60 + 59) * 8000,
      ixml: ixmlOf({ scene: '12A', take: 3 }),
    });
    await writeFile(join(folder, 'broken.mov'), 'x');
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    for (const name of ['a.otio', 'a.csv', 'a.ale', 's.fountain']) await rm(out(name), { force: true });
  });

  it('prints bins, with what could not be read', async () => {
    const { code, stdout } = await cli(['log', folder]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Scene 12 \/ 12A \/ Take 3 +A001C003_1_R1\.mp4 +10:00:00:00 +12A_T3\.wav -1\.000 s by timecode/,
    );
    expect(stdout).toMatch(/Not read, 1 file:\nbroken\.mov: “broken\.mov” is .*\.\n$/);
  });

  it('writes JSON, OTIO, CSV and ALE', async () => {
    const files = ['--otio', out('a.otio'), '--csv', out('a.csv'), '--ale', out('a.ale')];
    const { code, stdout, stderr } = await cli(['log', folder, '--json', ...files]);
    expect(code).toBe(0);
    // In the files it is missing.
    expect(stderr).toMatch(/^broken\.mov: “broken\.mov” is .*\.\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'second-unit/shoot-day@1',
      bins: [{ name: 'Scene 12' }, {}, {}, {}],
    });
    expect(JSON.parse(await readFile(out('a.otio'), 'utf8'))).toMatchObject({
      OTIO_SCHEMA: 'SerializableCollection.1',
    });
    expect(await readFile(out('a.csv'), 'utf8')).toContain(join(folder, 'A001C003_1_R1.mp4'));
    expect(await readFile(out('a.ale'), 'utf8')).toMatch(/^Heading\r\n/);
  });

  it('says that there is nothing to log, and what a camera’s raw file needs', async () => {
    const other = await mkdtemp(join(tmpdir(), 'shoot-day-'));
    try {
      await writeFile(join(other, 'notes.txt'), 'call sheet');
      const none = await cli(['log', other]);
      expect(none).toMatchObject({ code: 2, stdout: '' });
      expect(none.stderr).toContain(`There is no film and no sound in ${other}.`);
      await writeFile(join(other, 'A001C004_1_R1.R3D'), 'RED');
      const raw = await cli(['log', other]);
      expect(raw.code).toBe(0);
      expect(raw.stdout).toMatch(/\nA001C004_1_R1\.R3D: This is REDCODE RAW.*proxy/);
    } finally {
      await rm(other, { recursive: true, force: true, maxRetries: 10 });
    }
  });

  it('sorts under the scenes of a script', async () => {
    await writeFile(out('s.fountain'), 'INT. BARN - DAY #12#\n\nHay.\n\nEXT. FIELD - NIGHT #12A#\n\nRain.\n');
    const { code, stdout } = await cli(['log', folder, '--script', out('s.fountain')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Scene 12A, EXT\. FIELD - NIGHT \/ 12A \/ Take 3 +A001C003_1_R1\.mp4/);
    const film = join(folder, 'A001C003_1_R1.mp4');
    expect(await cli(['log', film, '--script', out('s.fountain')])).toMatchObject({ code: 2, stdout: '' });
  });

  it('refuses to listen to a folder, and a language that nobody listens for', async () => {
    expect(await cli(['log', folder, '--whisper', 'ggml-base.bin'])).toMatchObject({ code: 2, stdout: '' });
    expect(await cli(['log', join(folder, 'A001C003_1_R1.mp4'), '--language', 'en'])).toMatchObject({ code: 2 });
  });

  it('refuses what only a film has, and the other way round', async () => {
    expect(await cli(['log', folder, '--html', out('a.html')])).toMatchObject({ code: 2, stdout: '' });
    expect(await cli(['log', join(folder, 'A001C003_1_R1.mp4'), '--ale', out('a.ale')])).toMatchObject({ code: 2 });
  });
});
