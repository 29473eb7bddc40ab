import type { ScriptRange } from '@second-unit/evidence';
import { type Reading, range } from '../reading.ts';
import type { StoryFinding } from '../story-finding.ts';
import type { Cast, CastMember } from './cast.ts';

/** Shares mean little where the writer says of few who speak what they are. */
const TOLD = 0.5;

/** Dialogue by what the writer calls people, and a check after Bechdel; nothing where the writer says too little. */
export function genderFindings(reading: Reading, { members }: Cast): StoryFinding[] {
  const told = members.filter(({ attributes }) => attributes.length > 0);
  const words = (of: readonly CastMember[]): number => of.reduce((sum, member) => sum + member.words, 0);
  const all = words(members);
  if (all === 0 || words(told) / all < TOLD) return [];
  const women = told.filter(({ attributes }) => attributes[0]?.gender === 'woman');
  const method =
    'Women and men are those whom the writer calls so, in a cue or where action introduces them; nobody is guessed.';
  const evidence = told.flatMap(({ attributes }) => attributes.slice(0, 1).map((attribute) => attribute.evidence));
  const findings: StoryFinding[] = [
    {
      id: 'dialogue-by-gender',
      area: 'cast',
      language: 'en',
      what: 'dialogue of women and of men',
      value: {
        women: words(women) / all,
        men: (words(told) - words(women)) / all,
        untold: 1 - words(told) / all,
      },
      confidence: words(told) / all,
      method: `Share of spoken words. ${method}`,
      evidence,
    },
  ];
  if (women.length < 2) return findings;
  const passage = passageOf(reading, women, told);
  findings.push({
    id: 'bechdel',
    area: 'cast',
    language: 'en',
    what: 'two women talk with each other, and not of a man',
    value: passage === undefined ? 'no such exchange found' : { between: passage.names },
    confidence: passage === undefined ? (words(told) / all) * 0.8 : 0.8,
    method: `Two speeches in a row by different women without he, him, his or the name of a man. ${method}`,
    evidence: passage === undefined ? women.map(({ first }) => first) : [passage.range],
  });
  return findings;
}

const OF_A_MAN = /\b(?:he|him|his|himself|man|men|boy|husband|boyfriend|father|dad|brother|son|guy)\b/iu;

function passageOf(
  { speeches, document }: Reading,
  women: readonly CastMember[],
  told: readonly CastMember[],
): { readonly names: readonly string[]; readonly range: ScriptRange } | undefined {
  const byCue = new Map<string, string>();
  for (const { name, aliases } of women)
    for (const cue of [name, ...aliases.map((alias) => alias.cue)]) byCue.set(cue, name);
  const men = new Set(told.filter((member) => !women.includes(member)).flatMap(({ name }) => name.split(' ')));
  const said = (from: number, to: number): string =>
    document.elements
      .filter((element) => element.type === 'dialogue' && element.from >= from && element.to <= to)
      .map(({ text }) => text)
      .join(' ');
  for (let index = 1; index < speeches.length; index++) {
    const [before, after] = [speeches[index - 1], speeches[index]];
    if (before === undefined || after === undefined || before.scene !== after.scene || before.scene < 0) continue;
    const [one, two] = [byCue.get(before.name), byCue.get(after.name)];
    if (one === undefined || two === undefined || one === two) continue;
    const words = said(before.from, after.to);
    if (OF_A_MAN.test(words) || words.split(/[^\p{L}'’]+/u).some((word) => men.has(word.toUpperCase()))) continue;
    return { names: [one, two], range: range({ from: before.from, to: after.to }) };
  }
  return undefined;
}
