import { readFileSync } from 'node:fs';
import { fontsFor } from '@second-unit/print/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDocument, parse, type ScreenplayDocument, type ScreenplayElement, toDocument } from '../../src/index.ts';
import { readPdf } from '../../src/pdf-in/index.ts';
import { type PdfOptions, printedText, toPdf } from '../../src/pdf-out/index.ts';
import { scripts } from '../pages/script.ts';
import { ALPHABETS, type Alphabet, scriptsIn } from './own-scripts.ts';

const sample = readFileSync(
  new URL('../../../../apps/studio/src/sample/living-or-otherwise.fountain', import.meta.url),
  'utf8',
);
const UNPRINTED = new Set(['note', 'boneyard', 'section', 'synopsis', 'pageBreak']);

const fold = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** A heading prints in capitals, however it was typed. */
const printed = (type: ScreenplayElement['type'], text: string): string =>
  type === 'sceneHeading' ? text.toUpperCase() : text;

const folded = (elements: readonly ScreenplayElement[]) =>
  elements
    .filter(({ type, text }) => !UNPRINTED.has(type) && text.trim() !== '')
    .map(({ type, text, number, dual }) => ({ type, text: printed(type, fold(text)), number, dual }));

const titlePage = ({ titlePage: entries }: ScreenplayDocument) =>
  entries.map(({ key, value }) => ({ key, value: fold(value) }));

async function again(text: string, options: Omit<PdfOptions, 'fonts'> = {}) {
  const { fonts } = await fontsFor(printedText(text, options));
  return readPdf(await toPdf(text, { ...options, fonts }));
}

async function isSame(text: string, options: Omit<PdfOptions, 'fonts'> = {}): Promise<void> {
  const wrote = toDocument(parse(text));
  const { document } = await again(text, options);
  expect(folded(document.elements)).toEqual(folded(wrote.elements));
  expect(titlePage(document)).toEqual(titlePage(wrote));
}

describe('our own PDF reads back equal', () => {
  it.each<[name: string, alphabets: readonly Alphabet[]]>([
    ...ALPHABETS.map((one): [string, Alphabet[]] => [one, [one]]),
    ['all of them', ALPHABETS],
  ])(
    'any script: %s',
    async (_, alphabets) => {
      await fc.assert(
        fc.asyncProperty(scriptsIn(alphabets), fc.constantFrom('letter', 'a4'), async (document, paper) => {
          await isSame(fromDocument(document), { paper });
        }),
        { numRuns: 8 },
      );
    },
    120_000,
  );

  it('any order of anything, alphabets mixed within lines', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (document) => {
        // What no font of ours has prints as a box.
        const text = (written: string): string => written.replace(/👩‍🚀|é́/gu, 'x');
        const elements = document.elements.map((element) => ({ ...element, text: text(element.text) }));
        await isSame(fromDocument({ ...document, elements }));
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 60_000);

  it('Latin lines between signs in a paragraph that runs right to left', async () => {
    await isSame(`مرحبا '\n'a-.  A ${'a'.repeat(60)}\n`);
  });

  it('the sample, with lyrics, scene numbers and page breaks', () => isSame(sample));

  it('emphasis inside of emphasis, and on the title page', async () => {
    const text =
      'Title: The **Big _Sea_**\nAuthor: Me\n\nINT. HOUSE - DAY\n\nThree _a **b** c_ here.\n\n*One **two** three.* And **bold _under_ more**.\n\nZOË\nHello **there *my*** _friend_.\n';
    expect((await again(text)).fountain).toBe(text);
  });

  it('a heading typed small, which prints in capitals', async () => {
    const text = 'int. café “Straße” – day #1a#\n\nShe waits.\n';
    await isSame(text);
    expect((await again(text)).document.elements[0]).toMatchObject({ text: 'INT. CAFÉ “STRAßE” – DAY', number: '1a' });
  });

  it('its title page, keys of its own and lines included', async () => {
    const text =
      'Title: The Harbour\nAuthor: M. Ray\nÜber: Ein #1 Test\nContact:\n    1 Quay\n    Oslo\n\nShe waits.\n';
    await isSame(text);
    expect((await again(text)).titlePage.at(-1)).toMatchObject({ key: 'Contact', value: '1 Quay\nOslo' });
  });

  it('line breaks of the writer, and none where a line was full', async () => {
    const full = 'The letters are long and the paper is not so wide that they would fit on one line of it. '.repeat(3);
    const text = `A list:\none\ntwo\n${full.trim()}\n\n彼女は静かにドアを開けて、ゆっくりと台所に入ってくる。誰もいない。窓の外には海が見える。\n`;
    const { document } = await again(text);
    expect(document.elements.map((element) => element.text)).toEqual(text.trim().split('\n\n'));
  });

  it('two speeches side by side that go on overleaf', async () => {
    const lines = 'She says a good deal of it, and then some more. ';
    await isSame(`INT. HOUSE - DAY\n\nMARA\n${lines.repeat(20)}\n\nJON ^\n${lines.repeat(90)}\n\nThey stop.\n`);
    await isSame(`INT. HOUSE - DAY\n\nMARA\n${lines.repeat(90)}\n\nJON ^\n${lines.repeat(90)}\n\nThey stop.\n`);
    await isSame(`INT. HOUSE - DAY\n\nMARA\n${lines.repeat(90)}\n\nJON ^\n${lines.repeat(2)}\n\nThey stop.\n`);
  });

  it('paragraphs that end with a page, and those that go on', async () => {
    for (let lines = 44; lines < 58; lines++) {
      await isSame(
        `${'x\n\n'.repeat(lines / 2)}The end of a sentence. Another one, of which there\nis more.\n\nNew.\n`,
      );
    }
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
    await isSame(text);
    const { fountain } = await again(text);
    expect(fountain).toContain('*входит*');
    expect(fountain).toContain('_никто_');
    expect(fountain).toContain('**спят**');
  });

  it('right-to-left lines in the order of speech, with what is bold in them', async () => {
    const text = `INT. HOUSE - DAY

שלום לכולם, **נכנסים** 3 אנשים מן BERLIN אל החדר ויושבים.

@שרה
(צוחקת)
ברוכים הבאים אלינו.
12
`;
    await isSame(text);
    expect((await again(text)).fountain).toContain('**נכנסים**');
  });

  it('revised lines, and what the page adds as furniture', async () => {
    const text = `INT. HOUSE - DAY\n\nOne.\n\nTwo.\n`;
    const revisions = [{ colour: 'Blue', changes: [{ element: 2 }] }];
    const { lines } = await again(text, { revisions });
    expect(lines.filter((line) => line.revised).map((line) => line.text)).toEqual(['Two.']);
    expect(lines.filter((line) => line.type === 'furniture').map((line) => line.text)).toEqual(['Blue', '*']);
  });
});
