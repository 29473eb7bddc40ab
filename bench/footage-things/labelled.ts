import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Picture } from '@second-unit/footage/people';
import { decode, probe } from '@second-unit/media';
import { canvasLibrary } from './canvas.ts';

const DATA = resolve(import.meta.dirname, '../..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
const CLIPS = resolve(DATA, 'clips');
/** Where the pictures of `stills.json` are: a folder for each owner, in it the repositories. */
const STILLS = process.env.SECOND_UNIT_STILLS ?? resolve(DATA, 'stills');
/** Pixels of the longer side at which films are looked at. */
const LONG_SIDE = 640;
interface LabelledFrame {
  readonly frame: number;
  readonly unsure?: boolean;
  readonly things?: readonly string[];
}

interface LabelledClip {
  /** First frame of the half that is held out; null where the whole clip is for choosing. */
  readonly heldOutFrom: number | null;
  /** What was not looked for in it. */
  readonly unlooked?: readonly string[];
  /** What no frame of it shows: a frame of each second helps to choose these words' thresholds, none judges them. */
  readonly without?: readonly string[];
  readonly frames: readonly LabelledFrame[];
}

interface LabelledSet {
  readonly repository: string;
  readonly pictures: readonly {
    readonly picture: string;
    readonly things: readonly string[];
    readonly unsure?: readonly string[];
    readonly heldOut?: boolean;
  }[];
}

/** A picture with what was said of it by somebody. */
export interface Labelled {
  readonly from: 'films' | 'stills';
  readonly things: readonly string[];
  /** Words that it says nothing about. */
  readonly unsure: readonly string[];
  readonly heldOut: boolean;
  readonly picture: Picture;
}

const read = <Value>(name: string): Value => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Value;

/** What was looked for in labelled frames only. */
const WORDS = ['person', 'tie', 'cup', 'apple', 'bird', 'boat'];

const { clips } = read<{ readonly clips: Readonly<Record<string, LabelledClip>> }>('./labels.json');
const { sets } = read<{ readonly sets: readonly LabelledSet[] }>('./stills.json');

/** Are the clips there, and the stills? */
export const hasClips = (): boolean => Object.keys(clips).every((clip) => existsSync(resolve(CLIPS, clip)));
export const hasStills = (): boolean => sets.every(({ repository }) => existsSync(resolve(STILLS, repository)));

export async function* labelledFrames(): AsyncGenerator<Labelled> {
  for (const [clip, { heldOutFrom, unlooked = [], without = [], frames }] of Object.entries(clips)) {
    const path = resolve(CLIPS, clip);
    const info = await probe(path);
    const scale = Math.min(1, LONG_SIDE / Math.max(info.width, info.height));
    const [width, height] = [Math.round(info.width * scale), Math.round(info.height * scale)];
    const bytes = width * height * 3;
    const second = Math.round(info.frameRate.num / info.frameRate.den);
    const labels = new Map(frames.map((label) => [label.frame, label]));
    for await (const event of decode(path, { frames: { width, height, batch: 8 } })) {
      if (event.type !== 'frames') continue;
      for (let at = 0; at < event.pts.length; at++) {
        const frame = event.first + at;
        const picture = (): Picture => ({ width, height, rgb: event.rgb.slice(at * bytes, (at + 1) * bytes) });
        if (without.length > 0 && frame % second === 0) {
          yield { from: 'films', things: [], unsure: WORDS, heldOut: false, picture: picture() };
        }
        const label = labels.get(frame);
        if (label?.things === undefined || label.unsure) continue;
        const heldOut = heldOutFrom !== null && frame >= heldOutFrom;
        yield { from: 'films', things: label.things, unsure: [...unlooked, ...without], heldOut, picture: picture() };
      }
    }
  }
}

export async function* labelledStills(): AsyncGenerator<Labelled> {
  const { createCanvas, loadImage } = canvasLibrary();
  for (const { repository, pictures } of sets) {
    for (const { picture, things, unsure = [], heldOut = false } of pictures) {
      const still = await loadImage(resolve(STILLS, repository, picture));
      const scale = Math.min(1, LONG_SIDE / Math.max(still.width, still.height));
      const [width, height] = [Math.round(still.width * scale), Math.round(still.height * scale)];
      const context = createCanvas(width, height).getContext('2d');
      context.drawImage(still, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      const rgb = new Uint8Array(width * height * 3);
      for (let at = 0; at < width * height; at++) rgb.set(data.subarray(at * 4, at * 4 + 3), at * 3);
      yield { from: 'stills', things, unsure, heldOut, picture: { width, height, rgb } };
    }
  }
}
