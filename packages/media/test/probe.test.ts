import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { probe } from '../src/index.ts';
import { remux } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers, sine } from './support/numbered.ts';

const at = useFolder();

beforeAll(async () => {
  const audio = { samples: sine(2, 440, 0.2), sampleRate: 48_000, channels: 2 as const };
  await encodeNumbers(at('film.mp4'), 50, { audio, metadata: { title: 'A film' } });
}, 60_000);

describe('probe', () => {
  it('describes a film', async () => {
    expect(await probe(at('film.mp4'))).toEqual({
      frames: 50,
      timeBase: { num: 1, den: 12_800 },
      frameRate: { num: 25, den: 1 },
      variableFrameRate: false,
      width: 160,
      height: 90,
      rotation: 0,
      duration: 2,
      videoCodec: 'h264',
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2 },
      originalPath: at('film.mp4'),
      playsInBrowser: true,
    });
  });

  it('finds time code, drop-frame and reel', async () => {
    await remux({ from: at('film.mp4'), to: at('tc.mov'), timecode: '01:02:03:04' });
    expect(await probe(at('tc.mov'))).toMatchObject({
      startTimecode: '01:02:03:04',
      dropFrame: false,
      reel: 'A001',
      playsInBrowser: false,
    });
    await encodeNumbers(at('ntsc.mp4'), 30, { frameRate: { num: 30_000, den: 1001 } });
    await remux({ from: at('ntsc.mp4'), to: at('drop.mov'), timecode: '10:00:00;02' });
    const drop = await probe(at('drop.mov'));
    expect(drop).toMatchObject({ startTimecode: '10:00:00;02', dropFrame: true });
    expect(drop.frameRate).toEqual({ num: 30_000, den: 1001 });
  });

  it.each([90, 180, 270] as const)('sees a rotation of %d°', async (rotation) => {
    await remux({ from: at('film.mp4'), to: at(`r${rotation}.mp4`), rotation });
    const [width, height] = rotation === 180 ? [160, 90] : [90, 160];
    expect(await probe(at(`r${rotation}.mp4`))).toMatchObject({ rotation, width, height });
  });

  it('sees pixels that are not square and rates that vary', async () => {
    await remux({ from: at('film.mp4'), to: at('wide.mkv'), pixelAspect: { num: 4, den: 3 } });
    expect(await probe(at('wide.mkv'))).toMatchObject({
      pixelAspect: { num: 4, den: 3 },
      variableFrameRate: false,
      playsInBrowser: false,
    });
    await remux({ from: at('film.mp4'), to: at('vfr.mkv'), slowFrom: 1 });
    expect((await probe(at('vfr.mkv'))).variableFrameRate).toBe(true);
  });

  it('says in one sentence what is wrong with a file', async () => {
    const film = await readFile(at('film.mp4'));
    await writeFile(at('empty.mp4'), '');
    await writeFile(at('text.mp4'), 'INT. KITCHEN - DAY\n\nNot a film.\n'.repeat(50));
    await mkdir(at('folder.mp4'));
    await remux({ from: at('film.mp4'), to: at('sound.m4a'), only: 'sound' });
    await remux({ from: at('film.mp4'), to: at('zero.mp4'), only: 'picture', isEmpty: true });
    await remux({ from: at('film.mp4'), to: at('zero.mkv'), only: 'picture', isEmpty: true });
    // Without faststart the index comes last; a copy that stopped half-way lacks it.
    await remux({ from: at('film.mp4'), to: at('plain.mp4') });
    const plain = await readFile(at('plain.mp4'));
    await writeFile(at('cut.mp4'), plain.subarray(0, plain.length >> 1));
    expect(film.indexOf('moov')).toBeLessThan(plain.indexOf('moov'));
    const answers: Record<string, unknown> = {};
    for (const name of [
      'none.mp4',
      'empty.mp4',
      'text.mp4',
      'folder.mp4',
      'sound.m4a',
      'zero.mp4',
      'zero.mkv',
      'cut.mp4',
    ]) {
      answers[name] = await probe(at(name)).catch(({ code, message, place }) => {
        expect(place).toBe(at(name));
        return `${code}: ${message}`;
      });
    }
    expect(answers).toEqual({
      'none.mp4': 'not-found: There is no file “none.mp4”.',
      'empty.mp4': 'input: “empty.mp4” is empty.',
      'text.mp4': 'input: “text.mp4” is not a film in a format that we read (MP4, MOV, MKV, WebM, AVI, MXF, MPEG, …).',
      'folder.mp4': 'input: “folder.mp4” is a folder; choose a film file.',
      'sound.m4a': 'input: “sound.m4a” has sound but no picture.',
      'zero.mp4': 'input: “zero.mp4” has neither picture nor sound.',
      'zero.mkv': 'input: “zero.mkv” is cut off or damaged: nothing behind its first bytes can be read.',
      'cut.mp4': 'input: “cut.mp4” is cut off or damaged: its index (moov) is missing. Copy or export the file again.',
    });
  });

  it('never follows a play list to another file', async () => {
    await writeFile(at('list.mp4'), `ffconcat version 1.0\nfile 'film.mp4'\n`);
    await writeFile(at('list.m3u8'), '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfilm.mp4\n#EXT-X-ENDLIST\n');
    for (const name of ['list.mp4', 'list.m3u8']) {
      await expect(probe(at(name))).rejects.toMatchObject({ code: 'input' });
    }
    await expect(probe(`concat:${at('film.mp4')}`)).rejects.toMatchObject({ code: 'not-found' });
  });
});
