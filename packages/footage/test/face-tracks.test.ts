import { describe, expect, it } from 'vitest';
import { FaceTracks, type FoundFace } from '../src/people/face-tracks.ts';
import { looksAt } from '../src/people/look-at.ts';

const face = (x: number, looks: number | undefined, confidence = 0.9): FoundFace => ({
  box: { x, y: 0.2, width: 0.1, height: 0.2 },
  landmarks: [],
  confidence,
  ...(looks === undefined ? {} : { descriptor: Float32Array.of(looks, 0) }),
});

describe('faces followed through a shot', () => {
  it('follows a face that moves, and one that jumps but looks the same', () => {
    const tracks = new FaceTracks();
    tracks.add(0, [face(0.1, 0)]);
    tracks.add(8, [face(0.14, 0.1)]);
    tracks.add(16, [face(0.7, 0.1)]);
    const [one, ...others] = tracks.end(24, 8);
    expect(others).toEqual([]);
    expect(one?.seen.map(({ frame }) => frame)).toEqual([0, 8, 16]);
    expect(one).toMatchObject({ startFrame: 0, endFrame: 24 });
  });

  it('keeps two people apart who change places', () => {
    const tracks = new FaceTracks();
    tracks.add(0, [face(0.1, 0), face(0.5, 1)]);
    tracks.add(8, [face(0.1, 1), face(0.5, 0)]);
    const found = tracks.end(16, 8);
    expect(found.map(({ seen }) => seen.map(({ box }) => box.x))).toEqual([
      [0.1, 0.5],
      [0.5, 0.1],
    ]);
  });

  it('finds a face again that turned away, but not one without looks of its own', () => {
    const tracks = new FaceTracks();
    tracks.add(0, [face(0.1, 0), face(0.6, undefined)]);
    tracks.add(8, []);
    tracks.add(16, [face(0.1, 0), face(0.6, undefined)]);
    expect(tracks.end(24, 8).map(({ startFrame, seen }) => [startFrame, seen.length])).toEqual([
      [0, 2],
      [0, 1],
      [16, 1],
    ]);
  });

  it('drops what was seen once among many looks and not surely', () => {
    const tracks = new FaceTracks();
    tracks.add(0, [face(0.1, 0, 0.55)]);
    tracks.add(8, []);
    expect(tracks.end(16, 8)).toEqual([]);
    const single = new FaceTracks();
    single.add(0, [face(0.1, 0, 0.55)]);
    expect(single.end(4, 8)).toHaveLength(1);
  });
});

describe('the frames that faces are looked for in', () => {
  it('are a few a second in each shot, at least one, and never outside of it', () => {
    const shots = [
      { startFrame: 0, endFrame: 100 },
      { startFrame: 110, endFrame: 111 },
      { startFrame: 111, endFrame: 115 },
    ];
    const looks = looksAt(shots, 25);
    expect(looks.filter(({ shot }) => shot === 0)).toHaveLength(13);
    for (const { shot, frame } of looks) {
      expect(frame).toBeGreaterThanOrEqual(shots[shot]!.startFrame);
      expect(frame).toBeLessThan(shots[shot]!.endFrame);
    }
    for (const shot of shots.keys()) {
      const own = looks.filter((look) => look.shot === shot);
      expect(own[0]?.thorough).toBe(true);
      expect(own.map(({ last }) => last)).toEqual(own.map((_, at) => at === own.length - 1));
    }
    expect(looksAt(shots, 0.5).length).toBeGreaterThanOrEqual(shots.length);
  });
});
