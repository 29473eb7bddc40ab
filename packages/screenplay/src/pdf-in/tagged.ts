import type { TitlePageEntry } from '../elements.ts';
import { append } from '../node.ts';
import { PAPERS, type Paper } from '../pages/paper.ts';
import { ENTRY, KINDS, LINE_ENDS } from '../pdf-out/kinds.ts';
import type { LineType, PdfLine } from './line.ts';
import type { MarkedText, PageText, Run, StructureBlock } from './run.ts';
import { type Span, textOf } from './segment.ts';

/** Our writer's letters are a tenth of an inch wide. */
const COLUMN = 7.2;
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const TYPES: ReadonlyMap<string, LineType> = new Map(
  Object.entries(KINDS).map(([type, kind]) => [kind, type as LineType]),
);

export interface TaggedScript {
  readonly lines: PdfLine[];
  readonly entries: TitlePageEntry[];
}

/**
 * The lines of a PDF that our own writer made, from its structure tree: what each paragraph is, where it goes on over
 * the page, what is side by side, and the order of reading are said there, and so is text that runs right to left.
 * Undefined where a page is not tagged so.
 */
export function taggedLines(pages: readonly PageText[]): TaggedScript | undefined {
  /** Of each element, in order. */
  const all: PdfLine[][] = [];
  const entries = new Map<string, string>();
  let left = -1;
  for (const page of pages) {
    if (page.structure === undefined) {
      if (page.runs.length === 0) continue;
      return undefined;
    }
    const byMark = Map.groupBy(page.runs, (run) => run.mark);
    const marked = new Set(
      (byMark.get(undefined) ?? []).filter((run) => run.text.trim() === '*').map((run) => Math.round(run.y)),
    );
    for (const block of page.structure) {
      const key = block.kind?.startsWith(ENTRY) === true ? block.kind.slice(ENTRY.length) : undefined;
      const type = key === undefined ? TYPES.get(block.kind ?? '') : 'titlePage';
      if (type === undefined) return undefined;
      const lines = linesOf(page, block, type, byMark, marked);
      if (key !== undefined)
        entries.set(key, `${entries.get(key) ?? ''}${lines.map((line) => line.text + (line.end ?? '')).join('')}`);
      // The right one of two speeches may begin before the left one ends overleaf.
      const into = block.side === 'left' && type !== 'character' && left !== -1 ? left : all.length - 1;
      if (block.continued && into >= 0) all[into]?.push(...lines.map((line) => ({ ...line, joined: true })));
      else all.splice(into + 1, 0, lines);
      if (block.side === 'left') left = block.continued && into >= 0 ? into : into + 1;
      else if (block.side === undefined) left = -1;
    }
  }
  return {
    lines: all.flat(),
    entries: [...entries].map(([key, value]) => ({ key, value: value.trim(), from: 0, to: 0 })),
  };
}

interface Row {
  readonly parts: readonly MarkedText[];
  readonly runs: readonly Run[];
}

/** Marked content of a block by baseline, in its order, which is that of reading. */
function rowsOf({ contents }: StructureBlock, byMark: ReadonlyMap<string | undefined, readonly Run[]>): Row[] {
  const rows: { parts: MarkedText[]; runs: Run[] }[] = [];
  for (const part of contents) {
    // A space between two lines may be said to stand on either.
    const runs = (byMark.get(part.mark) ?? []).filter((run) => run.text.trim() !== '');
    const last = rows.at(-1);
    const y = runs[0]?.y;
    if (last === undefined || (y !== undefined && last.runs.length > 0 && Math.abs((last.runs[0] as Run).y - y) >= 2)) {
      rows.push({ parts: [part], runs: [...runs] });
    } else {
      last.parts.push(part);
      append(last.runs, runs);
    }
  }
  return rows.filter(({ runs }) => runs.length > 0);
}

function linesOf(
  page: PageText,
  block: StructureBlock,
  type: LineType,
  byMark: ReadonlyMap<string | undefined, readonly Run[]>,
  marked: ReadonlySet<number>,
): PdfLine[] {
  const paper: Paper = Object.values(PAPERS).find(({ width }) => Math.abs(width - page.width) < 1) ?? PAPERS.letter;
  const number = block.label
    .flatMap((mark) => byMark.get(mark) ?? [])
    .map((run) => run.text.trim())
    .join('');
  return rowsOf(block, byMark).map(({ parts, runs }, at): PdfLine => {
    const { text, spans } = textOfParts(parts, runs, byMark);
    let [x, right] = [Math.min(...runs.map((run) => run.x)), Math.max(...runs.map((run) => run.x + run.width))];
    if (RIGHT_TO_LEFT.test(text)) [x, right] = [paper.width - right, paper.width - x];
    const y = (runs[0] as Run).y;
    const trimmed = text.trimEnd();
    return {
      page: page.number,
      x,
      y,
      right,
      text: trimmed,
      spans: spans
        // Lyrics are in italics by themselves.
        .map((span) => ({ ...span, to: Math.min(span.to, trimmed.length), italic: span.italic && type !== 'lyrics' }))
        .filter((span) => span.to > span.from && (span.bold || span.italic || span.underline)),
      revised: marked.has(Math.round(y)),
      first: false,
      more: false,
      role: block.role,
      end: endOf(parts),
      ...(number !== '' && at === 0 ? { number } : {}),
      ...(block.side === undefined ? {} : { dual: block.side }),
      type,
      confidence: 0.99,
      reason: `the file's structure says so (${block.kind ?? block.role})`,
      alternatives: [],
      joined: at > 0,
    };
  });
}

function endOf(parts: readonly MarkedText[]): '' | ' ' | '\n' {
  const spaces = parts.at(-1)?.spaces ?? 0;
  if (spaces === 0) return '';
  return spaces >= LINE_ENDS['\n'].length ? '\n' : ' ';
}

function textOfParts(
  parts: readonly MarkedText[],
  runs: readonly Run[],
  byMark: ReadonlyMap<string | undefined, readonly Run[]>,
): { text: string; spans: Span[] } {
  if (parts.every(({ actual }) => actual === undefined)) return textOf(runs, COLUMN);
  let text = '';
  const spans: Span[] = [];
  for (const { mark, actual = '' } of parts) {
    const from = text.length;
    text += actual;
    const drawn = byMark.get(mark) ?? [];
    const inStyle = (style: 'bold' | 'italic' | 'underline'): boolean =>
      drawn.length > 0 && drawn.every((run) => run[style] || run.text.trim() === '');
    spans.push({
      from,
      to: text.length,
      bold: inStyle('bold'),
      italic: inStyle('italic'),
      underline: inStyle('underline'),
    });
  }
  return { text, spans };
}
