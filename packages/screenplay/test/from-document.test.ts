import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDocument, parse, type ScreenplayDocument, toDocument } from '../src/index.ts';
import { soup } from './soup.ts';

/** Without ranges: a rewritten text has others. */
function content(document: ScreenplayDocument): unknown {
  return {
    titlePage: document.titlePage.map(({ key, value }) => ({ key, value })),
    elements: document.elements.map(({ from: _from, to: _to, ...rest }) => rest),
  };
}

describe('JSON to Fountain', () => {
  it('parses back to equal elements, for whatever was parsed', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const document = toDocument(parse(text));
        const written = fromDocument(document);
        expect(content(toDocument(parse(written)))).toEqual(content(document));
      }),
      { numRuns: 3_000 },
    );
  });
});
