import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathJoin } from 'node:path';
import { decode, encode } from '@second-unit/media';
import { HEIGHT, WIDTH } from './drawn-scenes.ts';
import type { Film } from './made-films.ts';
import { random } from './random.ts';
import { HIGH, type RealShot, WIDE } from './real-shots.ts';
import { type Join, lengthOf, randomJoin, softJoin, type Truth, whole, wipeCover } from './transitions.ts';

const PIXELS = WIDE * HIGH;
const BYTES = PIXELS * 3;
const GREY = 100;

/** The part of a picture that a made camera sees: its middle and size, in parts of the whole. */
interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

type CameraPath = (time: number) => View;

/** What is done to one shot before it is joined. */
interface Take {
  readonly shot: RealShot;
  /** First frame of the shot that is shown; at its ends the shot turns back, so that it never stands still. */
  readonly begin: number;
  /** Frames of the shot alone, transitions apart. */
  readonly frames: number;
  /** Frames of the shot that pass in one: 2 where it is hurried. */
  readonly speed: number;
  /** Frames that a drawing stands: 2 where animation is on twos. */
  readonly hold: number;
  readonly camera: CameraPath | undefined;
  /** How bright, and how much of a flash, at a frame of the shot alone. */
  readonly light: (time: number) => { readonly gain: number; readonly flash: number };
}

/** What all shots of a film have in common. */
interface Stock {
  readonly gain: number;
  /** How hard it is: differences from a middle grey grow by so much. */
  readonly contrast: number;
  readonly isMonochrome: boolean;
  /** Standard deviation of the grain, levels. */
  readonly grain: number;
  readonly bars: number;
  readonly sides: number;
  /** x264's constant rate factor. */
  readonly crf: number;
  /** How often each frame of a period is shown: a change of frame rate. */
  readonly rate: readonly number[];
}

/** How frames of one rate become another's: as they are; 24 to 30 a second; 30 to 25; 50 to 25. */
const RATES: readonly (readonly number[])[] = [[1], [2, 1, 1, 1], [1, 1, 1, 1, 1, 0], [1, 0]];

function stock(next: () => number): Stock {
  const bars = next() < 0.25;
  return {
    gain: next() < 0.3 ? 0.15 + next() * 0.4 : 1,
    contrast: next() < 0.2 ? 1.2 + next() * 0.8 : 1,
    isMonochrome: next() < 0.2,
    grain: next() < 0.5 ? 0 : next() * 6,
    bars: bars ? whole(next, 6, 16) : 0,
    sides: !bars && next() < 0.12 ? whole(next, 12, 24) : 0,
    crf: whole(next, 18, 36),
    rate: next() < 0.6 ? RATES[0]! : RATES[whole(next, 1, RATES.length - 1)]!,
  };
}

/** Faint, or dim, or both: mist, dusk, a grey day. */
function faintStock(next: () => number): Stock {
  const usual = stock(next);
  const contrast = next() < 0.7 ? 0.3 + next() * 0.6 : usual.contrast;
  return { ...usual, contrast, gain: next() < 0.4 ? 0.35 + next() * 0.5 : 1, grain: next() < 0.6 ? 0 : next() * 3 };
}

function camera(next: () => number): CameraPath | undefined {
  const kind = next();
  if (kind < 0.45) return undefined;
  const zoom = 0.7 + next() * 0.2;
  const free = (1 - zoom) / 2;
  if (kind < 0.75) {
    const [x, y, dx, dy] = [next(), next(), (next() - 0.5) / 60, (next() - 0.5) / 90];
    const push = (next() - 0.5) * 0.003;
    return (time) => {
      const size = Math.max(0.55, Math.min(1, zoom + push * time));
      const room = (1 - size) / 2;
      const along = (start: number, speed: number): number => 0.5 + room * Math.sin((start + speed * time) * 6.28);
      return { x: along(x, dx), y: along(y, dy), zoom: size };
    };
  }
  // Held by hand: three waves each way that do not fit together.
  const waves = Array.from({ length: 6 }, () => [0.1 + next() * 0.9, next() * 6.28, 0.2 + next() * 0.3] as const);
  const shake = (from: number, time: number): number => {
    let sum = 0;
    for (const [speed, phase, size] of waves.slice(from, from + 3)) sum += size * Math.sin(speed * time + phase);
    return Math.max(-1, Math.min(1, sum));
  };
  const strength = 0.15 + next() * 0.5;
  return (time) => ({
    x: 0.5 + free * strength * shake(0, time),
    y: 0.5 + free * strength * shake(3, time),
    zoom,
  });
}

