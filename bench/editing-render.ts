import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Clip,
  close,
  decode,
  type Edit,
  encode,
  type FilmClip,
  previewOf,
  probe,
  processIds,
  render,
} from '@second-unit/media';
import { fontsFor } from '@second-unit/print/node';
import { renderSettingsSchema } from '../apps/studio/src/contract/render-settings.ts';
import { Previews } from '../apps/studio/src/productions/cut-preview.ts';
import { closeWindows } from '../apps/studio/src/productions/shot-windows.ts';
import { type Bench, median, type Row } from './row.ts';

const CLIP = 'clips/maria_bbb_720p.mp4';
const ROUNDS = 5;
const SIZE = { width: 1920, height: 1080 };
const PEER = fileURLToPath(new URL('./peers/film-encode.ts', import.meta.url));
const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');

interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

/** Milliseconds of CPU that a process has used, all its threads; 0 where the system does not tell. */
function cpuOf(pid: number): number {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return 0;
  const fields = readFileSync(stat, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The same of every process that this one started, its threads' too. */
const childCpu = (): number =>
  existsSync('/proc/self/task')
    ? readdirSync('/proc/self/task')
        .flatMap((thread) => readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' '))
        .filter((pid) => pid !== '')
        .reduce((sum, pid) => sum + cpuOf(Number(pid)), 0)
    : 0;

const mediaCpu = (): number => [...processIds().busy, ...processIds().idle].reduce((sum, pid) => sum + cpuOf(pid), 0);

async function ours(edit: Edit, out: string): Promise<Spent> {
  const [cpu, own, wall] = [mediaCpu(), process.cpuUsage(), performance.now()];
  await render(edit, out);
  const { user, system } = process.cpuUsage(own);
  return { cpu: mediaCpu() - cpu + (user + system) / 1000, wall: performance.now() - wall };
}

function peer(edit: Edit, pieces: readonly FilmClip[], out: string): Spent {
  const [{ path: source }] = pieces as [FilmClip];
  const task = { source, out, frameRate: edit.frameRate, pieces };
  return JSON.parse(
    execFileSync(process.execPath, [PEER, JSON.stringify(task)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as Spent;
}

/** In turn, so that whatever else the machine does falls on both. */
async function ratio(
  id: string,
  edit: Edit,
  pieces: readonly FilmClip[],
  folder: string,
  what: string,
): Promise<Row[]> {
  const [a, b]: [Spent[], Spent[]] = [[], []];
  await ours(edit, join(folder, 'ours.mp4'));
  for (let round = 0; round < ROUNDS; round++) {
    b.push(peer(edit, pieces, join(folder, 'peer.mp4')));
    a.push(await ours(edit, join(folder, 'ours.mp4')));
  }
  const row = (kind: keyof Spent): Row => {
    const [value, peerValue] = [median(a.map((spent) => spent[kind])), median(b.map((spent) => spent[kind]))];
    return {
      id: kind === 'cpu' ? id : `${id}.wall`,
      value: Math.round(value),
      unit: kind === 'cpu' ? 'ms of CPU' : 'ms',
      peer: 'FFmpeg (node-av): seek, decode, encode; x264 veryfast, AAC',
      peerValue: Math.round(peerValue),
      ratio: value / peerValue,
      data: `${what}; median of ${ROUNDS}, in turn`,
    };
  };
  return existsSync('/proc/self/stat') ? [row('cpu'), row('wall')] : [row('wall')];
}

async function speed(folder: string): Promise<Row[]> {
  const source = join(folder, 'source.mp4');
  const info = await probe(resolve(data, CLIP));
  const base = { ...SIZE, frameRate: info.frameRate, sampleRate: 48_000 };
  await render({ ...base, clips: [{ path: resolve(data, CLIP), inFrame: 0, outFrame: 700 }] }, source);
  // Eight clips of a second and a half, none where the one before it ended.
  const length = Math.round((1.5 * info.frameRate.num) / info.frameRate.den);
  const pieces = Array.from({ length: 8 }, (_, index): FilmClip => {
    const inFrame = 20 + ((index * 3) % 8) * 75;
    return { path: source, inFrame, outFrame: inFrame + length };
  });
  const what = 'Big Buck Bunny scaled to 1080p, 8 clips of 1.5 s, with sound';
  const plain = await ratio('editing.render.ratio', { ...base, clips: pieces }, pieces, folder, `${what}, cuts only`);
  const { fonts } = await fontsFor('This summer 0123456789');
  const lettered = pieces.flatMap((clip, index): Clip[] => {
    if (index % 4 === 3)
      return [{ title: { text: 'This summer' }, frames: length, transition: { type: 'dissolve', frames: 12 } }];
    return [{ ...clip, transition: { type: 'dissolve', frames: 12 } }];
  });
  const edit = { ...base, clips: lettered, fonts: fonts.filter(({ bold, italic }) => !bold && !italic) };
  // The peer has the same frames from a film that holds them: nothing is dissolved or lettered there.
  const same = join(folder, 'same.mp4');
  const { frames } = await render({ ...edit, preset: 'ultrafast', crf: 12 }, same);
  const whole = [{ path: same, inFrame: 0, outFrame: frames }];
  const rich = `${what}, each cut a dissolve of 12 frames, every fourth clip a card; the peer encodes these frames from a film`;
  return [...plain, ...(await ratio('editing.render.rich.ratio', edit, whole, folder, rich))];
}

/** Wall time from an edit to five seconds of preview around the change, in a media process that runs already. */
async function preview(folder: string): Promise<Row> {
  const source = join(folder, 'preview source.mp4');
  const info = await probe(resolve(data, CLIP));
  const base = { ...SIZE, frameRate: info.frameRate, sampleRate: 48_000 };
  await render(
    { ...base, clips: [{ path: resolve(data, CLIP), inFrame: 0, outFrame: 400 }], preset: 'ultrafast' },
    source,
  );
  const clips = [300, 40, 180].map((inFrame): FilmClip => {
    return { path: source, inFrame, outFrame: inFrame + 60, transition: { type: 'dissolve', frames: 12 } };
  });
  const times: Spent[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const edit = previewOf({ ...base, clips }, { startFrame: 30, endFrame: 150 });
    const spent = await ours(edit, join(folder, 'preview.mp4'));
    if (round > 0) times.push(spent);
  }
  return {
    id: 'editing.render.preview_ms',
    value: Math.round(median(times.map(({ wall }) => wall))),
    unit: 'ms',
    data: `120 frames of 1080p with two dissolves as 360p, ${Math.round(median(times.map(({ cpu }) => cpu)))} ms of CPU; median of ${ROUNDS}`,
  };
}

/**
 * From an edit in the room to that shot as it will be rendered, whole, as the studio makes it: each round
 * trims the shot by a frame, so that nothing is kept of it. With a process for media that runs already, and without.
 */
async function edited(folder: string): Promise<Row[]> {
  const source = join(folder, 'edited source.mp4');
  const clip = resolve(data, CLIP);
  const { frameRate } = await probe(clip);
  const whole = [{ path: clip, inFrame: 0, outFrame: 700 }];
  await render({ ...SIZE, frameRate, sampleRate: 48_000, clips: whole, preset: 'veryfast' }, source);
  const media = { m: await probe(source) };
  const ask = { item: 'i3', settings: renderSettingsSchema.parse({}), folder: join(folder, 'previews') };
  const previews = new Previews();
  const first = async (trimmed: number): Promise<Spent> => {
    const items = Array.from({ length: 8 }, (_, index) => {
      const inFrame = 20 + ((index * 3) % 8) * 75;
      const shot = { id: `i${index}`, media: 'm', shot: `s${index}`, locked: false, score: 0, reasons: [] };
      return { ...shot, inFrame, outFrame: inFrame + 60 - (index === 3 ? trimmed : 0) };
    });
    const cards = [{ id: 'c', text: 'One boat.', seconds: 1, before: 'i4' }];
    const cut = { brief: { seconds: 20, seed: 0, keepBack: 0 }, items, cards, banned: [] };
    const [cpu, own, wall] = [mediaCpu(), process.cpuUsage(), performance.now()];
    await previews.film({ cut, media, title: 'T' }, ask, new AbortController().signal);
    const { user, system } = process.cpuUsage(own);
    return { cpu: mediaCpu() - cpu + (user + system) / 1000, wall: performance.now() - wall };
  };
  const [warm, cold]: [Spent[], Spent[]] = [[], []];
  await first(0);
  for (let round = 1; round <= ROUNDS; round++) warm.push(await first(round));
  for (let round = 1; round <= ROUNDS; round++) {
    close();
    cold.push(await first(ROUNDS + round));
  }
  const row = (id: string, spent: readonly Spent[], how: string): Row => ({
    id,
    value: Math.round(median(spent.map(({ wall }) => wall))),
    unit: 'ms from an edit to the film of it',
    data: `a shot of 2.5 s of a 1080p film, a second before and a card of a second behind it, as 360p, ${how}; ${(median(spent.map(({ cpu }) => cpu)) / 1000).toFixed(2)} s of CPU; median of ${ROUNDS}`,
  });
  return [
    row('editing.preview_ms', warm, 'media process running'),
    row('editing.preview_cold_ms', cold, 'media process started anew'),
  ];
}

/** In and out of a shot, trimmed one after the other. */
const TRIMS = [
  [230, 289],
  [231, 289],
  [231, 284],
  [236, 284],
  [240, 280],
] as const;

/**
 * The same for an upright film: a window is looked for in what is seen of each shot first, in a thread, faces too. Once
 * the shot is trimmed at either end, as while one works on a cut, and once another shot is put in its place. CPU time is
 * that of this process, its threads and its media process together.
 */
async function upright(folder: string): Promise<Row[]> {
  const source = join(folder, 'upright source.mp4');
  const clip = resolve(data, CLIP);
  const { frameRate } = await probe(clip);
  const whole = [{ path: clip, inFrame: 0, outFrame: 700 }];
  await render({ ...SIZE, frameRate, sampleRate: 48_000, clips: whole, preset: 'veryfast' }, source);
  const media = { m: await probe(source) };
  const previews = new Previews();
  const ask = { item: 'i1', settings: renderSettingsSchema.parse({ aspect: '9:16' }), folder: join(folder, 'upright') };
  const preview = async (inFrame: number, frames: number): Promise<Spent> => {
    // Long neighbours: a second of each is seen.
    const ranges = [
      [20, 220],
      [inFrame, inFrame + frames],
      [440, 640],
    ] as const;
    const items = ranges.map(([from, outFrame], index) => {
      const shot = { id: `i${index}`, media: 'm', shot: `s${index}`, locked: false, score: 0, reasons: [] };
      return { ...shot, inFrame: from, outFrame };
    });
    const cut = { brief: { seconds: 20, seed: 0, keepBack: 0 }, items, cards: [], banned: [] };
    const [cpu, own, wall] = [childCpu(), process.cpuUsage(), performance.now()];
    await previews.film({ cut, media, title: 'T' }, ask, new AbortController().signal);
    const { user, system } = process.cpuUsage(own);
    return { cpu: childCpu() - cpu + (user + system) / 1000, wall: performance.now() - wall };
  };
  const [trimmed, swapped]: [Spent[], Spent[]] = [[], []];
  await preview(230, 60);
  for (const [inFrame, outFrame] of TRIMS.slice(0, ROUNDS)) trimmed.push(await preview(inFrame, outFrame - inFrame));
  for (const inFrame of [30, 100, 300, 370, 480].slice(0, ROUNDS)) swapped.push(await preview(inFrame, 60));
  await closeWindows();
  const row = (id: string, spent: readonly Spent[], how: string): Row => ({
    id,
    value: Math.round(median(spent.map(({ wall }) => wall))),
    unit: 'ms from an edit to the film of it, 9:16',
    data: `a shot of 2.5 s of a 1080p film, ${how}, and a second of a long shot on either side, windows looked for, as 360p; ${(median(spent.map(({ cpu }) => cpu)) / 1000).toFixed(2)} s of CPU; median of ${spent.length}`,
  });
  return [
    row('editing.preview.upright_ms', trimmed, 'trimmed by 1 to 8 frames'),
    row('editing.preview.upright_new_ms', swapped, 'not looked at before'),
  ];
}

/** Sixteen bits as black and white columns, and the same again inverted below, so that a wrong reading is seen. */
const COLUMNS = 16;
function* numbered(count: number, first: number): Generator<Uint8Array> {
  const [width, height] = [320, 180];
  for (let number = first; number < first + count; number++) {
    const rgb = new Uint8Array(width * height * 3);
    for (let x = 0; x < width; x++) {
      const isSet = ((number >> Math.floor((x * COLUMNS) / width)) & 1) === 1;
      rgb.fill(isSet ? 235 : 16, x * 3, x * 3 + 3);
      rgb.fill(isSet ? 16 : 235, (width * (height / 2) + x) * 3, (width * (height / 2) + x) * 3 + 3);
    }
    for (let y = 1; y < height / 2; y++) {
      rgb.copyWithin(y * width * 3, 0, width * 3);
      rgb.copyWithin((y + height / 2) * width * 3, (width * height * 3) / 2, (width * (height / 2) + width) * 3);
    }
    yield rgb;
  }
}

/** The numbers that a film's frames show; -1 where the code cannot be read. */
async function shown(path: string): Promise<number[]> {
  const numbers: number[] = [];
  for await (const event of decode(path, { frames: { width: COLUMNS, height: 2 } })) {
    if (event.type !== 'frames') continue;
    for (let at = 0; at < event.pts.length; at++) {
      const value = (column: number, row: number): number =>
        event.rgb[(at * COLUMNS * 2 + row * COLUMNS + column) * 3 + 1] as number;
      const columns = Array.from({ length: COLUMNS }, (_, column) => column);
      const isClear = columns.every((column) => Math.abs(value(column, 0) - value(column, 1)) > 100);
      const bits = columns.reduce((sum, column) => sum | (value(column, 0) > value(column, 1) ? 1 << column : 0), 0);
      numbers.push(isClear ? bits : -1);
    }
  }
  return numbers;
}

/** Every frame of renders of numbered films, against the edit. */
async function frames(folder: string): Promise<Row> {
  const rates = [
    { num: 24_000, den: 1001 },
    { num: 25, den: 1 },
    { num: 30_000, den: 1001 },
  ];
  let compared = 0;
  let wrong = 0;
  let lengths = 0;
  for (const [index, frameRate] of rates.entries()) {
    const source = join(folder, `numbered ${index}.mp4`);
    await encode(numbered(1500, index * 10_000), { width: 320, height: 180, frameRate, preset: 'ultrafast' }, source);
    let seed = index + 1;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const clips: Clip[] = Array.from({ length: 25 }, (_, place): Clip => {
      if (place % 8 === 7) return { title: { text: '' }, frames: 12 };
      const inFrame = 12 + random(1400);
      return { path: source, inFrame, outFrame: inFrame + 1 + random(70) };
    });
    const expected = clips.flatMap((clip) =>
      'title' in clip
        ? Array.from({ length: clip.frames }, () => -1)
        : Array.from({ length: clip.outFrame - clip.inFrame }, (_, at) => index * 10_000 + clip.inFrame + at),
    );
    for (const format of ['h264', 'prores-proxy'] as const) {
      const out = join(folder, `frames.${format === 'h264' ? 'mp4' : 'mov'}`);
      await render({ clips, width: 320, height: 180, frameRate, sampleRate: 48_000, format, preset: 'veryfast' }, out);
      const seen = await shown(out);
      compared += expected.length;
      lengths += Math.abs(seen.length - expected.length);
      wrong += expected.filter((number, at) => seen[at] !== number).length;
    }
  }
  return {
    id: 'editing.render.frames',
    value: wrong + lengths,
    unit: 'frames wrong, missing or too many',
    data: `${compared} frames of H.264 and ProRes decoded, bar codes read; 25 clips and cards at 23.976, 25 and 29.97 a second`,
  };
}

/** Loudness of renders, as FFmpeg's ebur128 measures the file, against what was asked for. */
async function loudness(folder: string): Promise<Row[]> {
  const source = resolve(data, 'clips/sintel_trailer_threejs.mp4');
  const info = await probe(source);
  const clips = [3, 12, 20, 31, 40].map((second): FilmClip => {
    const inFrame = Math.round((second * info.frameRate.num) / info.frameRate.den);
    return { path: source, inFrame, outFrame: inFrame + 120 };
  });
  const music = { path: resolve(data, CLIP), inSeconds: 8 };
  const errors: number[] = [];
  const peaks: number[] = [];
  for (const integrated of [-14, -16, -23, -27]) {
    for (const format of ['h264', 'prores-proxy'] as const) {
      for (const bed of [undefined, music]) {
        const out = join(folder, `loud.${format === 'h264' ? 'mp4' : 'mov'}`);
        await render(
          {
            clips,
            width: 128,
            height: 72,
            frameRate: info.frameRate,
            sampleRate: 48_000,
            format,
            preset: 'ultrafast',
            loudness: { integrated, truePeak: -1 },
            ...(bed === undefined ? {} : { music: bed }),
          },
          out,
        );
        for await (const event of decode(out, { loudness: true })) {
          if (event.type !== 'loudness') continue;
          errors.push(Math.abs(event.loudness.integrated - integrated));
          peaks.push(event.loudness.truePeak);
        }
      }
    }
  }
  const what = `${errors.length} renders of a trailer's clips to −14, −16, −23 and −27 LUFS, with and without music, AAC and PCM`;
  return [
    { id: 'editing.loudness_error', value: Math.max(...errors), unit: 'LU, worst, by ebur128', data: what },
    { id: 'editing.loudness.true_peak', value: Math.max(...peaks), unit: 'dBTP, highest; −1 asked for', data: what },
  ];
}

export default (async function* (name) {
  const folder = mkdtempSync(join(tmpdir(), 'second-unit-render-'));
  try {
    if (!name || name === 'render.frames') yield await frames(folder);
    for (const [part, id, measure] of [
      ['loudness', 'editing.loudness_error', loudness],
      ['render.preview', 'editing.render.preview_ms', preview],
      ['preview_ms', 'editing.preview_ms', edited],
      ['preview.upright_ms', 'editing.preview.upright_ms', upright],
      ['render.ratio', 'editing.render.ratio', speed],
    ] as const) {
      if (name && name !== part) continue;
      if (!existsSync(resolve(data, CLIP))) yield { id, skipped: `no ${CLIP} in ${data}` };
      else yield* [await measure(folder)].flat();
    }
  } finally {
    close();
    rmSync(folder, { recursive: true, force: true });
  }
} satisfies Bench);
