import { characterKey } from '../characters.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';
import { type SaidWord, saidWords } from './said-words.ts';

/** Share of the cast whose first mention is in capitals, so that small letters are a slip. */
const HABIT = 0.5;
const ENOUGH = 4;
const MOST_NAMES = 1000;
/** What a part without a name may be called on its cue. */
const ROLE =
  /^(?:MAN|WOMAN|GIRL|BOY|KID|GUY|LADY|NURSE|DOCTOR|STUDENT|GUARD|COP|OFFICER|DRIVER|WAITER|WAITRESS|BARTENDER|CLERK|SOLDIER|TEACHER|REPORTER|AGENT|DETECTIVE|JUDGE|PRIEST|SECRETARY|RECEPTIONIST|STEWARDESS|FARMER|WORKER|PATIENT|STRANGER|VOICE)$/u;

interface Mention {
  readonly scene: number;
  readonly from: number;
  readonly to: number;
  readonly form: SaidWord['form'];
  readonly opens: boolean;
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
    const [first] = here;
    if (habit && first !== undefined && all.every(({ form }) => form !== 'capitals')) {
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

/** Where the names of the cast stand in action, by name. */
function mentionsOf({ tree, scenes }: Reading, last: ReadonlyMap<string, readonly string[][]>): Map<string, Mention[]> {
  const mentions = new Map<string, Mention[]>();
  let scene = -1;
  for (const { start, result } of saidWords(tree)) {
    for (const [index, word] of result.entries()) {
      if (word.spoken) continue;
      const names = last.get(word.key);
      if (names === undefined) continue;
      for (const words of names) {
        const begin = index - words.length + 1;
        if (begin < 0 || !words.every((one, offset) => sameWord(result, begin + offset, one))) continue;
        const opening = result[begin] as SaidWord;
        const from = start + opening.from;
        while (scene + 1 < scenes.length && (scenes[scene + 1]?.from ?? 0) <= from) scene++;
        const key = words.join(' ');
        const all = mentions.get(key) ?? [];
        all.push({
          scene,
          from,
          to: start + word.to,
          form: result.slice(begin, index + 1).every(({ form }) => form === 'capitals') ? 'capitals' : word.form,
          opens: opening.opens,
          title: titleBefore(result, begin),
        });
        mentions.set(key, all);
      }
    }
  }
  return mentions;
}

function sameWord(words: readonly SaidWord[], index: number, key: string): boolean {
  const word = words[index];
  return word !== undefined && word.key === key;
}

function titleBefore(words: readonly SaidWord[], begin: number): string {
  const title: string[] = [];
  for (let index = begin; index > 0 && title.length < 3; index--) {
    const before = words[index - 1];
    if (before === undefined || words[index]?.before !== before.key || before.form !== 'capitals') break;
    title.unshift(before.key);
  }
  return title.join(' ').replace(/^(?:THE|AN|A) ?/u, '');
}
