import type { Word } from '@second-unit/editing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraphOf, paragraphs, placesOf, wordAt } from '../src/paper/paragraphs.ts';
import { rangeOf, splitAt, stepTo, vertically } from '../src/paper/selection.ts';

const word = (text: string, startFrame: number, line: number): Word => ({
  text,
  startFrame,
  endFrame: startFrame + 8,
  line,
  timed: 'estimated',
  confidence: 0.5,
});

describe('a transcript on the page', () => {
  it('is in paragraphs that hold every word once, and finds the one of a word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.nat(200), text: fc.constantFrom('a', '- No.', '…', 'ليلى'), same: fc.boolean() })),
        (some) => {
          let at = 0;
          let line = 0;
          const words = some.map(({ gap, text, same }) => {
            at += 8 + gap;
            if (!same) line++;
            return word(text, at, line);
          });
          const all = paragraphs(words, 24);
          expect(all.flatMap(({ from, to }) => words.slice(from, to))).toEqual(words);
          for (const [index, { from, to }] of all.entries()) {
            expect(to).toBeGreaterThan(from);
            expect([paragraphOf(all, from), paragraphOf(all, to - 1)]).toEqual([index, index]);
          }
          for (const [index, { startFrame, endFrame }] of words.entries()) {
            expect(wordAt(words, startFrame)).toBe(index);
            expect(wordAt(words, endFrame)).not.toBe(index);
          }
        },
      ),
    );
  });

  it('begins a paragraph after a pause, and where somebody else speaks', () => {
    const words = [word('Who?', 0, 0), word('You.', 10, 0), word('- Me?', 20, 1), word('Later.', 100, 2)];
    expect(paragraphs(words, 24)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 3 },
      { from: 3, to: 4 },
    ]);
  });

  it('finds words whatever their case and marks, while they are typed', () => {
    const words = ['It’s', 'had', 'SALT!', 'Łukasz,', 'it', 'is', 'sal'].map((text, at) => word(text, at * 10, 0));
    expect(placesOf(words, 'its had sal')).toEqual([0]);
    expect(placesOf(words, 'salt')).toEqual([2]);
    expect(placesOf(words, 'sal')).toEqual([2, 6]);
    expect(placesOf(words, 'Łuk')).toEqual([3]);
    expect(placesOf(words, '  ')).toEqual([]);
  });
});

describe('choosing words', () => {
  it('goes from where it began to where one is, and never off the end', () => {
    const one = stepTo(undefined, 3, 5, true);
    expect(rangeOf(one)).toEqual({ from: 3, to: 4 });
    const more = stepTo(one, 9, 5, true);
    expect(rangeOf(more)).toEqual({ from: 3, to: 5 });
    expect(rangeOf(stepTo(more, -1, 5, true))).toEqual({ from: 0, to: 4 });
    expect(stepTo(more, 1, 5, false)).toEqual({ anchor: 1, head: 1 });
  });

  it('splits before the first chosen word, whichever end was chosen last', () => {
    for (const selection of [
      { anchor: 2, head: 6 },
      { anchor: 6, head: 2 },
    ]) {
      expect(splitAt(selection)).toBe(2);
    }
    expect([splitAt({ anchor: 4, head: 0 }), splitAt(undefined)]).toEqual([undefined, undefined]);
  });

  it('goes to the nearest word of the next line', () => {
    const box = (left: number, right: number, top: number) => ({
      getBoundingClientRect: () => ({ left, right, top, height: 20 }) as DOMRect,
    });
    const here = box(40, 80, 100);
    const below = [box(0, 30, 125), box(35, 90, 125), box(40, 80, 150)];
    const above = [box(0, 30, 50), box(100, 130, 75)];
    const all = [...above, here, box(90, 120, 100), ...below];
    expect(vertically(all, here, 1)).toBe(below[1]);
    expect(vertically(all, here, -1)).toBe(above[1]);
    expect(vertically([here], here, 1)).toBeUndefined();
  });
});
