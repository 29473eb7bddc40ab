import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ElementType } from '@second-unit/screenplay';

export interface KitElement {
  readonly type: ElementType;
  readonly text: string;
  readonly dual?: string;
}

interface KitCase {
  readonly name: string;
  readonly rests_on: string;
  readonly input: string;
  readonly expected: { readonly titlePage: readonly unknown[]; readonly elements: readonly KitElement[] };
  /** The part of the language that it is about. */
  readonly construct: string;
}

export interface Kit {
  readonly cases: readonly KitCase[];
  readonly specification: string;
  /** The start of the SHA-256 of the files: another kit has another. */
  readonly digest: string;
}

const folder = new URL('../../packages/screenplay/conformance/', import.meta.url);

export function readKit(): Kit {
  const hash = createHash('sha256');
  const cases: KitCase[] = [];
  let specification = '';
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    hash.update(text);
    const read = JSON.parse(text) as { specification: string; cases: Omit<KitCase, 'construct'>[] };
    specification = read.specification;
    cases.push(...read.cases.map((item) => ({ ...item, construct: constructOf(file, item) })));
  }
  return { cases, specification, digest: hash.digest('hex').slice(0, 12) };
}

/** By the sentence of the specification, and where we interpret, by what is expected. */
const SENTENCES: readonly (readonly [sentence: RegExp, construct: string])[] = [
  [/^Page Breaks are/, 'page breaks'],
  [/Sections?\b.*(?:pound-sign|#)/, 'sections and synopses'],
  [/^Synopses are/, 'sections and synopses'],
  [/^(?:A Note is|Notes can)/, 'notes'],
  [/boneyard|ignore some text/i, 'boneyard'],
  [/Transition|to be a transition|after the colon to cause/, 'transitions'],
  [/[Cc]entered text/, 'centred text'],
];

function constructOf(file: string, { rests_on, expected, input }: Omit<KitCase, 'construct'>): string {
  const types = new Set(expected.elements.map(({ type }) => type));
  if (file.startsWith('scene-headings')) return /[^#\s].*#/.test(input) ? 'scene numbers' : 'scene headings';
  if (file.startsWith('emphasis')) {
    return expected.titlePage.length > 0 || /Title Page|key|value/i.test(rests_on)
      ? 'title page'
      : 'emphasis and escapes';
  }
  if (file.startsWith('dialogue')) {
    if (types.has('note')) return 'notes';
    if (types.has('boneyard')) return 'boneyard';
    if (types.has('lyrics') || /~/.test(input)) return 'lyrics';
    if (/\^/.test(input)) return 'dual dialogue';
    return types.has('parenthetical') ? 'parentheticals' : 'cues and dialogue';
  }
  for (const [sentence, construct] of SENTENCES) if (sentence.test(rests_on)) return construct;
  if (types.has('boneyard')) return 'boneyard';
  if (types.has('note')) return 'notes';
  if (types.has('transition')) return 'transitions';
  if (types.has('section') || types.has('synopsis')) return 'sections and synopses';
  return 'action and line ends';
}
