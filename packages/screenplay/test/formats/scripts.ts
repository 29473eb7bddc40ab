import fc from 'fast-check';
import { fountainOf } from '../../src/formats/script/fountain.ts';
import type { StyledElement, StyledScript, StyledTitleEntry } from '../../src/formats/script/styled.ts';
import { styledScript } from '../../src/formats/script/styled.ts';
import { visibleStyles } from '../../src/formats/script/styles.ts';

/** Random scripts with every kind of element, with what formats trip over in their text. */

const WORD = fc.constantFrom(
  'door',
  'Mara',
  'RUN',
  'INT.',
  'CUT TO:',
  '*',
  '_x_',
  '[[',
  ']]',
  '/*',
  '&',
  '<b>',
  '"q"',
  "it's",
  ']]>',
  'ß',
  'Ünï',
  '田中',
  '🎬',
  'متن',
  '(beat)',
  '1.',
  '#2#',
  '#',
  '>',
  '=',
  '~',
  '!',
  '@',
  'Key: value',
);
const line = fc.array(WORD, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'));
const name = fc.constantFrom('MARA', 'JON', 'ÄITI', 'Mr. Blue', 'R2D2', 'MARA (V.O.)', "JON (O.S.) (CONT'D)");

function styled(text: string): fc.Arbitrary<NonNullable<StyledElement['styles']>> {
  return fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        length: fc.integer({ min: 1, max: 9 }),
        style: fc.integer({ min: 1, max: 7 }),
      }),
      {
        maxLength: 2,
      },
    )
    .map((spans) => {
      const bits = new Array<number>(text.length).fill(0);
      for (const { at, length, style } of spans)
        for (let i = at; i < Math.min(text.length, at + length); i++) bits[i] = style;
      return visibleStyles(
        text,
        bits.map((style, from) => ({ from, to: from + 1, style })),
      );
    });
}

function texted(
  type: StyledElement['type'],
  text: fc.Arbitrary<string>,
  more: Partial<StyledElement> = {},
): fc.Arbitrary<StyledElement> {
  return text.chain((value) => styled(value).map((styles) => ({ type, text: value, styles, ...more })));
}

const note = fc.record({ type: fc.constantFrom('note', 'boneyard'), text: lines, inside: fc.boolean() }).map(
  ({ type, text, inside }): StyledElement => ({
    type: type as 'note',
    text,
    styles: [],
    ...(inside ? { inside } : {}),
  }),
);

const said = fc.oneof(
  texted('dialogue', lines),
  fc.constantFrom('(beat)', '(to Jon)').map((text): StyledElement => ({ type: 'parenthetical', text, styles: [] })),
  texted('lyrics', line),
  note,
);

function speech(dual?: 'left' | 'right'): fc.Arbitrary<StyledElement[]> {
  return fc
    .record({ name, said: fc.array(said, { minLength: 1, maxLength: 3 }) })
    .map(({ name: text, said: rest }) => [
      { type: 'character', text, styles: [], ...(dual === undefined ? {} : { dual }) },
      ...rest,
    ]);
}

const group: fc.Arbitrary<StyledElement[]> = fc.oneof(
  texted('action', lines).map((element) => [element]),
  fc
    .record({
      text: fc.constantFrom('INT. HOUSE - DAY', 'EXT. WOOD', 'KITCHEN'),
      number: fc.constantFrom(undefined, '1', '12A'),
    })
    .map(({ text, number }): StyledElement[] => [
      { type: 'sceneHeading', text, styles: [], ...(number === undefined ? {} : { number }) },
    ]),
  speech(),
  fc.tuple(speech('left'), speech('right')).map(([left, right]) => [...left, ...right]),
  texted('transition', fc.constantFrom('CUT TO:', 'FADE OUT.', 'SLAM!')).map((element) => [element]),
  texted('centered', line).map((element) => [element]),
  texted('lyrics', line).map((element) => [element]),
  fc.integer({ min: 1, max: 6 }).chain((depth) => texted('section', line, { depth }).map((element) => [element])),
  texted('synopsis', line).map((element) => [element]),
  fc.constant<StyledElement[]>([{ type: 'pageBreak', text: '', styles: [] }]),
  note.map((element) => [element]),
);

const titlePage: fc.Arbitrary<StyledTitleEntry[]> = fc.uniqueArray(
  fc
    .record({
      key: fc.constantFrom(
        'Title',
        'Credit',
        'Author',
        'Source',
        'Draft date',
        'Contact',
        'Copyright',
        'Font',
        'Watermark',
      ),
      value: fc.array(fc.constantFrom('Big Fish', 'written by', '1/2/2003', '(c) 2003 X', 'Tel: 5', 'by', 'a & b'), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    .map(({ key, value }) => ({ key, value: value.join('\n') })),
  { selector: (entry) => entry.key, maxLength: 5 },
);

/** As Fountain, so that it holds only what Fountain can. */
export const fountain: fc.Arbitrary<string> = fc
  .record({ titlePage, groups: fc.array(group, { maxLength: 8 }) })
  .map(({ titlePage: titles, groups }) => fountainOf({ titlePage: titles, elements: groups.flat() }));

/** What two readers of a script would say the same of: where in a paragraph a note stands is not kept by all formats. */
export function gist(script: StyledScript | string): unknown {
  const { titlePage: titles, elements } = typeof script === 'string' ? styledScript(script) : script;
  return {
    titlePage: titles.map(({ key, value, styles = [] }) => ({ key, value, styles })),
    elements: elements.map(({ inside: _, ...element }) => element),
  };
}
