import { readFileSync } from 'node:fs';
import { fontsFor } from '@second-unit/print/node';
import { describe, expect, it } from 'vitest';
import { parse, type ScreenplayElement, toDocument } from '../../src/index.ts';
import { readPdf } from '../../src/pdf-in/index.ts';
import { printedText, toPdf } from '../../src/pdf-out/index.ts';

const sample = readFileSync(
  new URL('../../../../apps/studio/src/sample/living-or-otherwise.fountain', import.meta.url),
  'utf8',
);
const UNPRINTED = new Set(['note', 'boneyard', 'section', 'synopsis', 'pageBreak']);

const folded = (elements: readonly ScreenplayElement[]) =>
  elements
    .filter(({ type }) => !UNPRINTED.has(type))
    .map(({ type, text, number, dual }) => ({ type, text: text.replace(/\s+/g, ' ').trim(), number, dual }));

async function again(text: string) {
  const { fonts } = await fontsFor(printedText(text));
  return readPdf(await toPdf(text, { fonts }));
}

describe('our own PDF', () => {
  it('reads back equal: the sample, with lyrics, scene numbers and page breaks', async () => {
    const read = await again(sample);
    expect(folded(read.document.elements)).toEqual(folded(toDocument(parse(sample)).elements));
    expect(read.document.titlePage[0]).toMatchObject({ key: 'Title', value: 'LIVING OR OTHERWISE' });
  });

  it('dual dialogue, transitions, centred text, indented action, emphasis, Cyrillic', async () => {
    const text = `INT. HOUSE - DAY #1#

Ещё один день. Он *входит* в комнату, и _никто_ не видит его, потому что все **спят** давно уже.

          A letter, indented.

JOHN
Hello.

MARY ^
(at once)
Hello, you.

JOHN
~La la la
~Lo lo lo

> INTERCUT WITH:

> THE END <
`;
    const read = await again(text);
    expect(folded(read.document.elements)).toEqual(folded(toDocument(parse(text)).elements));
    expect(read.fountain).toContain('*входит*');
    expect(read.fountain).toContain('_никто_');
    expect(read.fountain).toContain('**спят**');
  });

  it('right-to-left lines come in the order of reading', async () => {
    const text = `INT. HOUSE - DAY

שלום לכולם, נכנסים 3 אנשים מן BERLIN אל החדר ויושבים.

@שרה
(צוחקת)
ברוכים הבאים אלינו.
`;
    const read = await again(text);
    expect(folded(read.document.elements)).toEqual(folded(toDocument(parse(text)).elements));
  });
});
