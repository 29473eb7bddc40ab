import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fontsFor } from '@second-unit/print/node';
import { describe, expect, it } from 'vitest';
import { compareDrafts, revisionsOf } from '../../src/drafts/index.ts';
import { decode, parse, toDocument } from '../../src/index.ts';
import { layout } from '../../src/pages/index.ts';
import { printedText, toPdf } from '../../src/pdf-out/index.ts';
import { readPdfText } from './pdf-text.ts';

const A = `INT. KITCHEN - NIGHT

Mara unlocks the tin box with a bent hairpin and empties it over the table, where it makes less of a noise than a man who listens at a door would like.

MARA
It was never locked, you know.

DAN
You never said.

She counts the letters.

EXT. HARBOUR - DAWN

Nets dry on the wall. A boy whistles at a dog that will not come.

DAN
The ferry left an hour ago without anyone aboard.

INT. ATTIC - DAY

Dust, a cracked mirror, three suitcases tied with the same red cord.
`;

/** The lines of B that have an asterisk, as they print. */
function marked(a: string, b: string): string[] {
  const laid = layout(toDocument(parse(b)), { revisions: revisionsOf(compareDrafts(a, b)) });
  return laid.pages.flatMap((page) =>
    page.lines.filter(({ revised }) => revised !== undefined).map(({ text }) => text),
  );
}

describe('revision marks', () => {
  it('stand beside the row that changed, not the whole paragraph', () => {
    expect(marked(A, A.replace('less of a noise', 'more of a noise'))).toEqual([
      'over the table, where it makes more of a noise than a man who',
    ]);
    expect(marked(A, A.replace('Mara unlocks', 'Mara\nunlocks').replace('door would like', 'wall would like'))).toEqual(
      ['listens at a wall would like.'],
    );
    expect(marked(A, A)).toEqual([]);
    expect(revisionsOf(compareDrafts(A, A))).toEqual([]);
    expect(marked(A, A.replace('You never said', 'You  never said'))).toEqual([]);
    expect(marked(A, A.replace('She counts', '[[why?]]She counts'))).toEqual([]);
  });

  it('stand beside what is new, and where something is gone', () => {
    expect(marked(A, A.replace('She counts the letters.', 'She counts the letters.\n\nA knock.'))).toEqual([
      'A knock.',
    ]);
    expect(marked(A, A.replace('DAN\nYou never said.\n\n', ''))).toEqual(['She counts the letters.']);
    expect(marked(A, A.replace('She counts the letters.\n\n', ''))).toEqual(['You never said.']);
    expect(marked(A, A.replace(', where it makes less of a noise', ''))[0]).toMatch(/table/);
    const cut = A.slice(0, A.indexOf('EXT.')) + A.slice(A.indexOf('INT. ATTIC'));
    expect(marked(A, cut)).toEqual(['INT. ATTIC - DAY']);
    expect(marked(A, A.slice(0, A.indexOf('INT. ATTIC')))).toEqual(['anyone aboard.']);
  });

  it('stand beside all of a scene that moved, and beside no line that did not', () => {
    const [kitchen = '', harbour = '', attic = ''] = A.split(/(?=EXT\.|INT\. ATTIC)/);
    expect(marked(A, `${kitchen}${attic}\n${harbour}`)).toEqual([
      'INT. ATTIC - DAY',
      'Dust, a cracked mirror, three suitcases tied with the same',
      'red cord.',
    ]);
  });

  it('have a colour and a label', () => {
    const comparison = compareDrafts(A, A.replace('letters', 'stamps'));
    expect(revisionsOf(comparison, { colour: 'pink', label: 'Pink Revision - 11/22/2026' })).toMatchObject([
      { colour: 'Pink', label: 'Pink Revision - 11/22/2026', changes: [{ element: 6, from: 15, to: 21 }] },
    ]);
    expect(revisionsOf(comparison)[0]?.colour).toBe('Blue');
  });
});

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data');
const file = `${data}/screenplays/fountain/last-birthday/The-Last-Birthday-Card.fountain`;
if (!existsSync(file)) console.warn(`skipped: no ${file} (set SECOND_UNIT_DATA)`);

describe.skipIf(!existsSync(file))('the PDF of a revised draft', () => {
  it('has its asterisks on the rows that the layout marks', async () => {
    const a = decode(readFileSync(file));
    const b = a
      .replace(/\bSCOTT\b/g, 'GRAHAM')
      .replace(/\bScott\b/g, 'Graham')
      .replaceAll(' then ', ' at last ');
    const revisions = revisionsOf(compareDrafts(a, b), { label: 'Blue Revision' });
    const laid = layout(toDocument(parse(b)), { revisions });
    const { fonts } = await fontsFor(printedText(b, { revisions }));
    const printed = await readPdfText(await toPdf(b, { fonts, revisions }));
    const body = printed.slice(laid.titlePages.length);
    expect(body).toHaveLength(laid.pages.length);
    let count = 0;
    for (const [index, page] of laid.pages.entries()) {
      const rows = page.lines.filter(({ revised }) => revised !== undefined).map(({ row }) => row);
      // In the margin, right of the text; 12 points a row from an inch below the paper's top.
      const asterisks = (body[index] ?? []).filter(({ text, x }) => text === '*' && x > 540);
      expect(asterisks.map(({ y }) => Math.round((792 - y - 81) / 12)).sort((x, y) => x - y)).toEqual(
        [...new Set(rows)].sort((x, y) => x - y),
      );
      expect((body[index] ?? []).some(({ text }) => text.includes('Blue Revision'))).toBe(rows.length > 0);
      count += rows.length;
    }
    expect(count).toBeGreaterThan(10);
  }, 60_000);
});
