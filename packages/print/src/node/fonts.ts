import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Font } from 'fontkit';
import { openFont } from '../faces.ts';
import type { FontFile } from '../job.ts';

const require = createRequire(import.meta.url);

/**
 * The families that come with us, by the list of what is in which of their files, in the order in which a letter is
 * looked for. All under the SIL Open Font License.
 */
const FAMILIES = [
  // A screenplay's own: Latin.
  { at: require.resolve('@fontsource/courier-prime/unicode.json'), family: 'Courier Prime', italic: true },
  // As wide as Courier: also Cyrillic, Greek, Hebrew, Vietnamese.
  { at: require.resolve('@fontsource/cousine/unicode.json'), family: 'Cousine', italic: true },
  // Japanese, and the Chinese characters that it uses.
  { at: require.resolve('@fontsource/biz-udgothic/unicode.json'), family: 'BIZ UDGothic', italic: false },
  // Korean.
  {
    at: require.resolve('@fontsource/nanum-gothic-coding/unicode.json'),
    family: 'Nanum Gothic Coding',
    italic: false,
  },
  // Arabic, Persian, Urdu.
  { at: require.resolve('@fontsource/amiri/unicode.json'), family: 'Amiri', italic: true },
  // Devanagari: Hindi, Marathi, Nepali.
  { at: require.resolve('@fontsource/hind/unicode.json'), family: 'Hind', italic: false },
] as const;

export type Family = (typeof FAMILIES)[number]['family'];

export interface FontsForText {
  readonly fonts: readonly FontFile[];
  /** Letters that none of our fonts has; they print as an empty box. */
  readonly missing: readonly string[];
}

/**
 * The font files that a text needs, in regular, bold and italics, read from the packages that they came in; at least one
 * of the first family. `first`: the family whose letters are taken where it has them, Courier Prime if absent.
 */
export async function fontsFor(text: string, first: Family = 'Courier Prime'): Promise<FontsForText> {
  let wanted = new Set<number>([0x20]);
  for (const letter of text.normalize('NFC')) wanted.add(letter.codePointAt(0) as number);
  // Line breaks and signs without a shape need no font.
  wanted = new Set([...wanted].filter((code) => !/^[\p{Cc}\p{Cf}\u2028\u2029]/u.test(String.fromCodePoint(code))));
  const fonts: FontFile[] = [];
  const inOrder = [...FAMILIES].sort((a, b) => Number(b.family === first) - Number(a.family === first));
  for (const { at, family, italic } of inOrder) {
    const folder = dirname(at);
    const id = basename(folder);
    for (const [subset, ranges] of await subsetsOf(at)) {
      const hopes = [...wanted].filter((code) => isIn(ranges, code));
      if (hopes.length === 0) continue;
      const files: FontFile[] = [];
      for (const [weight, bold] of [
        [400, false],
        [700, true],
      ] as const) {
        for (const slant of italic ? (['normal', 'italic'] as const) : (['normal'] as const)) {
          const bytes = await readFile(join(folder, 'files', `${id}-${subset}-${weight}-${slant}.woff`));
          files.push({ family, bold, italic: slant === 'italic', bytes: new Uint8Array(bytes) });
        }
      }
      const font: Font = openFont(files[0] as FontFile);
      const found = hopes.filter((code) => font.hasGlyphForCodePoint(code));
      if (found.length === 0) continue;
      fonts.push(...files);
      for (const code of found) wanted.delete(code);
    }
  }
  return { fonts, missing: [...wanted].sort((a, b) => a - b).map((code) => String.fromCodePoint(code)) };
}

type Range = readonly [from: number, to: number];

const known = new Map<string, Promise<readonly (readonly [subset: string, ranges: readonly Range[]])[]>>();

/** Which letters are said to be in which file of a family; a file may still lack some. */
function subsetsOf(at: string): Promise<readonly (readonly [string, readonly Range[]])[]> {
  let subsets = known.get(at);
  if (subsets === undefined) {
    subsets = readSubsets(at);
    known.set(at, subsets);
  }
  return subsets;
}

async function readSubsets(at: string): Promise<readonly (readonly [string, readonly Range[]])[]> {
  const text = await readFile(at, 'utf8');
  return Object.entries(JSON.parse(text) as Record<string, string>).map(([subset, list]) => [
    subset.replace(/[[\]]/g, ''),
    list.split(',').map((range): Range => {
      const [from = '', to] = range.replace(/^U\+/i, '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to ?? from, 16)];
    }),
  ]);
}

function isIn(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to);
}