/** A camera that stands nearer than the whole picture is, off its middle. */
function nearer(next: () => number): CameraPath {
  const zoom = 0.4 + next() * 0.25;
  const free = (1 - zoom) / 2;
  const [x, y] = [0.5 + (next() - 0.5) * 2 * free, 0.5 + (next() - 0.5) * 2 * free];
  return () => ({ x, y, zoom });
}

/** A camera that is torn from one view to another within a few frames, once. */
function whipPan(next: () => number, frames: number): CameraPath {
  const zoom = 0.45 + next() * 0.25;
  const free = (1 - zoom) / 2;
  const at = whole(next, 5, Math.max(5, frames - 10));
  const lasts = whole(next, 2, 9);
  const [x, y] = [next() < 0.5 ? -free : free, (next() - 0.5) * 2 * free];
  return (time) => {
    const part = Math.max(0, Math.min(1, (time - at) / lasts));
    return { x: 0.5 + x * Math.cos(part * Math.PI), y: 0.5 + y * Math.cos(part * Math.PI), zoom };
  };
}

function light(next: () => number, frames: number, often = 1): Take['light'] {
  const kind = next() / often;
  if (kind < 0.2) {
    const at = whole(next, 6, frames - 8);
    const lasts = whole(next, 1, often === 1 ? 4 : 7);
    const much = 0.4 + next() * 0.6;
    return (time) => ({ gain: 1, flash: time >= at && time < at + lasts ? much : 0 });
  }
  if (kind < 0.27) {
    const [every, much] = [whole(next, 3, 9), 0.3 + next() * 0.6];
    const lit = Math.max(1, Math.floor(every / 3));
    return (time) => ({ gain: 1, flash: time > 4 && time < frames - 4 && time % every < lit ? much : 0 });
  }
  if (kind < 0.35) {
    const [to, lasts] = [0.5 + next(), 1 + next() * 40];
    return (time) => ({ gain: 1 + (to - 1) * Math.max(0, Math.min(1, (time - 8) / lasts)), flash: 0 });
  }
  return () => ({ gain: 1, flash: 0 });
}

/**
 * `usual` films have everything in them; `restless` ones only what is easily taken for a cut, and cuts; `alike` ones
 * pictures that are like one another: faint and dim ones, and the same from nearer.
 */
type Temper = 'usual' | 'restless' | 'alike';

function planTakes(
  next: () => number,
  count: number,
  shots: readonly RealShot[],
  scale: number,
  temper: Temper,
): Take[] {
  let last = -1;
  let isNear = false;
  return Array.from({ length: count }, () => {
    if (temper === 'alike' && last >= 0) {
      isNear = !isNear && next() < 0.3;
      if (isNear) {
        const shot = shots[last]!;
        const begin = Math.floor(next() * shot.frames.length);
        const frames = Math.round(whole(next, 20, 60) * scale);
        return { shot, begin, frames, speed: 1, hold: 1, camera: nearer(next), light: light(next, frames) };
      }
    }
    // Not the same shot twice running: that would be no change.
    let chosen = Math.floor(next() * (last < 0 ? shots.length : shots.length - 1));
    if (last >= 0 && chosen >= last) chosen++;
    last = chosen;
    const shot = shots[chosen]!;
    // Pictures that are alike are told apart by what happens in them, and that takes its time.
    const often = temper === 'alike' ? 0.6 : 0.85;
    const frames = Math.round((next() < often ? whole(next, 20, 70) : whole(next, 70, 150)) * scale);
    const begin = Math.floor(next() * shot.frames.length);
    if (temper === 'restless') {
      const [speed, hold] = [whole(next, 1, 3), next() < 0.15 ? 2 : 1];
      const path = next() < 0.3 ? whipPan(next, frames) : camera(next);
      return { shot, begin, frames, speed, hold, camera: path, light: light(next, frames, 2.5) };
    }
    const [speed, hold] = [next() < 0.1 ? 2 : 1, next() < 0.1 ? 2 : 1];
    return { shot, begin, frames, speed, hold, camera: camera(next), light: light(next, frames) };
  });
}

/** Writes what a take shows at `time` (0: its first frame alone; less: within the transition before) into `out`. */
function show({ shot, begin, speed, hold, camera: path, light: lit }: Take, time: number, out: Float32Array): void {
  const { frames } = shot;
  const turn = 2 * Math.max(1, frames.length - 1);
  const at = (((begin + speed * (time - (((time % hold) + hold) % hold))) % turn) + turn) % turn;
  const picture = frames[at < frames.length ? at : turn - at]!;
  if (path === undefined) out.set(picture);
  else look(picture, path(time), out);
  const { gain, flash } = lit(time);
  if (gain === 1 && flash === 0) return;
  for (let byte = 0; byte < BYTES; byte++) out[byte] = Math.min(255, out[byte]! * gain) * (1 - flash) + 250 * flash;
}

