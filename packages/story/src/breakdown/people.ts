import { peopleOf } from '../cast/aliases.ts';
import { lowerWords } from '../cast/names.ts';
import { characterKey } from '../characters.ts';
import type { Reading } from '../reading.ts';
import { nameWords } from '../word-pattern.ts';
import { HONORIFIC, type NamedWord } from './named-words.ts';

const TITLE =
  /^(?:MR|MRS|MS|MISS|DR|DOCTOR|PROF|SIR|CAPT|CAPTAIN|SGT|LT|COL|GEN|DET|DETECTIVE|OFFICER|AGENT|REV|THE|OF|AND|A|AN|DE|LA|LE|VON|VAN|MAN|WOMAN|BOY|GIRL|VOICE|YOUNG|OLD|LITTLE|BIG|TALL)$/u;

/** A person named in action. */
export interface Named {
  readonly person: string;
  readonly from: number;
  readonly to: number;
  /** The whole cue was written, rather than one word of it. */
  readonly whole: boolean;
  /** The cue is a common noun, like NURSE: another nurse may be meant. */
  readonly common: boolean;
  /** Their body or they themselves are there; not only their house. */
  readonly present: boolean;
  /** Offsets of words that are taken by the name. */
  readonly last: number;
}

/** Who is meant by the words of cues. */
export class People {
  /** By cue key. */
  readonly byCue = new Map<string, readonly string[]>();
  /** Other ages of a person: the bare name's versions. */
  readonly versions = new Map<string, string[]>();
  readonly #sequences = new Map<string, { words: readonly string[]; person: string }[]>();
  readonly #single = new Map<string, string>();

  /** @param words words of action that may name somebody, block by block; none without a lexicon */
  constructor({ tree, characters }: Pick<Reading, 'tree' | 'characters'>, words: readonly (readonly NamedWord[])[]) {
    const common = lowerWords(tree);
    const people = peopleOf(characters, common);
    const owners = new Map<string, Set<string>>();
    const versionOf = new Map(people.flatMap(({ name, versionOf }) => (versionOf ? [[name, versionOf] as const] : [])));
    for (const { name, cues, versionOf: bare } of people) {
      if (bare !== undefined) this.versions.set(bare, [...(this.versions.get(bare) ?? []), name]);
      for (const { cue } of cues) {
        const key = characterKey(cue.name);
        this.byCue.set(key, [...(this.byCue.get(key) ?? []), name]);
        const words = nameWords(cue.name);
        if (words[0] !== undefined && !(words.length > 2 && words.includes('AND'))) {
          const listed = this.#sequences.get(words[0]) ?? [];
          listed.push({ words, person: name });
          this.#sequences.set(words[0], listed);
          if (words[0] === 'THE' && words.length > 1) {
            const rest = this.#sequences.get(words[1] as string) ?? [];
            rest.push({ words: words.slice(1), person: name });
            this.#sequences.set(words[1] as string, rest);
          }
        }
        if (bare !== undefined || words.length < 2) continue;
        for (const word of words) {
          if (word.length < 2 || /\d/u.test(word) || TITLE.test(word) || common(word)) continue;
          owners.set(word, (owners.get(word) ?? new Set()).add(name));
        }
      }
    }
    for (const [word, names] of owners) {
      if (names.size === 1) this.#single.set(word, [...names][0] as string);
    }
    // A last name is said of who has most to say; of a version never.
    for (const listed of this.#sequences.values()) listed.sort((a, b) => b.words.length - a.words.length);
    for (const [version] of versionOf) this.#single.delete(version);
    for (const name of silentNames(words, (line) => this.named(line))) this.#addSilent(name);
  }

  #addSilent(name: readonly string[]): void {
    const person = name.join(' ');
    const first = name[0] as string;
    const listed = this.#sequences.get(first) ?? [];
    listed.push({ words: name, person });
    listed.sort((a, b) => b.words.length - a.words.length);
    this.#sequences.set(first, listed);
    for (const word of name) {
      if (name.length < 2 || TITLE.test(word) || ROLE.test(word) || this.#single.has(word)) continue;
      this.#single.set(word, person);
    }
  }

  /** Who is meant by `the giant`, `his minion`: a cue that is this noun, or ends with it and stands in the scene. */
  role({
    noun,
    full,
    plural,
  }: {
    readonly noun: string;
    readonly full: string;
    readonly plural: boolean;
  }): string | undefined {
    if (plural) return undefined;
    const whole = this.#sequences.get(noun.toUpperCase())?.find(({ words }) => words.length === 1)?.person;
    if (whole !== undefined) return whole;
    const words = full.toUpperCase().split(' ');
    return this.#sequences
      .get(words[0] as string)
      ?.find((one) => one.words.length === words.length && one.words.every((word, at) => word === words[at]))?.person;
  }

  /** People named by the words, in order. `at(index)` is the text's offset of that word. */
  named(words: readonly NamedWord[]): Named[] {
    const found: Named[] = [];
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as NamedWord;
      const sequence = this.#sequences
        .get(word.key)
        ?.find((one) =>
          one.words.every((part, by) => words[at + by]?.key === part && (by === 0 || words[at + by]?.follows)),
        );
      const person = sequence?.person ?? this.#single.get(word.key);
      if (person === undefined) continue;
      const length = sequence?.words.length ?? 1;
      // The OLD WOMAN is not the WOMAN.
      if (length === 1 && word.role && word.follows && !/^(?:THE|AN?)$/u.test(words[at - 1]?.key ?? 'THE')) continue;
      const last = words[at + length - 1] as NamedWord;
      // First name and last name are one mention.
      let end = last;
      let extra = 0;
      for (
        let next = words[at + length];
        next?.follows && this.#single.get(next.key) === person;
        next = words[at + length + extra]
      ) {
        end = next;
        extra++;
      }
      found.push({
        person,
        from: word.from,
        to: end.to,
        whole: sequence !== undefined,
        common: length === 1 && word.role,
        present: !word.absent && !word.heading && (!end.possessive || end.ofBody),
        last: at + length + extra - 1,
      });
      at += length + extra - 1;
    }
    return found;
  }
}

