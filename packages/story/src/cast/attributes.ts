import type { ScreenplayElement } from '@second-unit/screenplay';
import type { Person } from './aliases.ts';
import type { Attribute } from './cast.ts';
import type { Mention } from './mentions.ts';

const WOMAN =
  'woman|women|girl|lady|female|mother|mom|mum|grandmother|grandma|wife|daughter|sister|aunt|niece|queen|princess|actress|waitress|widow|bride|nun|girlfriend|she';
const MAN =
  'man|men|boy|gentleman|male|father|dad|grandfather|grandpa|husband|son|brother|uncle|nephew|king|prince|actor|waiter|widower|groom|monk|boyfriend|guy|he';
const NAMED = new RegExp(`(?:^|\\s)(?:(${titleOf(WOMAN)}|MRS|MS|MISS)|(${titleOf(MAN)}|MR))\\.?(?=\\s|$|\\d|#)`, 'u');
/** Right after a name in capitals: `, a woman of 40`, ` (30s, female)`, ` is a small boy`. */
const INTRODUCED = new RegExp(
  `^[*_]*\\s*(?:,|\\(|–|—|-|is\\b)[^.!?\\n]{0,60}?\\b(?:(${WOMAN.replace('|she', '')})|(${MAN.replace('|he', '')}))\\b`,
  'iu',
);
/** Somebody else's: `MARA, the boy's teacher`, `JENNY, with her father`. */
const NOT_OWN = /^['’]s/u;
const OF_ANOTHER = /\b(?:his|her|their|my|our|your|with|and|of|to|by|from|at|for|beside|like)\b|['’]s\b/iu;

/**
 * What the writer calls a person: in the cue (`OLD WOMAN`, `MRS. HILL`), or in the words right after the name where
 * action first has it in capitals. Nothing is guessed from names or from what somebody does.
 */
export function attributesOf(
  people: readonly Person[],
  mentions: readonly Mention[],
  elements: readonly ScreenplayElement[],
  source: string,
): Attribute[][] {
  const found: Attribute[][] = people.map(() => []);
  for (const [index, { cues }] of people.entries()) {
    for (const { cue } of cues) {
      const match = NAMED.exec(cue.name.toUpperCase());
      const evidence = cue.evidence[0];
      if (match === null || evidence === undefined) continue;
      found[index]?.push({
        gender: match[1] === undefined ? 'man' : 'woman',
        word: match[0].trim().toLowerCase(),
        evidence,
      });
    }
  }
  let at = 0;
  const introduced = new Set<number>();
  for (const { person, spoken, from, to } of mentions) {
    if (spoken || introduced.has(person)) continue;
    while (at < elements.length - 1 && (elements[at]?.to ?? 0) < from) at++;
    const element = elements[at];
    if (element === undefined || element.type !== 'action' || element.from > from) continue;
    introduced.add(person);
    const after = source.slice(to, Math.min(element.to, to + 90));
    const match = INTRODUCED.exec(after);
    if (match === null || NOT_OWN.test(after.slice(match[0].length))) continue;
    if (OF_ANOTHER.test(match[0])) continue;
    const word = (match[1] ?? match[2]) as string;
    const end = to + match[0].length;
    found[person]?.push({
      gender: match[1] === undefined ? 'man' : 'woman',
      word: word.toLowerCase(),
      evidence: { kind: 'script', from, to: end },
    });
  }
  // Where the writer's words disagree, nothing is said.
  return found.map((all) => (new Set(all.map(({ gender }) => gender)).size > 1 ? [] : all));
}

function titleOf(words: string): string {
  return words
    .split('|')
    .filter((word) => word.length > 2)
    .join('|')
    .toUpperCase();
}
