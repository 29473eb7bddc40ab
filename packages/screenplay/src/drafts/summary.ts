import type { Comparison, LineChange, Rename, SceneChange, SceneRef } from './comparison.ts';
import { isPrinted, isRewritten } from './printed.ts';

/** What the readers of a new draft ask first, as figures and as sentences. */
export interface Summary {
  /** All sentences, one after the other. */
  readonly text: string;
  /** The most important first. */
  readonly sentences: readonly SummarySentence[];
  readonly counts: SummaryCounts;
}

export interface SummarySentence {
  readonly about:
    | 'same'
    | 'scenes'
    | 'split'
    | 'merged'
    | 'cut'
    | 'moved'
    | 'added'
    | 'pages'
    | 'renames'
    | 'lines'
    | 'other';
  readonly text: string;
  /** Of `comparison.scenes`, those that the sentence names, by their indices. */
  readonly scenes: readonly number[];
}

export interface SummaryCounts {
  readonly scenes: Readonly<Record<SceneChange['kind'], number>>;
  /** Printed lines of scenes that both drafts have; those of scenes cut and added are not among them. */
  readonly lines: { readonly changed: number; readonly added: number; readonly cut: number };
  /** Notes, boneyards, synopses and the like that changed inside scenes that both drafts have. */
  readonly notes: number;
  readonly renames: number;
  readonly renumbered: number;
  readonly restyled: number;
  readonly sections: number;
  readonly titlePage: number;
}

/** So many of a kind are named one by one. */
const MAX_NAMED = 5;

/** A comparison in a few plain sentences. */
export function summarise(comparison: Comparison): Summary {
  const counts = countsOf(comparison);
  const same = SAME[comparison.same];
  const sentences: SummarySentence[] =
    same !== undefined
      ? [{ about: 'same', text: same, scenes: [] }]
      : [
          ...scenesIn(comparison, counts),
          ...pagesIn(comparison),
          ...namedIn(comparison),
          ...renamesIn(comparison.renames),
          ...linesIn(counts),
          ...othersIn(comparison, counts),
        ];
  return { text: sentences.map(({ text }) => text).join(' '), sentences, counts };
}

const SAME: Readonly<Record<Comparison['same'], string | undefined>> = {
  same: 'The two drafts are the same.',
  'white-space': 'The two drafts differ only in white space.',
  signs: 'The two drafts read the same; only signs of the markup differ, which do not print.',
  different: undefined,
};

function countsOf({ scenes, sections, renames, titlePage }: Comparison): SummaryCounts {
  const kinds = { unchanged: 0, changed: 0, moved: 0, cut: 0, added: 0, split: 0, merged: 0 };
  for (const { kind, a, b } of scenes) if (isScene(a[0] ?? b[0])) kinds[kind]++;
  const lines = scenes.filter(({ a, b }) => a.length > 0 && b.length > 0).flatMap((scene) => scene.lines);
  const count = (list: readonly LineChange[], kind: LineChange['kind']): number =>
    list.filter((line) => line.kind === kind).length;
  const printed = lines.filter(isPrinted);
  return {
    scenes: kinds,
    lines: { changed: count(printed, 'changed'), added: count(printed, 'added'), cut: count(printed, 'cut') },
    notes: lines.filter((line) => isRewritten(line) && !isPrinted(line)).length,
    renames: renames.length,
    renumbered: count(lines, 'renumbered'),
    restyled: count(lines, 'restyled'),
    sections: sections.filter(({ kind }) => kind !== 'unchanged').length,
    titlePage: titlePage.length,
  };
}

function isScene(ref: SceneRef | undefined): boolean {
  return ref?.kind === 'scene';
}

/** `2 scenes changed, 1 moved and 1 was cut.` */
function scenesIn({ scenes }: Comparison, { scenes: kinds }: SummaryCounts): SummarySentence[] {
  const were = (count: number): string => (count === 1 ? 'was' : 'were');
  const parts = [
    ...(kinds.changed > 0 ? [[kinds.changed, 'changed'] as const] : []),
    ...(kinds.moved > 0 ? [[kinds.moved, 'moved'] as const] : []),
    ...(kinds.cut > 0 ? [[kinds.cut, `${were(kinds.cut)} cut`] as const] : []),
    ...(kinds.added > 0 ? [[kinds.added, `${were(kinds.added)} added`] as const] : []),
    ...(kinds.split > 0 ? [[kinds.split, `${were(kinds.split)} split`] as const] : []),
    ...(kinds.merged > 0 ? [[kinds.merged, `${were(kinds.merged)} made by merging`] as const] : []),
  ].map(([count, did], at) => `${number(count)}${at > 0 ? '' : count === 1 ? ' scene' : ' scenes'} ${did}`);
  const kept = scenes.some(({ a, b }) => a.length > 0 && b.length > 0 && isScene(a[0]));
  const named = scenes.flatMap(({ kind, a, b }, at) => (kind !== 'unchanged' && isScene(a[0] ?? b[0]) ? [at] : []));
  if (parts.length === 0) return [];
  if (!kept && kinds.cut > 0 && kinds.added > 0) {
    const text = `The two drafts have no scene in common: ${number(kinds.cut)} in the one, ${number(kinds.added)} in the other.`;
    return [{ about: 'scenes', text, scenes: named }];
  }
  return [{ about: 'scenes', text: `${list(parts)}.`, scenes: named }];
}

