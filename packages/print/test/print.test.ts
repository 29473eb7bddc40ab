import { describe, expect, it } from 'vitest';
import { PrintFault, type PrintJob, printPdf, type Sheet, type Tagged, type TextLine } from '../src/index.ts';
import { fontsFor } from '../src/node/index.ts';
import { readBack } from './read-back.ts';

/** A sheet with each text as a paragraph. */
async function paragraphs(
  texts: readonly { text: string; direction?: 'ltr' | 'rtl'; maxWidth?: number }[],
  more: Partial<PrintJob> = {},
): Promise<PrintJob> {
  const children = texts.map((): Tagged => ({ tag: 'P', children: [] }));
  const lines = texts.map(({ text, direction = 'ltr', maxWidth }, index): TextLine => {
    const side = direction === 'rtl' ? ({ x: 500, align: 'right' } as const) : ({ x: 100, align: 'left' } as const);
    const within = children[index] as Tagged;
    const width = maxWidth === undefined ? {} : { maxWidth };
    return { ...side, ...width, y: 100 + index * 20, direction, spans: [{ text }], within };
  });
  const { fonts } = await fontsFor(texts.map(({ text }) => text).join('\n'));
  const sheet: Sheet = { width: 612, height: 792, lines };
  return { title: 'A page', language: 'en', fonts, structure: { tag: 'Document', children }, sheets: [sheet], ...more };
}

const printed = async (...texts: Parameters<typeof paragraphs>[0]) => readBack(await printPdf(await paragraphs(texts)));

describe('a printed page', () => {
  it('is tagged, with title and language', async () => {
    const bytes = await printPdf(await paragraphs([{ text: 'Hello.' }], { title: 'Ένα', language: 'el' }));
    const read = await readBack(bytes);
    expect(read).toMatchObject({ pages: 1, title: 'Ένα', language: 'el', tagged: true });
    expect(read.elements).toMatchObject([{ path: ['Document', 'P'], text: 'Hello.', x: 100, y: 692 }]);
    expect(new TextDecoder('latin1').decode(bytes)).toContain('<pdfuaid:part>1</pdfuaid:part>');
  });

  it('is read in the order of its structure, whatever the order on the page', async () => {
    const first: Tagged = { tag: 'H1', children: [] };
    const second: Tagged = { tag: 'P', children: [] };
    const { fonts } = await fontsFor('');
    const line = (text: string, y: number, within?: Tagged): TextLine => ({
      x: 72,
      y,
      spans: [{ text }],
      ...(within === undefined ? {} : { within }),
    });
    const sheets = [
      { width: 612, height: 792, lines: [line('7.', 36), line('Second', 120, second), line('First', 100, first)] },
      { width: 612, height: 792, lines: [line('8.', 36), line('goes on.', 100, second)] },
    ];
    const structure: Tagged = { tag: 'Document', children: [first, second] };
    const read = await readBack(await printPdf({ title: 'T', language: 'en', fonts, structure, sheets }));
    expect(read.elements.map(({ page, path, text }) => [page, path.at(-1), text])).toEqual([
      [1, 'H1', 'First'],
      [1, 'P', 'Second'],
      [2, 'P', 'goes on.'],
    ]);
    expect(read.artifacts).toEqual([['7.'], ['8.']]);
  });

  it('has the same bytes for the same job', async () => {
    const job = await paragraphs([{ text: 'Тот же файл, 同じ, نفسه' }]);
    expect(await printPdf(job)).toEqual(await printPdf(job));
    const later = await printPdf({ ...job, created: new Date(86_400_000) });
    expect(later).not.toEqual(await printPdf(job));
  });

  it('has bold, italics and underlines, in the font that has them', async () => {
    const within: Tagged = { tag: 'P', children: [] };
    const { fonts } = await fontsFor('');
    const spans = [{ text: 'a ' }, { text: 'b ', bold: true }, { text: 'c', italic: true, underline: true }];
    const sheet = { width: 612, height: 792, lines: [{ x: 72, y: 72, spans, within }] };
    const structure: Tagged = { tag: 'Document', children: [within] };
    const read = await readBack(await printPdf({ title: 'T', language: 'en', fonts, structure, sheets: [sheet] }));
    expect(read.elements[0]?.text).toBe('a b c');
    expect(read.elements[0]?.fonts).toEqual(['CourierPrime-Regular', 'CourierPrime-Bold', 'CourierPrime-Italic']);
  });

  it('keeps to its width', async () => {
    const bytes = await printPdf(await paragraphs([{ text: 'w'.repeat(80), maxWidth: 200 }]));
    expect((await readBack(bytes)).elements[0]?.text).toBe('w'.repeat(80));
  });
});

