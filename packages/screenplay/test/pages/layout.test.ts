import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScreenplayElement } from '../../src/index.ts';
import { parse, type ScreenplayDocument, toDocument } from '../../src/index.ts';
import { type Layout, type LayoutOptions, layout, lockPages, type PageLine, pages } from '../../src/pages/index.ts';
import { isPrinted } from '../../src/pages/paragraphs.ts';
import { columnsOf } from '../../src/pages/wrap.ts';
import { scripts } from './script.ts';

const data = process.env.SECOND_UNIT_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const known = join(data, 'screenplays/fountain/last-birthday');

const script = (text: string): ScreenplayDocument => toDocument(parse(text));
const lay = (text: string, options?: LayoutOptions): Layout => layout(script(text), options);
const shown = (laid: Layout): string[][] => laid.pages.map((page) => page.lines.map((line) => line.text));
const folded = (text: string): string => text.replace(/\s+/gu, '');
const RUNS = { numRuns: 300 };

/** Whatever was typed, a heading prints in capitals. */
const capitals = ({ type, text }: Pick<ScreenplayElement, 'type' | 'text'>): string =>
  type === 'sceneHeading' ? text.toUpperCase() : text;

describe('what every layout holds to', () => {
  it('prints the text of every printing element once, in order', () => {
    fc.assert(
      fc.property(scripts, (document) => {
        const printed = new Map<number, string>();
        let last = -1;
        for (const line of layout(document).pages.flatMap((page) => page.lines)) {
          if (line.made !== undefined) continue;
          if (!isDual(document, line)) {
            expect(line.element).toBeGreaterThanOrEqual(last);
            last = line.element;
          }
          const { type = 'action', text = '' } = document.elements[line.element] ?? {};
          expect(line.text).toBe(capitals({ type, text: text.slice(line.from, line.to) }));
          printed.set(line.element, (printed.get(line.element) ?? '') + line.text);
        }
        for (const [index, element] of document.elements.entries()) {
          const expected = isPrinted(element) ? folded(capitals(element)) : '';
          expect(folded(printed.get(index) ?? '')).toBe(expected);
        }
      }),
      RUNS,
    );
  });

  it.each(['letter', 'a4'] as const)('keeps to the margins of %s', (paper) => {
    fc.assert(
      fc.property(scripts, (document) => {
        const laid = layout(document, { paper });
        for (const { lines } of laid.pages) {
          expect(lines.length).toBeGreaterThan(0);
          const taken = new Set<string>();
          for (const line of lines) {
            expect(line.row).toBeGreaterThanOrEqual(0);
            expect(line.row).toBeLessThan(laid.paper.rows);
            if (line.made === undefined) expect(columnsOf(line.text)).toBeLessThanOrEqual(line.width);
            expect(line.left + line.width).toBeLessThanOrEqual(15 + laid.paper.columns);
            // Two lines in one place are the two sides of a dual dialogue.
            const at = `${line.row} ${line.left >= 40 && isDual(document, line) ? 'right' : 'left'}`;
            expect(taken.has(at)).toBe(false);
            taken.add(at);
          }
        }
      }),
      RUNS,
    );
  });

  it('ends no page with a cue, a heading or a parenthetical that more of the same follows', () => {
    fc.assert(
      fc.property(scripts, (document) => {
        const { pages: all } = layout(document);
        for (const [index, page] of all.entries()) {
          const last = page.lines.reduce((low, line) => (line.row >= low.row ? line : low));
          const next = all[index + 1]?.lines.find((line) => line.made === undefined);
          if (next === undefined || isDual(document, last) || last.made !== undefined) continue;
          const between = document.elements.slice(last.element + 1, next.element);
          if (between.some((element) => element.type === 'pageBreak')) continue;
          if (last.kind === 'sceneHeading') expect(next.kind).toBe('sceneHeading');
          if (last.kind === 'character') expect(['dialogue', 'parenthetical', 'lyrics']).not.toContain(next.kind);
          if (last.kind === 'parenthetical') expect(['dialogue', 'parenthetical']).not.toContain(next.kind);
        }
      }),
      RUNS,
    );
  });

  it('lays locked pages out as they were', () => {
    fc.assert(
      fc.property(scripts, (document) => {
        const laid = layout(document);
        expect(layout(document, { locked: lockPages(laid) })).toEqual(laid);
      }),
      RUNS,
    );
  });
});

function isDual(document: ScreenplayDocument, line: PageLine): boolean {
  for (let at = line.element; at >= 0; at--) {
    const element = document.elements[at];
    if (element?.type === 'character') return element.dual !== undefined;
  }
  return false;
}

