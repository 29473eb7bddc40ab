import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fontsFor } from '@second-unit/print/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBack } from '../../../print/test/read-back.ts';
import { parse, type ScreenplayDocument, toDocument } from '../../src/index.ts';
import { layout, lockPages } from '../../src/pages/index.ts';
import { isPrinted } from '../../src/pages/paragraphs.ts';
import { type PdfOptions, printedText, toPdf } from '../../src/pdf-out/index.ts';
import { scripts } from '../pages/script.ts';

const data = process.env.SECOND_UNIT_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const fountain = join(data, 'screenplays/fountain');

type Script = Parameters<typeof toPdf>[0];

async function printed(script: Script, options: Omit<PdfOptions, 'fonts'> = {}) {
  const { fonts } = await fontsFor(printedText(script, options));
  return readBack(await toPdf(script, { ...options, fonts }));
}

const folded = (text: string): string => text.replace(/\s+/gu, '');

/** What of a document is to be read on paper, in order. */
function spoken(document: ScreenplayDocument): string {
  const { titlePages } = layout(document);
  const entries = new Set(titlePages.flat().map((line) => line.entry));
  const title = document.titlePage.filter((_, index) => entries.has(index)).map((entry) => entry.value);
  const elements = document.elements.filter(isPrinted).map(
    // Whatever was typed, a heading prints in capitals.
    ({ type, text, number = '' }) => number + (type === 'sceneHeading' ? text.toUpperCase() : text),
  );
  return folded([...title, ...elements].join(''));
}

const textOf = (read: Awaited<ReturnType<typeof printed>>): string =>
  folded(
    read.elements
      .filter(({ path }) => path.at(-1) !== 'Artifact')
      .map(({ text }) => text)
      .join(''),
  );

describe('a printed script', () => {
  const script = [
    'Title: _**The Harbour**_\nAuthor: M. Ray\n',
    'INT. KITCHEN - DAY #12A#\n',
    'She *never* locked it. [[why?]]\n',
    'MARA (V.O.)\n(softly)\nIt was **open**.\n',
    'JON ^\n~La la la\n',
    '> CUT TO:\n',
    '# Act two\n\n= It goes on.\n',
    '> THE END <\n',
  ].join('\n');

  it('says what each element is, in reading order', async () => {
    const { elements, title, tagged, pages } = await printed(parse(script));
    expect({ title, tagged, pages }).toEqual({ title: 'The Harbour', tagged: true, pages: 2 });
    expect(elements.map(({ path, text }) => [path.slice(1).join(' '), text])).toEqual([
      ['Sect H1', 'The Harbour'],
      ['Sect P', 'M. Ray'],
      ['Sect H2 Lbl', '12A'],
      ['Sect H2', 'INT. KITCHEN - DAY'],
      ['Sect P', 'She never locked it.'],
      ['Sect Div BlockQuote P', 'MARA (V.O.)'],
      ['Sect Div BlockQuote P', '(softly)'],
      ['Sect Div BlockQuote P', 'It was open.'],
      ['Sect Div BlockQuote P', 'JON'],
      ['Sect Div BlockQuote P', 'La la la'],
      ['Sect P', 'CUT TO:'],
      ['Sect P', 'THE END'],
    ]);
  });

  it('skips no level of headings', async () => {
    const { elements } = await printed('Author: M. Ray\n\nINT. A - DAY\n\nHe waits.\n');
    expect(elements.map(({ path }) => path.at(-1))).toEqual(['P', 'H1', 'P']);
  });

  it('has each element at its column', async () => {
    const { elements } = await printed('INT. A - DAY\n\nHe waits.\n\nMARA\n(softly)\nIt was open.\n');
    expect(elements.map(({ x }) => Math.round((x / 72) * 10) / 10)).toEqual([1.5, 1.5, 3.7, 3.1, 2.5]);
  });

  it('has its emphasis, and lyrics in italics', async () => {
    const { elements } = await printed(script);
    const fonts = (text: string) => elements.find((element) => element.text === text)?.fonts;
    expect(fonts('The Harbour')).toContain('CourierPrime-Bold');
    expect(fonts('She never locked it.')).toEqual(['CourierPrime-Regular', 'CourierPrime-Italic']);
    expect(fonts('La la la')).toEqual(['CourierPrime-Italic']);
  });

  it('reads on over a page break without (MORE) and (CONT’D), which are on the page', async () => {
    const text = `${'x\n'.repeat(50)}\nMARA\n${'One more sentence to say. '.repeat(12)}\n`;
    const read = await printed(text);
    expect(read.pages).toBe(2);
    expect(textOf(read)).toBe(spoken(toDocument(parse(text))));
    expect(read.artifacts[0]).toContain('(MORE)');
    expect(read.artifacts[1]).toEqual(['2.', "MARA (CONT'D)"]);
  });

  it('has scene numbers in both margins, the right one an artifact', async () => {
    const read = await printed('INT. A - DAY #12A#\n\nHe waits.\n');
    expect(read.artifacts[0]).toEqual(['12A']);
    expect((await printed('INT. A - DAY #12A#\n', { sceneNumbers: false })).artifacts[0]).toEqual([]);
  });

  it('marks revisions, and keeps the numbers of locked pages', async () => {
    const document = toDocument(parse(`One.\n\n===\n\nTwo.\n\nThree.\n`));
    const locked = lockPages(layout(document)).map((lock, index) => ({ ...lock, page: index === 0 ? '7' : '9' }));
    const changes = [{ element: 2 }];
    const revisions = [{ colour: 'Blue', label: 'Blue Rev. 1 May', changes }];
    const read = await printed(document, { locked, revisions, colouredPaper: true });
    expect(read.artifacts).toEqual([['7.'], ['Blue Rev. 1 May', '9.', '*']]);
  });

  it('has equal bytes for equal scripts', async () => {
    const { fonts } = await fontsFor(printedText(script));
    expect(await toPdf(script, { fonts })).toEqual(await toPdf(parse(script), { fonts }));
  });

  it('refuses what is no screenplay any more', async () => {
    const { fonts } = await fontsFor('x');
    const pages: ScreenplayDocument['elements'] = Array.from({ length: 10_002 }, (_, index) => ({
      type: index % 2 === 0 ? 'action' : 'pageBreak',
      text: index % 2 === 0 ? 'x' : '',
      from: 0,
      to: 0,
    }));
    const document = { format: 'second-unit/screenplay@1' as const, titlePage: [], elements: pages };
    await expect(toPdf(document, { fonts })).rejects.toMatchObject({ code: 'too-large' });
  });

  it('prints nothing of an empty script', async () => {
    const { fonts } = await fontsFor('');
    expect((await readBack(await toPdf('', { fonts }))).elements).toEqual([]);
  });
});

