import { isScript, type Reading, range } from '../reading.ts';
import type { StoryFinding } from '../story-finding.ts';
import type { Cast } from './cast.ts';
import { genderFindings } from './gender.ts';
import { mostSpeakers } from './most-speakers.ts';
import { singleSpeech } from './single-speech.ts';

export type { Alias, Attribute, Cast, CastLink, CastMember, Presence, Verb } from './cast.ts';
export { castOf } from './cast-of.ts';

/** Leads, merged names, who holds groups together, who does and who only talks, dialogue by gender. */
export function castFindings(reading: Reading, cast: Cast): StoryFinding[] {
  if (!isScript(reading)) return [];
  return [
    ...lead(cast),
    ...mostSpeakers(reading),
    ...singleSpeech(reading),
    ...merged(cast),
    ...connector(cast),
    ...idle(cast),
    ...absent(cast),
    ...genderFindings(reading, cast),
  ];
}

function lead({ members }: Cast): StoryFinding[] {
  const [first, second] = members;
  // Where several speak as much, nobody speaks most.
  if (first === undefined || first.words === 0 || first.words === second?.words) return [];
  return [
    {
      id: 'lead',
      area: 'cast',
      language: 'any',
      what: 'who speaks most',
      value: {
        name: first.name,
        share: first.share,
        ...(second === undefined ? {} : { next: second.name, nextShare: second.share }),
      },
      confidence: 1,
      method: 'Spoken words, names that are one person taken together.',
      evidence: [first.first, first.last, ...(second === undefined ? [] : [second.first])],
    },
  ];
}

/** So that a merge that is wrong is seen. */
function merged({ members }: Cast): StoryFinding[] {
  return members.flatMap((member, index) =>
    member.aliases
      .filter(({ reason }) => !reason.endsWith('speak together.'))
      .map(({ cue, reason, evidence }, alias) => ({
        id: `alias-${index}-${alias}`,
        area: 'cast' as const,
        language: 'any' as const,
        what: 'two cues taken for one person',
        value: { cue, person: member.name },
        confidence: 0.85,
        method: reason,
        evidence: [...evidence.slice(0, 1), member.first],
      })),
  );
}

function connector({ members, links }: Cast): StoryFinding[] {
  const groups = new Set(members.filter(({ speeches }) => speeches >= 5).map(({ community }) => community));
  if (groups.size < 2) return [];
  const most = members.reduce((best, member) => (member.betweenness > best.betweenness ? member : best));
  const reached = new Set(
    links
      .filter(({ between }) => between.includes(most.name))
      .map(({ between }) => members.find(({ name }) => name === between.find((one) => one !== most.name))?.community),
  );
  if (most.betweenness < 0.3 || reached.size < 2) return [];
  return [
    {
      id: 'connector',
      area: 'cast',
      language: 'any',
      what: 'who holds the groups together',
      value: { name: most.name, groups: reached.size },
      confidence: 0.7,
      method:
        'Betweenness (Brandes 2001) in the network of who speaks right after whom; groups by the Louvain method (Blondel et al. 2008).',
      evidence: links
        .filter(({ between }) => between.includes(most.name))
        .slice(0, 6)
        .map(({ first }) => first),
    },
  ];
}

const SPEAKS_A_LOT = 30;

/** A question about people who talk through a whole script and whom action hardly ever lets do a thing. */
function idle({ members }: Cast): StoryFinding[] {
  const acts = (member: Cast['members'][number]): number =>
    member.verbs.reduce((sum, { evidence }) => sum + evidence.length, 0);
  const busy = members.filter(({ speeches }) => speeches >= SPEAKS_A_LOT);
  // Where nobody is the subject of verbs, action is written in another manner or another language.
  if (busy.length < 3 || busy.filter((member) => acts(member) >= 10).length < 2) return [];
  return busy
    .filter((member) => acts(member) * 20 < member.speeches)
    .map((member, index) => ({
      id: `talks-not-acts-${index}`,
      area: 'cast' as const,
      language: 'en' as const,
      what: 'speaks often, acts rarely: is that meant?',
      value: { name: member.name, speeches: member.speeches, acts: acts(member) },
      confidence: 0.6,
      method: 'Verbs in the third person right after the name in action, against speeches.',
      evidence: [member.first, ...member.verbs.flatMap(({ evidence }) => evidence).slice(0, 4)],
    }));
}

/** Spoken of again and again, on the page hardly ever. */
function absent({ members }: Cast): StoryFinding[] {
  return members
    .filter(
      ({ spokenOf, presence }) =>
        spokenOf.length >= 8 &&
        spokenOf.length > 3 * presence.reduce((sum, { speeches, named }) => sum + speeches + named, 0),
    )
    .map((member, index) => ({
      id: `spoken-of-${index}`,
      area: 'cast' as const,
      language: 'any' as const,
      what: 'more spoken of than seen',
      value: { name: member.name, mentions: member.spokenOf.length, scenes: member.scenes.length },
      confidence: 0.8,
      method: 'The name in the dialogue of others, against speeches and mentions in action.',
      evidence: member.spokenOf.slice(0, 8).map(range),
    }));
}
