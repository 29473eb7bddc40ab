import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from '@second-unit/media';
import {
  type Clip,
  type Composable,
  clip,
  type Effect,
  fileUrl,
  frameRange,
  rationalTime,
  timeline,
  track,
  writeMlt,
} from '@second-unit/timeline';
import type { Bench } from './row.ts';

const ID = 'editing.timelines.melt';
const RATE = 25;
const FRAMES = 300;
/** Bits of a frame's number, each a square that is white or black. */
const BITS = 9;
const SIDE = 40;
const SIZE = { width: BITS * SIDE, height: 2 * SIDE };
/** A program that hangs is no measurement. */
const MOST_MS = 120_000;

/** Frames that carry their number, and below it its complement. */
function* numbered(): Generator<Uint8Array> {
  for (let frame = 0; frame < FRAMES; frame++) {
    const rgb = new Uint8Array(SIZE.width * SIZE.height * 3);
    for (let y = 0; y < SIZE.height; y++)
      for (let x = 0; x < SIZE.width; x++) {
        const bit = (frame >> Math.floor(x / SIDE)) & 1;
        rgb.fill(y < SIDE === (bit === 1) ? 235 : 16, (y * SIZE.width + x) * 3, (y * SIZE.width + x + 1) * 3);
      }
    yield rgb;
  }
}

/** The numbers of a film's frames; −1 of one that is not clearly a numbered frame. */
async function numbersIn(path: string): Promise<number[]> {
  const found: number[] = [];
  for await (const event of decode(path, { frames: { width: BITS, height: 2 } })) {
    if (event.type !== 'frames') continue;
    for (let at = 0; at < event.pts.length; at++) {
      const green = (x: number, y: number): number => event.rgb[(at * BITS * 2 + y * BITS + x) * 3 + 1] ?? 0;
      let number = 0;
      for (let bit = 0; bit < BITS; bit++) {
        const contrast = green(bit, 0) - green(bit, 1);
        if (Math.abs(contrast) < 128) number = -1;
        if (number >= 0 && contrast > 0) number += 1 << bit;
      }
      found.push(number);
    }
  }
  return found;
}

const at = (timeScalar: number): Effect => ({
  schema: timeScalar === 0 ? 'FreezeFrame' : 'LinearTimeWarp',
  name: '',
  metadata: {},
  effectName: '',
  timeScalar,
});
const dissolve: Composable = {
  schema: 'Transition',
  name: '',
  metadata: {},
  transitionType: 'SMPTE_Dissolve',
  inOffset: rationalTime(5, RATE),
  outOffset: rationalTime(5, RATE),
};

/** A cut with everything in it, and the numbers that each of its frames has to show; undefined inside the dissolve. */
function cutOf(film: string): { xml: string; expected: readonly (number | undefined)[] } {
  const shot = (from: number, frames: number, speed = 1): Clip =>
    clip(
      'shot',
      {
        schema: 'ExternalReference',
        name: 'numbered.mp4',
        metadata: { second_unit: { ...SIZE } },
        targetUrl: fileUrl(film),
        availableRange: frameRange(0, FRAMES, RATE),
      },
      frameRange(from, from + frames, RATE),
      speed === 1 ? {} : { effects: [at(speed)] },
    );
  const items = [
    shot(40, 30),
    dissolve,
    shot(200, 30),
    shot(10, 25, 2),
    shot(150, 20, -1),
    shot(77, 15, 0),
    shot(250, 50),
  ];
  const of = (count: number, number: (frame: number) => number): number[] =>
    Array.from({ length: count }, (_, frame) => number(frame));
  const expected: (number | undefined)[] = [
    ...of(30, (frame) => 40 + frame),
    ...of(30, (frame) => 200 + frame),
    ...of(25, (frame) => 10 + 2 * frame),
    ...of(20, (frame) => 169 - frame),
    ...of(15, () => 77),
    ...of(50, (frame) => 250 + frame),
  ];
  expected.fill(undefined, 25, 35);
  return { xml: writeMlt(timeline('numbered', [track('Video', 'V1', items)])), expected };
}

/** Does a program answer? */
const has = (name: string): boolean => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;

/** A project that we write, played by MLT's own program, on which Shotcut and Kdenlive stand: is each frame the right one? */
const bench: Bench = async function* (name) {
  if (name !== undefined && name !== ID && name !== 'editing.melt') return;
  if (!has('melt')) {
    yield { id: ID, skipped: 'melt, MLT’s own program, is not installed' };
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'second unit '));
  try {
    const [film, project, out] = ['numbered ü.mp4', 'cut.mlt', 'out.mkv'].map((file) => join(folder, file)) as [
      string,
      string,
      string,
    ];
    await encode(numbered(), { ...SIZE, frameRate: { num: RATE, den: 1 }, crf: 10 }, film);
    const { xml, expected } = cutOf(film);
    await writeFile(project, xml);
    const consumer = ['-consumer', `avformat:${out}`, 'vcodec=ffv1', 'an=1', 'real_time=-1'];
    execFileSync('melt', [project, ...consumer], { stdio: 'ignore', timeout: MOST_MS, killSignal: 'SIGKILL' });
    const shown = await numbersIn(out);
    const right = expected.filter((number, frame) => number !== undefined && shown[frame] === number).length;
    const asked = expected.filter((number) => number !== undefined).length;
    const version = execFileSync('melt', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    yield {
      id: ID,
      value: right / asked,
      unit: 'of frames',
      peer: `melt ${/melt ([\d.]+)/.exec(version)?.[1] ?? ''}`.trim(),
      data: `${right} of ${asked} frames show the number they should: cuts, twice the speed, backwards, a frozen frame, around a dissolve; ${shown.length} of ${expected.length} long`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
export default bench;
