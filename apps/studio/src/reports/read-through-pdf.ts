import { printPdf } from '@second-unit/print';
import { fontsFor } from '@second-unit/print/node';
import type { ReadThrough, StoryFinding } from '@second-unit/story';
import {
  type Chart,
  chartsOf,
  confidenceText,
  counted,
  detailOf,
  type FindingGroup,
  Lines,
  marksOf,
  sectionsOf,
  sentenceOf,
} from '@second-unit/story/html';
import { drawingOf } from './chart-drawing.ts';
import { DRAWING_WIDTH, Paper } from './paper.ts';

/** Of one piece of evidence, in UTF-16 units. */
const QUOTE = 160;
/** Lines that are quoted under a finding; the page of HTML has them all. */
const MOST = 12;
/** Points of the lines between a chart's name and the chart. */
const CAPTION = 48;
/** Rows of a table on paper. */
const MOST_ROWS = 400;

/** The read-through on paper, and the letters that none of our fonts has. */
export interface ReadThroughPdf {
  readonly bytes: Uint8Array;
  readonly missing: readonly string[];
}

/**
 * The read-through as a tagged PDF: findings with their lines, errors first, and each chart with the table that says
 * the same. `text` is the script that was read.
 */
export async function readThroughPdf(readThrough: ReadThrough, text: string): Promise<ReadThroughPdf> {
  const { scenes, cast, findings } = readThrough;
  const title = readThrough.title ?? 'Untitled screenplay';
  const lines = new Lines(text);
  const paper = new Paper();
  paper.heading('H1', title);
  paper.paragraph(
    `Read-through. ${counted(scenes.length, 'scene')}, ${counted(cast.members.length, 'speaking part')}.`,
  );
  if (findings.length === 0) paper.paragraph('Not enough to say: no scenes, no speech.');
  for (const section of sectionsOf(findings, chartsOf(readThrough))) {
    paper.heading('H2', section.title);
    paper.paragraph(section.line, { italic: true });
    for (const group of section.groups) writeGroup(paper, group, lines);
    for (const chart of section.charts) writeChart(paper, chart);
  }
  const sheets = paper.sheets(`${title}: read-through`);
  const printed = sheets.flatMap((sheet) => sheet.lines.flatMap((line) => line.spans.map((span) => span.text)));
  const { fonts, missing } = await fontsFor(printed.join('\n'));
  const bytes = await printPdf({
    title: `${title}: read-through`,
    language: 'en',
    fonts,
    structure: paper.structure,
    sheets,
    bookmarks: paper.bookmarks,
  });
  return { bytes, missing };
}

function writeGroup(paper: Paper, { what, findings }: FindingGroup, lines: Lines): void {
  const [first] = findings;
  const marks = marksOf(first);
  const told = marks.length === 0 ? '' : ` [${marks.join(', ')}]`;
  paper.gap();
  if (findings.length === 1) {
    paper.paragraph(`${sentenceOf(first)}${told}`, { bold: true });
    for (const { from, to } of rangesOf(first).slice(0, MOST)) {
      paper.paragraph(`line ${lines.numberAt(from)}: ${oneLine(lines.quote(from, to, QUOTE))}`, { indent: 3 });
    }
  } else {
    paper.paragraph(`${what.slice(0, 1).toUpperCase()}${what.slice(1)} (${findings.length})${told}`, { bold: true });
    for (const finding of findings.slice(0, 4 * MOST)) {
      const [place] = rangesOf(finding);
      const said = detailOf(finding) ?? (place && lines.quote(place.from, place.to, QUOTE)) ?? sentenceOf(finding);
      const at = place === undefined ? '' : `line ${lines.numberAt(place.from)}: `;
      paper.paragraph(`${at}${oneLine(said)}`, { indent: 3 });
    }
    if (findings.length > 4 * MOST) paper.paragraph(`and ${findings.length - 4 * MOST} more`, { indent: 3 });
  }
  paper.paragraph(`${first.method} ${capital(confidenceText(first.confidence))}.`, { indent: 3, italic: true });
}

function writeChart(paper: Paper, { title, caption, svg, table, methods }: Chart): void {
  const drawing = drawingOf(svg, DRAWING_WIDTH);
  paper.heading('H3', title, drawing === undefined ? 0 : drawing.height + CAPTION);
  paper.paragraph(caption, { italic: true });
  if (drawing !== undefined) paper.drawing(drawing);
  for (const method of methods ?? []) paper.paragraph(method, { italic: true });
  paper.table(
    table.head,
    table.rows.slice(0, MOST_ROWS).map((row) => row.map((cell) => cell.text)),
  );
  const left = table.rows.length - MOST_ROWS;
  if (left > 0) paper.paragraph(`and ${left} more rows, which the page of HTML and the JSON have`, { italic: true });
}

function rangesOf({ evidence }: StoryFinding) {
  return evidence.filter((one) => one.kind === 'script');
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
