import { characterKey } from '../characters.ts';
import type { Look } from '../reading.ts';
import type { StoryFinding } from '../story-finding.ts';

const SHORTEST = 5;

/** A name cued once that is one letter away from another that is cued more often: possibly misspelled. */
export const nearNames: Look = ({ characters }) => {
  const findings: StoryFinding[] = [];
  const often = characters.filter((character) => character.speeches > 1);
  for (const rare of characters) {
    const key = characterKey(rare.name);
    if (rare.speeches !== 1 || letters(key) < SHORTEST) continue;
    for (const known of often) {
      const other = characterKey(known.name);
      if (letters(other) < SHORTEST || !oneApart(key, other)) continue;
      findings.push({
        id: `near-name-${findings.length + 1}`,
        area: 'continuity',
        language: 'any',
        what: 'possible misspelling of a name',
        value: { name: rare.name, like: known.name, speeches: known.speeches },
        confidence: 0.6,
        method: 'One letter changed, added, dropped or swapped, in a name of five letters or more that is cued once.',
        evidence: [...rare.evidence, ...known.evidence.slice(0, 1)],
      });
    }
  }
  return findings;
};

function letters(name: string): number {
  return name.match(/\p{L}/gu)?.length ?? 0;
}

/** Whether one letter changed, added, dropped, or swapped with its neighbour makes one the other. */
function oneApart(a: string, b: string): boolean {
  const one = [...a];
  const two = [...b];
  if (Math.abs(one.length - two.length) > 1) return false;
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end++;
  const left = one.slice(start, one.length - end);
  const right = two.slice(start, two.length - end);
  // MAN 1 and MAN 2, or PRIEST #3: numbers tell people apart on purpose.
  if ([...left, ...right].some((letter) => !/\p{L}/u.test(letter))) return false;
  if (left.length <= 1 && right.length <= 1) return left.length + right.length > 0;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
