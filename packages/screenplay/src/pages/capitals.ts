import type { ElementType } from '../elements.ts';

/**
 * A text as a page prints it: a scene heading in capitals, whatever was typed, and anything else as it is. As many
 * UTF-16 units as before, so that offsets hold: letters whose capital is longer, such as ß, stay, and so does Georgian,
 * which has capitals but does not print in them.
 */
export function asPrinted(type: ElementType, text: string): string {
  if (type !== 'sceneHeading') return text;
  return text.replace(/\p{Ll}/gu, (letter) => {
    const capital = letter.toUpperCase();
    return capital.length === letter.length && !GEORGIAN.test(letter) ? capital : letter;
  });
}

const GEORGIAN = /\p{Script=Georgian}/u;
