const LETTER_CASE = /[\p{Ll}\p{Lu}\p{Lt}]/u;
const LOWER = /\p{Ll}/u;

/**
 * Whether a line is in capitals, in any script that has them: at least one capital, no small letter.
 * Scripts without case have no capitals: a name in them needs an `@`. `ß` counts as a capital, as in STRAßE.
 */
export function isUppercase(text: string): boolean {
  let capital = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if (code >= 0x61 && code <= 0x7a) return false;
      if (code >= 0x41 && code <= 0x5a) capital = true;
    } else if (code !== 0xdf) {
      const letter = String.fromCodePoint(text.codePointAt(at) as number);
      if (letter.length === 2) at++;
      if (LETTER_CASE.test(letter)) {
        if (LOWER.test(letter)) return false;
        capital = true;
      }
    }
  }
  return capital;
}
