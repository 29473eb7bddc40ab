import { type DrawnLine, directionOf, printPdf, type Sheet, type Tagged, type TextLine } from '@second-unit/print';
import { fontsFor } from '@second-unit/print/node';
import { formatTimecode } from '@second-unit/timeline';
import type { LinedPage, LinedRow, LinedScript, LinedTake, TakeStroke } from '../contract/lined.ts';
import { Paper } from './paper.ts';

/** Points. Courier at twelve has ten letters to the inch. */
const COLUMN = 7.2;
const ROW = 12;
const FIRST_BASELINE = 72 + 9;
/** The nearest lane ends left of scene numbers; lanes stand closer where there are many. */
const FIRST_LANE = 12.4 * COLUMN;
const LANE = 1.7 * COLUMN;
const LAST_LANE = 14;
/** Told apart in grey too, by the numbers at their heads and the table behind the pages. */
const COLOURS = ['#1f5fa8', '#b3341f', '#2c7a3f', '#8a4fa3', '#a86a00', '#3d3d3d'];
const WAVE = 2.2;

/** A lined script on paper, and the letters that none of our fonts has. */
export interface LinedScriptPdf {
  readonly bytes: Uint8Array;
  readonly missing: readonly string[];
}

/** The pages with their strokes, and behind them a table that says the same. */
export async function linedScriptPdf(lined: LinedScript): Promise<LinedScriptPdf> {
  const root: Tagged & { readonly children: Tagged[] } = { tag: 'Document', children: [] };
  const width = lined.columns * COLUMN;
  const height = width < 600 ? 842 : 792;
  const elements = new Map<string, Tagged>();
  const pages = lined.pages.map(
    (page, index): Sheet => ({
      width,
      height,
      lines: [...textOf(page, index, lined, root, elements), ...headsOf(lined, index)],
      drawn: lined.takes.flatMap((take) =>
        take.strokes.filter((stroke) => stroke.page === index).map((stroke) => drawn(stroke, xOf(take, lined), lined)),
      ),
    }),
  );
  const table = tableOf(lined);
  const sheets = [...pages, ...table.sheets(`${lined.title}: takes`)];
  const printed = sheets.flatMap(({ lines }) => lines.flatMap(({ spans }) => spans.map(({ text }) => text)));
  const { fonts, missing } = await fontsFor(printed.join('\n'));
  const bytes = await printPdf({
    title: `${lined.title}: lined script`,
    language: 'en',
    fonts,
    structure: { tag: 'Document', children: [...root.children, ...table.structure.children] },
    sheets,
    bookmarks: table.bookmarks.map((mark) => ({ ...mark, sheet: mark.sheet + pages.length })),
  });
  return { bytes, missing };
}

function textOf(
  { number, lines }: LinedPage,
  index: number,
  { columns }: LinedScript,
  root: { readonly children: Tagged[] },
  elements: Map<string, Tagged>,
): TextLine[] {
  const header: TextLine[] =
    index === 0 ? [] : [{ x: (columns - 10) * COLUMN, y: 45, align: 'right', spans: [{ text: `${number}.` }] }];
  const body = lines.map((row, at): TextLine => {
    // A speech that goes over several rows, or overleaf, is one paragraph.
    const key = row.line === undefined ? `${index} ${at}` : `line ${row.line}`;
    let within = elements.get(key);
    if (within === undefined) {
      within = { tag: 'P', children: [] };
      elements.set(key, within);
      root.children.push(within);
    }
    const column =
      row.align === 'left' ? row.left : row.align === 'right' ? row.left + row.width : row.left + row.width / 2;
    return {
      x: column * COLUMN,
      y: baseline(row),
      align: row.align,
      direction: directionOf(row.text),
      maxWidth: row.width * COLUMN,
      spans: [
        { text: `${row.kind === 'sceneHeading' || row.kind === 'character' ? row.text.toUpperCase() : row.text} ` },
      ],
      within,
    };
  });
  return [...header, ...body];
}

