import { readFileSync } from 'node:fs';
import { fontsFor } from '@second-unit/print/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../print/test/accessible.ts';
import { type Name, objectsOf } from '../../../print/test/objects.ts';
import { fromDocument, parse, toDocument } from '../../src/index.ts';
import { readPdf } from '../../src/pdf-in/index.ts';
import { type PdfOptions, printedText, toPdf } from '../../src/pdf-out/index.ts';
import { ALPHABETS, scriptsIn } from '../pdf-in/own-scripts.ts';

const sample = readFileSync(
  new URL('../../../../apps/studio/src/sample/living-or-otherwise.fountain', import.meta.url),
  'utf8',
);

async function made(script: string, options: Omit<PdfOptions, 'fonts'> = {}): Promise<Uint8Array> {
  const { fonts } = await fontsFor(printedText(script, options));
  return toPdf(script, { ...options, fonts });
}

describe('what PDF/UA asks for', () => {
  it('the sample has', async () => {
    expect(faultsOf(await made(sample))).toEqual([]);
  });

  it('so has a script with revisions on coloured paper, underlines, side by side and overleaf', async () => {
    const text = `Title: _Paper_\n\nINT. HOUSE - DAY #1#\n\n${'A _line_ of it. '.repeat(400)}\n\nMARA\n${'Words. '.repeat(400)}\n\nJON ^\nAnd mine.\n`;
    const revisions = [{ colour: 'Blue', changes: [{ element: 1 }] }];
    expect(faultsOf(await made(text, { revisions, colouredPaper: true }))).toEqual([]);
  });

  it('so has one of more scenes than are in one part of the tree', async () => {
    const text = Array.from({ length: 601 }, (_, at) => `INT. HOUSE ${at} - DAY\n\nx\n\n`).join('');
    const pdf = await made(text);
    expect(faultsOf(pdf)).toEqual([]);
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/S \/Part\n/g),
    ).toHaveLength(7);
    const { document } = await readPdf(pdf);
    expect(document.elements).toHaveLength(1202);
  });

  it('so has any script', async () => {
    await fc.assert(
      fc.asyncProperty(scriptsIn(ALPHABETS), async (document) => {
        expect(faultsOf(await made(fromDocument(document)))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  it('is missed where it is not there', async () => {
    const plain = await made('INT. HOUSE - DAY #1#\n\nHe waits.\n');
    const spoilt = (from: string, to: string): string[] => {
      const text = Buffer.from(plain).toString('latin1');
      expect(text).toContain(from);
      return faultsOf(new Uint8Array(Buffer.from(text.replaceAll(from, to.padEnd(from.length)), 'latin1')));
    };
    expect(spoilt('/Marked true', '/Marked null')).toEqual(['7.1: not marked as tagged']);
    expect(spoilt('/DisplayDocTitle true', '/DisplayDocTitle null')).toEqual(['7.1: its title is not shown']);
    expect(spoilt('/Action.P /P', '/Action.P /X')).toContain(
      '7.1: the type Action-P is mapped to none that is standard',
    );
    expect(spoilt('/ToUnicode', '/ToNothing').length).toBeGreaterThan(0);
    expect(spoilt('/H1\n', '/H3\n')).toContain('7.4.2: a heading of level 3 follows one of level 0');
  });
});

describe('bookmarks', () => {
  it('lead to each scene, number and all, on its page', async () => {
    const text = `Title: T\n\nINT. HOUSE - DAY #12A#\n\n${'x\n'.repeat(80)}\nEXT. *SEA* - NIGHT\n\nWaves.\n`;
    const pdf = objectsOf(await made(text));
    const outline = pdf.dict(pdf.catalog.get('Outlines'));
    const pages = pdf.list(pdf.dict(pdf.catalog.get('Pages')).get('Kids')).map((page) => pdf.at(page));
    const seen: unknown[] = [];
    for (let at = outline.get('First'); at !== undefined; at = pdf.dict(at).get('Next')) {
      const [page, how, left] = pdf.list(pdf.dict(at).get('Dest'));
      seen.push([pdf.dict(at).get('Title'), pages.indexOf(pdf.at(page)), (how as Name).name, left]);
    }
    expect(seen).toEqual([
      ['12A  INT. HOUSE - DAY', 1, 'XYZ', 0],
      ['EXT. SEA - NIGHT', 2, 'XYZ', 0],
    ]);
    expect(toDocument(parse(text)).elements).toHaveLength(4);
  });
});
