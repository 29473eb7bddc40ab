import { at, type Note } from '../note.ts';
import type { Written } from '../written.ts';

/** One note of craft for each match of an expression in action; those that overlap or nearly touch are one. */
export function matches(
  lines: readonly Written[],
  cues: readonly RegExp[],
  about: Omit<Note, 'value' | 'evidence'>,
  unless?: (raw: string, from: number, to: number) => boolean,
): Note[] {
  const notes: Note[] = [];
  for (const { element, raw } of lines) {
    if (element.type !== 'action') continue;
    const found = cues
      .flatMap((cue) =>
        [...raw.matchAll(cue)].map((match) => ({ from: match.index, to: match.index + match[0].length })),
      )
      .sort((a, b) => a.from - b.from || b.to - a.to);
    const places: { from: number; to: number }[] = [];
    for (const { from, to } of found) {
      if (unless?.(raw, from, to) === true) continue;
      const last = places.at(-1);
      if (last !== undefined && from < last.to + NEAR) last.to = Math.max(last.to, to);
      else places.push({ from, to });
    }
    for (const { from, to } of places) {
      notes.push({
        ...about,
        value: { words: raw.slice(from, to).replace(/\s+/gu, ' ') },
        evidence: [at(element.from + from, element.from + to)],
      });
    }
  }
  return notes;
}

/** Characters: closer than this, two matches are one instruction (`IN A SINGLE SHOT, we PUSH IN`). */
const NEAR = 12;