describe('letters beyond Latin', () => {
  it.each([
    ['Cyrillic', 'Съешь ещё этих мягких французских булок', 'Cousine'],
    ['Greek', 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία, ᾠδή', 'Cousine'],
    ['Japanese', '「彼女は（静かに）待つ。」東京', 'BIZUDGothic'],
    ['Korean', '그녀는 천천히 부엌으로 들어온다. “누구야!”', 'NanumGothicCoding'],
    ['Devanagari', 'मीरा धीरे धीरे रसोई में आती है। स्त्री क्षितिज', 'Hind'],
    ['Russian with stress', 'за́мок и замо́к', 'Cousine'],
    ['Polish', 'Zażółć gęślą jaźń', 'CourierPrime'],
  ])('%s reads back as it was written', async (_, text, font) => {
    const { elements } = await printed({ text });
    expect(elements[0]?.text).toBe(text);
    expect(elements[0]?.fonts.some((name) => name.startsWith(font))).toBe(true);
  });

  it.each([
    ['Arabic', 'لم يكن الباب مقفلاً أبداً! هل تسمعني؟'],
    ['Arabic with all its vowels', 'اِنْتَظَرَتْ مُنْذُ ٱلصَّبَاحِ وَلَمْ يَأْتِ'],
    ['Arabic with brackets and figures', 'مريم (بهدوء) عندها 123 كتاب [قديم].'],
    ['Persian, whose letters share shapes with Arabic ones', 'كتاب کتاب يک یک'],
    ['Hebrew with points', 'בְּרֵאשִׁית בָּרָא'],
    ['Hebrew', 'שלום עולם (היא אמרה) "לא"'],
    ['both directions', 'قالت مريم OK ثم ذهبت'],
  ])('%s stands right to left and reads back in the order of speech', async (_, text) => {
    const { elements } = await printed({ text, direction: 'rtl' });
    expect(elements[0]?.text.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    const [first, last] = [text.split(' ')[0] as string, text.split(' ').at(-1) as string];
    const { elements: alone } = await printed({ text: first, direction: 'rtl' }, { text: last, direction: 'rtl' });
    // What is said first stands at the right.
    expect(elements[0]?.x).toBeLessThan(500);
    expect(alone.map((element) => element.text.replace(/\s/g, ''))).toEqual([first, last]);
  });

  it('sets the runs of a line as the eye reads them', async () => {
    const { elements } = await printed({ text: 'Say שלום now' });
    expect(elements[0]?.text).toBe('Say שלום now');
  });

  it('composes letters and their marks', async () => {
    const { elements } = await printed({ text: 'cafe\u0301' });
    expect(elements[0]).toMatchObject({ text: 'caf\u00e9', fonts: ['CourierPrime-Regular'] });
  });

  it('names the letters that no font has', async () => {
    expect((await fontsFor('ok 한국 ไทย')).missing).toEqual([...'ทยไ']);
    expect((await fontsFor('Hello.\n\u200b\u00ad')).missing).toEqual([]);
    const { elements } = await printed({ text: 'ok ไทย' });
    expect(elements[0]?.text).toMatch(/^ok/);
  });

  it('takes only the files that a text needs', async () => {
    const families = async (text: string) => [...new Set((await fontsFor(text)).fonts.map((font) => font.family))];
    expect(await families('Plain English.')).toEqual(['Courier Prime']);
    expect(await families('Да')).toEqual(['Courier Prime', 'Cousine']);
    expect(await families('東')).toEqual(['Courier Prime', 'BIZ UDGothic']);
  });
});

describe('fonts that are none', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('not a font at all, but a sentence of some length')],
    ['a WOFF header and no more', new Uint8Array([0x77, 0x4f, 0x46, 0x46, ...new Array(60).fill(0xff)])],
  ])('%s is refused in a sentence', async (_, bytes) => {
    const job = await paragraphs([{ text: 'x' }]);
    const fonts = [{ family: 'Odd', bold: false, italic: false, bytes }];
    const printing = printPdf({ ...job, fonts });
    await expect(printing).rejects.toThrow(PrintFault);
    await expect(printing).rejects.toMatchObject({ code: 'input', place: 'Odd' });
    await expect(printPdf({ ...job, fonts: [] })).rejects.toMatchObject({ code: 'input' });
  });
});
