import { appendFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode, makePlayable, probe, subtitles } from '../src/index.ts';
import { remux } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { collect, encodeNumbers, numbersIn, ofType, sine, soundOf } from './support/numbered.ts';

const at = useFolder();
const words = [
  { start: 0.5, end: 1.25, text: 'Où est-elle ?' },
  { start: 1.5, end: 2.75, text: 'Two\nlines 🎬' },
];

beforeAll(async () => {
  const audio = { samples: sine(4, 500, 0.2), sampleRate: 48_000, channels: 2 as const };
  await encodeNumbers(at('film.mp4'), 100, { audio, subtitles: words });
  await encodeNumbers(at('wordless.mp4'), 100, { audio });
}, 60_000);

describe('subtitles', () => {
  it('reads what encode wrote, in a pass and alone', async () => {
    expect(await subtitles(at('film.mp4'))).toEqual(words.map((line) => ({ ...line, from: 'embedded' })));
    const events = await collect(decode(at('film.mp4'), { subtitles: true }));
    expect(ofType(events, 'subtitle').map(({ subtitle }) => subtitle)).toEqual(words);
  });

  it('finds a sidecar file beside the film, whatever its encoding', async () => {
    await encodeNumbers(at('plain.mp4'), 5);
    expect(await subtitles(at('plain.mp4'))).toEqual([]);
    await writeFile(
      at('plain.en.vtt'),
      'WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v Anna>Hello <i>there</i> &amp; you\n',
    );
    expect(await subtitles(at('plain.mp4'))).toEqual([
      { start: 1, end: 2, text: 'Hello there & you', from: 'sidecar' },
    ]);
    const srt = '1\r\n00:00:01,500 --> 00:00:02,000\r\n{\\an8}<b>O\xf9?</b>\r\n- Ici.\r\n';
    await writeFile(at('plain.srt'), Buffer.from(srt, 'latin1'));
    expect(await subtitles(at('plain.mp4'))).toEqual([{ start: 1.5, end: 2, text: 'Où?\n- Ici.', from: 'sidecar' }]);
    expect(await subtitles(at('plain.srt'))).toHaveLength(1);
    // Shift_JIS: はい, and a line with another that tells more.
    const japanese = ['\x82\xcd\x82\xa2', '\x82\xb1\x82\xcc\x90n\x82\xc9\x82\xcd'];
    const lines = japanese.map((text, index) => `${index + 1}\n00:00:0${index},000 --> 00:00:0${index},500\n${text}\n`);
    await writeFile(at('plain.srt'), Buffer.from(lines.join('\n'), 'latin1'));
    expect((await subtitles(at('plain.mp4'))).map(({ text }) => text)).toEqual(['はい', 'この刃には']);
  });

  it.each(['utf-16le', 'utf-16be'])('reads %s, with its mark and without', async (encoding) => {
    const text = 'Über den Flüssen 日本\n🎬 Ende';
    const cue = (point: string) => `00:00:01${point}000 --> 00:00:02${point}000\n${text}\n`;
    for (const [name, words] of [
      ['wide.srt', `1\n${cue(',')}`],
      ['wide.vtt', `WEBVTT\n\n${cue('.')}`],
    ] as const) {
      for (const mark of ['\ufeff', '']) {
        const bytes = Buffer.from(mark + words, 'utf16le');
        if (encoding === 'utf-16be') bytes.swap16();
        await writeFile(at(name), bytes);
        expect(await subtitles(at(name))).toEqual([{ start: 1, end: 2, text, from: 'sidecar' }]);
        await appendFile(at(name), '\n');
        expect(await subtitles(at(name))).toEqual([{ start: 1, end: 2, text, from: 'sidecar' }]);
      }
    }
  });

  it('leaves out the words of a file beside the film that cannot be read, and says which', async () => {
    await encodeNumbers(at('alone.mp4'), 5);
    const why = 'is damaged, or no SubRip (.srt) or WebVTT (.vtt) file.';
    for (const [bytes, said] of [
      [Buffer.from([0xff, 0xfe, 0x9c, 0xd8, 0x00, 0x13, 0x37]), why],
      [Buffer.from('Dear all,\n\nno subtitles.\n'), why],
      [Buffer.alloc(0), 'is empty.'],
    ] as const) {
      await writeFile(at('alone.srt'), bytes);
      const heard: string[] = [];
      expect(await subtitles(at('alone.mp4'), { onUnread: (sentence) => heard.push(sentence) })).toEqual([]);
      expect(heard).toEqual([`“alone.srt” ${said} Its words are left out.`]);
      // Chosen itself, it is refused.
      await expect(subtitles(at('alone.srt'))).rejects.toMatchObject({ code: 'input', message: `“alone.srt” ${said}` });
    }
    await expect(subtitles(at('alone.mp4'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('shows a line that ends before it begins until the next, the last for no time', async () => {
    const lines = ['00:00:05,000 --> 00:00:03,000\nOne', '00:00:06,500 --> 00:00:06,000\nTwo'];
    await writeFile(at('back.srt'), lines.map((line, index) => `${index + 1}\n${line}\n`).join('\n'));
    expect(await subtitles(at('back.srt'))).toMatchObject([
      { start: 5, end: 6.5, text: 'One' },
      { start: 6.5, end: 6.5, text: 'Two' },
    ]);
  });
});

describe('makePlayable', () => {
  it('has the same frames at the same times', async () => {
    await remux({ from: at('wordless.mp4'), to: at('odd.mkv'), delaySeconds: 2, slowFrom: 1, rotation: 90 });
    expect((await probe(at('odd.mkv'))).playsInBrowser).toBe(false);
    const progress: number[] = [];
    const onProgress = ({ frame }: { frame: number }): void => void progress.push(frame);
    expect(await makePlayable(at('odd.mkv'), at('copy.mp4'), { onProgress })).toEqual({ frames: 100 });
    expect(progress.length).toBeGreaterThan(0);
    const copy = await probe(at('copy.mp4'));
    expect(copy).toMatchObject({ frames: 100, playsInBrowser: true, rotation: 0, variableFrameRate: true });
    const times = async (path: string): Promise<number[]> => {
      const events = await collect(decode(path, { frames: { width: 1, height: 1 } }));
      const { num, den } = ofType(events, 'info')[0]?.info.timeBase ?? { num: 0, den: 1 };
      const pts = ofType(events, 'frames').flatMap((event) => [...event.pts]);
      return pts.map((stamp) => (Number(stamp - (pts[0] as bigint)) * num) / den);
    };
    const [own, copied] = await Promise.all([times(at('odd.mkv')), times(at('copy.mp4'))]);
    expect(copied).toHaveLength(own.length);
    for (const [frame, time] of own.entries()) expect(copied[frame]).toBeCloseTo(time, 4);
    const sound = await soundOf(at('copy.mp4'), 48_000, 1);
    expect(Math.max(...sound.subarray(24_000, 25_000))).toBeGreaterThan(0.15);
  });

  it.each(['late.mkv', 'late.mov'])('copies pictures that browsers play, each at its time: %s', async (name) => {
    await remux({ from: at('wordless.mp4'), to: at(name), delaySeconds: 2, slowFrom: 1 });
    const frames = 100;
    const [copy, coded] = [at(`${name} copy.mp4`), at(`${name} coded.mp4`)];
    expect(await makePlayable(at(name), copy, { frames })).toEqual({ frames });
    // One that was decoded to another number is not what it seems.
    await makePlayable(at(name), coded, { frames: 99 });
    expect(await probe(copy)).toMatchObject({ frames, playsInBrowser: true, variableFrameRate: true });
    const looked = async (path: string): Promise<{ times: number[]; pictures: string[] }> => {
      const events = await collect(decode(path, { frames: { width: 8, height: 8 } }));
      const { num, den } = ofType(events, 'info')[0]?.info.timeBase ?? { num: 0, den: 1 };
      const shown = ofType(events, 'frames');
      const pts = shown.flatMap((event) => [...event.pts]);
      return {
        times: pts.map((stamp) => (Number(stamp - (pts[0] as bigint)) * num) / den),
        pictures: shown.map(({ rgb }) => Buffer.from(rgb).toString('base64')),
      };
    };
    const [own, copied, again] = [await looked(at(name)), await looked(copy), await looked(coded)];
    expect(copied.pictures).toEqual(own.pictures);
    expect(again.pictures).not.toEqual(own.pictures);
    expect(copied.times).toHaveLength(frames);
    for (const [frame, time] of own.times.entries()) expect(copied.times[frame]).toBeCloseTo(time, 4);
    const [sound, before] = [await soundOf(copy, 48_000, 1), await soundOf(at(name), 48_000, 1)];
    expect(Math.abs(sound.length - before.length)).toBeLessThan(2048);
    const loud = (samples: Float32Array) => samples.findIndex((value) => Math.abs(value) > 0.1);
    expect(Math.abs(loud(sound) - loud(before))).toBeLessThan(100);
  });

  it('keeps frame numbers and makes odd sizes even', async () => {
    await encodeNumbers(at('small.mp4'), 30, { width: 161, height: 91 });
    await remux({ from: at('small.mp4'), to: at('small.mkv') });
    await makePlayable(at('small.mkv'), at('small copy.mp4'), { height: 45 });
    expect(await probe(at('small copy.mp4'))).toMatchObject({ width: 80, height: 46, frames: 30 });
    expect(await numbersIn(at('small copy.mp4'))).toEqual(Array.from({ length: 30 }, (_, frame) => frame));
  });
});
