import { lettersIn, oneApart } from '../near.ts';
import { at, type Note, replace } from '../note.ts';
import type { Heading } from './heading-facts.ts';

/** Letters that a word must have before one of them may be a slip. */
const SHORTEST = 5;
/** More places than this are compared by their letters only: pairs grow with the square. */
const MOST_PAIRED = 600;

interface Place {
  readonly name: string;
  readonly headings: Heading[];
}

/** Places that are spelled in two ways. One set within another (`KITCHEN`, `BLOOM HOUSE KITCHEN`) is no slip. */
export function placeSpelling(all: readonly Heading[], wordCount: (word: string) => number): Note[] {
  const places = new Map<string, Place>();
  for (const heading of all) {
    if (!heading.prefixed || lettersIn(heading.place) < SHORTEST) continue;
    const name = heading.place.normalize('NFC').replace(/[’ʼ]/gu, "'").toUpperCase();
    const place = places.get(name) ?? { name, headings: [] };
    place.headings.push(heading);
    places.set(name, place);
  }
  const notes: Note[] = [];
  const told = new Set<Place>();
  const tell = (odd: Place, usual: Place, confidence: number, method: string): void => {
    if (told.has(odd) || told.has(usual)) return;
    told.add(odd);
    for (const heading of odd.headings) notes.push(noteOf(heading, usual, confidence, method));
  };
  for (const [key, method] of [
    [letters, 'The same letters but for spaces, hyphens, apostrophes and an article at the start.'],
    [owner, 'The same place of the same owner, with and without the second name.'],
    [inner, 'The same numbered place, with and without the words before it.'],
  ] as const) {
    const groups = new Map<string, Place[]>();
    for (const place of places.values()) {
      const group = key(place.name, places);
      if (group === undefined) continue;
      const same = groups.get(group);
      if (same === undefined) groups.set(group, [place]);
      else same.push(place);
    }
    for (const same of groups.values()) {
      const [usual, ...odd] = [...same].sort((a, b) => b.headings.length - a.headings.length || first(a) - first(b));
      if (usual !== undefined) for (const one of odd) tell(one, usual, 0.85, method);
    }
  }
  if (places.size <= MOST_PAIRED) {
    const all = [...places.values()];
    for (const odd of all) {
      if (odd.headings.length > 1) continue;
      for (const usual of all) {
        if (usual === odd || usual.headings.length < 1 || first(usual) === first(odd)) continue;
        if (usual.headings.length === 1 && first(usual) > first(odd)) continue;
        if (misspelled(odd.name, usual.name, wordCount)) {
          tell(
            odd,
            usual,
            0.85,
            'One letter changed, added, dropped or swapped in a word that stands nowhere else in the script.',
          );
        }
      }
    }
  }
  return notes;
}

function first({ headings }: Place): number {
  return headings[0]?.index ?? 0;
}

function letters(name: string): string | undefined {
  const words = name.split(' ');
  // ROAD and THE ROAD are often two roads.
  const bare = words.length > 2 ? name.replace(/^(?:THE|AN?|LE|LA|LES|EL|DER|DIE|DAS) /u, '') : name;
  return bare.replace(/[^\p{L}\p{N}/]/gu, '');
}

/** JENNY HILL'S HOUSE is JENNY'S HOUSE, where that is a place too. */
function owner(name: string, places: ReadonlyMap<string, Place>): string | undefined {
  const full = /^(\p{L}+) \p{L}+'S (.+)$/u.exec(name);
  if (full === null) return name;
  const short = `${full[1]}'S ${full[2]}`;
  return places.has(short) ? short : name;
}

function inner(name: string, places: ReadonlyMap<string, Place>): string | undefined {
  if (!/\d/u.test(name)) return undefined;
  const words = name.split(' ');
  for (let start = words.length - 2; start > 0; start--) {
    const short = words.slice(start).join(' ');
    if (/\d/u.test(short) && places.has(short)) return short;
  }
  return name;
}

function misspelled(odd: string, usual: string, wordCount: (word: string) => number): boolean {
  if (Math.abs(odd.length - usual.length) > 1) return false;
  const one = odd.split(' ');
  const two = usual.split(' ');
  if (one.length !== two.length) return false;
  const differ = one.flatMap((word, index) => (word === two[index] ? [] : [[word, two[index] ?? ''] as const]));
  const [pair] = differ;
  if (pair === undefined || differ.length > 1) return false;
  const [wrong, right] = pair;
  if (lettersIn(wrong) < SHORTEST || lettersIn(right) < SHORTEST || !oneApart(wrong, right)) return false;
  // A plural is another place.
  if (`${wrong}S` === right || `${right}S` === wrong) return false;
  return wordCount(wrong) <= 1 && wordCount(right) > 1;
}

function noteOf(heading: Heading, usual: Place, confidence: number, method: string): Note {
  const [other] = usual.headings as [Heading];
  const written = new RegExp(heading.place.split(' ').map(literal).join('\\s+'), 'u').exec(heading.raw);
  const from = heading.from + (written?.index ?? 0);
  return {
    kind: 'place-spelling',
    language: 'any',
    what: 'one place under two spellings',
    value: { place: heading.place, elsewhere: other.place, headings: usual.headings.length },
    confidence,
    method,
    evidence: [at(heading.from, heading.to), at(other.from, other.to)],
    ...(written === null ? {} : replace(`Write ${other.place}`, from, from + written[0].length, other.place)),
  };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