function pagesIn({ a, b }: Comparison): SummarySentence[] {
  const more = b.pages - a.pages;
  if (more === 0) return [];
  const text = `The script has ${number(b.pages)} ${b.pages === 1 ? 'page' : 'pages'} now, ${number(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than before.`;
  return [{ about: 'pages', text, scenes: [] }];
}

/** Splits, merges, cuts, moves and additions by their names, where there are few of them. */
function namedIn({ scenes }: Comparison): SummarySentence[] {
  if (!scenes.some(({ a, b }) => a.length > 0 && b.length > 0 && isScene(a[0]))) return [];
  const sentences: SummarySentence[] = [];
  const of = (kind: SceneChange['kind']): [number, SceneChange][] =>
    [...scenes.entries()].filter(([, scene]) => scene.kind === kind && isScene(scene.a[0] ?? scene.b[0]));
  const splits = of('split');
  for (const [at, { a, b }] of splits.slice(0, MAX_NAMED)) {
    sentences.push({
      about: 'split',
      text: `${named(a)} was split in ${inWords(b.length)}: now ${list(b.map(({ label }) => label))}.`,
      scenes: [at],
    });
  }
  for (const [at, { a, b }] of of('merged').slice(0, MAX_NAMED)) {
    sentences.push({
      about: 'merged',
      text: `Scenes ${list(a.map(({ label }) => label))} are one now: ${named(b)}.`,
      scenes: [at],
    });
  }
  for (const [kind, word] of [
    ['cut', 'Cut'],
    ['moved', 'Moved'],
    ['added', 'New'],
  ] as const) {
    const found = of(kind);
    if (found.length === 0) continue;
    const names = found.slice(0, MAX_NAMED).map(([, { a, b }]) => named(kind === 'added' ? b : a));
    if (found.length > MAX_NAMED) names.push(`${number(found.length - MAX_NAMED)} more`);
    sentences.push({ about: kind, text: `${word}: ${list(names)}.`, scenes: found.map(([at]) => at) });
  }
  return sentences;
}

function named([scene]: readonly SceneRef[]): string {
  return scene === undefined ? '' : `Scene ${scene.label} (${oneLine(scene.heading)})`;
}

function renamesIn(renames: readonly Rename[]): SummarySentence[] {
  const told = renames.slice(0, MAX_NAMED).map(({ from, to, speeches, mentions, left }) => {
    const where = [
      `${number(speeches)} ${speeches === 1 ? 'speech' : 'speeches'}`,
      ...(mentions > 0 ? [`${number(mentions)} ${mentions === 1 ? 'mention' : 'mentions'}`] : []),
    ];
    const still =
      left.length === 0
        ? ''
        : ` ${number(left.length)} ${left.length === 1 ? 'line still says' : 'lines still say'} ${from}.`;
    return { about: 'renames' as const, text: `${from} is now ${to} (${where.join(', ')}).${still}`, scenes: [] };
  });
  const more = renames.length - told.length;
  if (more === 0) return told;
  const text = `${number(more)} more ${more === 1 ? 'character has' : 'characters have'} another name.`;
  return [...told, { about: 'renames', text, scenes: [] }];
}

function linesIn({ lines, renames }: SummaryCounts): SummarySentence[] {
  const parts = [
    ...(lines.changed > 0 ? [[lines.changed, 'changed'] as const] : []),
    ...(lines.added > 0 ? [[lines.added, 'added'] as const] : []),
    ...(lines.cut > 0 ? [[lines.cut, 'cut'] as const] : []),
  ].map(([count, did], at) => `${number(count)}${at > 0 ? '' : count === 1 ? ' line' : ' lines'} ${did}`);
  // A rename has its own sentence, with the cues and mentions that follow it.
  const apart = renames > 0 ? ', names apart' : '';
  const text = `In the scenes that stayed: ${list(parts)}${apart}.`;
  return parts.length === 0 ? [] : [{ about: 'lines', text, scenes: [] }];
}

function othersIn(comparison: Comparison, counts: SummaryCounts): SummarySentence[] {
  const { notes, renumbered, restyled, sections } = counts;
  const of = (count: number, one: string, many: string): string[] =>
    count === 0 ? [] : [`${number(count)} ${count === 1 ? one : many}.`];
  const openings = comparison.scenes.filter(({ kind, a, b }) => kind !== 'unchanged' && !isScene(a[0] ?? b[0]));
  const keys = comparison.titlePage.map(({ a, b }) => oneLine((b ?? a)?.key ?? ''));
  return [
    ...(openings.length > 0 ? ['What stands before the first scene changed.'] : []),
    ...(keys.length > 0 ? [`The title page changed: ${list(keys)}.`] : []),
    ...of(renumbered, 'scene has another number', 'scenes have other numbers'),
    ...of(restyled, 'line has other emphasis', 'lines have other emphasis'),
    ...of(sections, 'section of the outline changed', 'sections of the outline changed'),
    ...of(notes, 'line that does not print changed', 'lines that do not print changed'),
  ].map((text) => ({ about: 'other', text, scenes: [] }));
}

const WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function inWords(count: number): string {
  return WORDS[count] ?? number(count);
}

function number(count: number): string {
  return count.toLocaleString('en');
}

const lists = new Intl.ListFormat('en', { type: 'conjunction' });

function list(parts: readonly string[]): string {
  return lists.format(parts);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
