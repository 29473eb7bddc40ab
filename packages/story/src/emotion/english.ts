import { type AdditiveTextModel, textTokens } from '@second-unit/learning';

/** A word that is in fewer of the texts that were learned from is no sign of English: loan words are that rare. */
const COMMON = 1 / 2500;

/** Under this share a text is not English enough for a model of English: what it scores is then its bias and chance. */
export const LEAST_ENGLISH = 0.55;

/**
 * Share of a text's words, 0 to 1, that are common in the English that a model has learned; undefined for a text
 * without words. Unknown words that begin with a capital within the text are taken for names and left out.
 *
 * A cheap sign and no language detector: a line of two or three words can pass in any language, or fail in English.
 * Ask it of a whole script or scene before asking it of a line.
 */
export function knownShare(model: AdditiveTextModel, text: string): number | undefined {
  let [words, known] = [0, 0];
  for (const [at, { from, to, key, kind }] of textTokens(text).entries()) {
    if (kind !== 'word') continue;
    const common = model.frequency(key) >= COMMON;
    if (!common && at > 0 && /^\p{Lu}\p{Ll}/u.test(text.slice(from, to))) continue;
    words++;
    if (common) known++;
  }
  return words === 0 ? undefined : known / words;
}
