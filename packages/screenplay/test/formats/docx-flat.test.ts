import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDocx } from '../../src/formats/index.ts';

/** A Word file in which every paragraph is `Normal`; an empty one is an empty line. */
function flatDocx(lines: readonly string[]): Uint8Array {
  const body = lines.map((line) => `<w:p>${line === '' ? '' : `<w:r><w:t>${line}</w:t></w:r>`}</w:p>`).join('');
  return zipSync({
    'word/document.xml': strToU8(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
  });
}

const SPACED = [
  'INT. HOUSE - DAY',
  '',
  'She waits. The door opens.',
  '',
  'BANG!',
  '',
  'ZOË (O.S.)',
  '(softly)',
  'Hello there.',
  '',
  'He turns.',
  '',
  'CUT TO:',
];
const TYPES = ['sceneHeading', 'action', 'action', 'character', 'parenthetical', 'dialogue', 'action', 'transition'];

describe('a Word file without styles and indents', () => {
  test.each([
    ['with empty lines between its elements', SPACED],
    ['without any', SPACED.filter((line) => line !== '')],
    ['with one after every paragraph', SPACED.filter((line) => line !== '').flatMap((line) => [line, ''])],
  ])('is read by capitals and order, and says so: %s', (_, lines) => {
    const { document, guessed } = readDocx(flatDocx(lines));
    expect(document.elements.map(({ type }) => type)).toEqual(TYPES);
    expect(guessed).toBe(4);
  });

  test('guesses nothing of a letter', () => {
    const letter = ['Dear Ms Carter,', '', 'thank you for your script. We read it with joy.', '', 'Yours, A. Reader'];
    const { document, guessed } = readDocx(flatDocx(letter));
    expect([document.elements.every(({ type }) => type === 'action'), guessed]).toEqual([true, 0]);
  });
});
