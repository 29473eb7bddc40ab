import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cut } from '@second-unit/editing';
import { close, decode, encode, probe, render } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderSettingsSchema } from '../../src/contract/render-settings.ts';
import { partsSeen } from '../../src/productions/cut-preview.ts';
import { letteringProblem } from '../../src/productions/lettering.ts';
import { editOf } from '../../src/productions/rendering.ts';

const [WIDTH, HEIGHT, FRAMES] = [320, 180, 60];
let folder = '';
const at = (name: string): string => join(folder, name);
/** Left edge of a bright square that crosses the picture. */
const left = (frame: number): number => 30 + frame * 4;

function* pictures(): Generator<Uint8Array> {
  for (let frame = 0; frame < FRAMES; frame++) {
    const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++)
        rgb.fill(60 + 20 * Math.sin(x / 9) * Math.cos(y / 11), (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
      if (y > 70 && y < 110) rgb.fill(235, (y * WIDTH + left(frame)) * 3, (y * WIDTH + left(frame) + 24) * 3);
    }
    yield rgb;
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rendering-'));
  const options = { width: WIDTH, height: HEIGHT, frameRate: { num: 25, den: 1 }, preset: 'ultrafast' } as const;
  await encode(pictures(), options, at('film.mp4'));
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const item = { id: 'i', media: 'm', shot: 's', inFrame: 0, outFrame: FRAMES, locked: false, score: 0, reasons: [] };
const cut: Cut = {
  brief: { seconds: 3, seed: 0, keepBack: 0 },
  items: [item],
  banned: [],
  cards: [{ id: 'c', text: 'Soon: עוד מעט', seconds: 0.4 }],
};

describe('a cut for the renderer', () => {
  it('keeps a bright subject that moves inside an upright picture', async () => {
    const media = { m: await probe(at('film.mp4')) };
    const edit = await editOf({ cut, media, title: 'T' }, renderSettingsSchema.parse({ aspect: '9:16' }));
    expect(edit).toMatchObject({
      width: 180,
      height: 320,
      clips: [{ crop: {} }, { title: { text: 'Soon: עוד מעט' } }],
    });
    await render({ ...edit, preset: 'ultrafast' }, at('upright.mp4'));
    let inside = 0;
    for await (const event of decode(at('upright.mp4'), { frames: { width: 90, height: 16, batch: FRAMES } })) {
      if (event.type !== 'frames') continue;
      for (let frame = 0; frame < Math.min(FRAMES - event.first, event.pts.length); frame++) {
        const row = Array.from({ length: 90 }, (_, x) => event.rgb[(frame * 90 * 16 + 8 * 90 + x) * 3] ?? 0);
        // The square is 24 of 101 pixels of the window wide: nearly all of it is to be seen.
        if (row.filter((value) => value > 150).length >= 0.9 * (24 / 101.25) * 90) inside++;
      }
    }
    expect(inside).toBeGreaterThanOrEqual(0.95 * FRAMES);
  });

  it('looks for windows of a preview in what is seen of each shot', async () => {
    const media = { m: await probe(at('film.mp4')) };
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ ...item, id }));
    // The third shot and a second of each beside it; the first not at all.
    const seen = partsSeen({ cut: { ...cut, items, cards: [] }, media }, { startFrame: 95, endFrame: 205 });
    expect([...seen]).toEqual([
      ['b', { inFrame: 35, outFrame: 60 }],
      ['c', { inFrame: 0, outFrame: 60 }],
      ['d', { inFrame: 0, outFrame: 25 }],
    ]);
    const upright = renderSettingsSchema.parse({ aspect: '9:16' });
    const part = new Map([['i', { inFrame: 35, outFrame: 60 }]]);
    const { clips } = await editOf({ cut, media, title: 'T' }, upright, undefined, part);
    expect(clips[0]).toMatchObject({ inFrame: 0, outFrame: 60, crop: expect.anything() });
    expect(clips[0] && 'crop' in clips[0] ? clips[0].crop?.path[0]?.frame : undefined).toBe(35);
  });

  it('sets lines and takes music down under them', async () => {
    const media = { m: await probe(at('film.mp4')) };
    const lines = { m: [{ startFrame: 10, endFrame: 30, text: 'Hello' }] };
    const edit = await editOf(
      { cut, media, title: 'T', lines, music: 'music.wav' },
      renderSettingsSchema.parse({ subtitles: 'burn' }),
    );
    expect(edit.subtitles).toMatchObject({
      mode: 'burn',
      lines: [{ startFrame: 10, endFrame: 30, spans: [{ text: 'Hello' }] }],
    });
    expect(edit.music).toMatchObject({ path: 'music.wav', speech: [{ startFrame: 10, endFrame: 30 }] });
    expect(edit.loudness).toEqual({ integrated: -16, truePeak: -1 });
    expect(edit.fonts?.map(({ family }) => family)).toEqual(expect.arrayContaining(['Hind', 'Cousine']));
    // Where the log says who speaks when, nothing else takes the music down: not the film's own music, nor its noise.
    const speech = { m: [{ start: 1.6, end: 2 }] };
    const quiet = await editOf({ cut, media, title: 'T', speech, music: 'music.wav' });
    expect(quiet.music?.speech).toEqual([{ startFrame: 40, endFrame: 50 }]);
    const silent = await editOf({ cut, media, title: 'T', speech: { m: [] }, music: 'music.wav' });
    expect(silent.music?.speech).toEqual([]);
    expect((await editOf({ cut, media, title: 'T', music: 'music.wav' })).music).not.toHaveProperty('speech');
    const without = await editOf(
      { cut, media, title: 'T', lines, music: 'music.wav' },
      renderSettingsSchema.parse({ music: null }),
    );
    expect(without.music).toBeUndefined();
  });

  it('gives a master the timecode that the timelines of the cut begin at', async () => {
    const film = await probe(at('film.mp4'));
    const ofFormat = async (format: string, info = film) =>
      (await editOf({ cut, media: { m: info }, title: 'T' }, renderSettingsSchema.parse({ format }))).startTimecode;
    expect(await ofFormat('prores')).toBe('00:00:00:00');
    const ntsc = { ...film, frameRate: { num: 30000, den: 1001 }, startTimecode: '00:59:30;00', dropFrame: true };
    expect(await ofFormat('prores-hq', ntsc)).toBe('00:00:00;00');
    expect(await ofFormat('h264', ntsc)).toBeUndefined();
  });

  it('says which letters it has no type for', async () => {
    const media = { m: await probe(at('film.mp4')) };
    const cards = [{ id: 'c', text: 'ภาษาไทย', seconds: 1 }];
    await expect(editOf({ cut: { ...cut, cards }, media, title: 'T' })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('No font that comes with the studio has'),
    });
  });
});

describe('letters that no font of ours has', () => {
  it('are named as they are typed, in the words of the render', async () => {
    expect(await letteringProblem('One boat 🚤 – עוד')).toBe(
      'No font that comes with the studio has 🚤; write the card or line in other letters.',
    );
    expect(await letteringProblem('One boat – עוד')).toBeUndefined();
    // A sign that asks for the coloured shape of a letter that is there.
    expect(await letteringProblem('© 2026\ufe0f')).toBeUndefined();
    const media = { m: await probe(at('film.mp4')) };
    const cards = [{ id: 'c', text: '🚤', seconds: 1 }];
    await expect(editOf({ cut: { ...cut, cards }, media, title: 'T' })).rejects.toMatchObject({
      message: await letteringProblem('🚤'),
    });
  });
});
