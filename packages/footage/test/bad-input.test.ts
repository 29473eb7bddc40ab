import { readFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, decode, encode, stills } from '@second-unit/media';
import { writeEdl } from '@second-unit/timeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processIds } from '../../media/src/process/pool.ts';
import { encodeAs, readJpeg, remux } from '../../media/test/support/fixtures.ts';
import { logFilm, type ShotLog, validateShotLog } from '../src/index.ts';
import { logTimeline } from '../src/interchange/index.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-bad-'));
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

interface Made {
  readonly frames?: number;
  readonly width?: number;
  readonly height?: number;
  readonly rate?: number;
  readonly sound?: boolean;
}

/** A film whose picture changes colour from frame to frame, and cuts to another half way. */
async function make(name: string, made: Made = {}): Promise<string> {
  const { frames = 100, width = 320, height = 180, rate = 25, sound = false } = made;
  const pictures = function* (): Generator<Uint8Array> {
    for (let frame = 0; frame < frames; frame++) {
      const rgb = new Uint8Array(width * height * 3);
      const isSecond = frame >= frames / 2;
      for (let pixel = 0; pixel < width * height; pixel++) {
        const x = pixel % width;
        const y = Math.floor(pixel / width);
        rgb[pixel * 3] = isSecond ? (y * 255) / height : 40 + frame;
        rgb[pixel * 3 + 1] = isSecond ? 90 : (x * 255) / width;
        rgb[pixel * 3 + 2] = (x + y * 3 + frame * 2) % 200;
      }
      yield rgb;
    }
  };
  const tone = Float32Array.from(
    { length: Math.round((frames / rate) * 48_000) * 2 },
    (_, n) => 0.2 * Math.sin(n / 20),
  );
  const options = { width, height, frameRate: { num: rate, den: 1 }, preset: 'ultrafast' } as const;
  await encode(
    pictures(),
    sound ? { ...options, audio: { sampleRate: 48_000, channels: 2, samples: tone } } : options,
    at(name),
  );
  return at(name);
}

const read = (log: ShotLog): ShotLog => validateShotLog(JSON.parse(JSON.stringify(log)));

