import { Fault } from '@second-unit/evidence';
import { fontsFor } from '@second-unit/print/node';

/** The sans serif among the fonts that come with us. */
export const TYPE = 'Hind';
/** Letters that are named in a sentence. */
const MOST_NAMED = 5;
/** Is the letter in a font of ours? Asked for with every keystroke. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 50_000;

/** Signs that choose among shapes of the letter before them are no letters, and are not drawn where there is no choice. */
const isLetter = (letter: string): boolean => !/^[\p{Cc}\p{Cf}\p{Variation_Selector}\u2028\u2029]/u.test(letter);

/** What is wrong with a text for a card or a subtitle: letters that no font of ours has; undefined where nothing is. */
export async function letteringProblem(text: string): Promise<string | undefined> {
  const letters = [...new Set(text.normalize('NFC'))].filter(isLetter);
  const unknown = letters.filter((letter) => !known.has(letter));
  if (unknown.length > 0) {
    const missing = new Set((await fontsFor(unknown.join(''), TYPE)).missing);
    if (known.size > MOST_KNOWN) known.clear();
    for (const letter of unknown) known.set(letter, !missing.has(letter));
  }
  const missing = letters.filter((letter) => known.get(letter) === false);
  if (missing.length === 0) return undefined;
  const named = missing.slice(0, MOST_NAMED).join(' ');
  return `No font that comes with the studio has ${named}; write the card or line in other letters.`;
}

/** Errors: `input` for letters that no font of ours has, as `letteringProblem` says it. */
export async function checkLettering(texts: readonly string[]): Promise<void> {
  const problem = await letteringProblem(texts.join('\n'));
  if (problem !== undefined) throw new Fault('input', problem);
}
