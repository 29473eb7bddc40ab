import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDocument } from '../../src/document.ts';
import { readFdx, writeFdx } from '../../src/formats/index.ts';
import { parse } from '../../src/parse.ts';
import { fountain, gist } from './scripts.ts';

test('a script written as FDX reads back with every element, style, note and title equal', () => {
  fc.assert(
    fc.property(fountain, (text) => {
      const read = readFdx(writeFdx(text));
      expect(gist(read.fountain)).toEqual(gist(text));
    }),
    { numRuns: 400 },
  );
});

test('a script written into the FDX of another reads back equal', () => {
  fc.assert(
    fc.property(fountain, fountain, (before, after) => {
      const from = readFdx(writeFdx(before));
      const read = readFdx(writeFdx(after, { from }));
      expect(gist(read.fountain)).toEqual(gist(after));
    }),
    { numRuns: 300 },
  );
});

test('nothing changes of a file whose script did not', () => {
  fc.assert(
    fc.property(fountain, (text) => {
      const file = writeFdx(text);
      const from = readFdx(file);
      expect(writeFdx(from.fountain, { from })).toBe(file);
      expect(writeFdx(toDocument(parse(from.fountain)), { from })).toBe(file);
    }),
    { numRuns: 300 },
  );
});
