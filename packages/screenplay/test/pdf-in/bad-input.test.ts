import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse, toDocument } from '../../src/index.ts';
import { readPdf } from '../../src/pdf-in/index.ts';
import { drawn, typed } from './draw.ts';
import { typeset } from './typeset.ts';

const script = toDocument(parse('INT. HOUSE - DAY\n\nHe waits.\n\nMARA\nWhat for?\n'));
const encoder = new TextEncoder();

describe('files that are no screenplay', () => {
  const input = { code: 'input', name: 'ScreenplayFault' };

  it('say what is wrong in a sentence', async () => {
    await expect(readPdf(encoder.encode('Title: not a PDF'))).rejects.toMatchObject({
      ...input,
      message: 'The file is not a PDF.',
    });
    await expect(readPdf(new Uint8Array())).rejects.toMatchObject(input);
    await expect(readPdf(encoder.encode('%PDF-1.7\nand nothing else'))).rejects.toMatchObject({
      ...input,
      message: expect.stringMatching(/damaged/),
    });
    await expect(readPdf(new Uint8Array(129 * 1024 * 1024))).rejects.toMatchObject({ code: 'too-large' });
  });

  it('pages without text are a scan', async () => {
    const pdf = await drawn((page) => page.rect(100, 100, 300, 300).fill('#888888'));
    await expect(readPdf(pdf)).rejects.toMatchObject({ ...input, message: expect.stringMatching(/no text.*scan/) });
  });

  it('so are pictures of pages', async () => {
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
    const pdf = await drawn((page) => page.image(Buffer.from(dot, 'base64'), 0, 0, { width: 612, height: 792 }));
    await expect(readPdf(pdf)).rejects.toMatchObject({ ...input, message: expect.stringMatching(/no text.*scan/) });
  });

  it('one that only its owner may change is read', async () => {
    const pdf = await typeset(script.elements, { ownerPassword: 'secret' });
    expect(new TextDecoder('latin1').decode(pdf)).toContain('/Encrypt');
    const { document } = await readPdf(pdf);
    expect(document.elements.map(({ text }) => text)).toContain('INT. HOUSE - DAY');
  });

  it('an encrypted one asks for its password', async () => {
    const pdf = await typeset(script.elements, { userPassword: 'secret' });
    await expect(readPdf(pdf)).rejects.toMatchObject({
      ...input,
      place: 'password',
      message: expect.stringMatching(/encrypted/),
    });
    await expect(readPdf(pdf, { password: 'wrong' })).rejects.toMatchObject({
      ...input,
      message: expect.stringMatching(/password/),
    });
    const read = await readPdf(pdf, { password: 'secret' });
    expect(read.document.elements.map(({ text }) => text)).toContain('INT. HOUSE - DAY');
  });

  it('a cut or spoilt one is read or refused, and never hangs or throws anything else', async () => {
    const whole = await typeset(script.elements);
    const bytes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(whole.length), async (changes, length) => {
        const spoilt = whole.slice(0, Math.max(20, length));
        for (const [at, value] of changes) if (at > 8 && at < spoilt.length) spoilt[at] = value;
        try {
          const read = await readPdf(spoilt, { timeLimit: 10_000 });
          expect(toDocument(parse(read.fountain))).toEqual(read.document);
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'ScreenplayFault', message: expect.stringMatching(/^[A-Z].*\.$/) });
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('text off the paper', () => {
  it('is left out', async () => {
    const pdf = await drawn((page) => {
      typed(page, ['INT. HOUSE - DAY', '', 'He waits.']);
      page.text('nowhere', 1e9, 300, { lineBreak: false });
    });
    const { fountain } = await readPdf(pdf);
    expect(fountain).toContain('He waits.');
    expect(fountain).not.toContain('nowhere');
  });
});

describe('limits', () => {
  it('more pages than any screenplay has are refused before they are read', async () => {
    const pages = 10_001;
    const kids = Array.from({ length: pages }, (_, at) => `${at + 3} 0 R`).join(' ');
    const objects = [
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      `2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages}/MediaBox[0 0 612 792]>>endobj`,
      ...Array.from({ length: pages }, (_, at) => `${at + 3} 0 obj<</Type/Page/Parent 2 0 R>>endobj`),
    ];
    const pdf = encoder.encode(`%PDF-1.4\n${objects.join('\n')}\ntrailer<</Root 1 0 R>>\n%%EOF`);
    await expect(readPdf(pdf)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/10001 pages/),
    });
  });

  it('an abort stops it with its reason, at once or between pages', async () => {
    const pdf = await typeset(Array.from({ length: 40 }, () => script.elements).flat(), {});
    await expect(readPdf(pdf, { signal: AbortSignal.abort(new Error('no more')) })).rejects.toThrow('no more');
    const stop = new AbortController();
    const pages: number[] = [];
    const onProgress = ({ page }: { page: number }): void => {
      pages.push(page);
      if (page === 2) stop.abort(new Error('enough'));
    };
    await expect(readPdf(pdf, { signal: stop.signal, onProgress })).rejects.toThrow('enough');
    expect(pages).toEqual([1, 2]);
  });

  it('the time limit is kept', async () => {
    const pdf = await typeset(Array.from({ length: 400 }, () => script.elements).flat(), {});
    await expect(readPdf(pdf, { timeLimit: 1 })).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/longer than/),
    });
  });

  it('text beyond what a page holds is cut with a warning', async () => {
    const pdf = await drawn((page) => {
      typed(page, ['INT. HOUSE - DAY']);
      page.fontSize(1);
      for (let at = 0; at < 24_000; at++)
        page.text('x', (at % 200) * 3, 100 + Math.floor(at / 200) * 4, { lineBreak: false });
    });
    const { warnings } = await readPdf(pdf, { timeLimit: 60_000 });
    expect(warnings.join()).toMatch(/Page 1 holds more text/);
  }, 60_000);
});

describe('nothing leaves and nothing runs', () => {
  const fetched = vi.fn();
  beforeAll(() => vi.stubGlobal('fetch', fetched));
  afterAll(() => vi.unstubAllGlobals());

  it('no fetch, and the bytes stay', async () => {
    const pdf = await typeset(script.elements, { font: 'Helvetica' });
    const copy = pdf.slice();
    await readPdf(pdf);
    expect(fetched).not.toHaveBeenCalled();
    expect(pdf).toEqual(copy);
  });

  it('character maps of East Asian fonts come from disk', async () => {
    const { document } = await readPdf(japanese('居酒屋の前で、男が待っている。'));
    expect(document.elements.map(({ text }) => text)).toEqual(['居酒屋の前で、男が待っている。']);
    expect(fetched).not.toHaveBeenCalled();
  });
});

/** A PDF with a font that is not embedded and letters by a map that readers are to know. */
function japanese(text: string): Uint8Array {
  const hex = Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  const stream = `BT /F 12 Tf 108 700 Td <${hex}> Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UCS2-H/DescendantFonts[6 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor 7 0 R>>',
    '<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = pdf.length;
    pdf += `${at + 1} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = pdf.length;
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  pdf += `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF`;
  return encoder.encode(pdf);
}
