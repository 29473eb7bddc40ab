import type { Cast } from '../cast/index.ts';
import { characterKey } from '../characters.ts';
import type { Spoken } from './spoken.ts';

/** Speeches from which a voice can be told; the benchmark of speaker identification has the same. */
const ENOUGH = 30;
/** More voices than this are not held against each other. */
const MOST_VOICES = 24;

export interface Voices {
  /** Of each speech the index of its person in the cast; -1 where a cue is of nobody or of several. */
  readonly who: readonly number[];
  /** Speeches of each person. */
  readonly counts: readonly number[];
  /** Indices in the cast of who says enough, most words first. */
  readonly enough: readonly number[];
  /** For each of those, words that name the person, in lower case. */
  readonly named: readonly ReadonlySet<string>[];
}

export function voicesOf(spoken: readonly Spoken[], { members }: Cast): Voices {
  const byCue = new Map<string, number>();
  const claim = (cue: string, person: number): void => {
    const key = characterKey(cue);
    const other = byCue.get(key);
    byCue.set(key, other === undefined || other === person ? person : -1);
  };
  for (const [index, { name, aliases }] of members.entries()) {
    claim(name, index);
    for (const { cue } of aliases) claim(cue, index);
  }
  const who = spoken.map(({ speech }) => byCue.get(characterKey(speech.name)) ?? -1);
  const counts = members.map(() => 0);
  for (const person of who) if (person >= 0) (counts[person] as number)++;
  const enough = members
    .map((_, index) => index)
    .filter((index) => (counts[index] as number) >= ENOUGH)
    .slice(0, MOST_VOICES);
  const words = enough.map((index) => {
    const { name, aliases } = members[index] as Cast['members'][number];
    const own = [name, ...aliases.map(({ cue }) => cue)].filter((cue) => byCue.get(characterKey(cue)) === index);
    return own.flatMap((cue) =>
      cue
        .replace(/[’ʼ]/gu, "'")
        .toLowerCase()
        .split(/[^\p{L}\p{M}']+/u)
        .filter((word) => word.length > 2),
    );
  });
  // MRS or THE is part of several names and names nobody.
  const holders = new Map<string, Set<number>>();
  for (const [index, those] of words.entries())
    for (const word of those) holders.set(word, (holders.get(word) ?? new Set()).add(index));
  const named = words.map((those) => new Set(those.filter((word) => holders.get(word)?.size === 1)));
  return { who, counts, enough, named };
}
