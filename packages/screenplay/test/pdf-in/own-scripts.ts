import fc from 'fast-check';
import type { ScreenplayDocument, ScreenplayElement, TitlePageEntry } from '../../src/index.ts';

/**
 * Random screenplays in one alphabet or several, of every kind of element that prints and some that do not: what is
 * printed and read again must be the same.
 */

const WORDS = {
  Latin: ['She', 'walks', 'slowly', 'TO', 'the', 'half-light', 'Mr.', 'naïve', 'No!', '--', '“so”', '3', 'a', 'CUT'],
  Greek: ['Η', 'ΜΑΡΙΑ', 'μπαίνει', 'αργά', 'στην', 'κουζίνα', 'Ήταν;', 'ψυχοφθόρα'],
  Cyrillic: ['Она', 'входит', 'медленно', 'ДВЕРЬ', 'не', 'была', 'за́мок', 'ещё.', '—'],
  Hebrew: ['שלום', 'היא', 'נכנסת', '(לאט)', 'בְּרֵאשִׁית', '12', 'לא!', '"כן"', 'אל-על'],
  Arabic: ['تدخل', 'مريم', 'لا', 'الأبواب', 'مُنْذُ', 'ٱلصَّبَاحِ', '(بهدوء)', '123', 'هل؟', 'كتاب', '«نعم»', 'الله'],
  Japanese: ['彼女は', 'ドアを', '開けて、', 'ゆっくり', '台所に', '入る。', '「何だ！」', '（夜）', '東京ー', 'OK'],
  Korean: ['그녀는', '천천히', '부엌으로', '들어온다.', '“누구야!”', '문이', 'OK', '3'],
  Devanagari: ['मीरा', 'धीरे', 'रसोई', 'में', 'आती', 'है।', 'दरवाज़ा', 'स्त्री', 'क्षितिज', 'OK', '12'],
} as const;

export type Alphabet = keyof typeof WORDS;
export const ALPHABETS = Object.keys(WORDS) as Alphabet[];

/** Names in capitals where the alphabet has them. */
const NAMES: Readonly<Record<Alphabet, readonly string[]>> = {
  Latin: ['MARA', 'JON (V.O.)', "MARA (CONT'D)", 'OLD MAN #2'],
  Greek: ['ΜΑΡΙΑ', 'ΝΙΚΟΣ (V.O.)'],
  Cyrillic: ['МАРИЯ', 'ЯН (З.К.)'],
  Hebrew: ['מרים', 'שרה (V.O.)'],
  Arabic: ['مريم', 'يوسف (V.O.)'],
  Japanese: ['真理', '健'],
  Korean: ['지민', '민수 (V.O.)'],
  Devanagari: ['मीरा', 'अर्जुन (V.O.)'],
};

const HEADINGS: Readonly<Record<Alphabet, string>> = {
  Latin: 'INT. KITCHEN - DAY',
  Greek: 'ΕΣΩΤ. ΚΟΥΖΙΝΑ - ΗΜΕΡΑ',
  Cyrillic: 'ИНТ. КУХНЯ - ДЕНЬ',
  Hebrew: 'פנים. מטבח - יום',
  Arabic: 'داخلي. المطبخ - نهار',
  Japanese: '○台所・中（夜）',
  Korean: '부엌 - 낮',
  Devanagari: 'अंदर. रसोई - दिन',
};

type Made = Pick<ScreenplayElement, 'type' | 'text' | 'dual' | 'number'>;

function wordsOf(alphabet: Alphabet, most: number, hardBreaks: boolean): fc.Arbitrary<string> {
  const unspaced = alphabet === 'Japanese';
  const gaps = [...(unspaced ? ['', '', ''] : [' ', ' ', ' ', ' ']), ' ', ...(hardBreaks ? ['\n'] : [])];
  return fc
    .array(fc.tuple(fc.constantFrom(...WORDS[alphabet]), fc.constantFrom(...gaps)), { minLength: 1, maxLength: most })
    .map((words) => {
      const text = words
        .map(([word, gap]) => word + gap)
        .join('')
        .trim();
      // Between two blank lines a paragraph is two; what begins with a sign is markup.
      return /^[\p{L}\p{N}]/u.test(text) ? text : `${WORDS[alphabet][0]} ${text}`;
    });
}

