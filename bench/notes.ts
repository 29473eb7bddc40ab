import { edit, parse, toDocument } from '@second-unit/screenplay';
import { pages } from '@second-unit/screenplay/pages';
import { readThrough, type StoryFinding } from '@second-unit/story';
import { continuity } from '../packages/story/src/continuity/index.ts';
import { craft } from '../packages/story/src/craft/index.ts';
import type { Reading } from '../packages/story/src/reading.ts';
import { readingOf } from '../packages/story/src/reading-of.ts';
import { type Bench, median, type Row } from './row.ts';
import { type NotesFile, scriptOf, tagFiles } from './tags/check.ts';

type Judged = NotesFile['notes'][number];

/** A judged script, and the part of it that a split means. */
interface Case {
  readonly name: string;
  readonly text: string;
  readonly pages: number;
  readonly notes: readonly Judged[];
  readonly found: readonly StoryFinding[];
}

interface Score {
  readonly right: number;
  readonly wrong: number;
  /** Found, and in neither list. */
  readonly unlisted: number;
  readonly missed: number;
}

const PAGES = 10;
const LETTERS = 200;

/**
 * Notes of continuity and craft against three scripts that were judged line by line before there was a detector. The
 * rules were tuned on the first half of Big Fish and on Brick & Steel; the rest was held out from tuning, but their
 * author had read its judgments: a regression test more than a score.
 */
const bench: Bench = async function* () {
  const files = tagFiles().filter((file): file is { name: string; content: NotesFile } => 'notes' in file.content);
  const cases: Case[] = [];
  for (const { content } of files) {
    const text = scriptOf(content);
    if (text === undefined) {
      yield { id: 'story.notes', skipped: `${content.file} is not there (set SECOND_UNIT_DATA)` };
      return;
    }
    const found = readThrough(text).findings.filter(({ area }) => area === 'continuity' || area === 'craft');
    const { pages: count } = pages(toDocument(parse(text)));
    cases.push({ name: content.script, text, pages: count, notes: content.notes, found });
  }
  const tuned = cases.flatMap((one) =>
    one.name === 'big-fish' ? [part(one, 0, 0.5)] : one.name === 'brick-and-steel' ? [one] : [],
  );
  const held = cases.flatMap((one) =>
    one.name === 'big-fish' ? [part(one, 0.5, 1)] : one.name === 'brick-and-steel' ? [] : [one],
  );
  for (const [name, those, data] of [
    ['tuned', tuned, 'Big Fish, first half; Brick & Steel: the rules were tuned on them (regression test)'],
    [
      'held',
      held,
      'Big Fish, second half; The Last Birthday Card: not tuned on, mended after one run; judgments known',
    ],
  ] as const) {
    yield* rows(name, those, data);
  }
  for (const kind of [...new Set(cases.flatMap(({ found }) => found.map(kindOf)))].sort()) {
    const score = scoreOf(cases, (other) => other === kind, true);
    const data = `all three, with additions: ${score.right} right, ${score.wrong + score.unlisted} wrong, ${score.missed} missed`;
    yield { id: `story.notes.${kind}.precision`, value: precision(score), unit: '', data };
    yield { id: `story.notes.${kind}.recall`, value: recall(score), unit: '', data };
  }
  const long = cases.find(({ name }) => name === 'big-fish');
  if (long !== undefined) yield* speed(long.text);
};

function* rows(name: string, cases: readonly Case[], data: string): Generator<Row> {
  const length = cases.reduce((sum, one) => sum + one.pages, 0);
  for (const added of [false, true]) {
    const score = scoreOf(cases, () => true, added);
    const how = added ? 'with_additions' : 'as_tagged';
    const about = `${data}; ${added ? 'later judgments count' : 'what is in neither list is wrong'}`;
    const wrong = score.wrong + score.unlisted;
    yield { id: `story.notes.${name}.precision.${how}`, value: precision(score), unit: '', data: about };
    yield {
      id: `story.notes.${name}.false_per_10_pages.${how}`,
      value: (wrong * PAGES) / length,
      unit: `notes (${wrong} of ${score.right + wrong} in ${Math.round(length)} pages)`,
      data: about,
    };
    if (!added) yield { id: `story.notes.${name}.recall`, value: recall(score), unit: '', data: about };
  }
}

function part(one: Case, from: number, to: number): Case {
  const inside = (offset: number): boolean => offset >= one.text.length * from && offset < one.text.length * to;
  return {
    ...one,
    pages: one.pages * (to - from),
    notes: one.notes.filter((note) => inside(note.from)),
    found: one.found.filter((finding) => inside(placeOf(finding).from)),
  };
}

/** A finding is right where it lies over a true note of its kind, wrong where only over false ones. */
function scoreOf(cases: readonly Case[], has: (kind: string) => boolean, added: boolean): Score {
  const score = { right: 0, wrong: 0, unlisted: 0, missed: 0 };
  for (const { notes: all, found } of cases) {
    const notes = all.filter((note) => has(note.kind) && (added || note.added !== true));
    const those = found.filter((finding) => has(kindOf(finding)));
    for (const finding of those) {
      const over = notes.filter((note) => meets(finding, note));
      if (over.some(({ verdict }) => verdict)) score.right++;
      else if (over.length > 0) score.wrong++;
      else score.unlisted++;
    }
    score.missed += notes.filter((note) => note.verdict && !those.some((finding) => meets(finding, note))).length;
  }
  return score;
}

function meets(finding: StoryFinding, note: Judged): boolean {
  const { from, to } = placeOf(finding);
  return kindOf(finding) === note.kind && from < note.to && note.from < to;
}

function kindOf({ id }: StoryFinding): string {
  return id.replace(/-\d+$/u, '');
}

function placeOf({ evidence: [first] }: StoryFinding): { readonly from: number; readonly to: number } {
  return first?.kind === 'script' ? first : { from: 0, to: 0 };
}

function precision({ right, wrong, unlisted }: Score): number {
  return right / (right + wrong + unlisted);
}

function recall({ right, missed }: Score): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

/** Continuity and craft alone: on first sight, and after each letter typed into one paragraph in the middle. */
function* speed(text: string): Generator<Row> {
  let tree = parse(text);
  const first = timed(readingOf(tree));
  const middle = text.indexOf('\n\n', text.length >> 1) - 1;
  const times: number[] = [];
  for (let count = 0; count < LETTERS; count++) {
    tree = edit(tree, { from: middle + count, to: middle + count, insert: 'x' });
    times.push(timed(readingOf(tree)));
  }
  yield { id: 'story.notes.cold_ms', value: first, unit: 'ms', data: 'Big Fish, continuity and craft, first reading' };
  const data = `Big Fish, continuity and craft after one letter, median of ${LETTERS}`;
  yield { id: 'story.notes.keystroke_ms', value: median(times), unit: 'ms', data };
}

function timed(reading: Reading): number {
  const start = performance.now();
  continuity(reading);
  craft(reading);
  return performance.now() - start;
}

export default bench;
