import type { ElementType } from '@second-unit/screenplay';
import type { Lexicon } from './lexicon.ts';
import { type Token, tokensOf } from './tokens.ts';

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
  /** What follows: a verb that somebody does, an age, another word. */
  readonly doing: 'verb' | 'age' | 'other';
  /** After `in`, `of` and their like: as places are. */
  readonly placed: boolean;
  /** No word of the lexicon: a name, or a rare word. */
  readonly unknown: boolean;
  /** Names a person by what they are: `Woman`, `Director`. */
  readonly role: boolean;
  readonly heading: boolean;
}

const ABSENT = /^(?:not|without|like|than|never|about|called|named|marked|labelled|for)$/u;
const BODY =
  /^(?:arms?|hands?|eyes?|face|heads?|legs?|foot|feet|fingers?|hair|voice|back|shoulders?|neck|lips?|mouth|gaze|ear|ears|side|lap|knees?|chest|body|finger|wrist|throat|cheeks?|nose|skin|smile|breath|expression|reaction|look|eyeline|pov|belly|skull|forehead|chin|grip|heart|stomach|waist|heels?|attention)$/u;

/** Before a name: somebody is called so. */
export const HONORIFIC =
  /^(?:MR|MRS|MS|MISS|DR|DETECTIVE|CAPTAIN|OFFICER|SERGEANT|PROFESSOR|UNCLE|AUNT|FATHER|SISTER|LADY|SIR|AGENT|PRINCE|PRINCESS|KING|QUEEN)$/u;

/** Words of a text that may name somebody. */
export function namedWords(text: string, lexicon: Lexicon, type: ElementType): NamedWord[] {
  const words: NamedWord[] = [];
  // Titles on the screen show nobody.
  if (type === 'centered') return words;
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
      doing: doing(tokens, index, lexicon),
      placed:
        before !== undefined && /^(?:in|of|to|from|near|outside|leaving|leave|through|around|into)$/u.test(before.word),
      unknown: !isWord(token.word, lexicon),
      role: lexicon.classOf(token.word) === 'person',
      heading: type === 'sceneHeading',
    });
  }
  return words;
}

function isWord(word: string, lexicon: Lexicon): boolean {
  return (
    lexicon.isNoun(word) ||
    lexicon.verbOf(word) !== undefined ||
    lexicon.isAdjective(word) ||
    word.length < 3 ||
    /^(?:you|your|into|onto|with|from|that|this|they|them|then|there|when|where|while|what|which|who|whose|over|under|behind|through|after|before|because|until|and|but|for|the|his|her|our|its|she|not|off|out|all|both|each|every|everyone|everything|nothing|something|suddenly|maybe|yes|okay|onto|upon|inside|outside|back|int|ext|continued|cont|later|same|moments|other|another|several|many|few|some|any|one|two|three|four|five|six|seven|eight|nine|ten|sure|oh|mr|mrs|dr|ms|himself|herself|themselves|just|still|even|only|also|too|again|never|always|finally|almost|now|here|down|along|around|beside|near|amid|among|across|against|toward|towards|beyond|between|above|below|beneath|within|without|like|than|upstairs|downstairs|meanwhile)$/u.test(
      word,
    ) ||
    word.endsWith('ly')
  );
}

function doing(tokens: readonly Token[], index: number, lexicon: Lexicon): NamedWord['doing'] {
  const next = tokens[index + 1];
  if (next === undefined) return 'other';
  if (next.sign) {
    const age = tokens[index + 2];
    return /^[,(]/u.test(next.word) &&
      age !== undefined &&
      /^(?:\d{1,2}(?:'?s)?$|mid|early|late|aged?$|twenties|thirties|forties|fifties|sixties)/u.test(age.word)
      ? 'age'
      : 'other';
  }
  if (/^(?:is|has|was|does|cannot|can|can't|doesn't|isn't)$/u.test(next.word)) return 'verb';
  const verb = lexicon.verbOf(next.word);
  return verb !== undefined && (verb.form === 's' || (verb.form === 'ing' && !next.capital)) ? 'verb' : 'other';
}