describe('any script', () => {
  it('reads back whole and in order', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (document) => {
        const latin = {
          ...document,
          // What the fonts lack prints as boxes, and reads back as nothing.
          elements: document.elements.map((element) => ({
            ...element,
            text: element.text.replace(/한국어|👩‍🚀|é́/gu, 'x'),
          })),
        };
        const read = await printed(latin);
        expect(textOf(read)).toBe(spoken(latin));
      }),
      { numRuns: 8 },
    );
  }, 90_000);
});

describe('scripts beyond Latin', () => {
  it.each([
    [
      'Arabic',
      '.داخلي. المطبخ - نهار #1#\n\nتدخل مريم إلى المطبخ ببطء (وهي تحمل 3 حقائب)، ثم تضعها.\n\n@مريم\n(بهدوء)\nلم يكن الباب مقفلاً أبداً! هل تسمعني؟\n',
    ],
    ['Hebrew', '.פנים. מטבח - יום\n\nהיא נכנסת למטבח (לאט) עם 3 מזוודות.\n\n@מרים\nהדלת לא הייתה נעולה!\n'],
    [
      'Greek',
      '.ΕΣΩΤ. ΚΟΥΖΙΝΑ - ΗΜΕΡΑ\n\nΗ ΜΑΡΙΑ μπαίνει αργά στην κουζίνα.\n\n@ΜΑΡΙΑ\nΗ πόρτα δεν ήταν ποτέ κλειδωμένη!\n',
    ],
    ['Russian', 'ИНТ. КУХНЯ - ДЕНЬ\n\nОна входит медленно.\n\nМАРИЯ\nДверь не была заперта!\n'],
    [
      'Japanese',
      '○台所・中（夜）\n\n彼女は静かにドアを開けて、ゆっくりと台所に入ってくる。誰もいない。窓の外には海が見える。\n\n@真理\n鍵はかかっていなかった！\n',
    ],
  ])('%s reads back as it was written', async (_, text) => {
    const document = toDocument(parse(text));
    expect(textOf(await printed(text))).toBe(spoken(document));
  });

  it('lays right-to-left paragraphs out from the right', async () => {
    const { elements } = await printed('تدخل مريم.\n\n@مريم\nنعم.\n');
    // A line's first word is its rightmost.
    expect(elements[0]?.x).toBeGreaterThan(400);
    expect(elements[1]?.x).toBeLessThan(elements[0]?.x ?? 0);
  });
});

describe.skipIf(!existsSync(fountain))('whole scripts (skipped without the data)', () => {
  it.each([
    'last-birthday/Brick-and-Steel.fountain',
    'last-birthday/The-Last-Birthday-Card.fountain',
    'last-birthday/Big-Fish.fountain',
    'afterwriting/screenplays/cyrillic.fountain',
    'afterwriting/screenplays/jp.fountain',
  ])('%s reads back whole, on the pages that were counted', async (name) => {
    const tree = parse(readFileSync(join(fountain, name), 'utf8'));
    const document = toDocument(tree);
    const read = await printed(tree);
    const { pages, titlePages } = layout(document);
    expect(read.pages).toBe(pages.length + titlePages.length);
    expect(textOf(read)).toBe(spoken(document));
  });
});
