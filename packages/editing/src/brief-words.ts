/** Words too common to say what a brief is about. */
const COMMON = new Set(
  (
    'a about after all also an and any are as at be been before but by can cut do end ends film for from get give go ' +
    'good has have he her his how i if in into is it its just keep less like make makes me more most movie must my no ' +
    'not now of off on one only or our out over please s scene scenes second seconds she short shot shots should show ' +
    'so some start t teaser than that the their them then there they this those to too trailer up us use very want ' +
    'was we were what when where which who why will with without you your'
  ).split(' '),
);

/** `searching`, `searched`, `searches` all become `search`: enough to match a brief against lines. */
function stem(word: string): string {
  if (word.length > 5) {
    const cut = word.replace(/(?:'s|ings?|edly|ed|ly|es|s)$/u, '');
    if (cut.length >= 3) return cut.replace(/([^aeiouls])\1$/u, '$1').replace(/e$/u, '');
  }
  return word.length > 3 ? word.replace(/(?:'s|s|e)$/u, '') : word;
}

/** The words of a text with their stems, lower case, in order. */
function stems(text: string): { readonly word: string; readonly stem: string }[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu) ?? [];
  return words.map((word) => ({ word, stem: stem(word.replace(/’/g, "'")) }));
}

/** The stems that a brief's free words ask for. */
export function briefStems(text: string | undefined): ReadonlySet<string> {
  if (!text) return new Set();
  return new Set(
    stems(text)
      .filter(({ word }) => !COMMON.has(word) && word.length > 1)
      .map((entry) => entry.stem),
  );
}

/** The words of `text` that the brief asks for, as written, each once. */
export function matches(text: string, wanted: ReadonlySet<string>): readonly string[] {
  if (wanted.size === 0) return [];
  const seen = new Set<string>();
  return stems(text).flatMap((entry) => {
    if (!wanted.has(entry.stem) || seen.has(entry.stem)) return [];
    seen.add(entry.stem);
    return [entry.word];
  });
}
