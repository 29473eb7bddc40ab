import { parentPort } from 'node:worker_threads';
import { ActiveArea, REFRAME_SIDE, reframe, type SeenFace } from '@second-unit/editing';
import { toFault } from '@second-unit/evidence';
import {
  type FaceModel,
  type FacePlaces,
  faceApiModel,
  facePlaces,
  type Picture,
  THOROUGH_EVERY,
} from '@second-unit/footage/people';
import { type ClipCrop, closeAll, type MediaInfo, type PictureArea, smallPictures } from '@second-unit/media';
import { KeptSights, type Sight } from './kept-sights.ts';
import type { ThreadAnswer, ThreadEnd, ThreadRequest } from './thread-lane.ts';

/** A face as it goes through a shot; boxes are shares of the picture, `endFrame` exclusive. */
export interface FacePath {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly seen: readonly { readonly frame: number; readonly box: SeenFace }[];
}

/** The stretch of a film on which a window is looked for. */
export interface WindowAsk {
  readonly info: Pick<MediaInfo, 'originalPath' | 'frames' | 'frameRate' | 'width' | 'height' | 'pixelAspect'>;
  readonly inFrame: number;
  /** Exclusive. */
  readonly outFrame: number;
  /** Width ÷ height of the picture as it is shown, and of the output. */
  readonly picture: number;
  readonly output: number;
  /** Faces that are known; looked for if absent. */
  readonly faces?: readonly FacePath[];
}

type WindowAt = ClipCrop['path'][number];

/** Sights of a shot for each second of it, by which its window is moved. */
const SIGHTS_PER_SECOND = 5;
/** Of the sights, those in which faces are looked for: two a second or so. */
const LOOK_EVERY = 3;
/** Pixels of the longer side of the pictures in which faces are looked for. */
const LONG_SIDE = 640;
/** And of those in which only bars are, which are as exact as a pixel of them; and of a film, how many of those. */
const BARS_SIDE = 480;
const FILM_SIGHTS = 8;
/** Side of what is kept of each picture until the shot's bars are known. */
const KEPT_SIDE = 2 * REFRAME_SIDE;
const WHOLE: PictureArea = { x: 0, y: 0, width: 1, height: 1 };

/** Faces of less than this share of the largest one's height are of the background. */
const MAIN_FACE = 0.5;

/** Share of the window that the middle of a close-up takes, and of the face that must be seen in it. */
const MIDDLE_FILLS = 0.9;
const LEAST_OF_FACE = 0.65;

let loading: Promise<FaceModel> | undefined;
const sights = new KeptSights();
const filmAreas = new Map<string, Promise<PictureArea | undefined>>();

/**
 * The frames that are looked at, and those in which faces are looked for, thoroughly in some. They lie on a grid over the
 * film, so that they stay the same ones while the shot is trimmed, but for those that come and go at its ends. A shot
 * that is too short for that is looked at from end to end.
 */
function framesOf({ inFrame, outFrame, info }: WindowAsk): { frames: number[]; looks: ReadonlyMap<number, boolean> } {
  const step = Math.max(1, Math.round(info.frameRate.num / info.frameRate.den / SIGHTS_PER_SECOND));
  const last = outFrame - 1;
  const grid: number[] = [];
  for (let frame = Math.ceil(inFrame / step) * step; frame <= last; frame += step) grid.push(frame);
  const onGrid = grid.filter((frame) => (frame / step) % LOOK_EVERY === 0);
  // A face that is not sure has to be seen twice.
  const isLong = onGrid.length >= 2;
  const frames = isLong ? grid : [...new Set([inFrame, ...grid, last])];
  const looks = isLong ? onGrid : frames.filter((frame, at) => at % LOOK_EVERY === 0 || frame === last);
  const isThorough = (frame: number): boolean => (frame / step) % (LOOK_EVERY * THOROUGH_EVERY) === 0;
  const first = looks.find(isThorough) ?? looks[0];
  return { frames, looks: new Map(looks.map((frame) => [frame, frame === first || isThorough(frame)])) };
}

