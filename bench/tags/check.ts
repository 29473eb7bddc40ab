import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decode, outline, parse } from '../../packages/screenplay/src/index.ts';
import { BREAKDOWN_CATEGORIES, type BreakdownCategory } from '../../packages/story/src/breakdown/categories.ts';
import { paragraphsOf } from './tripod-text.ts';

/** Words of a script. `from` and `to` count UTF-16 units of the decoded file. */
interface TaggedWords {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** The first mention of one element in one scene. */
interface BreakdownTag extends TaggedWords {
  /** Which heading of our parse, from 0. */
  readonly scene: number;
  readonly category: BreakdownCategory;
  /** The same for every mention of this element in the script; capitals for cast. */
  readonly name: string;
  /** Heard, not seen: V.O., O.S., a telephone. */
  readonly voice?: true;
  /** The scene names it by a pronoun or a verb only. */
  readonly implied?: true;
}

/** A place of a script that was judged: `true` is worth telling the writer, `false` only looks like it. */
interface JudgedNote extends TaggedWords {
  readonly kind: string;
  readonly verdict: boolean;
  readonly why: string;
  /** Judged later, because a detector found it and neither list had it. */
  readonly added?: true;
}

interface Source {
  readonly script: string;
  readonly title: string;
  /** In the folder of data, in this repository, or in a checkout of TRIPOD that the variable of that name names. */
  readonly file: string;
  readonly repository?: true;
  readonly tripod?: true;
  /** Of the decoded text: another version of the file does not fit these offsets. */
  readonly length: number;
}

export interface BreakdownFile extends Source {
  readonly format: 'second-unit/breakdown-tags@1';
  /** `dev-2`, `fresh`: learned from since, and scored one script left out; `dev-3`: not learned from; `dev-4`: nor read. */
  readonly split: 'dev' | 'dev-2' | 'dev-3' | 'dev-4' | 'fresh' | 'test';
  /** What was tagged; absent, every category was. */
  readonly categories?: readonly BreakdownCategory[];
  /** First and last scene that was tagged; every scene between them was. */
  readonly scenes: readonly [number, number];
  readonly tags: readonly BreakdownTag[];
}

export interface NotesFile extends Source {
  readonly format: 'second-unit/judged-notes@1';
  readonly notes: readonly JudgedNote[];
}

export type TagFile = BreakdownFile | NotesFile;

const root = resolve(import.meta.dirname, '../..');
const data = resolve(root, process.env.SECOND_UNIT_DATA ?? '../shared/data');

/** Every file of tags, by name. */
export function tagFiles(): readonly { readonly name: string; readonly content: TagFile }[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, content: JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as TagFile }));
}

/** The decoded text that a file of tags is about; undefined where this machine has not got it. */
export function scriptOf(content: Source): string | undefined {
  if (content.tripod === true) {
    const path = resolve(process.env.TRIPOD ?? '', content.file);
    return process.env.TRIPOD !== undefined && existsSync(path) ? paragraphsOf(readFileSync(path, 'utf8')) : undefined;
  }
  const path = resolve(content.repository === true ? root : data, content.file);
  return existsSync(path) ? decode(readFileSync(path), content.file) : undefined;
}

/** What is wrong with a file of tags, a sentence each: offsets, scenes, categories, the same element tagged twice. */
export function problemsOf(content: TagFile, text: string): readonly string[] {
  if (text.length !== content.length) {
    return [`${content.file} has ${text.length} units, and the tags were made on ${content.length}`];
  }
  const spans: readonly TaggedWords[] =
    content.format === 'second-unit/breakdown-tags@1' ? content.tags : content.notes;
  const problems = spans
    .filter(({ from, to, words }) => words === '' || text.slice(from, to) !== words)
    .map(({ from, to, words }) => `${from}-${to} holds ${JSON.stringify(text.slice(from, to))}, not ${words}`);
  if (content.format === 'second-unit/judged-notes@1') {
    for (const { kind, from, verdict, why } of content.notes) {
      if (typeof verdict !== 'boolean' || kind === '' || why === '') problems.push(`${from} is not judged`);
    }
    return problems;
  }
  const scenes = outline(parse(text)).filter((entry) => entry.kind === 'scene');
  const seen = new Set<string>();
  for (const { scene, category, name, from, to } of content.tags) {
    const holder = scenes[scene];
    if (holder === undefined || from < holder.from || to > holder.to) problems.push(`${from} is not in scene ${scene}`);
    if (scene < content.scenes[0] || scene > content.scenes[1]) problems.push(`scene ${scene} is out of range`);
    if (!BREAKDOWN_CATEGORIES.includes(category)) problems.push(`${from} has no category ${category}`);
    const element = `${scene} ${category} ${name}`;
    if (seen.has(element)) problems.push(`${element} is tagged twice`);
    seen.add(element);
  }
  return problems;
}
