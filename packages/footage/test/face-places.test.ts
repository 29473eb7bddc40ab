import { describe, expect, it } from 'vitest';
import { type Face, facePlaces, type Picture, THOROUGH_EVERY } from '../src/people/index.ts';

const PICTURE: Picture = { width: 1, height: 1, rgb: new Uint8Array(3) };
const face = (x: number, confidence = 0.6): Face => {
  return { box: { x, y: 0.2, width: 0.2, height: 0.4 }, landmarks: [], confidence };
};

/** What a model that sees these faces look by look says of a shot; and which looks were thorough. */
async function placesOf(looks: readonly (readonly Face[])[]) {
  const thorough: boolean[] = [];
  let at = 0;
  const model = {
    async detect(_: Picture, options: { readonly thorough: boolean }) {
      thorough.push(options.thorough);
      return looks[at++] ?? [];
    },
  };
  async function* pictures() {
    for (const index of looks.keys()) {
      yield { frame: index * 12, picture: PICTURE, thorough: index % THOROUGH_EVERY === 1 };
    }
  }
  const places = await facePlaces(model, pictures());
  return { thorough, frames: places.map(({ frame }) => frame), xs: places.map(({ boxes }) => boxes.map(({ x }) => x)) };
}

describe('where faces are in a shot', () => {
  it('is said of each look; the slower detector looks where it is asked to, and the fast one may miss some', async () => {
    const { frames, xs, thorough } = await placesOf([
      [face(0.1)],
      [face(0.12)],
      [face(0.14)],
      [face(0.16)],
      [face(0.18)],
    ]);
    expect(frames).toEqual([0, 12, 24, 36, 48]);
    expect(xs).toEqual([[0.1], [0.12], [0.14], [0.16], [0.18]]);
    // The fast one saw as many as the slower one each time.
    expect(thorough).toEqual([false, true, false, false, false]);
    const seen = Array.from({ length: 8 }, () => [face(0.1)]);
    const missed = seen.with(3, []);
    expect((await placesOf(seen)).thorough.indexOf(true, 2)).toBe(-1);
    expect((await placesOf(missed)).thorough.indexOf(true, 2)).toBe(6);
    // Missed before the slower one looked, or where that saw nobody: nothing tells that the fast one sees all.
    expect((await placesOf(seen.with(0, []))).thorough.indexOf(true, 2)).toBe(-1);
    expect((await placesOf(seen.map(() => []))).thorough.indexOf(true, 2)).toBe(6);
  });

  it('goes on between two looks in which a face is seen at one place', async () => {
    // Found by the slower detector only.
    expect((await placesOf([[face(0.5)], [], [], [], [face(0.52)]])).xs).toEqual([[0.5], [0.5], [0.5], [0.52], [0.52]]);
    // Another place is another face.
    expect((await placesOf([[face(0.1, 0.9)], [], [face(0.7, 0.9)]])).xs).toEqual([[0.1], [], [0.7]]);
  });

  it('takes no doubtful face that is seen once', async () => {
    expect((await placesOf([[], [face(0.3, 0.6)], []])).xs).toEqual([[], [], []]);
    expect((await placesOf([[], [face(0.3, 0.8)], []])).xs).toEqual([[], [0.3], []]);
  });
});
