import type { StoryFinding } from '../story-finding.ts';
import { agreeing, counted } from './counted.ts';
import { eighthsText } from './value.ts';

type Told = Pick<StoryFinding, 'what' | 'value'>;
type Fields = Readonly<Record<string, unknown>>;

/**
 * A finding as a plain sentence (or a question, where it is one). Kinds that have no words here yet are told by
 * their name and value.
 */
export function sentenceOf(finding: Told): string {
  return capital(KNOWN[finding.what]?.(fields(finding.value), finding.value) ?? general(finding));
}

/**
 * What tells one finding of a group from the others: what stands under their common name. Undefined where nothing but
 * its lines does.
 */
export function detailOf(finding: Told): string | undefined {
  const of = fields(finding.value);
  const { words } = of;
  if (typeof words === 'string') return `“${words}”`;
  const known = DETAILS[finding.what]?.(of) ?? KNOWN[finding.what]?.(of, finding.value);
  if (known !== undefined) return capital(known);
  if (typeof finding.value === 'string') return finding.value;
  // Counts of the whole script are the same beside each line.
  if (!Object.values(of).some((part) => typeof part === 'string')) return undefined;
  const said = general(finding);
  return capital(said.startsWith(`${finding.what}: `) ? said.slice(finding.what.length + 2) : inWords(finding.value));
}

const DETAILS: Readonly<Record<string, (fields: Fields) => string | undefined>> = {
  "(CONT'D) is missing": ({ name }) => text(name),
  'a heading without a time of day': ({ heading }) => visible(heading),
  'a voice without (O.S.) or (V.O.)': ({ cue }) => visible(cue),
  'action in a parenthetical: would it stand better as a line of action?': ({ parenthetical }) => text(parenthetical),
  'brightest lines': felt,
  'darkest lines': felt,
  'most charged lines': felt,
  'lines that are most their own': ({ name, told }) =>
    `${text(name)}: of ${text(told)} of the lines the words alone tell that it is them`,
  'would another say this?': (of) =>
    `A line of ${text(of.line).replace(/'s$/u, '')} that sounds like ${text(of['sounds like'])}`,
};

/** By a model of lines: who, and which feelings it reads; where neither is known, the line itself says more. */
function felt({ character, labels }: Fields): string | undefined {
  if (typeof character !== 'string' && !(Array.isArray(labels) && labels.length > 0)) return undefined;
  const who = typeof character === 'string' ? character : 'action';
  return Array.isArray(labels) && labels.length > 0 ? `${who}: ${list(labels)}` : who;
}

const KNOWN: Readonly<Record<string, (fields: Fields, value: unknown) => string | undefined>> = {
  pages: (_, pages) => `${much(pages, 'page')}, so about ${agreeing(Number(pages), 'a minute', 'as many minutes')}.`,
  'who speaks most': ({ name, share, next, nextShare }) =>
    `${text(name)} speaks ${percent(share)} of all words${
      next === undefined ? '' : `, ${text(next)} after that ${percent(nextShare)}`
    }.`,
  'left out, as there is too much to compare': (_, parts) =>
    Array.isArray(parts) ? `Left out, as there is too much to compare: ${list(parts)}.` : undefined,
  'two cues taken for one person': ({ cue, person }) => `${text(cue)} and ${text(person)} are taken for one person.`,
  'who holds the groups together': ({ name, groups }) =>
    `${text(name)} talks with people of ${much(groups, 'group')} that hardly talk with each other.`,
  'speaks often, acts rarely: is that meant?': ({ name, speeches, acts }) =>
    `${text(name)} has ${much(speeches, 'speech', 'speeches')}, and action has them do ${Number(acts) === 0 ? 'nothing' : `something ${much(acts, 'time')}`}: is that meant?`,
  'more spoken of than seen': ({ name, mentions }) =>
    `${text(name)} is named ${much(mentions, 'time')} in others’ dialogue, and hardly ever seen.`,
  'characters with a single speech': (_, names) =>
    Array.isArray(names)
      ? `${counted(names.length, 'person speaks', 'people speak')} once: ${list(names)}.`
      : undefined,
  'scene with most speakers': ({ heading, speakers }) =>
    Array.isArray(speakers) ? `Most people speak in ${text(heading)}: ${list(speakers)}.` : undefined,
  'dialogue share': (_, share) => `${percent(share)} of the words are spoken.`,
  'dialogue of women and of men': ({ women, men, untold }) =>
    `Women speak ${percent(women)} of the words, men ${percent(men)}; of ${percent(untold)} the writer does not say.`,
  'two women talk with each other, and not of a man': ({ between }) =>
    Array.isArray(between)
      ? `${between.map(text).join(' and ')} talk with each other, and not of a man.`
      : 'No exchange was found in which two women talk with each other and not of a man.',
  'scenes inside and outside': ({ interior, exterior, both }) =>
    `${much(interior, 'scene is', 'scenes are')} inside, ${text(exterior)} outside${Number(both) > 0 ? `, ${text(both)} both` : ''}.`,
  'scenes by day and by night': ({ day, night, unknown }) =>
    `${much(day, 'scene is', 'scenes are')} by day, ${text(night)} by night${Number(unknown) > 0 ? `; ${much(unknown, 'heading does', 'headings do')} not say` : ''}.`,
  'longest scene': ({ heading, eighths }) => `The longest scene is ${text(heading)}, ${eighthsText(Number(eighths))}.`,
  'possible misspelling of a name': ({ name, like }) =>
    `${text(name)} is cued once and is one letter away from ${text(like)}.`,
  'where the story turns: not enough to say': ({ why }) => `Where the story turns: not enough to say (${text(why)}).`,
  'returns after a long absence': ({ thing, away }) =>
    `“${text(thing)}” returns after ${much(away, 'scene')} without it.`,
  'possible misspelling of a transition': ({ transition, like }) =>
    `${text(transition)} is possibly a misspelling of ${text(like)}.`,
  'one place under two spellings': ({ place, elsewhere }) => `${text(place)} here, ${text(elsewhere)} elsewhere.`,
  'shape of the emotional arc': ({ name, shape, byChance }) =>
    `Of the six classic shapes the arc is nearest to “${text(name)}” (${text(shape).replaceAll('-', ', then ')}); ${percent(byChance)} of shuffled scripts come as near.`,
  'how often the words tell who speaks': (of) =>
    `From the words alone and how much each speaks, ${text(of.right)} are given to the right person; always naming who speaks most gets ${text(of['always naming who speaks most'])}.`,
  'the most surprising lines': (_, names) =>
    Array.isArray(names)
      ? `The lines whose words are the most unlike the rest are of ${list([...new Set(names)])}.`
      : undefined,
  'A long block of action: where would the reader breathe?': ({ lines }) =>
    lines === undefined ? undefined : `${much(lines, 'line')} of action without a break`,
};

