import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse, type ScreenplayElement, toDocument } from '@second-unit/screenplay';
import { readPdf } from '@second-unit/screenplay/pdf-in';
import type { Row, Skipped } from './row.ts';

const data = process.env.SECOND_UNIT_DATA ?? new URL('../../shared/data', import.meta.url).pathname;
const folder = `${data}/screenplays/fountain`;

/** Those that the bar names: their Fountain text is the truth, their PDF was made from it by screenplain. */
const SCRIPTS = ['last-birthday/Big-Fish', 'last-birthday/Brick-and-Steel', 'last-birthday/The-Last-Birthday-Card'];
const SMALL = ['dialogue-with-blank-line', 'dual-dialogue', 'indentation', 'scene-numbers', 'title-page'];

const TYPES = { heading: 'sceneHeading', cue: 'character', dialogue: 'dialogue', action: 'action' } as const;
type Kind = keyof typeof TYPES;

export interface Score {
  readonly matched: number;
  readonly read: number;
  readonly truth: number;
  /** 100 × 2 × matched / (read + truth); 100 where there is nothing to find and nothing was found. */
  readonly f1: number;
}

/**
 * F1 of one kind of element. Each side is the sequence of its elements' texts of that kind, in document order, without
 * markup signs, white space folded to one space; a cue is its whole line, extensions included. An element counts as
 * matched if it is on a longest common subsequence of the two: whole text equal, type equal, order kept. A paragraph
 * that is split in two, joined with another or put under another type counts against us on both sides.
 */
export function score(read: readonly ScreenplayElement[], truth: readonly ScreenplayElement[], kind: Kind): Score {
  const [a, b] = [textsOf(read, kind), textsOf(truth, kind)];
  const matched = commonLength(a, b);
  const f1 = a.length + b.length === 0 ? 100 : (200 * matched) / (a.length + b.length);
  return { matched, read: a.length, truth: b.length, f1 };
}

function textsOf(elements: readonly ScreenplayElement[], kind: Kind): string[] {
  return elements
    .filter((element) => element.type === TYPES[kind])
    .map((element) => element.text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const one of a) {
    const next = new Uint32Array(b.length + 1);
    for (let at = 0; at < b.length; at++) {
      next[at + 1] = one === b[at] ? (row[at] as number) + 1 : Math.max(next[at] as number, row[at + 1] as number);
    }
    row = next;
  }
  return row[b.length] as number;
}

async function scores(name: string): Promise<Readonly<Record<Kind, Score>>> {
  const [pdf, fountain] = await Promise.all([
    readFile(`${folder}/${name}.pdf`),
    readFile(`${folder}/${name}.fountain`, 'utf8'),
  ]);
  const read = (await readPdf(pdf)).document.elements;
  const truth = toDocument(parse(fountain)).elements;
  const kinds = Object.keys(TYPES) as Kind[];
  return Object.fromEntries(kinds.map((kind) => [kind, score(read, truth, kind)])) as Record<Kind, Score>;
}

/** What a PDF gives back of the script that it was made from. The first three scripts were used to build the reader. */
export default async function* pdf(name?: string): AsyncGenerator<Row | Skipped> {
  if (name !== undefined && name !== 'f1') return;
  if (!existsSync(`${folder}/${SCRIPTS[0]}.pdf`)) {
    yield { id: 'screenplay.pdf.f1.min', skipped: `no PDF files in ${folder}` };
    return;
  }
  let least = Number.POSITIVE_INFINITY;
  for (const script of SCRIPTS) {
    for (const [kind, { f1, matched, read, truth }] of Object.entries(await scores(script))) {
      least = Math.min(least, f1);
      const title = script.replace(/^.*\//, '');
      yield {
        id: `screenplay.pdf.f1.${title}.${kind}`,
        value: f1,
        unit: '%',
        data: `${matched} of ${truth}, ${read} read`,
      };
    }
  }
  yield { id: 'screenplay.pdf.f1.min', value: least, unit: '%', data: 'least of the twelve above (regression test)' };
  for (const small of SMALL) {
    if (!existsSync(`${folder}/screenplain/${small}.pdf`)) continue;
    const all = Object.values(await scores(`screenplain/${small}`));
    yield {
      id: `screenplay.pdf.f1.small.${small}`,
      value: Math.min(...all.map(({ f1 }) => f1)),
      unit: '%',
      data: 'least of heading, cue, dialogue, action',
    };
  }
}
