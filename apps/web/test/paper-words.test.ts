import type { Word } from '@second-unit/editing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperChangeInWords } from '../src/paper/change-words.ts';
import { paragraphOf, paragraphs, placesOf, wordAt } from '../src/paper/paragraphs.ts';
import { rangeOf, splitAt, stepTo, vertically } from '../src/paper/selection.ts';
import { speakerOf, speakersOf } from '../src/paper/speakers.ts';
import { usedStretches } from '../src/paper/used-stretches.ts';

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

describe('who speaks, as the script tells', () => {
  const take = (media: string, from: number, to: number, coverage = 1, confidence = 0.9) => ({
    ...{ media, from, to, coverage, confidence, startFrame: 0, endFrame: 1, suggested: true },
  });
  const line = (who: string | undefined, ...takes: ReturnType<typeof take>[]) => ({
    ...{ line: 0, scene: 0, from: 0, to: 1, text: '', takes },
    ...(who === undefined ? {} : { who }),
  });
  const lines = [
    line('ANNA', take('a', 0, 3), take('b', 0, 2)),
    line('BORIS', take('a', 3, 5), take('a', 6, 8, 0.2)),
    // Heard in the same words, but less surely.
    line('CARLA', take('a', 0, 2, 0.6)),
  ];

  it('is known of the words in which a line was heard, of the film that is asked for', () => {
    const said = (media: string) => Array.from(speakersOf({ lines }, media));
    expect(said('a')).toEqual(['ANNA', 'ANNA', 'ANNA', 'BORIS', 'BORIS']);
    expect(said('b')).toEqual(['ANNA', 'ANNA']);
    expect(said('c')).toEqual([]);
    // Of a long line that was cut, what is left.
    expect(Array.from(speakersOf({ lines: [line('ANNA', take('a', 0, 4, 0.3))] }, 'a'))).toHaveLength(4);
  });

  it('begins a new paragraph with a new speaker, and names one only where half of it is known', () => {
    const speakers = speakersOf({ lines }, 'a');
    const words = Array.from({ length: 9 }, (_, at) => word('a', at * 8, 0));
    const all = paragraphs(words, 24, speakers);
    expect(all).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 9 },
    ]);
    expect(all.map((one) => speakerOf(speakers, one))).toEqual(['ANNA', undefined]);
    expect(speakerOf(speakers, { from: 3, to: 7 })).toBe('BORIS');
    // Nothing changes where the script tells nothing.
    expect(paragraphs(words, 24)).toEqual([{ from: 0, to: 9 }]);
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

it('marks in the film what a paper edit plays, each frame once', () => {
  const part = (inFrame: number, outFrame: number, media = 'a') => ({ media, inFrame, outFrame });
  const segments = [part(50, 80), part(10, 20), part(50, 80), part(70, 90), part(5, 9, 'b'), part(90, 95)];
  expect(usedStretches(segments, 'a')).toEqual([
    { inFrame: 10, outFrame: 20 },
    { inFrame: 50, outFrame: 95 },
  ]);
});

it('tells the ledger what it was called', () => {
  expect(paperChangeInWords({ kind: 'rename', title: 'Short', was: 'Long' })).toContain('Short');
});