describe('films that are not as they should be', () => {
  it('says of a film that is cut off how much there was and how much its index promises', async () => {
    const film = await make('whole.mp4', { frames: 200 });
    const { size } = await stat(film);
    await truncate(film, Math.round(size * 0.6));
    const log = read(await logFilm(film));
    expect(log.media.frames).toBeGreaterThan(60);
    expect(log.media.frames).toBeLessThan(200);
    const { message, frame, time } = log.damage.at(-1)!;
    expect(message).toMatch(/^The film ends here, after \d+ frames; its index promises 200: the file is cut off\.$/);
    expect([frame, time]).toEqual([log.media.frames, log.media.duration]);
    const parts = await logFilm(film, { folder: at('cut off'), segmentSeconds: 1 });
    expect(parts.media.frames).toBe(log.media.frames);
    expect(parts.damage.at(-1)).toEqual({ message, frame, time });
  }, 60_000);

  it('logs on behind a place that is damaged, and says where', async () => {
    const film = await make('damaged.mp4', { frames: 500 });
    const bytes = await readFile(film);
    for (let byte = 0; byte < 3000; byte++) bytes[Math.round(bytes.length * 0.55) + byte] = (byte * 97) % 251;
    await writeFile(film, bytes);
    const log = read(await logFilm(film));
    expect(log.damage.length).toBeGreaterThan(0);
    expect(log.damage.length).toBeLessThan(5);
    expect(log.damage[0]!.time).toBeGreaterThan(5);
    expect(log.damage[0]!.time).toBeLessThan(17);
    expect(log.media.frames).toBe(500);
  }, 60_000);

  it('counts the frames that a damaged place has lost, as pictures of the film and editing programs do', async () => {
    const film = await make('lost.mp4', { frames: 500 });
    const bytes = await readFile(film);
    const start = Math.round(bytes.length * 0.2);
    for (let byte = 0; byte < 60_000; byte++) bytes[start + byte] = (byte * 97) % 251;
    await writeFile(film, bytes);
    const log = read(await logFilm(film));
    expect(log.media).toMatchObject({ frames: 500, variableFrameRate: false });
    expect(log.shots.map(({ startFrame, endFrame }) => [startFrame, endFrame])).toEqual([
      [0, 250],
      [250, 500],
    ]);
    expect(log.faults?.filter(({ kind }) => kind === 'frozen')).toEqual([]);
    expect(writeEdl(logTimeline(log))).toMatch(/^002 .* C {8}00:00:10:00 00:00:20:00 00:00:10:00 00:00:20:00/m);
    const small: Uint8Array[] = [];
    let lost = 0;
    for await (const event of decode(film, { frames: { width: 16, height: 9 }, everyDamage: true })) {
      if (event.type === 'damage' && /lost/.test(event.damage.message)) lost = event.damage.frame;
      if (event.type !== 'frames') continue;
      for (const at of event.pts.keys()) small.push(event.rgb.subarray(at * 432, (at + 1) * 432));
    }
    expect(lost).toBeGreaterThan(50);
    expect(lost).toBeLessThan(240);
    for await (const { frame, jpeg } of stills(film, [10, lost - 1, lost, lost + 1, lost + 2, 249, 250, 450])) {
      await writeFile(at('still.jpg'), jpeg);
      const picture = await readJpeg(at('still.jpg'), 16, 9);
      const off = picture.reduce((sum, value, byte) => sum + Math.abs(value - small[frame]![byte]!), 0) / 432;
      expect([frame, off < 8]).toEqual([frame, true]);
    }
    // Whatever the threads were up to.
    const text = JSON.stringify(log);
    for (let run = 0; run < 3; run++) expect(JSON.stringify(await logFilm(film))).toBe(text);
    expect(JSON.stringify(await logFilm(film, { folder: at('lost'), segmentSeconds: 4 }))).toBe(text);
  }, 120_000);

  it('logs a film without sound, and refuses sound without a film in one sentence', async () => {
    const film = await make('both.mp4', { sound: true });
    await remux({ from: film, to: at('picture.mp4'), only: 'picture' });
    await remux({ from: film, to: at('sound.mp4'), only: 'sound' });
    expect(read(await logFilm(film)).sound?.integrated).toBeGreaterThan(-30);
    const silent = read(await logFilm(at('picture.mp4')));
    expect(silent.sound).toBeUndefined();
    expect(silent.shots).toHaveLength(2);
    await expect(logFilm(at('sound.mp4'))).rejects.toMatchObject({
      code: 'input',
      message: '“sound.mp4” has sound but no picture.',
    });
  }, 60_000);

  it.each([1, 240])(
    'logs a film of %i frames a second',
    async (rate) => {
      const log = read(await logFilm(await make(`${rate}.mp4`, { rate, frames: 120 })));
      expect(log.media).toMatchObject({ frames: 120, frameRate: { num: rate, den: 1 } });
      expect(log.shots.map(({ startFrame, endFrame }) => [startFrame, endFrame])).toEqual([
        [0, 60],
        [60, 120],
      ]);
      expect(log.shots[1]!.start).toBeCloseTo(60 / rate, 3);
    },
    60_000,
  );

  it('logs a film of one picture, and one of a single pixel', async () => {
    expect(read(await logFilm(await make('one.mp4', { frames: 1 }))).shots).toHaveLength(1);
    const tiny = read(await logFilm(await make('tiny.mp4', { frames: 20, width: 1, height: 1 })));
    expect(tiny.media).toMatchObject({ frames: 20 });
    expect(tiny.damage).toEqual([]);
  }, 60_000);

  it('logs a film that lies on its side upright', async () => {
    await remux({ from: await make('upright.mp4'), to: at('turned.mp4'), rotation: 90 });
    const log = read(await logFilm(at('turned.mp4')));
    expect(log.media).toMatchObject({ width: 180, height: 320, rotation: 90 });
    expect(log.shots).toHaveLength(2);
  }, 60_000);

  it('logs a film whose rate varies the same in parts', async () => {
    await remux({ from: await make('even.mp4', { frames: 600 }), to: at('slowing.mp4'), slowFrom: 7 });
    const log = read(await logFilm(at('slowing.mp4')));
    expect(log.media.variableFrameRate).toBe(true);
    expect(await logFilm(at('slowing.mp4'), { folder: at('slow'), segmentSeconds: 3 })).toEqual(log);
  }, 60_000);

  it('logs a stream whose pictures change their size', async () => {
    const mpeg = { codec: 'mpeg2video', pixelFormat: 'yuv420p', frames: 20 } as const;
    await encodeAs({ to: at('small.ts'), ...mpeg });
    await encodeAs({ to: at('large.ts'), ...mpeg, size: 128 });
    await appendFile(at('small.ts'), await readFile(at('large.ts')));
    const log = read(await logFilm(at('small.ts')));
    expect(log.media.frames).toBeGreaterThan(30);
  }, 60_000);

  it.each(['pq', 'hlg'] as const)(
    'looks at high dynamic range (%s) through a viewing transform',
    async (transfer) => {
      const as = { codec: 'libx264', pixelFormat: 'yuv420p10le', frames: 12 } as const;
      await encodeAs({ to: at('plain.mp4'), ...as });
      await encodeAs({ to: at(`${transfer}.mp4`), ...as, transfer });
      const plain = read(await logFilm(at('plain.mp4')));
      const log = read(await logFilm(at(`${transfer}.mp4`)));
      expect(plain.media.pictureNote).toBeUndefined();
      expect(log.media.pictureNote).toContain(transfer === 'pq' ? '(PQ)' : '(HLG)');
      expect(log.damage).toEqual([]);
      expect(log.barcode).not.toEqual(plain.barcode);
    },
    60_000,
  );

  it('hears a film of ten sound tracks by the one that FFmpeg takes for its own', async () => {
    const film = await make('one track.mp4', { sound: true });
    await remux({ from: film, to: at('picture only.mp4'), only: 'picture' });
    await remux({ from: film, to: at('ten.mkv'), tracks: 10 });
    const log = read(await logFilm(at('ten.mkv')));
    const one = read(await logFilm(film));
    expect(log.shots).toHaveLength(2);
    expect(log.damage).toEqual([]);
    expect(log.sound?.integrated).toBeCloseTo(one.sound?.integrated ?? 0, 1);
  }, 60_000);

  it('says that a film is interlaced, and looks at both fields of a frame', async () => {
    const as = { codec: 'libx264', pixelFormat: 'yuv420p', frames: 60, group: 12 } as const;
    await encodeAs({ to: at('fields.mkv'), ...as, interlaced: 'fields' });
    await encodeAs({ to: at('frames.mkv'), ...as });
    const log = read(await logFilm(at('fields.mkv')));
    expect(log.media.pictureNote).toMatch(/interlaced frames; both fields/);
    expect(log.media.frames).toBe(60);
    expect(log.damage).toEqual([]);
    expect(await logFilm(at('fields.mkv'), { folder: at('in fields'), segmentSeconds: 1 })).toEqual(log);
    expect(read(await logFilm(at('frames.mkv'))).media.pictureNote).toBeUndefined();
  }, 60_000);

  it('refuses a small file that unfolds into an enormous picture, in one sentence', async () => {
    await encodeAs({ to: at('picture.mkv'), codec: 'png', pixelFormat: 'rgb24', frames: 1 });
    const bytes = await readFile(at('picture.mkv'));
    const header = bytes.indexOf('IHDR');
    expect(header).toBeGreaterThan(0);
    // 60,000 × 60,000 pixels, nearly eleven gigabytes; the checksum of the header does not fit it any more.
    for (const place of [4, 8]) bytes.writeUInt32BE(60_000, header + place);
    await writeFile(at('bomb.mkv'), bytes);
    expect(bytes.length).toBeLessThan(4096);
    await expect(logFilm(at('bomb.mkv'))).rejects.toMatchObject({ code: 'input', message: /bomb\.mkv.*\.$/ });
  }, 60_000);

  it.skipIf(process.platform !== 'linux')(
    'holds no more of a small file that unfolds into many large pictures than of a few',
    async () => {
      await make('huge.mp4', { frames: 1, width: 3840, height: 2160 });
      await remux({ from: at('huge.mp4'), to: at('many.mp4'), repeat: 60 });
      close();
      const log = read(await logFilm(at('many.mp4')));
      expect(log.media.frames).toBe(60);
      const most = processIds().idle.map((pid) =>
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
      );
      expect(Math.max(...most)).toBeGreaterThan(50_000);
      // 60 decoded pictures are 750 megabytes.
      expect(Math.max(...most)).toBeLessThan(500_000);
    },
    60_000,
  );

  it('logs 8K within the limits of the media process', async () => {
    const log = read(await logFilm(await make('8k.mp4', { frames: 3, width: 7680, height: 4320 })));
    expect(log.media).toMatchObject({ width: 7680, height: 4320, frames: 3 });
  }, 180_000);
});