const ROLE = /^(?:WOMAN|MAN|GIRL|BOY|GUARD|DIRECTOR|OFFICER|DRIVER|DOCTOR|NURSE|MOTHER|FATHER|LADY|KID|GUY)$/u;

/**
 * Names of those who have no cue: words with capitals that the lexicon does not know, or that say what somebody is, and
 * that do something, have an age or an honorific.
 */
function silentNames(
  lines: readonly (readonly NamedWord[])[],
  named: (line: readonly NamedWord[]) => readonly Named[],
): string[][] {
  const found = new Map<
    string,
    { words: string[]; acts: number; sure: boolean; proper: number; placed: number; role: boolean }
  >();
  for (const line of lines) {
    const taken = named(line);
    for (let at = 0; at < line.length; at++) {
      const word = line[at] as NamedWord;
      if (/^(?:THE|A|AN)$/u.test(word.key)) continue;
      if (word.heading || taken.some(({ from, to }) => word.from >= from && word.from < to)) continue;
      const run = [word];
      for (
        let next = line[at + 1];
        next?.follows && !(run.at(-1) as NamedWord).possessive && run.length < 4;
        next = line[at + run.length]
      ) {
        if (taken.some(({ from, to }) => (next as NamedWord).from >= from && (next as NamedWord).from < to)) break;
        if (next.caps !== word.caps && !(word.key.length < 4 && HONORIFIC.test(word.key))) break;
        run.push(next);
      }
      at += run.length - 1;
      // A first name that no cue has: `DR. JULIUS BENNETT`.
      const beside = (one: NamedWord | undefined): boolean =>
        one !== undefined && taken.some(({ from, to }) => one.from >= from && one.from < to);
      const next = line[at + 1];
      if ((word.follows && beside(line[at - run.length])) || (next?.follows && beside(next))) continue;
      const last = run.at(-1) as NamedWord;
      const honorific = HONORIFIC.test(word.key) && run.length > 1 && !last.role;
      const role = last.role && run.length > 1 && !word.opens && !word.caps;
      if (!honorific && !role && !run.every(({ unknown }) => unknown)) continue;
      if (run.length === 1 && word.opens && last.doing !== 'verb' && last.doing !== 'age') continue;
      if (last.key.length < 3) continue;
      const words = run.map(({ key }) => key);
      const key = words.join(' ');
      const one = found.get(key) ?? { words, acts: 0, sure: false, proper: 0, placed: 0, role };
      if (last.doing === 'verb') one.acts++;
      if (last.doing === 'age' || honorific) one.sure = true;
      if (!word.caps && !word.opens) one.proper++;
      if (word.placed) one.placed++;
      found.set(key, one);
    }
  }
  return [...found.values()]
    .filter(
      ({ sure, acts, proper, placed, role }) =>
        sure || (placed <= acts && (acts > 1 || (acts > 0 && proper > 0) || (role && proper > 1))),
    )
    .map(({ words }) => words)
    .sort((a, b) => b.length - a.length)
    .filter(
      (words, at, all) => words.length > 1 || !all.slice(0, at).some((longer) => longer.includes(words[0] as string)),
    );
}
