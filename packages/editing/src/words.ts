/** Scripts that write no space between words. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

let segmenter: Intl.Segmenter | undefined;

/** Pieces of a text without spaces, punctuation among them: words by Unicode's dictionaries. */
export function segmentsOf(text: string): Intl.Segments {
  // Made when first needed: it reads its dictionaries.
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
  return segmenter.segment(text);
}

/** The words of a text in any language, as they are written, in order; vowel signs and accents are of their word. */
export function wordsIn(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu) ?? [];
  if (!UNSPACED.test(text)) return words;
  return words.flatMap((word) =>
    UNSPACED.test(word) ? [...segmentsOf(word)].flatMap((one) => (one.isWordLike ? [one.segment] : [])) : [word],
  );
}
