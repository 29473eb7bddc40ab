import { characterKey } from '../characters.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';
import { type SaidInBlock, type SaidWord, saidWords } from './said-words.ts';

/** Share of the cast whose first mention is in capitals, so that small letters are a slip. */
const HABIT = 0.5;
const ENOUGH = 4;
const MOST_NAMES = 1000;
/** What a part without a name may be called on its cue. */
const ROLE =
  /^(?:MAN|WOMAN|GIRL|BOY|KID|GUY|LADY|NURSE|DOCTOR|STUDENT|GUARD|COP|OFFICER|DRIVER|WAITER|WAITRESS|BARTENDER|CLERK|SOLDIER|TEACHER|REPORTER|AGENT|DETECTIVE|JUDGE|PRIEST|SECRETARY|RECEPTIONIST|STEWARDESS|FARMER|WORKER|PATIENT|STRANGER|VOICE)$/u;

/** Whoever is cued so is kept for a reveal, or is a sound. */
const HIDDEN = /^(?:THE|AN?) |VOICE/iu;

interface Mention {
  readonly from: number;
  readonly to: number;
  readonly form: SaidWord['form'];
  /** The words in capitals straight before it. */
  readonly title: string;
}

/** How the parts of a script enter: in small letters, or under a longer name than their cue has. */
export function introductions(reading: Reading, english: boolean): Note[] {
  const { tree, characters, scenes } = reading;
  if (characters.length < ENOUGH || characters.length > MOST_NAMES) return [];
  const source = sourceOf(tree);
  const last = new Map<string, string[][]>();
  for (const { name } of characters) {
    const words = wordsOf(name);
    const end = words.at(-1);
    if (end === undefined || words.length > 4) continue;
    const ending = last.get(end);
    if (ending === undefined) last.set(end, [words]);
    else ending.push(words);
  }
  const mentions = mentionsOf(reading, last);
  const notes: Note[] = [];
  const entered = characters.map((character) => ({
    character,
    mentions: mentions.get(wordsOf(character.name).join(' ')) ?? [],
  }));
  const mentioned = entered.filter((one) => one.mentions.length > 0);
  const shouted = mentioned.filter((one) => one.mentions.some(({ form }) => form === 'capitals')).length;
  const habit = mentioned.length >= ENOUGH && shouted >= mentioned.length * HABIT;
  for (const { character, mentions: all } of entered) {
    const [cue] = character.evidence;
    const [scene] = character.scenes;
    if (cue === undefined || scene === undefined) continue;
    const start = scenes[scene]?.from ?? 0;
    const here = all.filter(({ from }) => from >= start && from < cue.from);
    // A proper name is the same person wherever it stands; `the man` of another scene is another man.
    const [first] = all[0]?.form === 'capital' ? all.filter(({ from }) => from < cue.from) : here;
    if (habit && !HIDDEN.test(character.name) && first !== undefined && all.every(({ form }) => form !== 'capitals')) {
      const name = source.slice(first.from, first.to);
      notes.push({
        kind: 'introduction',
        language: 'any',
        what: 'a speaking part that enters without capitals',
        value: { name: character.name, introduced: shouted, of: mentioned.length },
        confidence: 0.8,
        method: `Its first mention is in small letters; ${shouted} of ${mentioned.length} parts enter in capitals.`,
        evidence: [at(first.from, first.to), at(cue.from, cue.to)],
        ...replace(`Write ${name.toUpperCase()}`, first.from, first.to, name.toUpperCase()),
      });
    }
    const key = characterKey(character.name);
    if (!english || !ROLE.test(key.split(' ').at(-1) ?? '')) continue;
    const entry = here.findLast(({ form }) => form === 'capitals');
    if (entry === undefined || entry.title === '') continue;
    // Another time it enters, or is cued, under the short name: then that is its name.
    if (all.some(({ form, title }) => form === 'capitals' && title === '')) continue;
    const whole = `${entry.title} ${character.name}`;
    const cues = character.evidence.filter(({ from }) => from >= start);
    const changes = cues.flatMap(({ from, to }) => {
      const name = source.indexOf(character.name, from);
      return name < from || name >= to ? [] : [{ from: name, to: name + character.name.length, insert: whole }];
    });
    notes.push({
      kind: 'name-spelling',
      language: 'en',
      what: 'a part that enters under a longer name than its cue has',
      value: { name: character.name, like: whole },
      confidence: 0.85,
      method: 'A part without a proper name whose only entrance in capitals has more words than its cue.',
      evidence: [at(cue.from, cue.to), at(entry.from, entry.to)],
      fix: { label: `Cue ${whole}`, changes },
    });
  }
  return notes;
}

function wordsOf(name: string): string[] {
  return characterKey(name).match(/\p{L}[\p{L}'-]*/gu) ?? [];
}

interface Kept {
  readonly names: string;
  readonly mentions: readonly (readonly [string, Mention])[];
}

const kept = new WeakMap<SaidInBlock, Kept>();

/** Where the names of the cast stand in action, by name; kept by block while the cast stays the same. */
function mentionsOf({ tree }: Reading, last: ReadonlyMap<string, readonly string[][]>): Map<string, Mention[]> {
  const mentions = new Map<string, Mention[]>();
  const names = [...last.values()].flat(2).join(' ');
  for (const { start, result } of saidWords(tree)) {
    let found = kept.get(result);
    if (found?.names !== names) {
      found = { names, mentions: mentionsIn(result, last) };
      kept.set(result, found);
    }
    for (const [name, mention] of found.mentions) {
      const all = mentions.get(name) ?? [];
      all.push({ ...mention, from: start + mention.from, to: start + mention.to });
      mentions.set(name, all);
    }
  }
  return mentions;
}

function mentionsIn({ words: all }: SaidInBlock, last: ReadonlyMap<string, readonly string[][]>): [string, Mention][] {
  const mentions: [string, Mention][] = [];
  for (const [index, word] of all.entries()) {
    if (word.spoken) continue;
    for (const words of last.get(word.key) ?? []) {
      const begin = index - words.length + 1;
      const opening = all[begin];
      if (opening === undefined || !words.every((one, offset) => all[begin + offset]?.key === one)) continue;
      const shouted = all.slice(begin, index + 1).every(({ form }) => form === 'capitals');
      const form = shouted ? 'capitals' : word.form;
      mentions.push([words.join(' '), { from: opening.from, to: word.to, form, title: titleBefore(opening) }]);
    }
  }
  return mentions;
}

function titleBefore(opening: SaidWord): string {
  const title: string[] = [];
  let { before } = opening;
  while (before?.form === 'capitals' && title.length < 3) {
    title.unshift(before.key);
    before = before.before;
  }
  return title.join(' ').replace(/^(?:THE|AN|A) ?/u, '');
}
