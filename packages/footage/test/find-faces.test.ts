import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, encode, type MediaInfo, probe } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Face, type FaceModel, type FacesOfShot, findFaces, type Picture } from '../src/people/index.ts';

const WIDTH = 320;
const HEIGHT = 180;
const FRAMES = 24;
/** For each shot the colour and the height of a square that a model takes for a face. */
const SQUARES = [
  [[250, 30, 30], 60],
  [[30, 250, 30], 60],
  [[250, 30, 30], 12],
  [[0, 0, 0], 0],
] as const;
const SHOTS = SQUARES.map((_, at) => ({ startFrame: at * FRAMES, endFrame: (at + 1) * FRAMES }));

function* pictures(): Generator<Uint8Array> {
  for (const [colour, size] of SQUARES) {
    for (let frame = 0; frame < FRAMES; frame++) {
      const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) rgb.set(colour, ((y + 40) * WIDTH + x + 40 + (frame >> 2)) * 3);
      }
      yield rgb;
    }
  }
}

/** Takes the box around everything that is not black for a face, and its mean colour for its looks. */
class SquareModel implements FaceModel {
  readonly name = 'squares';
  readonly version = '1';
  readonly samePerson = 0.6;
  readonly leastHeight = 28;
  readonly thorough: boolean[] = [];
  isClosed = false;

  async detect({ width, height, rgb }: Picture, { thorough }: { readonly thorough: boolean }): Promise<Face[]> {
    this.thorough.push(thorough);
    let [left, top, right, bottom] = [width, height, -1, -1];
    for (let at = 0; at < width * height; at++) {
      if (Math.max(rgb[at * 3]!, rgb[at * 3 + 1]!, rgb[at * 3 + 2]!) < 128) continue;
      const [x, y] = [at % width, Math.floor(at / width)];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    }
    if (right < 0) return [];
    const box = {
      x: left / width,
      y: top / height,
      width: (right - left + 1) / width,
      height: (bottom - top + 1) / height,
    };
    return [{ box, landmarks: [], confidence: 0.9 }];
  }

  async embed({ width, height, rgb }: Picture, faces: readonly Face[]): Promise<Float32Array[]> {
    return faces.map(({ box }) => {
      const x = Math.round((box.x + box.width / 2) * width);
      const y = Math.round((box.y + box.height / 2) * height);
      return Float32Array.from(rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), (value) => value / 255);
    });
  }

  close(): void {
    this.isClosed = true;
  }
}

describe('faces of a film', () => {
  let folder = '';
  let path = '';
  let info: MediaInfo;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit-find-faces-'));
    path = join(folder, 'squares.mp4');
    await encode(pictures(), { width: WIDTH, height: HEIGHT, frameRate: { num: 24, den: 1 } }, path);
    info = await probe(path);
  });
  afterAll(async () => {
    close();
    await rm(folder, { recursive: true, force: true });
  });

  const all = async (from?: number, model: FaceModel = new SquareModel()): Promise<FacesOfShot[]> => {
    const found: FacesOfShot[] = [];
    for await (const one of findFaces(path, info, SHOTS, { model, ...(from === undefined ? {} : { from }) })) {
      found.push(one);
    }
    return found;
  };

  it('are followed through each shot, with looks where they are large enough, and none where there are none', async () => {
    const model = new SquareModel();
    const found = await all(undefined, model);
    expect(found.map(({ shot, tracks }) => [shot, tracks.length])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 0],
    ]);
    const [red, green, small] = found.map(({ tracks }) => tracks[0]);
    expect(red?.seen.map(({ frame }) => frame)).toEqual([4, 12, 20]);
    expect(red?.seen[0]?.box.height).toBeCloseTo(60 / HEIGHT, 1);
    expect(red?.descriptor?.[0]).toBeGreaterThan(0.8);
    expect(green?.descriptor?.[1]).toBeGreaterThan(0.8);
    expect(small?.descriptor).toBeUndefined();
    // The slower detector looks at the first of each shot.
    expect(model.thorough).toEqual(SHOTS.flatMap(() => [true, false, false]));
  });

  it('are the same where a search goes on from a later shot', async () => {
    expect(await all(2)).toEqual((await all()).slice(2));
    expect(await all(4)).toEqual([]);
  });

  it('are looked for until the search is cancelled', async () => {
    const stop = new AbortController();
    const options = { model: new SquareModel(), signal: stop.signal, onProgress: () => stop.abort() };
    const search = async (): Promise<void> => {
      for await (const _ of findFaces(path, info, SHOTS, options));
    };
    await expect(search()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
