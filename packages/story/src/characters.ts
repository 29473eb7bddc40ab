import type { ScriptRange } from '@second-unit/evidence';
import type { Character } from './read-through.ts';
import type { Speech } from './speeches.ts';

/** Who speaks, most words first. Names that differ only in case are one character, spelled as first written. */
export function charactersOf(speeches: readonly Speech[]): Character[] {
  const byName = new Map<
    string,
    { name: string; scenes: Set<number>; speeches: number; words: number; evidence: ScriptRange[] }
  >();
  for (const speech of speeches) {
    const key = characterKey(speech.name);
    let character = byName.get(key);
    if (character === undefined) {
      character = { name: speech.name, scenes: new Set(), speeches: 0, words: 0, evidence: [] };
      byName.set(key, character);
    }
    if (speech.scene >= 0) character.scenes.add(speech.scene);
    character.speeches++;
    character.words += speech.words;
    character.evidence.push({ kind: 'script', from: speech.from, to: speech.to });
  }
  return [...byName.values()]
    .map((character) => ({ ...character, scenes: [...character.scenes] }))
    .sort((a, b) => b.words - a.words || b.speeches - a.speeches);
}

const PLAIN = /^[A-Z0-9 .,#'()&/-]*$/;

/** The same for all spellings of a name that are one character: curly and straight apostrophes, case. */
export function characterKey(name: string): string {
  // Most cues are their own key, and there are many.
  if (PLAIN.test(name)) return name;
  return name.normalize('NFC').replace(/[’ʼ]/gu, "'").toUpperCase();
}
