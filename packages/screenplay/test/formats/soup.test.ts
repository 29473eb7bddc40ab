import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFdx, readOsf, writeFdx, writeOsf } from '../../src/formats/index.ts';
import { styledScript } from '../../src/formats/script/styled.ts';
import { soup } from '../soup.ts';

/** Any text at all, but for what XML has no way to hold: control characters and halves of characters. */
const legal = soup.map((text) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}|^\ufeff+/gu, ''),
);

/** Scripts of that. A cue without a name, or with the sign of a boneyard in it, is more than its speech can bear. */
const script = legal.filter((text) =>
  styledScript(text).elements.every(
    (element) => element.type !== 'character' || (element.text !== '' && !element.text.includes('/*')),
  ),
);

/**
 * Elements and titles that say something, without styles: of text like this, Fountain cannot have all styles that
 * the formats can (an underline that ends inside a word).
 */
function words(text: string): unknown {
  const { titlePage, elements } = styledScript(text);
  return {
    titlePage: titlePage.filter(({ value }) => value !== '').map(({ key, value }) => ({ key, value })),
    elements: elements
      .filter((element) => element.text !== '' || element.type === 'pageBreak')
      .map(({ styles: _, inside: __, ...element }) => element),
  };
}

test('any Fountain comes back from FDX', () => {
  fc.assert(
    fc.property(script, (text) => {
      expect(words(readFdx(writeFdx(text)).fountain)).toEqual(words(text));
    }),
    // What would open a boneyard, in a title with emphasis.
    { numRuns: 500, examples: [['She said: *no*snake_case\\/* a\n\nb */']] },
  );
});

test('any Fountain comes back from the FDX of any other', () => {
  fc.assert(
    fc.property(script, script, (before, after) => {
      const from = readFdx(writeFdx(before));
      expect(words(readFdx(writeFdx(after, { from })).fountain)).toEqual(words(after));
    }),
    { numRuns: 500 },
  );
});

test('any Fountain comes back from Open Screenplay Format', () => {
  fc.assert(
    fc.property(script, (text) => {
      expect(words(readOsf(writeOsf(text)).fountain)).toEqual(words(text));
    }),
    { numRuns: 500 },
  );
});
