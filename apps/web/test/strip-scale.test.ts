import type { Scene } from '@second-unit/story';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameAtShare, offsetAtShare, sceneBlocks, shareOfFrame, shareOfOffset } from '../src/frame/strip-scale.ts';

const scene = (over: Partial<Scene>): Scene => ({
  index: 0,
  heading: '',
  place: '',
  interior: true,
  exterior: false,
  from: 0,
  to: 10,
  eighths: 1,
  speakers: [],
  words: 0,
  ...over,
});

const script = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 4000 }), eighths: fc.integer({ min: 0, max: 40 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts) => {
    let at = 0;
    return parts.map(({ length, eighths }, index) => {
      const from = at;
      at += length;
      return scene({ index, eighths, from, to: at });
    });
  });

describe('sceneBlocks', () => {
  test('blocks tile the strip in order', () => {
    fc.assert(
      fc.property(script, (scenes) => {
        const blocks = sceneBlocks(scenes);
        expect(blocks[0]?.start).toBe(0);
        expect(blocks.at(-1)?.end).toBeCloseTo(1, 9);
        for (const [index, block] of blocks.entries()) {
          expect(block.end).toBeGreaterThan(block.start);
          if (index > 0) expect(block.start).toBe(blocks[index - 1]?.end);
        }
      }),
    );
  });

  test('an offset goes to the strip and back within a character or two', () => {
    fc.assert(
      fc.property(script, fc.double({ min: 0, max: 1, noNaN: true }), (scenes, share) => {
        const blocks = sceneBlocks(scenes);
        const total = scenes.at(-1)?.to ?? 0;
        const offset = Math.min(total - 1, Math.floor(share * total));
        expect(Math.abs(offsetAtShare(blocks, shareOfOffset(blocks, offset)) - offset)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('colours follow the stripboard, and go on where a heading gives no time', () => {
    const kinds = sceneBlocks([
      scene({ time: 'DAY' }),
      scene({ interior: false, exterior: true, time: 'NIGHT' }),
      scene({ time: 'CONTINUOUS' }),
      scene({}),
      scene({ interior: false, exterior: true, time: 'MORNING' }),
      scene({ interior: false, exterior: false }),
    ]).map(({ kind }) => kind);
    expect(kinds).toEqual(['int-day', 'ext-night', 'int-night', 'int-night', 'ext-day', 'other']);
  });

  test('a script without scenes has an empty strip', () => {
    expect(sceneBlocks([])).toEqual([]);
    expect(offsetAtShare([], 0.5)).toBe(0);
    expect(shareOfOffset([], 5)).toBe(0);
  });
});

test('every frame can be scrubbed to, and none outside of the film', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.double({ min: -1, max: 2, noNaN: true }), (frames, share) => {
      const frame = frameAtShare(share, frames);
      expect(frame).toBeGreaterThanOrEqual(0);
      expect(frame).toBeLessThan(frames);
      expect(shareOfFrame(frame, frames)).toBeGreaterThanOrEqual(0);
      expect(shareOfFrame(frame, frames)).toBeLessThanOrEqual(1);
    }),
  );
});