describe('page breaks', () => {
  const fill = (lines: number): string => 'x\n'.repeat(lines);

  it('counts none where nothing prints', () => {
    expect(pages(script(''))).toEqual({ pages: 0, scenes: [] });
    expect(pages(script('Title: X\n\n[[note]]\n\n/* gone */\n\n# Act\n\n= Syn')).pages).toBe(0);
  });

  it('has 55 lines on a letter page and 58 on A4', () => {
    expect(lay('x.\n\n'.repeat(28)).pages).toHaveLength(1);
    expect(lay('x.\n\n'.repeat(29)).pages).toHaveLength(2);
    expect(lay(fill(58), { paper: 'a4' }).pages).toHaveLength(1);
    expect(lay(fill(59), { paper: 'a4' }).pages).toHaveLength(2);
  });

  it('takes a heading and a cue overleaf with what follows them', () => {
    expect(shown(lay(`${fill(52)}\nINT. A - DAY\n\nHe comes in.\n\nHe goes.\n`)).map((page) => page[0])).toEqual([
      'x',
      'INT. A - DAY',
    ]);
    expect(shown(lay(`${fill(53)}\nMARA\nHello.\n`))[1]).toEqual(['MARA', 'Hello.']);
  });

  it('leaves two lines of action at least on each page', () => {
    const laid = shown(lay(`${fill(52)}\n${'word '.repeat(45)}`));
    expect(laid.map((page) => page.length)).toEqual([54, 2]);
    const short = shown(lay(`${fill(52)}\n${'word '.repeat(35)}`));
    expect(short.map((page) => page.length)).toEqual([52, 3]);
  });

  it('breaks a speech after a sentence, with (MORE) and (CONT’D)', () => {
    const speech = 'I went to the harbour, as you told me to do. '.repeat(3) + 'It was shut. '.repeat(4);
    const laid = lay(`${fill(48)}\nMARA (V.O.)\n${speech}\n\nShe leaves.\n`);
    const [first, second] = laid.pages.map((page) => page.lines.filter((line) => line.kind !== 'action'));
    expect(first?.at(0)?.text).toBe('MARA (V.O.)');
    expect(first?.at(-1)).toMatchObject({ text: '(MORE)', made: 'more' });
    expect(first?.at(-2)?.text).toMatch(/\.$/);
    expect(second?.at(0)).toMatchObject({ text: "MARA (V.O.) (CONT'D)", made: 'continued' });
    expect(second?.at(1)?.text).toMatch(/^[IT]/);
    expect(laid.pages[0]?.lines.every((line) => line.row < 55)).toBe(true);
  });

  it('takes a speech of one sentence overleaf whole, and says (CONT’D) once only', () => {
    const sentence = `and ${'on '.repeat(60)}.`;
    expect(shown(lay(`${fill(48)}\nMARA\n${sentence}\n`))[1]?.[0]).toBe('MARA');
    const two = shown(
      lay(`${fill(50)}\nMARA (CONT'D)\nA first one here.\nA second one here.\nA third.\nA fourth.\nA fifth.\n`),
    );
    expect(two[1]?.[0]).toBe("MARA (CONT'D)");
    const words = shown(
      lay(`${fill(50)}\nМАРА\nРаз слово.\nДва слово.\nТри слово.\nЧетыре слово.\n`, {
        more: '(ДАЛЬШЕ)',
        continued: '(ПРОД.)',
      }),
    );
    expect([words[0]?.at(-1), words[1]?.[0]]).toEqual(['(ДАЛЬШЕ)', 'МАРА (ПРОД.)']);
  });

  it('tears what is longer than a page', () => {
    const laid = lay(`MARA\n${'and '.repeat(900)}\n`);
    expect(laid.pages.length).toBeGreaterThan(1);
    expect(laid.pages[0]?.lines.at(-1)?.text).toBe('(MORE)');
    const dual = lay(`MARA\n${'and '.repeat(700)}\n\nJON ^\nNo.\n`);
    expect(dual.pages.length).toBeGreaterThan(1);
  });

  it('sets the two speeches of a dual dialogue side by side', () => {
    const [page] = lay('MARA\nNo!\n\nJON ^\nYes, I think so.\n\nThey stop.\n').pages;
    const rows = (page?.lines ?? []).map(({ row, text }) => [row, text]);
    expect(rows).toEqual([
      [0, 'MARA'],
      [1, 'No!'],
      [0, 'JON'],
      [1, 'Yes, I think so.'],
      [3, 'They stop.'],
    ]);
    expect(page?.lines[2]?.left).toBeGreaterThan(15 + 61 / 2);
  });

  it('breaks where the writer says', () => {
    expect(lay('One.\n\n===\n\nTwo.').pages).toHaveLength(2);
    expect(lay('===\n\nOne.').pages).toHaveLength(1);
  });

  it('wraps action at 61 and dialogue at 35 columns, wide letters counted twice', () => {
    expect(shown(lay(`${'abcd '.repeat(12)}x`))[0]).toHaveLength(1);
    expect(shown(lay(`${'abcd '.repeat(12)}xy`))[0]).toHaveLength(2);
    expect(shown(lay(`MARA\n${'abcd '.repeat(7)}e`))[0]).toHaveLength(3);
    expect(shown(lay(`.A\n\n${'山'.repeat(31)}`))[0]?.slice(1)).toEqual(['山'.repeat(30), '山']);
    // No line begins with a full stop.
    expect(shown(lay(`${'山'.repeat(30)}。`))[0]).toEqual(['山'.repeat(29), '山。']);
  });
});