/** Turning points and plot lines are named by number and letter. */
function general({ what, value }: Told): string {
  const of = fields(value);
  if (what.startsWith('turning point') && Array.isArray(of.band)) {
    const name = what.replace(/^turning point \d: /u, '');
    return `${name}: between scenes ${of.band.map(text).join(' and ')}, at scene ${text(of.scene)} if it must be one; by its place alone it would be scene ${text(of.byPositionAlone)}.`;
  }
  if (Array.isArray(value) && value.every((one) => typeof fields(one).scenes === 'number')) {
    const things = value
      .map(fields)
      .map(({ name, scenes }) => (scenes === 1 ? text(name) : `${text(name)} (${text(scenes)})`));
    return `${what}: ${list(things)}.`;
  }
  if (what.startsWith('plot line') && Array.isArray(of.members)) {
    return `${what}: ${list(of.members)}, ${much(of.scenes, 'scene')}, ${percent(of.share)} of the words.`;
  }
  const held = ['wanted', 'like', 'usual'].find((key) => typeof of[key] === 'string');
  const [said] = Object.entries(of).filter(([key, part]) => key !== held && typeof part === 'string');
  if (held !== undefined && said !== undefined) return `${what}: ${compared(said[1], held, of[held])}`;
  if (typeof of.words === 'string') return `${what} “${of.words}”`;
  const all = inWords(value);
  return all === '' || all === what ? what : `${what}: ${all}`;
}

/** What is written, beside what it is held against. */
function compared(said: unknown, held: string, other: unknown): string {
  return held === 'like' ? `${text(said)} is like ${text(other)}` : `${visible(said)} for ${text(other)}`;
}

/** Any value as words: `women 0.4, men 0.6`. */
function inWords(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (Array.isArray(value)) return list(value.map(inWords).filter((part) => part !== ''));
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, part]) => [spaced(key), inWords(part)])
      .filter(([, part]) => part !== '')
      .map(([key, part]) => (key === 'name' || key === 'heading' || key === 'words' ? part : `${key} ${part}`))
      .join(', ');
  }
  return text(value);
}

const SHOWN = 8;

function list(all: readonly unknown[]): string {
  const shown = all.slice(0, SHOWN).map(text).join(', ');
  return all.length > SHOWN ? `${shown} and ${all.length - SHOWN} more` : shown;
}

function much(count: unknown, one: string, many?: string): string {
  return typeof count === 'number' ? counted(count, one, many) : text(count);
}

function text(value: unknown): string {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value.toLocaleString('en') : Number.isFinite(value) ? value.toFixed(2) : '';
  }
  return typeof value === 'string' ? value.replace(/\s+/gu, ' ') : '';
}

/** With spaces that are the point in sight. */
function visible(value: unknown): string {
  return typeof value === 'string'
    ? value.trim().replace(/ {2,}/gu, (spaces) => '·'.repeat(spaces.length))
    : text(value);
}

function percent(share: unknown): string {
  if (typeof share !== 'number' || !Number.isFinite(share)) return 'a part';
  return share > 0 && share < 0.005 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}

function spaced(key: string): string {
  return key.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