/** The take's number above the beginning of its line, on each page that it goes on to. */
function headsOf(lined: LinedScript, page: number): TextLine[] {
  return lined.takes.flatMap((take): TextLine[] => {
    const first = take.strokes.find((stroke) => stroke.page === page);
    if (first === undefined) return [];
    const y = FIRST_BASELINE - 9 + first.fromRow * ROW - 1.5;
    return [{ x: xOf(take, lined), y, align: 'center', size: 8, spans: [{ text: String(take.number), bold: true }] }];
  });
}

const baseline = ({ row }: LinedRow): number => FIRST_BASELINE + row * ROW;

function xOf({ lane }: LinedTake, { lanes }: LinedScript): number {
  return FIRST_LANE - lane * Math.min(LANE, (FIRST_LANE - LAST_LANE) / Math.max(1, lanes - 1));
}

function drawn(stroke: TakeStroke, x: number, { film }: LinedScript): DrawnLine {
  const top = FIRST_BASELINE - 9 + stroke.fromRow * ROW;
  const bottom = FIRST_BASELINE - 9 + stroke.toRow * ROW;
  const shot = film.shots.findIndex(({ id }) => id === stroke.shot);
  const colour = COLOURS[Math.max(0, shot) % COLOURS.length]!;
  if (stroke.look !== 'wavy') {
    const points = [
      [x, top],
      [x, bottom],
    ] as const;
    return { points, colour, width: 1.2, ...(stroke.look === 'gap' ? { dash: [1, 3] as const } : {}) };
  }
  const steps = Math.max(4, Math.round((bottom - top) / 1.5));
  const points = Array.from({ length: steps + 1 }, (_, at): [number, number] => {
    const y = top + ((bottom - top) * at) / steps;
    return [x + WAVE * Math.sin(((y - top) / ROW) * 2 * Math.PI), y];
  });
  return { points, colour, width: 1.2 };
}

function tableOf(lined: LinedScript): Paper {
  const paper = new Paper();
  const { takes, scenes, unscripted, unshot, film } = lined;
  const at = (frame: number): string => formatTimecode(frame, film.frameRate);
  paper.heading('H1', `${lined.title}: takes`);
  paper.paragraph(
    'A line is straight where the words of the script were heard, wavy where the take runs on and they were not, and dotted through a speech that was left out. By subtitles; nothing is known of who is on screen.',
  );
  paper.heading('H2', 'Takes');
  paper.table(
    ['Scene', 'Take', 'Heading', 'From', 'Shots', 'Lines', 'Wavy', 'Heard', 'Sure'],
    takes.map((take) => [
      scenes[take.scene]?.number ?? '',
      String(take.number),
      scenes[take.scene]?.heading ?? '',
      at(take.startFrame),
      [...new Set([take.shots[0], take.shots.at(-1)])].join('–'),
      String(take.lines.length),
      String(take.lines.filter(({ said }) => said === 'unmatched').length),
      `${Math.round(take.coverage * 100)}%`,
      take.pin === undefined ? take.confidence.toFixed(2) : 'by a person',
    ]),
  );
  if (unscripted.length > 0) {
    paper.heading('H2', 'Not in the script');
    paper.table(
      ['From', 'Shots', 'Words'],
      unscripted.map(({ startFrame, shots, text }) => [at(startFrame), shots.join(' '), text.replace(/\s+/gu, ' ')]),
    );
  }
  if (unshot.length > 0) {
    paper.heading('H2', 'Not found in the film');
    paper.table(
      ['Scene', 'What'],
      unshot.map(({ scene, kind, line = -1 }) => [
        scenes[scene]?.number ?? '',
        kind === 'scene' ? `the whole scene: ${scenes[scene]?.heading ?? ''}` : (lined.lines[line]?.text ?? ''),
      ]),
    );
  }
  return paper;
}
