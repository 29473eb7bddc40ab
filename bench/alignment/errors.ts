type Random = () => number;

/** Of ten words two are wrong, as a recogniser leaves them: heard for another, left out, or put in. */
export interface ErrorRates {
  readonly wrong: number;
  readonly left: number;
  readonly put: number;
}

export const TWENTY_PERCENT: ErrorRates = { wrong: 0.12, left: 0.04, put: 0.04 };

const SWAPS: readonly (readonly [string, string])[] = [
  ['b', 'p'],
  ['d', 't'],
  ['g', 'k'],
  ['v', 'f'],
  ['m', 'n'],
  ['th', 'd'],
  ['s', 'z'],
  ['ee', 'i'],
  ['ou', 'oo'],
  ['a', 'u'],
  ['e', 'i'],
  ['o', 'a'],
];

/** Words with errors; `any` are words that may be heard in a word's place. */
export function withErrors(
  words: readonly string[],
  rates: ErrorRates,
  any: readonly string[],
  next: Random,
): string[] {
  const pick = (): string => any[Math.floor(next() * any.length)] ?? 'uh';
  return words.flatMap((word) => {
    const said: string[] = [];
    if (next() < rates.put) said.push(pick());
    const roll = next();
    if (roll < rates.left) return said;
    if (roll < rates.left + rates.wrong) said.push(next() < 0.5 ? misheard(word, next) : pick());
    else said.push(word);
    return said;
  });
}

/** A word that sounds alike: one or two letters are another of their kind, or its ending is lost. */
function misheard(word: string, next: Random): string {
  const able = SWAPS.flatMap(([a, b]) => (word.includes(a) ? [[a, b]] : word.includes(b) ? [[b, a]] : []));
  const [from, to] = able[Math.floor(next() * able.length)] ?? [];
  if (from === undefined || to === undefined) return `${word}s`;
  const changed = word.replace(from, to);
  return next() < 0.25 && changed.length > 4 ? changed.slice(0, -1) : changed;
}
