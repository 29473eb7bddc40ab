import type { LogSubtitle, Shot, ShotLog } from '@second-unit/footage';
import { random } from '../../packages/footage/train/random.ts';
import { TWENTY_PERCENT, withErrors } from './errors.ts';
import type { BenchScript } from './scripts.ts';

type Random = () => number;

/** What was really shot: the takes with the lines that were said in them, and the scene of each shot. */
export interface Truth {
  readonly takes: readonly TrueTake[];
  /** By index of the shot. */
  readonly sceneOfShot: readonly number[];
}

interface TrueTake {
  readonly scene: number;
  readonly startFrame: number;
  readonly endFrame: number;
  /** Indices among all lines of the script: those of which half the words or more were spoken. */
  readonly lines: ReadonlySet<number>;
}

/**
 * `film`: each scene once, cut into shots. `dailies`: each scene in several takes, whole, broken off, picked up in the
 * middle, or begun again while the camera runs; slates are called between them.
 */
export type Kind = 'film' | 'dailies';

const RATE = 25;
const SCENE_DROPPED = 0.06;
const LINE_DROPPED = 0.07;
const LINE_IMPROVISED = 0.07;
const BEGUN_AGAIN = 0.15;
const SLATED = 0.5;
/** Seconds: a page of some 1,700 characters lasts a minute. */
const PER_CHARACTER = 60 / 1700;
const PER_WORD = 0.34;

/** A made film of a script, with its log as recognition and shot detection would leave it, and the truth. */
export function simulate(
  script: BenchScript,
  seed: number,
  kind: Kind,
  bank: readonly string[],
): { readonly log: ShotLog; readonly truth: Truth } {
  const next = random(seed * 7919 + script.name.length);
  const maker = new Maker(script, next, bank);
  for (const scene of orderOf(script, next)) {
    if (kind === 'film') maker.scene(scene, 1, false);
    else maker.scene(scene, 1 + Math.floor(next() * 4), true);
  }
  return maker.finish();
}

/** Scenes in the film's order: some dropped, two that speak swapped. */
function orderOf(script: BenchScript, next: Random): number[] {
  const order = script.scenes.flatMap((_, index) =>
    next() < SCENE_DROPPED && script.scenes.length > 4 ? [] : [index],
  );
  const speaking = order.flatMap((scene, at) => (script.scenes[scene]!.lines.length > 1 ? [at] : []));
  if (speaking.length >= 3) {
    const a = speaking[Math.floor(next() * speaking.length)]!;
    let b = a;
    while (b === a) b = speaking[Math.floor(next() * speaking.length)]!;
    [order[a], order[b]] = [order[b]!, order[a]!];
  }
  return order;
}

interface Look {
  readonly brightness: number;
  readonly contrast: number;
  readonly warmth: number;
  readonly colours: readonly (readonly [number, number, number])[];
}

class Maker {
  readonly #script: BenchScript;
  readonly #next: Random;
  readonly #bank: readonly string[];
  readonly #vocabulary: readonly string[];
  readonly #firstLine: readonly number[];
  readonly #looks = new Map<string, Look>();
  readonly #subtitles: LogSubtitle[] = [];
  readonly #shots: { start: number; end: number; scene: number; look: Look }[] = [];
  readonly #takes: TrueTake[] = [];
  /** Seconds. */
  #now = 0;

