import type { ScriptRange } from '@second-unit/evidence';
import { characterKey } from '../characters.ts';
import { type Reading, range } from '../reading.ts';
import { sourceOf } from '../written.ts';
import { type Person, peopleOf } from './aliases.ts';
import { attributesOf } from './attributes.ts';
import type { Cast, CastMember, Presence, Verb } from './cast.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { lowerWords } from './names.ts';
import { networkOf } from './network.ts';

/** Reads who is in the script. Works in any language, but for `verbs` and `attributes`, which are English. */
export function castOf(reading: Reading): Cast {
  const { tree, document, characters, speeches, scenes } = reading;
  const common = lowerWords(tree);
  const people = peopleOf(characters, common)
    .map((person) => ({ person, words: sum(person.cues.map(({ cue }) => cue.words)) }))
    .sort((a, b) => b.words - a.words)
    .map(({ person }) => person);
  const byCue = new Map<string, number[]>();
  for (const [index, { cues }] of people.entries()) {
    for (const { cue } of cues) {
      const key = characterKey(cue.name);
      const those = byCue.get(key);
      if (those === undefined) byCue.set(key, [index]);
      else those.push(index);
    }
  }
  const who = speeches.map(({ name }) => byCue.get(characterKey(name)) ?? []);
  const mentions = mentionsOf(tree, people, common);
  const names = people.map(({ name }) => name);
  const network = networkOf(names, speeches, who);
  const attributes = attributesOf(people, mentions, document.elements, sourceOf(tree));
  const spoken = Math.max(1, sum(characters.map(({ words }) => words)));

  const counts = people.map(() => new Map<number, { -readonly [Key in keyof Presence]: Presence[Key] }>());
  const at = (person: number, scene: number): { -readonly [Key in keyof Presence]: Presence[Key] } => {
    const scenesOf = counts[person] as Map<number, Presence>;
    const count = scenesOf.get(scene) ?? { scene, speeches: 0, words: 0, named: 0, acts: 0 };
    scenesOf.set(scene, count);
    return count;
  };
  for (const [index, speech] of speeches.entries()) {
    if (speech.scene < 0) continue;
    for (const person of who[index] ?? []) {
      const count = at(person, speech.scene);
      count.speeches++;
      count.words += speech.words;
    }
  }
  const spokenOf: ScriptRange[][] = people.map(() => []);
  const verbs = people.map(() => new Map<string, ScriptRange[]>());
  let scene = -1;
  let speech = 0;
  for (const mention of mentions) {
    while (scene + 1 < scenes.length && (scenes[scene + 1]?.from ?? 0) <= mention.from) scene++;
    if (mention.spoken) {
      while (speech < speeches.length && (speeches[speech]?.to ?? 0) < mention.to) speech++;
      // Those who name themselves are not spoken of.
      if (!who[speech]?.includes(mention.person)) spokenOf[mention.person]?.push(range(mention));
      continue;
    }
    if (scene < 0) continue;
    const count = at(mention.person, scene);
    count.named++;
    if (mention.verb !== undefined) {
      count.acts++;
      addVerb(verbs[mention.person] as Map<string, ScriptRange[]>, mention);
    }
  }

  return {
    members: people.map((person, index): CastMember => {
      const presence = [...(counts[index]?.values() ?? [])].sort((a, b) => a.scene - b.scene);
      const evidence = person.cues.flatMap(({ cue }) => cue.evidence).sort((a, b) => a.from - b.from);
      const words = sum(person.cues.map(({ cue }) => cue.words));
      return {
        name: person.name,
        aliases: aliasesOf(person),
        ...(person.versionOf === undefined ? {} : { versionOf: person.versionOf }),
        scenes: presence.map((count) => count.scene),
        speeches: evidence.length,
        words,
        share: words / spoken,
        first: evidence[0] as ScriptRange,
        last: evidence.at(-1) as ScriptRange,
        presence,
        spokenOf: spokenOf[index] ?? [],
        verbs: mostOften(verbs[index] ?? new Map()),
        attributes: attributes[index] ?? [],
        community: network.community[index] ?? 0,
        betweenness: network.betweenness[index] ?? 0,
      };
    }),
    links: network.links,
  };
}

function aliasesOf({ cues }: Person): CastMember['aliases'] {
  return cues.flatMap(({ cue, reason }) =>
    reason === undefined ? [] : [{ cue: cue.name, reason, evidence: cue.evidence }],
  );
}

function addVerb(verbs: Map<string, ScriptRange[]>, { verb, verbTo, from }: Mention): void {
  if (verb === undefined || verbTo === undefined) return;
  const found = verbs.get(verb) ?? [];
  found.push({ kind: 'script', from, to: verbTo });
  verbs.set(verb, found);
}

function mostOften(verbs: ReadonlyMap<string, readonly ScriptRange[]>): Verb[] {
  return [...verbs]
    .map(([verb, evidence]) => ({ verb, evidence }))
    .sort((a, b) => b.evidence.length - a.evidence.length || (a.verb < b.verb ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
