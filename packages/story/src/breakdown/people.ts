import { peopleOf } from '../cast/aliases.ts';
import { lowerWords } from '../cast/names.ts';
import { characterKey } from '../characters.ts';
import type { Reading } from '../reading.ts';
import type { NamedWord } from './named-words.ts';

const TITLE =
  /^(?:MR|MRS|MS|MISS|DR|DOCTOR|PROF|SIR|CAPT|CAPTAIN|SGT|LT|COL|GEN|DET|DETECTIVE|OFFICER|AGENT|REV|THE|OF|AND|A|AN|DE|LA|LE|VON|VAN|MAN|WOMAN|BOY|GIRL|VOICE|YOUNG|OLD|LITTLE|BIG|TALL)$/u;

/** A person named in action. */
export interface Named {
  readonly person: string;
  readonly from: number;
  readonly to: number;
  /** The whole cue was written, rather than one word of it. */
  readonly whole: boolean;
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

  constructor({ tree, characters }: Pick<Reading, 'tree' | 'characters'>) {
    const common = lowerWords(tree);
    const people = peopleOf(characters, common);
    const owners = new Map<string, Set<string>>();
    const versionOf = new Map(people.flatMap(({ name, versionOf }) => (versionOf ? [[name, versionOf] as const] : [])));
    for (const { name, cues, versionOf: bare } of people) {
      if (bare !== undefined) this.versions.set(bare, [...(this.versions.get(bare) ?? []), name]);
      for (const { cue } of cues) {
        const key = characterKey(cue.name);
        this.byCue.set(key, [...(this.byCue.get(key) ?? []), name]);
        const words = key.split(/[^\p{L}\p{M}\p{N}'-]+/u).filter((word) => word !== '');
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
          if (word.length < 2 || /\d/u.test(word) || TITLE.test(word) || common.has(word)) continue;
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
        present: !word.absent && !word.heading && (!end.possessive || end.ofBody),
        last: at + length + extra - 1,
      });
      at += length + extra - 1;
    }
    return found;
  }
}