/** Bilinear. */
function look(picture: Uint8Array, { x, y, zoom }: View, out: Float32Array): void {
  const left = (x - zoom / 2) * WIDE;
  const top = (y - zoom / 2) * HIGH;
  for (let row = 0; row < HIGH; row++) {
    const sy = Math.max(0, Math.min(HIGH - 1.001, top + row * zoom));
    const y0 = Math.floor(sy);
    const fy = sy - y0;
    for (let column = 0; column < WIDE; column++) {
      const sx = Math.max(0, Math.min(WIDE - 1.001, left + column * zoom));
      const x0 = Math.floor(sx);
      const fx = sx - x0;
      const from = (y0 * WIDE + x0) * 3;
      const to = (row * WIDE + column) * 3;
      for (let c = from; c < from + 3; c++) {
        const upper = picture[c]! * (1 - fx) + picture[c + 3]! * fx;
        const under = picture[c + WIDE * 3]! * (1 - fx) + picture[c + WIDE * 3 + 3]! * fx;
        out[to + c - from] = upper * (1 - fy) + under * fy;
      }
    }
  }
}

/** The picture of a transition at frame `at` of it, into `out`. `fresh` is scratch. */
function mix(join: Join, at: number, old: Take, young: Take, out: Float32Array, fresh: Float32Array): void {
  const length = lengthOf(join);
  if (join.type === 'fade') {
    const { out: down, hold, in: up, colour } = join;
    let much = 0;
    if (at < down) {
      show(old, old.frames + at, out);
      much = 1 - (at + 1) / (down + 1);
    } else if (at >= down + hold) {
      show(young, at - length, out);
      much = (at - down - hold + 1) / (up + 1);
    }
    for (let byte = 0; byte < BYTES; byte++) out[byte] = out[byte]! * much + colour[byte % 3]! * (1 - much);
    return;
  }
  show(old, old.frames + at, out);
  show(young, at - length, fresh);
  const part = (at + 1) / (length + 1);
  const cover = join.type === 'wipe' ? wipeCover(join, part, WIDE, HIGH) : undefined;
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const much = cover?.[pixel] ?? part;
    for (let c = pixel * 3; c < pixel * 3 + 3; c++) out[c] = out[c]! * (1 - much) + fresh[c]! * much;
  }
}

/** Grain of some pictures; where it begins to be read is drawn for each frame. */
function grainField(next: () => number): Float32Array {
  return Float32Array.from({ length: 1 << 18 }, () => (next() + next() + next() - 1.5) * 2);
}

function develop(
  picture: Float32Array,
  film: Stock,
  field: Float32Array,
  offset: number,
  out: Uint8ClampedArray,
): void {
  for (let row = 0; row < HIGH; row++) {
    const isBarred = row < film.bars || row >= HIGH - film.bars;
    for (let column = 0; column < WIDE; column++) {
      const at = (row * WIDE + column) * 3;
      if (isBarred || column < film.sides || column >= WIDE - film.sides) {
        out.fill(0, at, at + 3);
        continue;
      }
      const grain = film.grain * field[(offset + at / 3) & (field.length - 1)]!;
      const r = (GREY + (picture[at]! - GREY) * film.contrast) * film.gain;
      const g = (GREY + (picture[at + 1]! - GREY) * film.contrast) * film.gain;
      const b = (GREY + (picture[at + 2]! - GREY) * film.contrast) * film.gain;
      const luma = film.isMonochrome ? 0.2126 * r + 0.7152 * g + 0.0722 * b : undefined;
      out[at] = (luma ?? r) + grain;
      out[at + 1] = (luma ?? g) + grain;
      out[at + 2] = (luma ?? b) + grain;
    }
  }
}

/** Pictures of the whole film, before the frame rate changes; one array is used for all of them. */
function* pictures(takes: readonly Take[], joins: readonly Join[], film: Stock, next: () => number) {
  const picture = new Float32Array(BYTES);
  const fresh = new Float32Array(BYTES);
  const out = new Uint8ClampedArray(BYTES);
  const field = grainField(next);
  const give = (): Uint8Array => {
    develop(picture, film, field, Math.floor(next() * field.length), out);
    return new Uint8Array(out.buffer);
  };
  for (const [index, take] of takes.entries()) {
    for (let time = 0; time < take.frames; time++) {
      show(take, time, picture);
      yield give();
    }
    const join = joins[index];
    const following = takes[index + 1];
    if (join === undefined || following === undefined) return;
    for (let at = 0; at < lengthOf(join); at++) {
      mix(join, at, take, following, picture, fresh);
      yield give();
    }
  }
}

