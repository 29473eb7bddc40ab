import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEmphasisedDocument, toEmphasisedDocument } from '../../src/formats/index.ts';
import { styledScript } from '../../src/formats/script/styled.ts';
import { parse, ScreenplayFault, toDocument, validateDocument } from '../../src/index.ts';

const SCRIPT =
  'Title: _Fish_\n\nINT. LAB - DAY #1#\n\nIt *moves* and **_shines_**. [[why]]\n\nMARA\n(low)\n***No***, \\*no\\*.\n';

describe('JSON with emphasis', () => {
  it('has runs of the text, and is the same JSON without them', () => {
    const { titlePage, elements, ...rest } = toEmphasisedDocument(SCRIPT);
    expect(titlePage[0]).toMatchObject({ value: 'Fish', runs: [{ from: 0, to: 4, style: ['underline'] }] });
    expect(elements.map(({ text, runs }) => [text, runs])).toEqual([
      ['INT. LAB - DAY', undefined],
      [
        'It moves and shines.',
        [
          { from: 3, to: 8, style: ['italic'] },
          { from: 13, to: 19, style: ['bold', 'underline'] },
        ],
      ],
      ['why', undefined],
      ['MARA', undefined],
      ['(low)', undefined],
      ['No, *no*.', [{ from: 0, to: 2, style: ['bold', 'italic'] }]],
    ]);
    const bare = <Whole extends object>(items: readonly Whole[]): object[] =>
      items.map((item) => ({ ...item, runs: undefined }));
    const plain = toDocument(parse(SCRIPT));
    expect({ ...rest, titlePage: bare(titlePage), elements: bare(elements) }).toEqual({
      ...rest,
      titlePage: bare(plain.titlePage),
      elements: bare(plain.elements),
    });
    expect(validateDocument({ ...rest, titlePage, elements })).toEqual(plain);
  });

  it('comes back', () => {
    const json: unknown = JSON.parse(JSON.stringify(toEmphasisedDocument(SCRIPT)));
    const again = fromEmphasisedDocument(json);
    expect(styledScript(again)).toEqual(styledScript(SCRIPT));
    expect(
      fromEmphasisedDocument({
        format: 'second-unit/screenplay@1',
        elements: [
          { type: 'character', name: 'MARA', extension: 'V.O.' },
          { type: 'dialogue', text: 'No.' },
        ],
      }),
    ).toBe('MARA (V.O.)\nNo.\n');
  });

  const word = fc.constantFrom(
    'rain',
    '*rain*',
    '**rain**',
    '_rain_',
    '***rain***',
    '_**rain** now_',
    '\\*rain\\*',
    '5 * 3',
    'a_b_c',
    'Ana',
  );
  const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `So ${words.join(' ')}.`);
  const speech = fc.tuple(fc.constantFrom('MARA', 'BEN (V.O.)', '@Ana'), line).map(([cue, own]) => `${cue}\n${own}`);
  const block = fc.oneof(
    line,
    speech,
    fc.constant('INT. *LAB* - DAY'),
    fc.constant('> CUT _TO_:'),
    fc.constant('> *The* End <'),
    fc.constant('~*la* la'),
  );
  const script = fc.array(block, { minLength: 1, maxLength: 12 }).map((blocks) => `${blocks.join('\n\n')}\n`);

  it('comes back, whatever is bold, italic or underlined (property)', () => {
    fc.assert(
      fc.property(script, (text) => {
        const json: unknown = JSON.parse(JSON.stringify(toEmphasisedDocument(text)));
        expect(styledScript(fromEmphasisedDocument(json))).toEqual(styledScript(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a list', { runs: {} }, /elements\[0\]\.runs must be a list/],
    ['a range', { runs: [{ from: 2, to: 1, style: ['bold'] }] }, /runs\[0\] has a range that is none/],
    ['within the text', { runs: [{ from: 0, to: 9, style: ['bold'] }] }, /goes beyond its text/],
    ['a style that is known', { runs: [{ from: 0, to: 1, style: ['loud'] }] }, /may hold "bold"/],
    [
      'not overlapping',
      {
        runs: [
          { from: 0, to: 2, style: ['bold'] },
          { from: 1, to: 3, style: ['bold'] },
        ],
      },
      /overlaps/,
    ],
  ])('runs must be %s', (_name, more, message) => {
    const json = { format: 'second-unit/screenplay@1', elements: [{ type: 'action', text: 'Rain.', ...more }] };
    expect(() => fromEmphasisedDocument(json)).toThrow(message);
    expect(() => fromEmphasisedDocument(json)).toThrow(ScreenplayFault);
  });
});
