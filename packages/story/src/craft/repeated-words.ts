import { at, type Note } from '../note.ts';
import type { Written } from '../written.ts';

const SHORTEST = 5;
const TIMES = 3;
/** Words that carry a sentence and are not noticed. */
const UNNOTICED = new Set(
  `about after again along another around because before behind being between could every everyone first front going
  having heads inside little looks moves other others outside right still their there these thing things those through
  toward towards under until walks where which while whose would turns takes comes starts begins continues stands`.split(
    /\s+/u,
  ),
);

/** The same word, whatever its ending, three times in one paragraph of action. Names and capitals are meant. */
export function repeatedWords(lines: readonly Written[]): Note[] {
  const notes: Note[] = [];
  for (const { element, raw } of lines) {
    if (element.type !== 'action') continue;
    const seen = new Map<string, { from: number; to: number }[]>();
    for (const match of raw.matchAll(/\p{L}+/gu)) {
      const [word] = match;
      if (word.length < SHORTEST || word === word.toUpperCase() || UNNOTICED.has(word.toLowerCase())) continue;
      // A capital within a sentence is a name.
      if (/^\p{Lu}/u.test(word) && !/(?:^|[.!?:”"]\s*|--\s*)$/u.test(raw.slice(0, match.index))) continue;
      const stem = stemOf(word);
      const places = seen.get(stem) ?? [];
      places.push({ from: element.from + match.index, to: element.from + match.index + word.length });
      seen.set(stem, places);
    }
    for (const [stem, places] of seen) {
      const [first, ...others] = places;
      if (first === undefined || places.length < TIMES) continue;
      notes.push({
        kind: 'repeated-words',
        language: 'en',
        what: 'The same word again and again: is the echo meant?',
        value: { word: raw.slice(first.from - element.from, first.to - element.from), stem, times: places.length },
        confidence: 0.7,
        method: `A word of ${SHORTEST} letters or more, endings apart, ${TIMES} times in one paragraph of action.`,
        evidence: [at(first.from, first.to), ...others.map(({ from, to }) => at(from, to))],
      });
    }
  }
  return notes;
}

function stemOf(word: string): string {
  return word.toLowerCase().replace(/(?:ming|ming|ning|ting|ping|ing|med|ped|ted|ned|ed|es|s|ly)$/u, '');
}
