import { beforeAll, describe, expect, it } from 'vitest';
import { decode, type FilmClip, render } from '../src/index.ts';
import { encodeAs } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';

const at = useFolder();
const SIZE = 64;
const FRAMES = 12;

/** Where the edge stands in each row of each frame: the first pixel that is not light. */
async function edgesOf(path: string): Promise<number[][]> {
  const edges: number[][] = [];
  for await (const event of decode(path, { frames: { width: SIZE, height: SIZE } })) {
    if (event.type !== 'frames') continue;
    for (let frame = 0; frame < event.pts.length; frame++) {
      const row = (y: number): number => {
        const from = (frame * SIZE + y) * SIZE;
        const dark = Array.from({ length: SIZE }, (_, x) => x).find((x) => event.rgb[(from + x) * 3 + 1]! < 190);
        return dark ?? SIZE;
      };
      edges.push(Array.from({ length: SIZE }, (_, y) => row(y)));
    }
  }
  return edges;
}

async function rendered(clips: readonly Pick<FilmClip, 'path' | 'inFrame' | 'outFrame'>[]): Promise<number[][]> {
  const out = at(`out ${Math.random()}.mp4`);
  const output = { width: SIZE, height: SIZE, frameRate: { num: 25, den: 1 }, sampleRate: 48_000, crf: 4 };
  await render({ ...output, preset: 'ultrafast', clips }, out);
  return edgesOf(out);
}

/** Pixels by which neighbouring rows of a frame lie apart, mean, its rim aside. */
const combing = (edges: readonly number[]): number => {
  const inner = edges.slice(4, -4);
  return inner.slice(1).reduce((sum, edge, y) => sum + Math.abs(edge - inner[y]!), 0) / (inner.length - 1);
};

describe('a render of interlaced film', () => {
  beforeAll(async () => {
    const as = { codec: 'mpeg2video', pixelFormat: 'yuv420p', size: SIZE, frames: FRAMES } as const;
    await encodeAs({ to: at('fields.mkv'), ...as, interlaced: 'fields' });
    await encodeAs({ to: at('whole.mkv'), ...as, interlaced: 'whole frames' });
  }, 60_000);

  it('shows one moment in each frame, that of its first field, in the place of each', async () => {
    // The edges of frames 1 to 6, which the grey behind them has not yet grown as light as.
    const before = (await edgesOf(at('fields.mkv'))).slice(1, 7);
    for (const edges of before) expect(combing(edges)).toBeGreaterThan(3);
    const shown = await rendered([{ path: at('fields.mkv'), inFrame: 1, outFrame: 7 }]);
    shown.forEach((edges, index) => {
      expect(combing(edges)).toBeLessThan(1);
      for (const edge of edges.slice(4, -4)) expect(Math.abs(edge - 8 * (index + 1))).toBeLessThan(3);
    });
  });

  it('shows the same frames wherever a clip begins, also the first and the last of the film', async () => {
    const path = at('fields.mkv');
    const whole = await rendered([{ path, inFrame: 0, outFrame: FRAMES }]);
    expect(whole).toHaveLength(FRAMES);
    const parts = await rendered([
      { path, inFrame: 5, outFrame: 7 },
      { path, inFrame: 2, outFrame: 5 },
      { path, inFrame: 0, outFrame: 2 },
      { path, inFrame: 7, outFrame: FRAMES },
    ]);
    const order = [5, 6, 2, 3, 4, 0, 1, 7, 8, 9, 10, 11];
    parts.forEach((edges, index) => {
      const expected = whole[order[index]!]!;
      // The encoder sees them in another order, so that a pixel may fall on the other side.
      edges.forEach((edge, y) => {
        expect(Math.abs(edge - expected[y]!), `frame ${order[index]}, row ${y}`).toBeLessThan(2);
      });
    });
  });

  it('leaves frames alone that were shot whole and are only marked as interlaced', async () => {
    const path = at('whole.mkv');
    const before = await edgesOf(path);
    const shown = await rendered([{ path, inFrame: 0, outFrame: 8 }]);
    shown.forEach((edges, index) => {
      edges.forEach((edge, y) => {
        expect(Math.abs(edge - before[index]![y]!), `frame ${index}, row ${y}`).toBeLessThan(2);
      });
    });
  });
});
