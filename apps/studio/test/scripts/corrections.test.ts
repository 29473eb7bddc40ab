import { parse, toDocument } from '@second-unit/screenplay';
import { assemble, type LineType, type PdfLine } from '@second-unit/screenplay/pdf-in';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriedOver, lacksCue, relabelled, type TextEdit } from '../../src/contract/corrections.ts';

const applied = (text: string, { from, to, insert }: TextEdit): string => text.slice(0, from) + insert + text.slice(to);

describe('a change carried over', () => {
  const sign = fc.constantFrom('a', 'b', '\n', ' ', 'é', '🎬', 'INT. ');
  const text = fc.array(sign, { maxLength: 30 }).map((signs) => signs.join(''));

  test('makes the wanted text of the text that it was made for', () => {
    fc.assert(
      fc.property(text, text, (base, wanted) => {
        const edit = carriedOver(base, wanted, base);
        if (edit === 'none') expect(base).toBe(wanted);
        else if (edit === 'gone') expect(base).not.toBe(wanted);
        else expect(applied(base, edit)).toBe(wanted);
      }),
      { numRuns: 3000 },
    );
  });

  test('takes nothing away that was written since', () => {
    fc.assert(
      fc.property(text, text, fc.nat(60), (base, wanted, at) => {
        const now = `${base.slice(0, at)}✎✎${base.slice(at)}`;
        const edit = carriedOver(base, wanted, now);
        if (typeof edit !== 'string') expect(applied(now, edit)).toContain('✎✎');
      }),
      { numRuns: 3000 },
    );
  });

  const BASE = 'INT. HALL - DAY\n\nMARA\nYes.\n\nTHE GHOST\n\nIt stands there.\n\nMARA\nYes.\n\nLATER\n\nRain.\n';
  const carry = (wanted: string, now: string): string => {
    const edit = carriedOver(BASE, wanted, now);
    return typeof edit === 'string' ? edit : applied(now, edit);
  };

  test('finds its lines where others were written above and below', () => {
    const wanted = BASE.replace('THE GHOST', '.THE GHOST');
    const now = BASE.replace('INT. HALL', 'A hall.\n\nINT. HALL').replace('Rain.', 'Rain and wind.');
    expect(carry(wanted, now)).toBe(now.replace('THE GHOST', '.THE GHOST'));
    expect(carry(wanted, now.replace('THE GHOST', '.THE GHOST'))).toBe('none');
  });

  test('leaves lines that read otherwise by now, or of which there are two', () => {
    expect(carry(BASE.replace('THE GHOST', '.THE GHOST'), BASE.replace('THE GHOST', 'A GHOST'))).toBe('gone');
    const twice = BASE.replace('THE GHOST\n\nIt stands there.\n\n', 'Nothing.\n\n');
    expect(carry(BASE.replace('MARA\nYes.\n\nLATER', 'MARA\n\nLATER'), twice)).toBe(
      twice.replace('MARA\nYes.\n\nLATER', 'MARA\n\nLATER'),
    );
  });
});

describe('lines said to be something else', () => {
  const line = (text: string, type: LineType, gap = 2, joined = false): PdfLine => ({
    page: 1,
    x: 108,
    y: 72,
    right: 108 + 7.2 * text.length,
    text,
    spans: [],
    revised: false,
    first: false,
    gap,
    more: false,
    type,
    confidence: 0.7,
    reason: '',
    alternatives: [],
    joined,
  });
  const kinds = (lines: readonly PdfLine[], said: [number, LineType][]): string[] =>
    toDocument(
      parse(
        assemble(
          relabelled(
            lines,
            said.map(([at, type]) => ({ line: at, type })),
          ),
          [],
        ).fountain,
      ),
    ).elements.map(({ type, text }) => `${type}: ${text}`);

  test('a cue and its speech that are action in truth become one paragraph', () => {
    const lines = [
      line('INT. HALL - DAY', 'sceneHeading'),
      line('A DOG', 'character'),
      line('barks at her.', 'dialogue', 1),
    ];
    expect(kinds(lines, [])).toEqual(['sceneHeading: INT. HALL - DAY', 'character: A DOG', 'dialogue: barks at her.']);
    expect(
      kinds(lines, [
        [1, 'action'],
        [2, 'action'],
      ]),
    ).toEqual(['sceneHeading: INT. HALL - DAY', 'action: A DOG barks at her.']);
  });

  test('a line in a paragraph becomes its own, and one left out leaves nothing', () => {
    const lines = [line('She stops.', 'action'), line('LATER', 'action', 1, true), line('Rain.', 'action', 1, true)];
    expect(kinds(lines, [[1, 'sceneHeading']])).toEqual(['action: She stops.', 'sceneHeading: LATER', 'action: Rain.']);
    expect(kinds(lines, [[1, 'furniture']])).toEqual(['action: She stops. Rain.']);
  });

  test('what nobody spoke of is as it was read', () => {
    const lines = [line('She stops.', 'action'), line('MARA', 'character'), line('No.', 'dialogue', 1)];
    expect(relabelled(lines, [])).toEqual(lines);
    expect(relabelled(lines, [{ line: 0, type: 'action' }])).toEqual(lines);
  });

  test('lacks a cue where what is said to be speech would come out as action', () => {
    const types = fc.constantFrom<LineType>(
      'action',
      'character',
      'dialogue',
      'parenthetical',
      'furniture',
      'sceneHeading',
    );
    const kinds = fc.array(types, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(kinds, fc.nat(7), fc.constantFrom<LineType>('dialogue', 'parenthetical'), (read, at, type) => {
        const index = at % read.length;
        const texts: Partial<Record<LineType, (number: number) => string>> = {
          character: (number) => `NAME${'ABCDEFGH'[number]}`,
          sceneHeading: (number) => `INT. ROOM${number} - DAY`,
        };
        const words = (number: number): string =>
          number === index ? 'Quay.' : (texts[read[number] as LineType]?.(number) ?? `Word${number}.`);
        const lines = read.map((one, number) => line(words(number), one));
        const said = [{ line: index, type }];
        const { document } = assemble(relabelled(lines, said), []);
        const spoken = document.elements.some((one) => one.type !== 'action' && one.text.includes('Quay.'));
        expect(lacksCue(lines, said, index)).toBe(!spoken);
      }),
      { numRuns: 1000 },
    );
  });
});