describe('what nobody writes', () => {
  const size = 200_000;
  it.each([
    ['one line', 'word '.repeat(size / 5)],
    ['one word', 'x'.repeat(size)],
    ['Japanese without an end', '山'.repeat(size)],
    ['one speech', `MARA\n${'One two three. '.repeat(size / 15)}`],
    ['a speech without an end of sentence', `MARA\n${'word '.repeat(size / 5)}`],
    ['a thousand parentheticals', `MARA\n${'(a)\nb.\n'.repeat(size / 100)}`],
    ['a cue', `@${'M '.repeat(size / 2)}\nhi\n`],
    ['a heading', `.${'M '.repeat(size / 2)}\n\nhi\n`],
    ['a dual dialogue', `A\n${'word '.repeat(size / 10)}\n\nB ^\n${'word '.repeat(size / 10)}`],
    ['spaces', `x${' '.repeat(size)}y`],
  ])('%s is laid out whole, page by page', (_, text) => {
    const document = script(text);
    const laid = layout(document);
    for (const page of laid.pages) for (const line of page.lines) expect(line.row < 55 && line.row >= 0).toBe(true);
    const printed = laid.pages.flatMap((page) => page.lines.filter((line) => line.made === undefined));
    const expected = document.elements.map((element) => element.text).join('');
    expect(folded(printed.map((line) => line.text).join('')).length).toBe(folded(expected).length);
  });
});

describe('scene lengths', () => {
  it('are eighths of a page, one at least', () => {
    const { scenes } = pages(script(`INT. A - DAY\n\n${'x\n'.repeat(40)}\nINT. B - DAY\n\nA line.\n`));
    expect(scenes.map(({ page, eighths }) => [page, eighths])).toEqual([
      [1, 6],
      [1, 1],
    ]);
  });

  it('counts both sides of dual dialogue once', () => {
    const speech = 'A\none two three four five six seven eight nine ten\n\n';
    const length = (text: string) => pages(script(`INT. A\n\n${text}`)).scenes[0]?.eighths ?? 0;
    const dual = length((speech + speech.replace('A\n', 'B ^\n')).repeat(10));
    expect(dual).toBeLessThan(length(speech.repeat(20)) * 0.75);
  });
});

describe('locked pages', () => {
  const scene = (name: string) => `INT. ${name} - DAY\n\n${'She waits.\n\n'.repeat(20)}`;
  const draft = scene('A') + scene('B') + scene('C') + scene('D');

  it('keep their numbers when pages before them grow', () => {
    const before = lay(draft);
    const changed = script(draft.replace('INT. B - DAY\n\n', `INT. B - DAY\n\n${'Much is new.\n\n'.repeat(40)}`));
    // Where the pages began, in the elements of the new draft.
    const locked = lockPages(before).map((lock) => ({
      ...lock,
      element: lock.element > 22 ? lock.element + 40 : lock.element,
    }));
    const after = layout(changed, { locked });
    expect(after.pages.map((page) => page.number)).toEqual(['1', '1A', '1B', '2', '3']);
    expect(before.pages.map((page) => page.number)).toEqual(['1', '2', '3']);
    expect(after.pages[3]?.lines.map((line) => line.text)).toEqual(before.pages[1]?.lines.map((line) => line.text));
  });

  it('print added pages on the newest paper', () => {
    const locked = [
      { page: '1', element: 0, offset: 0 },
      { page: '2', element: 41, offset: 0 },
    ];
    const revisions = [{ colour: 'Blue', changes: [{ element: 0 }] }];
    const text = `${'One.\n\n'.repeat(40)}${'Two.\n\n'.repeat(2)}`;
    const { pages: all } = lay(text, { locked, revisions });
    expect(all.map((page) => [page.number, page.revision?.colour])).toEqual([
      ['1', 'Blue'],
      ['1A', 'Blue'],
      ['2', undefined],
    ]);
  });

  it('share a number when all of one was cut', () => {
    const locked = [
      { page: '1', element: 0, offset: 0 },
      { page: '2', element: 1, offset: 0 },
      { page: '3', element: 1, offset: 0 },
    ];
    expect(lay('One.\n\nTwo.', { locked }).pages.map((page) => page.number)).toEqual(['1', '2-3']);
  });
});