/** The frames that a change of frame rate leaves, some twice. */
function* atRate(frames: Iterable<Uint8Array>, times: readonly number[]): Generator<Uint8Array> {
  let index = 0;
  for (const frame of frames) {
    for (let time = 0; time < times[index % times.length]!; time++) yield frame;
    index++;
  }
}

/** Number that a frame has once the frame rate is changed. */
function placeAt(frame: number, times: readonly number[]): number {
  let place = Math.floor(frame / times.length) * times.reduce((sum, one) => sum + one, 0);
  for (let at = 0; at < frame % times.length; at++) place += times[at]!;
  return place;
}

function truthOf(takes: readonly Take[], joins: readonly Join[], rate: readonly number[]): Truth[] {
  let frame = 0;
  return joins.map((join, at) => {
    const start = frame + takes[at]!.frames;
    frame = start + lengthOf(join);
    return { type: join.type, startFrame: placeAt(start, rate), endFrame: placeAt(frame, rate) };
  });
}

/**
 * Makes a film file of so many shots: drawn from real ones, under cameras and lights of our own, joined by transitions
 * that are known, as H.264. The same film from the same seed and shots. Answers its transitions.
 */
async function writeJoinedFilm(
  seed: number,
  count: number,
  shots: readonly RealShot[],
  path: string,
  temper: Temper,
): Promise<Truth[]> {
  const next = random(seed ^ 0xc11b);
  const film = temper === 'alike' ? faintStock(next) : stock(next);
  const scale = film.rate.length / film.rate.reduce((sum, one) => sum + one, 0);
  const takes = planTakes(next, count, shots, scale, temper);
  const joins = Array.from(
    { length: count - 1 },
    (): Join =>
      temper === 'restless' ? { type: 'cut' } : temper === 'alike' ? softJoin(next, scale) : randomJoin(next, scale),
  );
  const frames = atRate(pictures(takes, joins, film, next), film.rate);
  const shape = { width: WIDE, height: HIGH, frameRate: { num: 25, den: 1 } };
  // One thread: the bytes depend on how many there are, and processors differ.
  await encode(frames, { ...shape, crf: film.crf, threads: 1 }, path);
  return truthOf(takes, joins, film.rate);
}

/** Frames of a film as footage is judged on: made small in the way that a log's are, by way of their luma. */
export async function smallFrames(path: string): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  const bytes = WIDTH * HEIGHT * 3;
  for await (const event of decode(path, { frames: { width: WIDTH, height: HEIGHT, luma: true } })) {
    if (event.type !== 'frames') continue;
    for (let at = 0; at < event.pts.length; at++) frames.push(event.rgb.slice(at * bytes, (at + 1) * bytes));
  }
  return frames;
}

/**
 * Films of shots joined, one for each seed, as they come out of a file, which may be looked at until the next is asked
 * for. `shots`: the same for all, or what a seed's film is joined from.
 */
export async function* joinedFilms(
  seeds: { readonly first: number; readonly last: number },
  count: number,
  shots: readonly RealShot[] | ((seed: number) => readonly RealShot[]),
  temper: Temper = 'usual',
): AsyncGenerator<Film & { readonly path: string }> {
  const folder = await mkdtemp(pathJoin(tmpdir(), 'second-unit-films-'));
  try {
    for (let seed = seeds.first; seed <= seeds.last; seed++) {
      const path = pathJoin(folder, `${seed}.mp4`);
      const pool = typeof shots === 'function' ? shots(seed) : shots;
      const truth = await writeJoinedFilm(seed, count, pool, path, temper);
      yield { frames: await smallFrames(path), truth, path };
      await rm(path);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A shot as it is, at the size that footage is judged on: a film of its own in which nothing changes. */
export function shotAlone({ frames }: RealShot): Film {
  const across = WIDE / WIDTH;
  const down = HIGH / HEIGHT;
  const small = frames.map((frame) => {
    const out = new Uint8Array(WIDTH * HEIGHT * 3);
    for (let at = 0; at < out.length; at++) {
      const x = Math.floor(at / 3) % WIDTH;
      const y = Math.floor(at / 3 / WIDTH);
      let sum = 0;
      for (let row = y * down; row < (y + 1) * down; row++) {
        for (let column = x * across; column < (x + 1) * across; column++)
          sum += frame[(row * WIDE + column) * 3 + (at % 3)]!;
      }
      out[at] = Math.round(sum / (across * down));
    }
    return out;
  });
  return { frames: small, truth: [] };
}
