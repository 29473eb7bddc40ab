const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Characters that are compared one by one: where words begin there is a guess, and one wrong letter moves it. */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The words of a line as they are compared: small letters without accents; no tags, no `[door slams]`. */
export function wordsOf(text: string): string[] {
  const spoken = text.replace(/<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]/g, ' ').normalize('NFKD');
  const plain = spoken.replace(/\p{M}/gu, '').toLowerCase();
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(plain)) {
    if (!isWordLike) continue;
    if (IDEOGRAPH.test(segment)) words.push(...segment);
    else words.push(segment.replaceAll(/['’]/g, ''));
  }
  return words;
}

const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/(?:ck|[cqgk])/g, 'k'],
  [/[zx]/g, 's'],
  [/[bp]/g, 'p'],
  [/[dt]/g, 't'],
  [/[vfw]/g, 'f'],
  [/[mn]/g, 'n'],
];

/** Words that are easily heard for each other have the same: consonants, by how they are made. Latin letters only. */
export function soundOf(word: string): string {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  let sound = word;
  for (const [letters, one] of ALIKE) sound = sound.replace(letters, one);
  const skeleton = sound.slice(0, 1) + sound.slice(1).replace(/[aeiouyh]/g, '');
  return `~${skeleton.replace(/(.)\1+/g, '$1')}`;
}
