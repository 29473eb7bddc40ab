import type { Slate } from './shoot-day.ts';

const UNITS = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Words that sets use for letters: NATO's alphabet, and the ones that assistants like better. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  A: ['alpha', 'apple', 'able', 'adam'],
  B: ['bravo', 'baker', 'boy', 'banana', 'bob', 'bee'],
  C: ['charlie', 'cat', 'see', 'sea'],
  D: ['delta', 'dog', 'david', 'dee'],
  E: ['echo', 'easy', 'edward', 'elephant'],
  F: ['foxtrot', 'fox', 'frank', 'freddy'],
  G: ['golf', 'george', 'gee'],
  H: ['hotel', 'henry', 'how'],
  J: ['juliet', 'juliett', 'john', 'jay'],
  K: ['kilo', 'king', 'kay'],
  L: ['lima', 'lincoln', 'larry', 'love'],
  M: ['mike', 'mary', 'mother'],
  N: ['november', 'nancy', 'nora'],
  P: ['papa', 'peter', 'pee'],
  Q: ['quebec', 'queen'],
  R: ['romeo', 'robert', 'roger'],
  S: ['sierra', 'sam', 'sugar'],
  T: ['tango', 'tom', 'tee'],
  U: ['uniform', 'union', 'uncle'],
  V: ['victor', 'vee'],
  W: ['whiskey', 'whisky', 'william'],
  X: ['xray', 'x-ray'],
  Y: ['yankee', 'yellow', 'young'],
  Z: ['zulu', 'zebra'],
};
const LETTER_OF = new Map(Object.entries(LETTERS).flatMap(([letter, words]) => words.map((word) => [word, letter])));

/** A number that is said in words from `at` on, and where it ends: "one twenty-three" is 123, "twelve" 12. */
function numberAt(words: readonly string[], at: number): { value: number; next: number } | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  if (/^\d{1,4}$/.test(word)) return { value: Number(word), next: at + 1 };
  let value = 0;
  let next = at;
  // Hundreds are often said without the word: "one twenty-three", "two oh four".
  let digits = '';
  while (next < words.length) {
    const one = words[next] as string;
    const unit = one === 'oh' || one === 'o' ? 0 : UNITS.indexOf(one);
    const ten = TENS.indexOf(one);
    if (one === 'hundred' && digits !== '') {
      value = Number(digits) * 100;
      digits = '';
      next += words[next + 1] === 'and' ? 2 : 1;
      continue;
    }
    if (ten >= 0) {
      const after = UNITS.indexOf(words[next + 1] ?? '');
      const isPair = after > 0 && after < 10;
      digits += String((ten + 2) * 10 + (isPair ? after : 0));
      next += isPair ? 2 : 1;
    } else if (unit >= 0) {
      digits += String(unit);
      next += 1;
    } else break;
    if (digits.length >= 4) break;
  }
  if (next === at) return undefined;
  return { value: value + Number(digits === '' ? 0 : digits), next };
}

function letterAt(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (/^[a-z]$/.test(word)) return word.toUpperCase();
  return LETTER_OF.get(word);
}

/**
 * Scene and take as the second assistant calls them: "scene twelve apple, take three", "twelve A take three mark",
 * "slate forty-one take two". Undefined where nothing of the kind is said.
 */
export function slateInSpeech(text: string): Slate | undefined {
  const words = text
    .toLowerCase()
    .replace(/(\d)([a-z])\b/g, '$1 $2')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  for (let at = 0; at < words.length; at++) {
    const isCalled = words[at] === 'scene' || words[at] === 'slate' || words[at] === 'setup';
    const number = numberAt(words, isCalled ? at + 1 : at);
    if (number === undefined) continue;
    let { next } = number;
    let letters = '';
    for (
      let letter = letterAt(words[next]);
      letter !== undefined && letters.length < 2;
      letter = letterAt(words[next])
    ) {
      letters += letter;
      next += 1;
    }
    const take = words[next] === 'take' ? numberAt(words, next + 1) : undefined;
    // A number alone may be anything; a take after it, or the word scene before it, makes it a slate.
    if (take === undefined && !(isCalled && words[at] !== 'setup')) continue;
    const scene = String(number.value);
    return {
      scene,
      setup: `${scene}${letters}`,
      ...(take === undefined ? {} : { take: take.value }),
      by: 'speech',
      confidence: take !== undefined && isCalled ? 0.85 : take !== undefined ? 0.7 : 0.45,
      reason: `what is said: “${words.slice(at, take?.next ?? next).join(' ')}”`,
    };
  }
  return undefined;
}
