import fc from 'fast-check';
import type { ScreenplayDocument, ScreenplayElement } from '../../src/index.ts';

/** Random scripts as documents: any order of elements, any length, several alphabets. */

const word = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[a-zA-Z'-]{1,12}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z]{60,90}$/) },
  { weight: 2, arbitrary: fc.constantFrom('Mr.', 'No!', 'so...', 'half-light', '--', 'Да.', 'Ήταν', 'שלום', 'مرحبا') },
  { weight: 1, arbitrary: fc.constantFrom('彼は静かにドアを開けた。', '「何だ、これは！」', 'é́', '👩‍🚀', '한국어') },
);
const sentences = (most: number) =>
  fc
    .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', ' ', '. ', '.  ', '\n')), { minLength: 1, maxLength: most })
    .map((words) =>
      words
        .map(([text, space]) => text + space)
        .join('')
        .trim(),
    );

const kinds = fc.constantFrom(
  'sceneHeading',
  'action',
  'action',
  'speech',
  'speech',
  'speech',
  'dual',
  'transition',
  'centered',
  'lyrics',
  'note',
  'section',
  'pageBreak',
) as fc.Arbitrary<ScreenplayElement['type'] | 'speech' | 'dual'>;

type Made = Pick<ScreenplayElement, 'type' | 'text' | 'dual' | 'number'>;

const speech = (dual?: 'left' | 'right'): fc.Arbitrary<Made[]> =>
  fc
    .tuple(
      fc.constantFrom('MARA', "MARA (CONT'D)", 'THE MAN WITH A VERY LONG NAME INDEED (V.O.)', 'ЯН'),
      fc.array(fc.tuple(fc.boolean(), sentences(6), sentences(60)), { maxLength: 3 }),
    )
    .map(([text, parts]): Made[] => [
      { type: 'character', text, ...(dual === undefined ? {} : { dual }) },
      ...parts.flatMap(([aside, beat, line]): Made[] => [
        ...(aside ? [{ type: 'parenthetical' as const, text: `(${beat})` }] : []),
        { type: 'dialogue', text: line },
      ]),
    ]);

const made = kinds.chain((kind): fc.Arbitrary<Made[]> => {
  if (kind === 'speech') return speech();
  if (kind === 'dual') return fc.tuple(speech('left'), speech('right')).map(([left, right]) => [...left, ...right]);
  if (kind === 'pageBreak') return fc.constant([{ type: kind, text: '' }]);
  if (kind === 'sceneHeading') {
    return fc
      .tuple(sentences(6), fc.option(fc.constantFrom('1', '12A'), { nil: undefined }))
      .map(([text, number]) => [
        { type: kind, text: text.replaceAll('\n', ' '), ...(number === undefined ? {} : { number }) },
      ]);
  }
  return sentences(kind === 'action' ? 80 : 8).map((text) => [{ type: kind, text }]);
});

export const scripts: fc.Arbitrary<ScreenplayDocument> = fc.array(made, { maxLength: 40 }).map((groups) => {
  let at = 0;
  const elements = groups.flat().map((element): ScreenplayElement => {
    const from = at;
    at += element.text.length + 2;
    return { ...element, from, to: from + element.text.length };
  });
  return { format: 'second-unit/screenplay@1', titlePage: [], elements };
});
