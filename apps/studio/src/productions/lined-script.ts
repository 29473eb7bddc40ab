import type { ShotLog } from '@second-unit/footage';
import { align, type Take, type TakePin } from '@second-unit/footage/alignment';
import { parse, toDocument } from '@second-unit/screenplay';
import { layout, type PageLine } from '@second-unit/screenplay/pages';
import type { LinedPage, LinedRow, LinedScript, LinedTake, TakeStroke } from '../contract/lined.ts';
import { spokenScenes } from './scene-alignment.ts';

/** Lanes that are drawn beside each other; more takes than this over one line share them. */
const MOST_LANES = 16;
/** Rows between two takes in one lane. */
const APART = 2;

export interface LineOptions {
  readonly title?: string;
  readonly pins?: readonly TakePin[];
  readonly paper?: 'letter' | 'a4';
}

/**
 * Lines a script with the takes of a film: each take is a stroke down the pages beside the lines that it covers.
 *
 * @throws Fault `too-large` as `align`.
 */
export function lineScript(text: string, log: ShotLog, { title, pins = [], paper }: LineOptions = {}): LinedScript {
  const tree = parse(text);
  const document = toDocument(tree);
  const scenes = spokenScenes(tree);
  const { takes, unscripted, unshot } = align(log, scenes, { pins });
  const laid = layout(document, paper === undefined ? {} : { paper });
  const lineAt = new Map(scenes.flatMap(({ lines }) => lines).map(({ from }, line) => [from, line]));
  const pages = laid.pages.map(
    ({ number, lines }): LinedPage => ({
      number,
      lines: lines.map((one) => rowOf(one, lineAt.get(document.elements[one.element]?.from ?? -1))),
    }),
  );
  const strokes = takes.map((take) => strokesOf(take, pages));
  const lanes = lanesOf(strokes, pages);
  const { frames, frameRate, startTimecode, dropFrame } = log.media;
  return {
    format: 'second-unit/lined@1',
    title: title ?? document.titlePage.find(({ key }) => key.toLowerCase() === 'title')?.value ?? 'Untitled screenplay',
    film: {
      frames,
      frameRate,
      ...(startTimecode === undefined ? {} : { startTimecode }),
      ...(dropFrame === undefined ? {} : { dropFrame }),
      shots: log.shots.map(({ id, startFrame, endFrame }) => ({ id, startFrame, endFrame })),
    },
    columns: Math.round(laid.paper.width / 7.2),
    rows: Math.max(1, ...pages.map(({ lines }) => (lines.at(-1)?.row ?? 0) + 1)),
    lanes: Math.max(1, ...lanes.map((lane) => lane + 1)),
    scenes: scenes.map(({ heading, number, from, to }) => ({ heading, number, from, to })),
    lines: scenes.flatMap(({ lines }, scene) => lines.map(({ text: said, from }) => ({ text: said, from, scene }))),
    pages,
    takes: takes.map((take, at): LinedTake => ({ ...take, lane: lanes[at]!, strokes: strokes[at]! })),
    unscripted,
    unshot,
    subtitles: log.subtitles.map((subtitle) => ({ startFrame: subtitle.startFrame, text: subtitle.text })),
  };
}

function rowOf({ row, left, width, align: side, kind, text, number }: PageLine, line: number | undefined): LinedRow {
  return {
    row,
    left,
    width,
    align: side,
    kind,
    text,
    ...(line === undefined ? {} : { line }),
    ...(number === undefined ? {} : { number }),
  };
}

/** The strokes of a take: from the cue of its first line to the end of its last, cut at pages, kinds and shots. */
function strokesOf({ lines }: Take, pages: readonly LinedPage[]): TakeStroke[] {
  const covered = new Map(lines.map((line) => [line.line, line]));
  const first = lines[0]!.line;
  const last = lines.at(-1)!.line;
  const strokes: (TakeStroke & { toRow: number })[] = [];
  for (const [page, { lines: rows }] of pages.entries()) {
    const from = rows.findIndex(({ line }) => line !== undefined && line >= first && line <= last);
    if (from < 0) continue;
    const to = rows.findLastIndex(({ line }) => line !== undefined && line >= first && line <= last);
    const begin = strokes.length === 0 ? cueOf(rows, from) : 0;
    const end =
      rows.slice(to + 1).every(({ line }) => line === undefined) && rows[to]!.line !== last ? rows.length : to + 1;
    for (let at = begin; at < end; at++) {
      // A cue is of the speech below it; what happens between two speeches is of the take.
      const speech = rows.slice(at, end).find(({ line }) => line !== undefined)?.line;
      const said = speech === undefined ? undefined : covered.get(speech);
      const isSpeech =
        rows[at]!.line !== undefined || rows[at]!.kind === 'character' || rows[at]!.kind === 'parenthetical';
      const look = !isSpeech ? 'straight' : said === undefined ? 'gap' : said.said === 'matched' ? 'straight' : 'wavy';
      const open = strokes.at(-1);
      const { row } = rows[at]!;
      const shot = said?.shot ?? open?.shot;
      if (open?.page === page) open.toRow = row;
      if (open?.page === page && open.look === look && open.shot === shot) open.toRow = row + 1;
      else strokes.push({ page, fromRow: row, toRow: row + 1, look, ...(shot === undefined ? {} : { shot }) });
    }
  }
  return strokes;
}

function cueOf(rows: readonly LinedRow[], at: number): number {
  let cue = at;
  while (cue > 0 && ['character', 'parenthetical'].includes(rows[cue - 1]!.kind)) cue--;
  return cue;
}

/** The lowest lane that is free over all of a take's rows; takes that begin first, first. */
function lanesOf(strokes: readonly (readonly TakeStroke[])[], pages: readonly LinedPage[]): number[] {
  const rowsBefore = [0];
  for (const { lines } of pages) rowsBefore.push(rowsBefore.at(-1)! + (lines.at(-1)?.row ?? 0) + 1 + APART);
  const spans = strokes.map((some) => ({
    from: rowsBefore[some[0]?.page ?? 0]! + (some[0]?.fromRow ?? 0),
    to: rowsBefore[some.at(-1)?.page ?? 0]! + (some.at(-1)?.toRow ?? 0),
  }));
  const free: number[] = [];
  const lanes: number[] = new Array(strokes.length).fill(0);
  for (const at of [...strokes.keys()].sort((a, b) => spans[a]!.from - spans[b]!.from || a - b)) {
    const { from, to } = spans[at]!;
    let lane = free.findIndex((until) => until <= from);
    if (lane < 0) lane = free.length < MOST_LANES ? free.length : at % MOST_LANES;
    lanes[at] = lane;
    free[lane] = Math.max(free[lane] ?? 0, to + APART);
  }
  return lanes;
}
