import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { readFdx, readOsf, writeFadeIn, writeOsf } from '../../src/formats/index.ts';
import { bytes, present, text } from './data.ts';
import { fountain, gist } from './scripts.ts';

test('a script written as Open Screenplay Format reads back equal', () => {
  fc.assert(
    fc.property(fountain, (script) => {
      const file = writeOsf(script);
      const read = readOsf(file);
      expect(gist(read.fountain)).toEqual(gist(script));
      expect(writeOsf(read.fountain, { from: read })).toBe(file);
    }),
    // An asterisk of the text itself, next to the signs of emphasis.
    {
      numRuns: 250,
      examples: [['= **\\[[ \\*** [[door]]\n'], ['~**a \\*** b\n'], ['> **\\/\\*** b \\[[ < [[door]]\n']],
    },
  );
});

test('a script written into the file of another reads back equal', () => {
  fc.assert(
    fc.property(fountain, fountain, (before, after) => {
      const from = readOsf(writeFadeIn(before));
      expect(gist(readOsf(writeFadeIn(after, { from })).fountain)).toEqual(gist(after));
    }),
    { numRuns: 250, examples: [['', 'MARA\nß **"q"**\n**ß \\*** door\n\n@MARA ^\n\n[[door]]\n']] },
  );
});

describe.skipIf(!present)('the file of Fade In', () => {
  const file = present ? bytes('fountain/screenplay-tools/TestFDX-FI.fadein') : new Uint8Array();

  it('is the script that its FDX and its Fountain are', () => {
    const read = readOsf(file);
    const fdx = readFdx(bytes('fdx/TestFDX-FI.fdx'));
    const lines = (script: string): unknown =>
      (gist(script) as { elements: { type: string; text: string }[] }).elements.map(({ type, text: line }) => [
        type,
        line.toUpperCase(),
      ]);
    // Fade In numbers scenes, and sets headings in capitals, only as it writes the others.
    expect(lines(read.fountain)).toEqual(lines(fdx.fountain));
    expect(lines(read.fountain)).toEqual(lines(text('fountain/screenplay-tools/TestFDX-FI.fountain')));
    expect((gist(read.fountain) as { titlePage: unknown }).titlePage).toEqual(
      (gist(fdx.fountain) as { titlePage: unknown }).titlePage,
    );
  });

  it('is written back unit by unit, and changed in one line only where it changed', () => {
    const from = readOsf(file);
    const source = strFromU8(unzipSync(file)['document.xml'] as Uint8Array);
    expect(writeOsf(from.fountain, { from })).toBe(source);
    expect(writeOsf(from.document, { from })).toBe(source);
    const changed = writeOsf(from.fountain.replace('Why do we pay him?', 'Why?'), { from });
    const folded = (xml: string): string => xml.replace(/>\s+</g, '><');
    expect(folded(changed.replace('Why?', 'Why do we pay him?'))).toBe(folded(source));
  });
});
