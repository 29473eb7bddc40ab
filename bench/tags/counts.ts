import {
  BREAKDOWN_CATEGORIES as CATEGORIES,
  type BreakdownCategory as Category,
} from '../../packages/story/src/breakdown/categories.ts';
import { type BreakdownFile, type NotesFile, tagFiles } from './check.ts';

/** How many elements of each category each script has, as the table of the README. */
export function breakdownCounts(): string {
  const files = tagFiles()
    .map(({ content }) => content)
    .filter((content): content is BreakdownFile => content.format === 'second-unit/breakdown-tags@1')
    .sort((one, other) => one.split.localeCompare(other.split));
  const row = (script: string, split: string, among: readonly BreakdownFile[]): string => {
    const tags = among.flatMap((file) => file.tags);
    const scenes = among.reduce((sum, { scenes: [first, last] }) => sum + last - first + 1, 0);
    const tagged = (category: Category): boolean =>
      among.some(({ categories }) => categories === undefined || categories.includes(category));
    const counts = CATEGORIES.map((category) =>
      tagged(category) ? tags.filter((tag) => tag.category === category).length : '–',
    );
    return `| ${[script, split, scenes, ...counts, tags.length].join(' | ')} |`;
  };
  return [
    `| script | split | scenes | ${CATEGORIES.join(' | ')} | all |`,
    `| --- | --- |${' ---: |'.repeat(CATEGORIES.length + 2)}`,
    ...files.map((file) => row(file.script, file.split, [file])),
    ...(['dev', 'dev-2', 'dev-3', 'dev-4', 'fresh', 'test'] as const).map((split) =>
      row(
        '**all**',
        split,
        files.filter((file) => file.split === split),
      ),
    ),
  ].join('\n');
}

/** True and false notes of each kind in each script, as the table of the README; later additions apart. */
export function noteCounts(): string {
  const files = tagFiles()
    .map(({ content }) => content)
    .filter((content): content is NotesFile => content.format === 'second-unit/judged-notes@1')
    .map((file) => ({ ...file, notes: file.notes.filter(({ added }) => added !== true) }));
  const kinds = [...new Set(files.flatMap((file) => file.notes.map((note) => note.kind)))].sort();
  const row = (title: string, has: (kind: string) => boolean): string => {
    const cells = files.map(({ notes }) => {
      const those = notes.filter((note) => has(note.kind));
      const right = those.filter((note) => note.verdict).length;
      return `${right} / ${those.length - right}`;
    });
    return `| ${[title, ...cells].join(' | ')} |`;
  };
  return [
    `| kind | ${files.map((file) => file.script).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(files.length)}`,
    ...kinds.map((kind) => row(kind, (other) => other === kind)),
    row('all', () => true),
  ].join('\n');
}

if (import.meta.main) console.log(`${breakdownCounts()}\n\n${noteCounts()}`);