  constructor(script: BenchScript, next: Random, bank: readonly string[]) {
    this.#script = script;
    this.#next = next;
    this.#bank = bank;
    this.#vocabulary = [...script.scenes.flatMap(({ lines }) => lines.map(({ text }) => text)), ...bank].flatMap(
      wordsIn,
    );
    let line = 0;
    this.#firstLine = script.scenes.map(({ lines }) => {
      const first = line;
      line += lines.length;
      return first;
    });
  }

  scene(scene: number, takes: number, dailies: boolean): void {
    const { lines } = this.#script.scenes[scene]!;
    if (lines.length === 0) {
      for (let take = 0; take < Math.min(takes, 2); take++) this.#silent(scene, dailies);
      return;
    }
    for (let take = 0; take < takes; take++) {
      const begin = this.#now;
      if (dailies && this.#next() < SLATED) this.#slate(scene, take);
      const [from, to] = take === 0 || !dailies ? [0, lines.length] : this.#partOf(lines.length);
      const breaks = dailies && to - from > 2 && this.#next() < BEGUN_AGAIN;
      if (breaks) {
        const stop = from + 1 + Math.floor(this.#next() * (to - from - 1));
        this.#say(scene, from, stop);
        if (this.#next() < 0.5) this.#subtitle(['sorry', 'again', 'still', 'rolling']);
        this.#now += 1 + this.#next() * 3;
        this.#say(scene, Math.max(from, stop - 1 - Math.floor(this.#next() * 3)), to);
      } else this.#say(scene, from, to);
      if (dailies && this.#next() < SLATED) this.#subtitle(['and', 'cut']);
      this.#now += 0.5 + this.#next() * 2;
      if (dailies) this.#shot(begin, this.#now, scene);
      else this.#cutUp(begin, this.#now, scene);
      // An insert or a cutaway, without a word.
      if (dailies && this.#next() < 0.2) this.#silentShot(scene, 3 + this.#next() * 8);
    }
  }

  /** Most go through; some are broken off, some begin in the middle. */
  #partOf(lines: number): [from: number, to: number] {
    const roll = this.#next();
    if (roll < 0.55 || lines < 3) return [0, lines];
    if (roll < 0.8) return [0, 1 + Math.floor(this.#next() * (lines - 1))];
    const from = Math.floor(this.#next() * (lines - 1));
    return [from, from + 1 + Math.floor(this.#next() * (lines - from))];
  }

  #slate(scene: number, take: number): void {
    this.#subtitle(['scene', String(scene + 1), 'take', String(take + 1)]);
    this.#now += 1;
    if (this.#next() < 0.5) this.#subtitle(['action']);
    this.#now += 1 + this.#next() * 2;
  }

  /** Lines [from, to) of a scene in order, with what happens between them. */
  #say(scene: number, from: number, to: number): void {
    const { lines } = this.#script.scenes[scene]!;
    const said = new Set<number>();
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    const units: string[] = [];
    const flush = (): void => {
      if (units.length === 0) return;
      first = Math.min(first, this.#now);
      this.#subtitle(units);
      last = this.#now;
      units.length = 0;
    };
    let place = from === 0 ? this.#script.scenes[scene]!.from : lines[from]!.from - 30;
    for (let at = from; at < to; at++) {
      const line = lines[at]!;
      const action = Math.max(0, line.from - place - 30) * PER_CHARACTER;
      place = line.to;
      if (action > 1) {
        flush();
        this.#now += action * (0.6 + 0.8 * this.#next());
      }
      if (this.#next() < LINE_IMPROVISED) {
        flush();
        units.push(...wordsIn(this.#bank[Math.floor(this.#next() * this.#bank.length)] ?? 'you know').slice(0, 20));
        flush();
      }
      if (this.#next() < LINE_DROPPED) continue;
      const words = wordsIn(line.text);
      if (words.length === 0) continue;
      said.add(this.#firstLine[scene]! + at);
      units.push(...words);
      // Two short lines in one subtitle, now and then.
      if (units.length > 6 || this.#next() < 0.85) flush();
    }
    flush();
    if (said.size > 0) {
      this.#takes.push({ scene, startFrame: frames(first), endFrame: frames(last), lines: said });
    }
    if (to === lines.length) {
      const rest = Math.max(0, this.#script.scenes[scene]!.to - place) * PER_CHARACTER;
      this.#now += Math.min(60, rest * (0.6 + 0.8 * this.#next()));
    }
  }

  /** Words as they were heard, in units of up to ten, each with its time. */
  #subtitle(words: readonly string[]): void {
    for (let at = 0; at < words.length; ) {
      const size = Math.min(words.length - at, 5 + Math.floor(this.#next() * 6));
      const length = size * PER_WORD * (0.8 + 0.4 * this.#next());
      const heard = withErrors(words.slice(at, at + size), TWENTY_PERCENT, this.#vocabulary, this.#next);
      if (heard.length > 0) {
        this.#subtitles.push({
          startFrame: frames(this.#now),
          endFrame: frames(this.#now + length),
          text: heard.join(' '),
        });
      }
      this.#now += length + 0.05;
      at += size;
    }
    this.#now += 0.3 + this.#next();
  }

  #silent(scene: number, dailies: boolean): void {
    const { from, to } = this.#script.scenes[scene]!;
    const length = Math.max(2, (to - from) * PER_CHARACTER * (0.5 + this.#next()));
    const begin = this.#now;
    this.#now += length;
    if (dailies) this.#shot(begin, this.#now, scene);
    else this.#cutUp(begin, this.#now, scene);
  }

  #silentShot(scene: number, length: number): void {
    this.#shot(this.#now, this.#now + length, scene);
    this.#now += length;
  }

  /** Cuts of 2 to 8 seconds. */
  #cutUp(begin: number, end: number, scene: number): void {
    let at = begin;
    while (at < end) {
      const length = 2 + 6 * this.#next();
      const until = end - at - length < 2 ? end : at + length;
      this.#shot(at, until, scene);
      at = until;
    }
  }

  #shot(start: number, end: number, scene: number): void {
    this.#shots.push({ start, end, scene, look: this.#lookOf(scene) });
  }

  /** One light and a few colours a place, as its heading names it. */
  #lookOf(scene: number): Look {
    const { heading, setting } = this.#script.scenes[scene]!;
    const known = this.#looks.get(heading);
    if (known !== undefined) return known;
    const base = setting?.night === true ? 0.22 : setting?.exterior === true ? 0.52 : 0.42;
    const look: Look = {
      brightness: base + 0.1 * bell(this.#next),
      contrast: 0.2 + 0.04 * bell(this.#next),
      warmth: 0.1 * bell(this.#next),
      colours: [0, 1, 2].map(() => [this.#next(), this.#next(), this.#next()] as const),
    };
    this.#looks.set(heading, look);
    return look;
  }

  finish(): { log: ShotLog; truth: Truth } {
    const shots = this.#shots.map(({ start, end, look }, index): Shot => {
      const startFrame = frames(start);
      const endFrame = Math.max(startFrame + 1, frames(end));
      const light = 0.08 * bell(this.#next);
      const clamp = (value: number): number => Math.min(1, Math.max(0.02, value));
      return {
        id: `s${String(index + 1).padStart(4, '0')}`,
        index,
        startFrame,
        endFrame,
        start: startFrame / RATE,
        end: endFrame / RATE,
        transitionIn: { type: index === 0 ? 'none' : 'cut', startFrame, endFrame: startFrame },
        confidence: 0.9,
        keyFrame: (startFrame + endFrame) >> 1,
        // Each angle sees another part of the place.
        palette: look.colours.map((colour, at) => ({
          colour: hex(colour.map((channel) => clamp(0.6 * channel + 0.3 * look.brightness + 0.12 * bell(this.#next)))),
          share: [0.5, 0.3, 0.2][at]! * (0.5 + this.#next()),
        })),
        brightness: clamp(look.brightness + light),
        contrast: clamp(look.contrast + 0.03 * bell(this.#next)),
        warmth: look.warmth + 0.05 * bell(this.#next),
        motion: 0.01,
        lines: [],
      };
    });
    const frameCount = shots.at(-1)?.endFrame ?? 0;
    const log: ShotLog = {
      format: 'second-unit/log@1',
      media: {
        frames: frameCount,
        timeBase: { num: 1, den: RATE },
        frameRate: { num: RATE, den: 1 },
        variableFrameRate: false,
        width: 1280,
        height: 720,
        rotation: 0,
        duration: frameCount / RATE,
        videoCodec: 'h264',
        originalPath: 'made.mp4',
        playsInBrowser: true,
      },
      shots,
      subtitles: this.#subtitles,
      barcode: [],
      damage: [],
    };
    return { log, truth: { takes: this.#takes, sceneOfShot: this.#shots.map(({ scene }) => scene) } };
  }
}

const frames = (seconds: number): number => Math.round(seconds * RATE);
const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
const hex = (channels: readonly number[]): string =>
  `#${channels
    .map((channel) =>
      Math.round(Math.min(1, Math.max(0, channel)) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
/** About normal, standard deviation 1. */
const bell = (next: Random): number => (next() + next() + next() + next() - 2) * Math.sqrt(3);