describe('locked pages anywhere', () => {
  const places = fc.array(fc.tuple(fc.nat(200), fc.nat(400)), { maxLength: 6 });

  it('lose no text, fill no page too full, and keep every number', () => {
    fc.assert(
      fc.property(scripts, places, (document, raw) => {
        const locked = raw
          .map(([element, offset]) => ({ element, offset }))
          .filter(({ element }) => element < document.elements.length)
          .sort((a, b) => a.element - b.element || a.offset - b.offset)
          .map((place, index) => ({ ...place, page: String(index * 3 + 2) }));
        const { pages: all } = layout(document, { locked });
        const lines = all.flatMap((page) => page.lines).filter((line) => line.made === undefined);
        const printed = new Map<number, string>();
        for (const { element, text, row } of lines) {
          printed.set(element, (printed.get(element) ?? '') + text);
          expect(row).toBeLessThan(55);
        }
        for (const [index, element] of document.elements.entries()) {
          expect(folded(printed.get(index) ?? '')).toBe(isPrinted(element) ? folded(capitals(element)) : '');
        }
        const numbers = all.map((page) => page.number);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
      RUNS,
    );
  });
});

describe('revisions', () => {
  it('mark the lines that they touch, by the newest', () => {
    const laid = lay('One line here.\n\nAnother line here.\n\nA third.', {
      revisions: [
        { colour: 'Blue', changes: [{ element: 0 }, { element: 1, from: 0, to: 3 }] },
        { colour: 'Pink', changes: [{ element: 1, from: 8, to: 8 }] },
      ],
    });
    expect(laid.pages[0]?.lines.map((line) => line.revised)).toEqual(['Blue', 'Pink', undefined]);
    expect(laid.pages[0]?.revision?.colour).toBe('Pink');
  });
});

describe('the title page', () => {
  it('has the title in the middle, the contact below to the left, the date to the right', () => {
    const [page] = lay(
      'Title: The Harbour\nCredit: by\nAuthor: M. Ray\nContact:\n\t1 Pier Road\n\tHull\nDraft date: 1 May\n\nFADE IN:',
    ).titlePages;
    const at = (text: string) => page?.find((line) => line.text === text);
    expect(at('The Harbour')).toMatchObject({ align: 'center', row: 15 });
    expect(at('Hull')).toMatchObject({ align: 'left', row: 54 });
    expect(at('1 May')).toMatchObject({ align: 'right', row: 54 });
  });

  it('leaves nothing out that does not fit', () => {
    const { titlePages } = lay(`Title: X\nNotes: ${'long words '.repeat(900)}\n\nFADE IN:`);
    expect(titlePages.length).toBeGreaterThan(1);
    expect(
      folded(
        titlePages
          .flat()
          .map((line) => line.text)
          .join(''),
      ),
    ).toBe(`X${'longwords'.repeat(900)}`);
  });
});

describe.skipIf(!existsSync(known))('scripts of known length (skipped without the data)', () => {
  it.each([
    ['Big-Fish', 122, 1],
    ['Brick-and-Steel', 4, 0],
    ['The-Last-Birthday-Card', 20, 0],
  ])('%s has %d pages with its title page', (name, count, within) => {
    const laid = lay(readFileSync(join(known, `${name}.fountain`), 'utf8'));
    expect(Math.abs(laid.pages.length + laid.titlePages.length - count)).toBeLessThanOrEqual(within);
  });
});

describe('headings', () => {
  it('print in capitals as long as what was typed, in any alphabet that has them', () => {
    const text = 'int. café – día\n\n.größe Ёлка нoчь σς\n\n.ქუჩა ვეფხის\n\nShe said int. café.';
    const { pages: all } = lay(text);
    expect(all.flatMap(({ lines }) => lines.map((line) => line.text))).toEqual([
      'INT. CAFÉ – DÍA',
      'GRÖßE ЁЛКА НOЧЬ ΣΣ',
      'ქუჩა ვეფხის',
      'She said int. café.',
    ]);
  });
});
