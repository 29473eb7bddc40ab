import { byText } from '../by-text.ts';
import { LIMITS } from '../limits.ts';
import { lettersIn, oneApart } from '../near.ts';
import { at, type Note, replace } from '../note.ts';
import type { Heading } from './heading-facts.ts';

/** Letters that a word must have before one of them may be a slip. */
const SHORTEST = 5;

interface Place {
  readonly name: string;
  readonly headings: Heading[];
}

/** Places that are spelled in two ways. One set within another (`KITCHEN`, `BLOOM HOUSE KITCHEN`) is no slip. */
export function placeSpelling(
  all: readonly Heading[],
  wordCount: (word: string) => { readonly count: number },
): Note[] {
  const places = new Map<string, Place>();
  for (const heading of all) {
    if (!heading.prefixed) continue;
    const name = nameOf(heading.place);
    if (name === undefined) continue;
    const place = places.get(name) ?? { name, headings: [] };
    place.headings.push(heading);
    places.set(name, place);
  }
  const notes: Note[] = [];
  const told = new Set<Place>();
  const tell = (odd: Place, usual: Place, method: string): void => {
    if (told.has(odd) || told.has(usual)) return;
    told.add(odd);
    for (const heading of odd.headings) notes.push(noteOf(heading, usual, method));
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
      if (usual !== undefined) for (const one of odd) tell(one, usual, method);
    }
  }
  for (const [odd, usual] of slips(all, places, wordCount)) {
    tell(odd, usual, 'One letter changed, added, dropped or swapped in a word that stands nowhere else in the script.');
  }
  return notes;
}

/** How many are told apart by their headings. */
export function namesOfPlaces(all: readonly Heading[]): number {
  return new Set(all.map(({ place }) => place)).size;
}

const alike = { names: '', pairs: [] as readonly (readonly [string, string])[] };

/** Pairs of places of which the first, in one heading only, is a slip for the second. */
function slips(
  all: readonly Heading[],
  places: ReadonlyMap<string, Place>,
  wordCount: (word: string) => { readonly count: number },
): (readonly [Place, Place])[] {
  // More places are compared by their letters only.
  if (namesOfPlaces(all) > LIMITS.places) return [];
  const signature = [...places.keys()].join('\n');
  // Pairs grow with the square: kept while no heading changes.
  if (alike.names !== signature) {
    const names = [...places.keys()];
    alike.names = signature;
    alike.pairs = names.flatMap((odd) =>
      names.flatMap((usual) => (oneWordApart(odd, usual) ? [[odd, usual] as const] : [])),
    );
  }
  return alike.pairs.flatMap(([one, two]) => {
    const odd = places.get(one);
    const usual = places.get(two);
    if (odd === undefined || usual === undefined || odd.headings.length > 1) return [];
    if (usual.headings.length === 1 && first(usual) > first(odd)) return [];
    return misspelled(one, two, wordCount) ? [[odd, usual] as const] : [];
  });
}

function differing(odd: string, usual: string): readonly [string, string] | undefined {
  if (odd === usual || Math.abs(odd.length - usual.length) > 1) return undefined;
  const one = odd.split(' ');
  const two = usual.split(' ');
  if (one.length !== two.length) return undefined;
  const differ = one.flatMap((word, index) => (word === two[index] ? [] : [[word, two[index] ?? ''] as const]));
  return differ.length === 1 ? differ[0] : undefined;
}

function oneWordApart(odd: string, usual: string): boolean {
  const [wrong, right] = differing(odd, usual) ?? [];
  if (wrong === undefined || right === undefined) return false;
  if (lettersIn(wrong) < SHORTEST || lettersIn(right) < SHORTEST || !oneApart(wrong, right)) return false;
  // A plural is another place.
  return `${wrong}S` !== right && `${right}S` !== wrong;
}

/** The set in capitals; undefined where it is too short to tell a slip from another place. */
const nameOf = byText((place) => {
  const set = setOf(place);
  if (lettersIn(set) < SHORTEST && !/\d/u.test(set)) return undefined;
  return set.normalize('NFC').replace(/[’ʼ]/gu, "'").toUpperCase();
});

/** `SORORITY HOUSE` of `SORORITY HOUSE - THE DOORWAY`. */
function setOf(place: string): string {
  return place.split(/\s[-–—/]+\s/u)[0] ?? place;
}

function first({ headings }: Place): number {
  return headings[0]?.index ?? 0;
}

const letters = byText((name) => {
  const words = name.split(' ');
  // ROAD and THE ROAD are often two roads.
  const bare = words.length > 2 ? name.replace(/^(?:THE|LE|LA|LES|EL|DER|DIE|DAS) /u, '') : name;
  return bare.replace(/[^\p{L}\p{N}/]/gu, '');
});

/** JENNY HILL'S HOUSE is JENNY'S HOUSE, where that is a place too. */
function owner(name: string, places: ReadonlyMap<string, Place>): string | undefined {
  const full = /^(\p{L}+) \p{L}+'S (.+)$/u.exec(name);
  if (full === null) return name;
  const short = `${full[1]}'S ${full[2]}`;
  return places.has(short) ? short : name;
}

function inner(name: string, places: ReadonlyMap<string, Place>): string | undefined {
  if (!/\d\P{L}*$/u.test(name) || name.includes(',')) return undefined;
  const words = name.split(' ');
  for (let start = words.length - 2; start > 0; start--) {
    const short = words.slice(start).join(' ');
    if (/\d/u.test(short) && places.has(short)) return short;
  }
  return name;
}

function misspelled(odd: string, usual: string, wordCount: (word: string) => { readonly count: number }): boolean {
  const [wrong = '', right = ''] = differing(odd, usual) ?? [];
  const times = (word: string): number => wordCount(word.replace(/'S$/u, '')).count;
  return times(wrong) <= 1 && times(right) > 1;
}

function noteOf(heading: Heading, usual: Place, method: string): Note {
  const [other] = usual.headings as [Heading];
  const written = new RegExp(setOf(heading.place).split(' ').map(literal).join('\\s+'), 'u').exec(heading.raw);
  const from = heading.from + (written?.index ?? 0);
  return {
    kind: 'place-spelling',
    language: 'any',
    what: 'one place under two spellings',
    value: { place: setOf(heading.place), elsewhere: setOf(other.place), headings: usual.headings.length },
    confidence: 0.85,
    method,
    evidence: [at(heading.from, heading.to), at(other.from, other.to)],
    ...(written === null
      ? {}
      : replace(`Write ${setOf(other.place)}`, from, from + written[0].length, setOf(other.place))),
  };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
