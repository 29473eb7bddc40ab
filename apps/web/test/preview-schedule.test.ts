import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutFrameOf, cutFrames, locate, previewSeconds, previewShows, step } from '../src/cut/preview-schedule.ts';

const cut = fc.array(
  fc
    .record({ inFrame: fc.integer({ min: 0, max: 5000 }), length: fc.integer({ min: 1, max: 200 }) })
    .map(({ inFrame, length }) => ({ inFrame, outFrame: inFrame + length })),
  { minLength: 1, maxLength: 20 },
);

describe('the schedule of a preview', () => {
  test('every frame of a cut lies in one item, and back', () => {
    fc.assert(
      fc.property(cut, fc.nat(), (items, nat) => {
        const at = nat % cutFrames(items);
        const place = locate(items, at);
        expect(place).toBeDefined();
        if (place) expect(cutFrameOf(items, place.index, place.frame)).toBe(at);
        expect(locate(items, cutFrames(items))).toBeUndefined();
      }),
    );
  });

  test('playing shows each frame of the cut once, in order, and ends', () => {
    fc.assert(
      fc.property(cut, (items) => {
        const shown: number[] = [];
        let index = 0;
        let frame = items[0]?.inFrame ?? 0;
        for (let tick = 0; tick <= cutFrames(items) * 2 + items.length; tick++) {
          const next = step(items, index, frame);
          if (next.kind === 'end') break;
          if (next.kind === 'jump') {
            index = next.index;
            frame = next.frame;
            continue;
          }
          index = next.index ?? index;
          shown.push(frame++);
        }
        expect(shown).toEqual(
          items.flatMap((item) => Array.from({ length: item.outFrame - item.inFrame }, (_, i) => item.inFrame + i)),
        );
      }),
    );
  });

  test('the preview of a shot shows the second before it first, then each of its frames at its time', () => {
    const items = [
      { inFrame: 100, outFrame: 150 },
      { inFrame: 0, outFrame: 10, card: 'One day' },
      { inFrame: 700, outFrame: 740 },
    ];
    // A second of 25 frames before the shot lies in the shot before the card.
    expect(previewShows(items, 2, 25, 0)).toEqual({ index: 0, frame: 135 });
    expect(previewShows(items, 2, 25, 0.6)).toEqual({ index: 1, frame: 0 });
    expect(previewShows(items, 2, 25, 1)).toEqual({ index: 2, frame: 700 });
    expect(previewShows(items, 2, 25, 60)).toEqual({ index: 2, frame: 739 });
    expect(previewShows(items, 0, 25, 0)).toEqual({ index: 0, frame: 100 });
    fc.assert(
      fc.property(cut, fc.nat(), (all, nat) => {
        const place = locate(all, nat % cutFrames(all));
        if (!place) return;
        const middle = previewSeconds(all, place.index, 25, place.frame);
        // What is on the screen then began half a frame before.
        expect(previewShows(all, place.index, 25, middle - 0.02)).toEqual(place);
      }),
    );
  });

  test('a shot that goes on in the next item is not sought', () => {
    const items = [
      { inFrame: 10, outFrame: 20 },
      { inFrame: 20, outFrame: 30 },
    ];
    expect(step(items, 0, 20)).toEqual({ kind: 'stay', index: 1 });
  });

  test('a late frame after the end of an item still jumps to the next one', () => {
    const items = [
      { inFrame: 10, outFrame: 20 },
      { inFrame: 50, outFrame: 60 },
    ];
    expect(step(items, 0, 23)).toEqual({ kind: 'jump', index: 1, frame: 50 });
    expect(step(items, 1, 61)).toEqual({ kind: 'end' });
    expect(step([], 0, 0)).toEqual({ kind: 'end' });
  });
});
