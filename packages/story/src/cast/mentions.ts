import type { Screenplay } from '@second-unit/screenplay';
import type { Character } from '../read-through.ts';
import { nameWords } from '../word-pattern.ts';
import { writtenIn } from '../written.ts';
import type { Person } from './aliases.ts';
import { wordsOfBlock } from './names.ts';

/** A place where action or dialogue names a person. */
export interface Mention {
  /** Index in the list of people. */
  readonly person: number;
  readonly spoken: boolean;
  /** In UTF-16 units of the whole text. */
  readonly from: number;
  readonly to: number;
  /** Where the name is its subject: the verb, in lower case, and where it ends. */
  readonly verb?: string;
  readonly verbTo?: number;
}

const TITLE = /^(?:MR|MRS|MS|MISS|DR|PROF|SIR|CAPT|SGT|LT|COL|GEN|DET|REV|THE|OF|AND|A|AN|DE|LA|LE|VON|VAN)$/u;
/** Third persons that say nothing of what somebody does. */
const NO_DEED = new Set(['is', 'was', 'has', 'his', 'its', 'this', 'as', 'us', 'does', 'yes', 'perhaps', 'towards']);

/**
 * Where people are named, in order. A name's word counts where it is one person's only. Where the script also has it
 * in lower case, which `common` says (`will`, `doctor`), it counts only where more than the start of a sentence gives it its capital.
 */
export function mentionsOf(tree: Screenplay, people: readonly Person[], common: (word: string) => boolean): Mention[] {
  const owners = new Map<string, number>();
  // A cue of two people names neither.
  const speakers = new Map<Character, number>();
  for (const { cues } of people) for (const { cue } of cues) speakers.set(cue, (speakers.get(cue) ?? 0) + 1);
  const caseless: { name: string; person: number }[] = [];
  for (const [person, { cues, versionOf }] of people.entries()) {
    // YOUNG EDWARD is named by his whole cue only, which no single word is.
    if (versionOf !== undefined) continue;
    const words = new Set<string>();
    for (const { cue } of cues) {
      if ((speakers.get(cue) ?? 0) > 1) continue;
      const name = cue.name.trim();
      if (name === name.toLowerCase() && [...name].length > 1) caseless.push({ name, person });
      else for (const word of nameWords(name)) words.add(word);
    }
    for (const word of words) {
      // Of OLD WOMAN no word alone is a name where the script has both as words.
      if (words.size > 1 && common(word)) continue;
      if (word.length < 2 || /\d/u.test(word) || TITLE.test(word)) continue;
      owners.set(word, owners.has(word) && owners.get(word) !== person ? -1 : person);
    }
  }
  const mentions: Mention[] = [];
  let start = 0;
  for (const block of tree.blocks) {
    let last: Mention | undefined;
    for (const word of wordsOfBlock(block).capitalised) {
      const person = owners.get(word.key);
      if (person === undefined || person === -1) continue;
      const from = start + word.from;
      const { next } = word;
      const deed = !word.spoken && !word.possessive && /^\p{Ll}{2,}s$/u.test(next) && !NO_DEED.has(next);
      // `Will looks up` and `Will's car` name him, `Will he come?` does not.
      const clear = word.capitals ? !word.spoken : !word.opens || deed || word.possessive;
      if (common(word.key) && !clear) continue;
      const mention: Mention = {
        person,
        spoken: word.spoken,
        from,
        to: start + word.to,
        ...(deed ? { verb: next, verbTo: start + word.nextTo } : {}),
      };
      // First name and last name are one mention.
      if (last?.person === person && from - last.to <= 2)
        mentions[mentions.length - 1] = { ...mention, from: last.from };
      else mentions.push(mention);
      last = mentions.at(-1);
    }
    if (caseless.length > 0) {
      for (const { element, raw: text } of writtenIn(block)) {
        const spoken = element.type === 'dialogue' || element.type === 'lyrics';
        if (!spoken && element.type !== 'action') continue;
        for (const { name, person } of caseless) {
          for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
            const from = start + element.from + at;
            mentions.push({ person, spoken, from, to: from + name.length });
          }
        }
      }
    }
    start += block.length;
  }
  return caseless.length === 0 ? mentions : mentions.sort((a, b) => a.from - b.from);
}
