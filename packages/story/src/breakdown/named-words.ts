import type { ElementType } from '@second-unit/screenplay';
import type { Lexicon } from './lexicon.ts';
import { tokensOf } from './tokens.ts';

/** A word of action with a capital, which may be somebody's name. */
export interface NamedWord {
  /** Upper case, straight apostrophes, without a possessive's `'S`. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly caps: boolean;
  readonly opens: boolean;
  readonly possessive: boolean;
  /** Stands where only somebody who is not there stands: `not`, `without`, `like` before it. */
  readonly absent: boolean;
  /** Of a possessive: what is theirs is their body, or what they wear. */
  readonly ofBody: boolean;
  /** The word before it is such a word too. */
  readonly follows: boolean;
  /** The word after it in lower case; a sign as it is. */
  readonly next: string;
  readonly heading: boolean;
}

const ABSENT = /^(?:not|without|like|than|never|about|called|named|marked|labelled|for)$/u;
const BODY =
  /^(?:arms?|hands?|eyes?|face|heads?|legs?|foot|feet|fingers?|hair|voice|back|shoulders?|neck|lips?|mouth|gaze|ear|ears|side|lap|knees?|chest|body|finger|wrist|throat|cheeks?|nose|skin|smile|breath|expression|reaction|look|eyeline|pov|belly|skull|forehead|chin|grip|heart|stomach|waist|heels?|attention)$/u;

/** Words of a text that may name somebody. */
export function namedWords(text: string, lexicon: Lexicon, type: ElementType): NamedWord[] {
  const words: NamedWord[] = [];
  const tokens = tokensOf(text);
  for (const [index, token] of tokens.entries()) {
    // Letters without case are as good as capitals.
    const named = token.capital || /^\p{Lo}/u.test(token.word);
    if (token.sign || !named) continue;
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    const body = tokens.slice(index + 1, index + 4).find(({ word, sign }) => sign || !lexicon.isAdjective(word));
    words.push({
      key: token.word.toUpperCase(),
      from: token.from,
      to: token.to,
      caps: token.caps,
      opens: token.opens,
      possessive: token.possessive,
      absent:
        (before !== undefined && ABSENT.test(before.word)) ||
        (after?.word === 'is' && tokens[index + 2]?.word === 'nowhere'),
      ofBody: token.possessive && body !== undefined && BODY.test(body.word),
      follows: before !== undefined && !before.sign && (before.capital || false),
      next: after?.word ?? '',
      heading: type === 'sceneHeading',
    });
  }
  return words;
}