/** A window that moves goes on to both ends of the shot as it moves next to them. */
function toEnds(path: ClipCrop['path'], { inFrame, outFrame }: WindowAsk): ClipCrop['path'] {
  const [first, second] = path;
  const [before, last] = path.slice(-2);
  if (!first || !second || !before || !last) return path;
  const onto = (frame: number, from: WindowAt, near: WindowAt): WindowAt => {
    const by = (frame - near.frame) / (near.frame - from.frame);
    const inPicture = (place: number): number => Math.min(1, Math.max(0, place));
    return { frame, x: inPicture(near.x + (near.x - from.x) * by), y: inPicture(near.y + (near.y - from.y) * by) };
  };
  const out = outFrame - 1;
  return [
    ...(first.frame > inFrame ? [onto(inFrame, second, first)] : []),
    ...path,
    ...(last.frame < out ? [onto(out, before, last)] : []),
  ];
}

async function windowOn(ask: WindowAsk): Promise<ClipCrop | undefined> {
  const { output } = ask;
  const { frames, looks } = framesOf(ask);
  const size = sizeOf(ask, ask.faces ? BARS_SIDE : LONG_SIDE);
  const bars = new ActiveArea(size);
  const kept: Picture[] = [];
  async function* looked(): AsyncGenerator<Sight & { readonly thorough: boolean }> {
    for await (const sight of sights.of(ask.info.originalPath, frames, size)) {
      bars.add(sight.picture.rgb);
      kept.push(squeezed(sight.picture, WHOLE, KEPT_SIDE));
      const thorough = looks.get(sight.frame);
      if (thorough !== undefined) yield { ...sight, thorough };
    }
  }
  let facesAt: (frame: number) => SeenFace[];
  if (ask.faces) {
    const paths = ask.faces;
    for await (const _ of looked());
    facesAt = (frame) => paths.flatMap((face) => boxAt(face, frame));
  } else {
    loading ??= faceApiModel();
    const places = mainFaces(await facePlaces(sights.once(await loading), looked()));
    facesAt = (frame) => [...nearest(places, frame).boxes];
  }
  const within = bars.area() ?? (await barsOfFilm(ask, bars));
  const area = within ?? WHOLE;
  const picture = (ask.picture * area.width) / area.height;
  const seen = kept.map((one, at) => {
    const faces = facesAt(frames[at]!).map((face) => middleOf(inArea(face, area), picture, output));
    return { frame: frames[at]!, rgb: squeezed(one, area, REFRAME_SIDE).rgb, faces };
  });
  const window = reframe(seen, picture, output, within);
  return window && { ...window, path: toEnds(window.path, ask) };
}

/** Pixels of a picture as it is shown, its longer side so long at most. */
function sizeOf({ info, picture }: WindowAsk, longSide: number): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(info.height * picture, info.height));
  const [width, height] = [info.height * picture, info.height].map((side) => Math.max(1, Math.round(side * scale)));
  return { width: width!, height: height! };
}

/**
 * Of a shot too dark to show where its bars end, what is inside those of the whole film, if nothing is to be seen in
 * their place; undefined where the film has none.
 */
async function barsOfFilm(ask: WindowAsk, shot: ActiveArea): Promise<PictureArea | undefined> {
  if (!shot.hasBlackCorners()) return undefined;
  const { originalPath, frames } = ask.info;
  const size = sizeOf(ask, BARS_SIDE);
  const key = JSON.stringify([originalPath, frames, size]);
  let found = filmAreas.get(key);
  if (!found) {
    found = (async () => {
      const film = new ActiveArea(size);
      const spread = Array.from({ length: FILM_SIGHTS }, (_, at) => Math.floor(((at + 0.5) * frames) / FILM_SIGHTS));
      for await (const { rgb } of smallPictures(originalPath, [...new Set(spread)], size)) film.add(rgb);
      return film.area();
    })();
    filmAreas.set(key, found);
    found.catch(() => filmAreas.delete(key));
  }
  const area = await found;
  return area && shot.isBlackAround(area) ? area : undefined;
}

/** A box of the picture as one of an area of it. */
function inArea({ x, y, width, height }: SeenFace, area: PictureArea): SeenFace {
  return {
    x: (x - area.x) / area.width,
    y: (y - area.y) / area.height,
    width: width / area.width,
    height: height / area.height,
  };
}

