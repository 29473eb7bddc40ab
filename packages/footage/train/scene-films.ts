/** Films whose scenes are known: places drawn anew for each set-up, shot and reverse shot, inserts, people who move. */

import { PaletteOfShot } from '../src/detectors/palette.ts';
import type { SceneShot } from '../src/scenes/likeness.ts';
import { ViewOfShot } from '../src/scenes/view.ts';
import { random } from './random.ts';

const WIDTH = 64;
const HEIGHT = 36;
const FRAMES = 5;

type Tint = readonly [number, number, number];

/** A place: colours of its walls and things, its light, and how loud it is. */
interface Place {
  readonly tints: readonly Tint[];
  readonly light: number;
  readonly loudness: number;
}

/** One camera position in a place: which tint lies where. */
interface SetUp {
  readonly place: Place;
  readonly fields: readonly {
    readonly x: number;
    readonly y: number;
    readonly wide: number;
    readonly high: number;
    readonly tint: Tint;
  }[];
  /** Of the cast; undefined for nobody. */
  readonly person?: number;
  readonly tint?: Tint;
}

export interface SceneFilm {
  readonly shots: readonly SceneShot[];
  /** First shots of the scenes, the first of all left out. */
  readonly starts: readonly number[];
  /** Who of the scene is seen in each shot, by number; undefined for nobody. */
  readonly seen: readonly (number | undefined)[];
}

/** A hue family at some saturation: what a set designer, and a grade, leave a place. `grade` is common to the film. */
function place(next: () => number, grade: Tint): Place {
  const hue = next() * 6.28;
  const rich = 10 + next() * 55;
  const base = 50 + next() * 110;
  const tints = Array.from({ length: 5 }, (): Tint => {
    const turn = hue + (next() - 0.5) * 1.8;
    const level = base + (next() - 0.5) * 90;
    const of = (phase: number, c: 0 | 1 | 2): number => level * grade[c] + rich * Math.cos(turn + phase);
    return [of(0, 0), of(2.09, 1), of(4.19, 2)];
  });
  return { tints, light: 0.5 + next() * 0.6, loudness: -38 + next() * 18 };
}

function setUp(next: () => number, where: Place, cast: readonly Tint[]): SetUp {
  const pick = (): Tint => where.tints[Math.floor(next() * where.tints.length)]!;
  const fields = Array.from({ length: 7 }, (_, at) => ({
    x: at === 0 ? 0 : next() * WIDTH - 8,
    y: at === 0 ? 0 : next() * HEIGHT - 6,
    wide: at === 0 ? WIDTH : 8 + next() * 30,
    high: at === 0 ? HEIGHT : 6 + next() * 24,
    tint: pick(),
  }));
  if (next() >= 0.75) return { place: where, fields };
  const person = Math.floor(next() * cast.length);
  return { place: where, fields, person, tint: cast[person]! };
}

/** A shot of a set-up: a few frames in which the person sways and the exposure is never quite the same. */
function shotOf(next: () => number, { place: where, fields, tint: person }: SetUp, start: number): SceneShot {
  const palette = new PaletteOfShot();
  const views = new ViewOfShot();
  const light = where.light * (0.94 + next() * 0.12);
  let x = WIDTH * (0.3 + next() * 0.4);
  const size = 7 + next() * 5;
  const length = 1.5 + next() * 6;
  for (let index = 0; index < FRAMES; index++) {
    const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
    x += (next() - 0.5) * 8;
    for (let at = 0; at < WIDTH * HEIGHT; at++) {
      const [column, row] = [at % WIDTH, Math.floor(at / WIDTH)];
      let tint: Tint = fields[0]!.tint;
      for (const field of fields) {
        if (column >= field.x && column < field.x + field.wide && row >= field.y && row < field.y + field.high)
          tint = field.tint;
      }
      if (person !== undefined && ((column - x) / size) ** 2 + ((row - 24) / 20) ** 2 < 1) tint = person;
      for (let c = 0; c < 3; c++) {
        rgb[at * 3 + c] = Math.max(0, Math.min(255, tint[c]! * light + (next() - 0.5) * 8 + (row - 18) * 0.4));
      }
    }
    const frame = { index, width: WIDTH, height: HEIGHT, rgb };
    palette.frame(frame);
    views.frame(frame);
  }
  return {
    start,
    end: start + length,
    transitionIn: { type: 'cut' },
    palette: palette.shot(),
    views: views.shot(),
    loudness: where.loudness + (next() - 0.5) * 8,
  };
}

/** A film of `scenes` scenes from a seed. */
export function sceneFilm(seed: number, scenes: number): SceneFilm {
  const next = random(seed ^ 0x5ce9e);
  const grade: Tint = [0.85 + next() * 0.3, 0.95, 0.85 + next() * 0.3];
  const cast = Array.from({ length: 4 }, (): Tint => [60 + next() * 160, 40 + next() * 130, 40 + next() * 130]);
  const shots: SceneShot[] = [];
  const starts: number[] = [];
  const seen: (number | undefined)[] = [];
  for (let scene = 0; scene < scenes; scene++) {
    if (scene > 0) starts.push(shots.length);
    const where = place(next, grade);
    const setUps = Array.from({ length: 2 + Math.floor(next() * 3) }, () => setUp(next, where, cast));
    const count = 3 + Math.floor(next() * 10);
    // A talk goes to and fro between two set-ups; other scenes wander, and both cut away to a thing now and then.
    const talks = next() < 0.5;
    const fade = scene > 0 && next() < 0.2;
    for (let at = 0; at < count; at++) {
      const chosen = talks ? at % 2 : Math.floor(next() * setUps.length);
      const insert = at > 0 && at < count - 1 && next() < 0.08;
      const from = insert ? setUp(next, place(next, grade), cast) : setUps[chosen]!;
      const one = shotOf(next, from, shots.at(-1)?.end ?? 0);
      seen.push(from.person);
      shots.push(at === 0 && fade ? { ...one, transitionIn: { type: 'fade' } } : one);
    }
  }
  return { shots, starts, seen };
}

/**
 * The same film with who is seen in each shot, as a clustering of faces would have it: of a cast of seven, one is in most
 * scenes, two or three are in each, and one face in four is missed.
 */
export function withCast({ shots, starts, seen }: SceneFilm, seed: number): SceneShot[] {
  const next = random(seed ^ 0xca57);
  const anybody = (): string => `person ${Math.floor(next() * 7)}`;
  let cast: readonly string[] = [];
  return shots.map((shot, at) => {
    if (at === 0 || starts.includes(at)) cast = [next() < 0.6 ? 'hero' : anybody(), anybody(), anybody()];
    const who = seen[at];
    return { ...shot, people: who === undefined || next() < 0.25 ? [] : [cast[who % cast.length]!] };
  });
}

/** Beginnings of scenes that were found, exactly at the shot or one shot beside it. */
export function tallyScenes(truth: readonly number[], found: readonly number[], tolerance = 0) {
  const left = [...found];
  let hits = 0;
  for (const start of truth) {
    const at = left.findIndex((one) => Math.abs(one - start) <= tolerance);
    if (at < 0) continue;
    left.splice(at, 1);
    hits++;
  }
  return { true: truth.length, found: found.length, hits };
}
