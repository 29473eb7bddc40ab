import { expect, it } from 'vitest';
import { printPdf, type Sheet, type Tagged } from '../src/index.ts';
import { fontsFor } from '../src/node/index.ts';
import { faultsOf } from './accessible.ts';
import { readBack } from './read-back.ts';

it('draws lines beside the text as artifacts: nobody reads them aloud, and the file stays accessible', async () => {
  const within: Tagged = { tag: 'P', children: [] };
  const { fonts } = await fontsFor('Beside a line.');
  const sheet: Sheet = {
    width: 612,
    height: 792,
    lines: [{ x: 100, y: 100, spans: [{ text: 'Beside a line.' }], within }],
    drawn: [
      {
        points: [
          [72, 90],
          [74, 96],
          [72, 102],
        ],
        colour: '#1f5fa8',
        width: 1.2,
        dash: [1, 3],
      },
      // One point is no line.
      { points: [[10, 10]] },
    ],
  };
  const job = { title: 'T', language: 'en', fonts, structure: { tag: 'Document', children: [within] } as const };
  const bytes = await printPdf({ ...job, sheets: [sheet] });
  expect(faultsOf(bytes)).toEqual([]);
  const { elements, artifacts } = await readBack(bytes);
  expect(elements.map(({ text }) => text)).toEqual(['Beside a line.']);
  expect(artifacts).toEqual([[]]);
  const { drawn: _drawn, ...plain } = sheet;
  expect((await printPdf({ ...job, sheets: [plain] })).length).toBeLessThan(bytes.length);
});
