import { wordsIn } from './words.ts';

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
  const words = wordsIn(text.normalize('NFC').toLowerCase());
  return words.map((word) => ({ word, stem: stem(word.replace(/’/g, "'")) }));
}

/** One letter says nothing; one ideograph does. What Japanese writes in hiragana alone is mostly grammar. */
const asksNothing = (word: string): boolean =>
  COMMON.has(word) || /^(?:\p{Script=Hiragana}+|[^\p{Script=Han}])$/u.test(word);

/** The words of a brief that ask for something, with their stems. */
function askedWords(brief: string): { readonly word: string; readonly stem: string }[] {
  return stems(brief).filter(({ word }) => !asksNothing(word));
}

/** The stems that a brief's free words ask for. */
export function briefStems(text: string | undefined): ReadonlySet<string> {
  return new Set(text ? askedWords(text).map((entry) => entry.stem) : []);
}

/** The words that a brief asks for and that none of the texts uses, as written, each once. */
export function unmatched(brief: string, texts: readonly string[]): readonly string[] {
  const used = new Set(texts.flatMap((text) => stems(text).map((entry) => entry.stem)));
  const missing = new Map<string, string>();
  for (const { word, stem: asked } of askedWords(brief)) {
    if (!used.has(asked) && !missing.has(asked)) missing.set(asked, word);
  }
  return [...missing.values()];
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