function speechOf(alphabet: Alphabet, dual?: 'left' | 'right'): fc.Arbitrary<Made[]> {
  const line = fc.oneof(
    { weight: 5, arbitrary: wordsOf(alphabet, 40, true) },
    { weight: 1, arbitrary: wordsOf(alphabet, 400, false) },
  );
  return fc
    .tuple(
      fc.constantFrom(...NAMES[alphabet]),
      fc.array(fc.tuple(fc.boolean(), wordsOf(alphabet, 5, false), line), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([text, parts, sung]): Made[] => [
      { type: 'character', text, ...(dual === undefined ? {} : { dual }) },
      // Two pieces of speech that follow each other are one.
      ...parts.flatMap(([aside, beat, spoken], index): Made[] => [
        ...(aside || index > 0 ? [{ type: 'parenthetical' as const, text: `(${beat.replace(/[()]/g, '')})` }] : []),
        { type: 'dialogue', text: spoken },
      ]),
      ...(sung && dual === undefined ? [{ type: 'lyrics' as const, text: `${WORDS[alphabet][0]} la la` }] : []),
    ]);
}

function groupOf(alphabet: Alphabet): fc.Arbitrary<Made[]> {
  const heading = fc
    .tuple(wordsOf(alphabet, 4, false), fc.option(fc.constantFrom('1', '12A', '104'), { nil: undefined }))
    .map(([words, number]): Made[] => [
      {
        type: 'sceneHeading',
        text: `${HEADINGS[alphabet]} ${words}`,
        ...(number === undefined ? {} : { number }),
      },
    ]);
  const of = (type: 'transition' | 'centered' | 'note', most: number): fc.Arbitrary<Made[]> =>
    wordsOf(alphabet, most, false).map((text) => [{ type, text }]);
  return fc.oneof(
    { weight: 2, arbitrary: heading },
    { weight: 4, arbitrary: wordsOf(alphabet, 60, true).map((text): Made[] => [{ type: 'action', text }]) },
    { weight: 1, arbitrary: wordsOf(alphabet, 700, false).map((text): Made[] => [{ type: 'action', text }]) },
    { weight: 4, arbitrary: speechOf(alphabet) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(speechOf(alphabet, 'left'), speechOf(alphabet, 'right'))
        .map(([left, right]) => [...left, ...right]),
    },
    { weight: 1, arbitrary: of('transition', 3).map((made) => made.map((one) => ({ ...one, text: `${one.text}:` }))) },
    { weight: 1, arbitrary: of('centered', 4) },
    { weight: 1, arbitrary: of('note', 4) },
    {
      weight: 1,
      arbitrary: fc
        .array(wordsOf(alphabet, 4, false), { minLength: 1, maxLength: 3 })
        .map((lines): Made[] => lines.map((text) => ({ type: 'lyrics', text }))),
    },
  );
}

export function scriptsIn(alphabets: readonly Alphabet[]): fc.Arbitrary<ScreenplayDocument> {
  const group = fc.constantFrom(...alphabets).chain(groupOf);
  const title = fc.constantFrom(...alphabets).chain((alphabet) =>
    fc.tuple(wordsOf(alphabet, 4, false), wordsOf(alphabet, 2, false)).map(([name, author]): TitlePageEntry[] => [
      { key: 'Title', value: name, from: 0, to: 0 },
      { key: 'Credit', value: 'Written by', from: 0, to: 0 },
      { key: 'Author', value: author, from: 0, to: 0 },
    ]),
  );
  return fc
    .tuple(fc.option(title, { nil: [] }), fc.array(group, { minLength: 1, maxLength: 25 }))
    .map(([titlePage, groups]) => ({
      format: 'second-unit/screenplay@1',
      titlePage,
      elements: groups.flat().map((one) => ({ ...one, from: 0, to: 0 })),
    }));
}
