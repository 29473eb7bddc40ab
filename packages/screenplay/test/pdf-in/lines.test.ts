import { describe, expect, it } from 'vitest';
import { parse, type ScreenplayElement, toDocument } from '../../src/index.ts';
import { assemble, lowConfidence, type PdfLine, readPdf } from '../../src/pdf-in/index.ts';
import { drawn, typed } from './draw.ts';
import { typeset } from './typeset.ts';

const plain = (elements: readonly ScreenplayElement[]) => elements.map(({ type, text }) => `${type}: ${text}`);
const set = async (fountain: string) => {
  const script = toDocument(parse(fountain));
  return readPdf(await typeset(script.elements, { numberAt: 'right' }, script.titlePage));
};

const SCENE = `INT. KITCHEN - NIGHT

Mara puts the kettle on and waits for it, listening to the rain on the iron roof over her head.

MARA
(to herself)
It never boils when it is looked at.

JOHN (O.S.)
Then do not look at it!

CUT TO:

EXT. YARD - DAY

Nothing moves. Then a dog walks by.
`;

describe('lines of a PDF', () => {
  it('come with page, place, type, confidence and reason', async () => {
    const { lines, document, warnings } = await set(SCENE);
    expect(plain(document.elements)).toEqual(plain(toDocument(parse(SCENE)).elements));
    expect(warnings).toEqual([]);
    const cue = lines.find((line) => line.text === 'JOHN (O.S.)') as PdfLine;
    expect(cue).toMatchObject({ page: 1, type: 'character', joined: false });
    expect(cue.y).toBeGreaterThan(72);
    expect(cue.y).toBeLessThan(400);
    expect(cue.confidence).toBeGreaterThan(0.9);
    expect(cue.reason).toMatch(/capitals.*cues/);
  });

  it('join to paragraphs, and part where the writer did', async () => {
    const { document } = await set(`A long beat.
Longer than is funny.

${'Words that fill a line and then another, to see that they come together again. '.repeat(3).trim()}
`);
    expect(document.elements[0]?.text).toBe('A long beat.\nLonger than is funny.');
    expect(document.elements[1]?.text).not.toContain('\n');
  });

  it('side by side are dual dialogue', async () => {
    const source = `Some action to begin with, which fills more than one line of the page so that it has a width.

BRICK
Screw retirement, I say to you.

STEEL ^
(at once)
Screw retirement!

They drink.
`;
    const { document } = await set(source);
    const speeches = document.elements.map(({ type, text, dual }) => [type, text, dual]);
    expect(speeches).toEqual(toDocument(parse(source)).elements.map(({ type, text, dual }) => [type, text, dual]));
  });

  it('a title page is entries', async () => {
    const { document } = await set(`Title: The Long Wait
Credit: written by
Author: Mara Jones
Source: based on a story by her aunt
Draft date: 3 May 2024
Contact:
    Someone
    1 Some Street

${SCENE}`);
    const entries = Object.fromEntries(document.titlePage.map(({ key, value }) => [key, value]));
    expect(entries).toMatchObject({ Title: 'The Long Wait', Credit: 'written by', Author: 'Mara Jones' });
    expect(entries['Draft date']).toBe('3 May 2024');
    expect(entries.Contact).toBe('Someone\n1 Some Street');
    expect(document.elements[0]?.type).toBe('sceneHeading');
  });

  it('bold, italics and underlines become Fountain’s', async () => {
    const pdf = await drawn((page) => {
      typed(page, ['INT. HOUSE - DAY', '', 'He walks over to the window and looks out at the long road, and']);
      page.font('Courier').text('sees ', 108, 108, { lineBreak: false });
      page.font('Courier-Bold').text('nobody', 144, 108, { lineBreak: false });
      page.font('Courier').text(' at all on it.', 187.2, 108, { lineBreak: false });
      page.font('Courier-Oblique').text('She', 108, 132, { lineBreak: false });
      page.font('Courier').text(' waits for a very long time.', 129.6, 132, { lineBreak: false });
      // "very" under a rule.
      page.rect(129.6 + 13 * 7.2, 143, 4 * 7.2, 0.6).fill();
    });
    const { fountain } = await readPdf(pdf);
    expect(fountain).toContain('sees **nobody** at all on it.');
    expect(fountain).toContain('*She* waits for a _very_ long time.');
  });

  it('a word broken at a line’s end is whole where the script writes it so', async () => {
    const pdf = await drawn((page) =>
      typed(page, [
        'The lighthouse stands on the rock as it has always stood there, a',
        'half-forgotten thing. The light-',
        'house keeper is away, and half-',
        'forgotten too.',
      ]),
    );
    const text = (await readPdf(pdf)).document.elements[0]?.text ?? '';
    expect(text).toContain('The lighthouse keeper');
    expect(text).toContain('half-forgotten too');
  });

  it('ligatures are letters', async () => {
    const { plainText } = await import('../../src/pdf-in/page.ts');
    expect(plainText('o\uFB03ce \uFB01rst')).toBe('office first');
    expect(plainText('\uE000x\u0000')).toBe('\uFFFDx');
  });
});

describe('correction', () => {
  it('shows what is not sure with other readings', async () => {
    const { lines, warnings } = await set(`${SCENE}
THE EMPTY LOT

A car stands there, burning. Nobody is near it.
`);
    const unsure = lowConfidence(lines, 0.9);
    expect(unsure.map((line) => line.text)).toContain('THE EMPTY LOT');
    for (const line of unsure) {
      expect(line.alternatives.length).toBeGreaterThan(0);
      const ranks = line.alternatives.map(({ confidence }) => confidence);
      expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
    }
    expect(lowConfidence(lines, 0)).toEqual([]);
    expect(Array.isArray(warnings)).toBe(true);
  });

  it('lines with types changed by a person make a document again, whatever they choose', async () => {
    const { lines, titlePage } = await set(SCENE);
    const changed = lines.map(
      (line): PdfLine => (line.text.startsWith('Nothing moves') ? { ...line, type: 'dialogue' } : line),
    );
    const { document } = assemble(changed, titlePage);
    // Speech without a cue is no speech.
    expect(document.elements.at(-1)).toMatchObject({ type: 'action', text: 'Nothing moves. Then a dog walks by.' });
    const heading = lines.map(
      (line): PdfLine => (line.text.startsWith('Nothing') ? { ...line, type: 'sceneHeading' } : line),
    );
    expect(assemble(heading, titlePage).document.elements.at(-1)?.type).toBe('sceneHeading');
    const none = lines.map((line): PdfLine => ({ ...line, type: 'furniture' }));
    expect(assemble(none, []).document.elements).toEqual([]);
  });
});
