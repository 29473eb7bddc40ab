import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, toDocument } from '../../src/index.ts';
import { readPdf } from '../../src/pdf-in/index.ts';
import { KINDS, score } from './score.ts';
import { LAYOUTS, randomLayout, typeset } from './typeset.ts';

const sample = new URL('../../../../apps/studio/src/sample/living-or-otherwise.fountain', import.meta.url);
// The standard fonts of PDF have no Polish letters, and lyrics have no place of their own in a layout.
const text = readFileSync(sample, 'utf8').replaceAll('Ł', 'L').replaceAll('ł', 'l').replace(/^~.*$/gm, '');
const script = toDocument(parse(text));

const layouts = [
  ...Object.entries(LAYOUTS),
  ...[101, 102, 103, 104].map((seed) => [`seed ${seed}`, randomLayout(seed)] as const),
];

describe('a script set by other software', () => {
  it.each(layouts)('%s', async (_, layout) => {
    const read = await readPdf(await typeset(script.elements, layout, script.titlePage));
    for (const kind of KINDS) {
      const { f1 } = score(read.document.elements, script.elements, kind);
      expect(f1, kind).toBeGreaterThanOrEqual(97);
    }
    expect(toDocument(parse(read.fountain))).toEqual(read.document);
  });

  it('keeps scene numbers, and leaves out what the page adds', async () => {
    const read = await readPdf(await typeset(script.elements, LAYOUTS['shooting script']));
    const numbers = (elements: typeof script.elements): unknown[] =>
      elements.filter(({ type }) => type === 'sceneHeading').map(({ number }) => number);
    expect(numbers(read.document.elements)).toEqual(numbers(script.elements));
    expect(read.fountain).not.toMatch(/BLUE REVISION|\(MORE\)|CONTINUED:|\*\s*$/m);
    expect(read.lines.filter((line) => line.revised).length).toBeGreaterThan(20);
    const reasons = new Set(read.lines.filter((line) => line.type === 'furniture').map((line) => line.reason));
    expect([...reasons].length).toBeGreaterThanOrEqual(4);
  });

  it('says where a watermark was', async () => {
    for (const title of ['turned watermark', 'grey watermark, revisions']) {
      const read = await readPdf(await typeset(script.elements, LAYOUTS[title]));
      expect(read.fountain).not.toContain('CONFIDENTIAL');
      const mark = read.lines.find((line) => line.text === 'CONFIDENTIAL');
      expect(mark).toMatchObject({ type: 'furniture', page: 1 });
      expect(mark?.reason).toMatch(/watermark/);
    }
  });
});
