import type { Feature } from '@second-unit/evidence';
import { at } from '../note.ts';
import type { StoryFinding } from '../story-finding.ts';
import type { ExplainedLine, Voice, VoicePerson } from './voice.ts';

const METHOD =
  'Words and pairs of words (naive Bayes of each against the rest), letters (a smoothed n-gram model of each within the whole), length of the speech and names in it; each speech read by models that did not read its ';
/** Words of a line that may be called surprising: a short one always is. */
const LONG_LINE = 6;
const SURPRISES = 5;
/** People whose lines are shown as findings. */
const PEOPLE = 6;
/** A word that did a good part of the whole. */
const PART = 0.05;
const LEAST_REASONS = 3;

/** What stands out in how people sound: none of it needs a language's words. */
export function voiceFindings(voice: Voice): StoryFinding[] {
  return [...told(voice), ...ownLines(voice), ...misfits(voice), ...surprising(voice)];
}

function told({ test, people, lines }: Voice): StoryFinding[] {
  if (test === undefined) return [];
  const { speeches, right, majority, balanced, names, leftOut } = test;
  const own = people.flatMap(({ most }) => most.slice(0, 1).map(({ line }) => line));
  // Where all that is said is short, nobody has a line of their own: then a line of each who was told apart.
  const each = names.flatMap((name) => lines.find((line) => line.name === name) ?? []);
  const evidence = own.length > 0 ? own : each.map(({ from, to }) => at(from, to));
  if (evidence.length === 0) return [];
  return [
    {
      id: 'voice-told',
      area: 'voice',
      language: 'any',
      what: 'how often the words tell who speaks',
      value: {
        right: `${percent(right / speeches)} of ${speeches} speeches`,
        'always naming who speaks most': percent(majority / speeches),
        'all speaking as much': `${percent(balanced)}, by chance ${percent(1 / names.length)}`,
      },
      confidence: 1,
      method: `${METHOD}${leftOut}. The people held apart are those with 30 speeches or more.`,
      evidence,
    },
  ];
}

function ownLines({ people, test }: Voice): StoryFinding[] {
  if (test === undefined) return [];
  return people
    .filter(({ enough, most }) => enough && most.length > 0)
    .slice(0, PEOPLE)
    .map((person: VoicePerson, index) => {
      const at = test.names.indexOf(person.name);
      const row = test.confusion[at] ?? [];
      return {
        id: `voice-own-${index}`,
        area: 'voice' as const,
        language: 'any' as const,
        what: 'lines that are most their own',
        value: { name: person.name, told: percent((row[at] ?? 0) / person.speeches) },
        confidence: 0.7,
        method: `${METHOD}${test.leftOut}. The share is told by the words alone, as if all spoke as much. Shown are the lines with the best odds against the nearest other person.`,
        evidence: person.most.flatMap(({ line, because }) => [line, ...forIt(because).slice(0, 3)]),
      };
    });
}

function misfits({ misfits, lines, test }: Voice): StoryFinding[] {
  const said = new Map(lines.map((line) => [line.from, line]));
  return misfits.flatMap((misfit, index) => {
    const line = said.get(misfit.line.from);
    if (line?.chance === undefined || !wellFounded(misfit)) return [];
    return [
      {
        id: `voice-misfit-${index}`,
        area: 'voice' as const,
        language: 'any' as const,
        what: 'would another say this?',
        value: { line: `${line.name}'s`, 'sounds like': misfit.name },
        // Of lines given to another on purpose, in 25 scripts, about a quarter of what looked like this were those.
        confidence: 0.25,
        method: `${METHOD}${test?.leftOut ?? 'scene'}. A question: who quotes, mimics or is changed sounds like another on purpose.`,
        evidence: [misfit.line, ...forIt(misfit.because)],
      },
    ];
  });
}

/** One rare word is no voice: several must say so. */
function wellFounded({ because, logOdds }: ExplainedLine): boolean {
  return forIt(because).filter(({ amount }) => amount >= PART * logOdds).length >= LEAST_REASONS;
}

function surprising({ lines }: Voice): StoryFinding[] {
  const most = lines
    .filter(({ bitsPerWord, words }) => bitsPerWord !== undefined && words >= LONG_LINE)
    .sort((a, b) => (b.bitsPerWord ?? 0) - (a.bitsPerWord ?? 0))
    .slice(0, SURPRISES);
  if (most.length < SURPRISES) return [];
  return [
    {
      id: 'voice-surprise',
      area: 'voice',
      language: 'any',
      what: 'the most surprising lines',
      value: most.map(({ name }) => name),
      confidence: 0.8,
      method: 'Bits a word by a smoothed model of the letters of all dialogue outside the scene.',
      evidence: most.map(({ from, to }) => ({ kind: 'script', from, to })),
    },
  ];
}

function forIt(because: readonly Feature[]): Feature[] {
  return because.filter(({ amount }) => amount > 0);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
