import { describe, expect, it } from 'vitest';
import { readPlainText } from '../../src/formats/index.ts';
import type { StyledElement } from '../../src/formats/script/styled.ts';
import { styledScript } from '../../src/formats/script/styled.ts';
import { present, text } from './data.ts';

const PAGE = `
                                                              12.

          12   INT. LAB - DAY                                  12
`;

describe('plain text laid out as a page', () => {
  it('is read by its indents, broken lines put together', () => {
    const page = `
               INT. LAB - DAY

               Mara looks into the tank for a long time, and nothing in
               it moves.

                                   MARA (V.O.)
                             (low, to
                              herself)
                         It was here yesterday, and now
                         it is not.
                                   (MORE)
                                                                   12.

                                   JON
                         Look again.

                                                              CUT TO:

               EXT. SEA - NIGHT

               Waves.
`;
    expect(readPlainText(page).fountain).toBe(`INT. LAB - DAY

Mara looks into the tank for a long time, and nothing in it moves.

MARA (V.O.)
(low, to herself)
It was here yesterday, and now it is not.

JON
Look again.

CUT TO:

EXT. SEA - NIGHT

Waves.
`);
  });

  it('takes scene numbers of both margins', () => {
    const page = `${PAGE}               Mara waits.\n\n                                   MARA\n                         Look.\n`;
    expect(readPlainText(page).document.elements[0]).toMatchObject({
      type: 'sceneHeading',
      text: 'INT. LAB - DAY',
      number: '12',
    });
  });

  it('is Fountain where nothing is indented', () => {
    const fountain = 'INT. LAB\n\nMARA\nLook.\n';
    expect(readPlainText(fountain).fountain).toBe(fountain);
    expect(readPlainText('').fountain).toBe('');
  });

  it.skipIf(!present)('a whole script laid out comes back', () => {
    const { elements } = styledScript(text('fountain/last-birthday/The-Last-Birthday-Card.fountain'));
    const kinds = new Set(['sceneHeading', 'action', 'character', 'parenthetical', 'dialogue', 'transition']);
    const shown = elements.filter(({ type }) => kinds.has(type));
    const read = styledScript(readPlainText(layOut(shown)).fountain).elements;
    const key = ({ type, text: line }: StyledElement): string => `${type} ${line.replace(/\s+/g, ' ').trim()}`;
    const found = new Map<string, number>();
    for (const element of read) found.set(key(element), (found.get(key(element)) ?? 0) + 1);
    for (const element of shown) {
      // A line in capitals at the margin may be anything: without INT or EXT it is action.
      const forced = element.type === 'sceneHeading' && !/^(?:INT|EXT)\b/.test(element.text);
      const wanted = key(forced ? { ...element, type: 'action' } : element);
      expect(found.get(wanted) ?? 0, wanted).toBeGreaterThan(0);
      found.set(wanted, (found.get(wanted) ?? 0) - 1);
    }
    expect(read).toHaveLength(shown.length);
  });
});

const LAYOUT: Readonly<Record<string, readonly [column: number, width: number]>> = {
  sceneHeading: [15, 60],
  action: [15, 60],
  character: [37, 33],
  parenthetical: [31, 25],
  dialogue: [25, 35],
  transition: [60, 15],
};

/** As typewritten: each element at its place, lines broken between words. */
function layOut(elements: readonly StyledElement[]): string {
  let page = '';
  for (const { type, text: line } of elements) {
    const [column, width] = LAYOUT[type] ?? [15, 60];
    const spoken = type === 'parenthetical' || type === 'dialogue';
    if (!spoken) page += '\n';
    for (const own of line.split('\n')) {
      let row = '';
      for (const word of own.split(' ')) {
        if (row !== '' && row.length + 1 + word.length > width) {
          page += `${' '.repeat(column)}${row}\n`;
          row = word;
        } else row = row === '' ? word : `${row} ${word}`;
      }
      page += `${' '.repeat(column)}${row}\n`;
    }
  }
  return page;
}