/**
 * Of a face that is larger than the window, its middle, where eyes and mouth are, if nearly all of it is seen then: a
 * close-up stays one. Of any other, all.
 */
function middleOf(face: SeenFace, picture: number, output: number): SeenFace {
  const share = Math.min(picture / output, output / picture);
  const [at, size] = output < picture ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const whole = face[size];
  if (whole <= MIDDLE_FILLS * share || whole * LEAST_OF_FACE > share) return face;
  const kept = MIDDLE_FILLS * share;
  return { ...face, [at]: face[at] + (whole - kept) / 2, [size]: kept };
}

/** An area of a picture made a square of so many pixels: means of what each of them covers. */
function squeezed({ width, height, rgb }: Picture, area: PictureArea, side: number): Picture {
  const small = new Uint8Array(side * side * 3);
  const down = coverage(area.y * height, area.height * height, side, height);
  const across = coverage(area.x * width, area.width * width, side, width);
  down.forEach((rows, y) => {
    across.forEach((columns, x) => {
      const sums = [0, 0, 0];
      let total = 0;
      for (const [row, tall] of rows) {
        for (const [column, wide] of columns) {
          const [at, weight] = [(row * width + column) * 3, tall * wide];
          for (let colour = 0; colour < 3; colour++) sums[colour]! += weight * rgb[at + colour]!;
          total += weight;
        }
      }
      for (let colour = 0; colour < 3; colour++) small[(y * side + x) * 3 + colour] = Math.round(sums[colour]! / total);
    });
  });
  return { width: side, height: side, rgb: small };
}

/** What each of `count` pixels covers of a line that begins at `from` and is `length` long: pixels, and how much of each. */
function coverage(from: number, length: number, count: number, size: number): [number, number][][] {
  return Array.from({ length: count }, (_, at) => {
    const [start, end] = [from + (at * length) / count, from + ((at + 1) * length) / count];
    const covered: [number, number][] = [];
    for (let pixel = Math.floor(start); pixel < Math.min(size, end); pixel++) {
      const part = Math.min(end, pixel + 1) - Math.max(start, pixel);
      if (part > 0) covered.push([pixel, part]);
    }
    return covered;
  });
}

/** Those that a shot is of: faces of people far behind do not hold the window. */
function mainFaces(places: readonly FacePlaces[]): readonly FacePlaces[] {
  const largest = Math.max(0, ...places.flatMap(({ boxes }) => boxes.map(({ height }) => height)));
  return places.map(({ frame, boxes }) => ({
    frame,
    boxes: boxes.filter(({ height }) => height >= MAIN_FACE * largest),
  }));
}

function nearest(places: readonly FacePlaces[], frame: number): FacePlaces {
  const away = (one: FacePlaces): number => Math.abs(one.frame - frame);
  return places.reduce((best, one) => (away(one) < away(best) ? one : best), places[0] ?? { frame, boxes: [] });
}

/** Where a face is in a frame: it is looked for now and then, and is until then where it was seen nearest. */
function boxAt({ startFrame, endFrame, seen }: FacePath, frame: number): SeenFace[] {
  if (frame < startFrame || frame >= endFrame) return [];
  const away = (one: { readonly frame: number }): number => Math.abs(one.frame - frame);
  const [first] = seen.toSorted((a, b) => away(a) - away(b));
  return first ? [first.box] : [];
}

parentPort?.on('message', (message: ThreadRequest<WindowAsk> | ThreadEnd) => {
  if ('end' in message) {
    // Of a thread, this ends the thread alone.
    void closeAll().finally(() => process.exit());
    return;
  }
  const { id, ask } = message;
  windowOn(ask)
    .then(
      (value): ThreadAnswer<ClipCrop | null> => ({ id, value: value ?? null }),
      (thrown: unknown): ThreadAnswer<ClipCrop | null> => {
        const { code, message, place } = toFault(thrown);
        return { id, code, message, ...(place === undefined ? {} : { place }) };
      },
    )
    .then((said) => parentPort?.postMessage(said));
});
