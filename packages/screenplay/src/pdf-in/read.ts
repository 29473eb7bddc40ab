import type { ScreenplayDocument, TitlePageEntry } from '../elements.ts';
import { ScreenplayFault } from '../fault.ts';
import { append } from '../node.ts';
import { assemble } from './assemble.ts';
import { blockOf, linesOf, pitchOf } from './body.ts';
import { type PageRows, type Removed, withoutHeaders, withoutWatermarks } from './furniture.ts';
import { labelLines } from './label.ts';
import type { PdfLine } from './line.ts';
import { type Opened, openPdf } from './open.ts';
import { readPage } from './page.ts';
import type { PageText } from './run.ts';
import { rowsOf, usualCharacter } from './segment.ts';
import { withoutStrays } from './stray.ts';
import { taggedLines } from './tagged.ts';
import { isTitlePage, titlePageOf } from './title-page.ts';

export interface ReadPdfOptions {
  /** Of an encrypted file. */
  readonly password?: string;
  readonly signal?: AbortSignal;
  /** Called after each page. */
  readonly onProgress?: (progress: { readonly page: number; readonly pages: number }) => void;
  /** Milliseconds after which reading is given up; two minutes if left out. */
  readonly timeLimit?: number;
}

export interface ReadPdf {
  /** `second-unit/screenplay@1`, with ranges of `fountain`. */
  readonly document: ScreenplayDocument;
  /** Parsing it gives `document`. */
  readonly fountain: string;
  readonly titlePage: readonly TitlePageEntry[];
  /** Every line of the PDF, in reading order, those left out of the text (`furniture`) too. */
  readonly lines: readonly PdfLine[];
  /** What a person should know, in sentences. */
  readonly warnings: readonly string[];
}

export const MAX_PDF_BYTES = 128 * 1024 * 1024;
export const MAX_PDF_PAGES = 10_000;
const TIME_LIMIT = 120_000;

/**
 * The screenplay in a PDF. Nothing in the file is run and nothing is fetched; `bytes` stay as they are.
 * Throws a `ScreenplayFault`: `input` for a file that is no PDF, is damaged, encrypted, or holds pictures of pages
 * instead of text; `too-large` past 128 MB, 10,000 pages or the time limit. An aborted signal throws its reason.
 */
export async function readPdf(bytes: Uint8Array, options: ReadPdfOptions = {}): Promise<ReadPdf> {
  const { signal } = options;
  signal?.throwIfAborted();
  if (bytes.length > MAX_PDF_BYTES) {
    throw new ScreenplayFault('too-large', 'The PDF is larger than 128 MB; no screenplay is.');
  }
  if (!isPdf(bytes)) throw new ScreenplayFault('input', 'The file is not a PDF.');
  const limit = options.timeLimit ?? TIME_LIMIT;
  const clock = AbortSignal.timeout(Math.max(1, limit));
  const stop = signal === undefined ? clock : AbortSignal.any([signal, clock]);
  const late = (): unknown =>
    signal?.aborted === true
      ? signal.reason
      : new ScreenplayFault('too-large', `Reading the PDF took longer than ${Math.round(limit / 1000)} seconds.`);
  const endWatch = withoutStrays();
  const opening = openPdf(bytes, options.password);
  let opened: Opened;
  try {
    opened = await until(opening, stop, late);
  } catch (thrown) {
    // It may still open; then it is closed at once.
    opening.then(({ close }) => close()).catch(() => undefined);
    endWatch();
    throw thrown;
  }
  try {
    const { pages, tagged, warnings } = await pagesOf(opened, options, stop, late);
    return screenplayOf(pages, tagged, warnings);
  } finally {
    // A damaged file may not even close well.
    await opened.close().catch(() => undefined);
    endWatch();
  }
}

/** The header stands within the first kilobyte, as readers have it. */
function isPdf(bytes: Uint8Array): boolean {
  let head = '';
  for (const byte of bytes.subarray(0, 1024)) head += String.fromCharCode(byte);
  return head.includes('%PDF-');
}

function until<Value>(work: Promise<Value>, stop: AbortSignal, reason: () => unknown): Promise<Value> {
  if (stop.aborted) {
    work.catch(() => undefined);
    return Promise.reject(reason());
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(reason());
    stop.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => stop.removeEventListener('abort', abort));
  });
}

interface Read {
  readonly pages: PageText[];
  readonly tagged: boolean;
  readonly warnings: string[];
}

async function pagesOf(
  { library, pdf }: Opened,
  { onProgress }: ReadPdfOptions,
  stop: AbortSignal,
  late: () => unknown,
): Promise<Read> {
  if (pdf.numPages > MAX_PDF_PAGES) {
    throw new ScreenplayFault('too-large', `The PDF has ${pdf.numPages} pages; more than 10,000 are not read.`);
  }
  const tagged = await until(
    isOurs(pdf).catch(() => false),
    stop,
    late,
  );
  const pages: PageText[] = [];
  const warnings: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      const page = await until(pdf.getPage(number), stop, late);
      const read = await until(readPage(library, page, tagged), stop, late);
      if (read.cut) warnings.push(`Page ${number} holds more text than a page can; the rest of it was left out.`);
      pages.push(read);
    } catch (thrown) {
      if (stop.aborted) throw late();
      if (number === pdf.numPages && pages.length === 0) throw damaged(thrown);
      warnings.push(`Page ${number} is damaged and was left out.`);
    }
    onProgress?.({ page: number, pages: pdf.numPages });
    // The worker is this thread: others get their turn, and a signal is seen.
    if (number % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    if (stop.aborted) throw late();
  }
  return { pages, tagged, warnings };
}

function damaged(cause: unknown): ScreenplayFault {
  return new ScreenplayFault('input', 'The PDF is too damaged to be read.', { cause });
}

/** Whether our own writer made the file: only its structure tree is known to say what a line is. */
async function isOurs(pdf: Opened['pdf']): Promise<boolean> {
  const [{ info }, marks] = await Promise.all([pdf.getMetadata(), pdf.getMarkInfo() as Promise<unknown>]);
  const { Producer, Creator } = info as { Producer?: unknown; Creator?: unknown };
  // Its types say an object, its code makes a map.
  const marked = marks instanceof Map ? marks.get('Marked') : (marks as { Marked?: unknown } | null)?.Marked;
  return marked === true && /second unit/i.test(`${String(Producer)} ${String(Creator)}`);
}

/** From the text of pages to the screenplay; pure. */
function screenplayOf(read: readonly PageText[], tagged: boolean, warnings: string[]): ReadPdf {
  const letters = read.reduce((sum, page) => sum + page.runs.reduce((all, run) => all + run.text.trim().length, 0), 0);
  // Our writer made one of a script that has nothing to print.
  if (letters === 0 && !tagged) {
    throw new ScreenplayFault(
      'input',
      'The PDF holds no text: it is probably a scan. Run it through text recognition (OCR) first.',
    );
  }
  if (letters < 20 * read.length && read.length > 1) {
    warnings.push('There is very little text on these pages; some of them may be scans.');
  }
  const { lines, entries } = (tagged ? fromStructure(read) : undefined) ?? fromLayout(read);
  if (lines.some((line) => line.text.includes('\uFFFD'))) {
    warnings.push('Some characters of the PDF have no meaning in Unicode; they are shown as �.');
  }
  const unsure = lines.filter((line) => line.type !== 'furniture' && line.confidence < 0.8).length;
  if (unsure > 0) warnings.push(`${unsure} ${unsure === 1 ? 'line' : 'lines'} may be read wrongly.`);
  return { ...assemble(lines, entries), titlePage: entries, lines, warnings };
}

interface Lines {
  readonly lines: PdfLine[];
  readonly entries: TitlePageEntry[];
}

/** By where everything stands on its page. */
function fromLayout(read: readonly PageText[]): Lines {
  const { em, size } = usualCharacter(read);
  const { pages: clean, removed } = withoutWatermarks(read, size);
  const rows: PageRows[] = clean.map((page) => ({ page, rows: rowsOf(page, page.runs, em) }));
  const pitch = pitchOf(rows, size);
  const title = titleOf(rows, pitch);
  if (title !== undefined) rows.shift();
  const { pages: plain, removed: margins } = withoutHeaders(rows, pitch);
  const block = blockOf(plain, em, pitch);
  const { lines: raw, removed: marks } = linesOf(plain, block);
  const labelled = labelLines(raw, block, (rows[0]?.page.width ?? 612) / 2);
  const lines = inOrder([...(title?.lines ?? []), ...labelled], [...removed, ...margins, ...marks].map(furniture));
  return { lines, entries: title?.entries ?? [] };
}

/** By the structure tree of our own writer; what stands outside of it is the page's. */
function fromStructure(read: readonly PageText[]): Lines | undefined {
  const tagged = taggedLines(read);
  if (tagged === undefined) return undefined;
  const { em } = usualCharacter(read);
  const outside = read.flatMap((page): Removed[] =>
    rowsOf(
      page,
      page.runs.filter((run) => run.mark === undefined),
      em,
    ).flatMap(({ segments }) =>
      segments.map(({ x, y, text }) => ({ page: page.number, x, y, text, reason: 'an artifact of the page' })),
    ),
  );
  return { lines: inOrder(tagged.lines, outside.map(furniture)), entries: tagged.entries };
}

function titleOf(pages: readonly PageRows[], pitch: number): ReturnType<typeof titlePageOf> | undefined {
  const first = pages[0];
  return first !== undefined && isTitlePage(first, pages.length) ? titlePageOf(first, pitch) : undefined;
}

function furniture({ page, x, y, text, reason }: Removed): PdfLine {
  return {
    page,
    x,
    y,
    right: x,
    text,
    spans: [],
    revised: false,
    first: false,
    more: false,
    type: 'furniture',
    confidence: 0.95,
    reason,
    alternatives: [],
    joined: false,
  };
}

/** What was removed, put in before the first line of the text that stands lower on its page. */
function inOrder(lines: readonly PdfLine[], extra: readonly PdfLine[]): PdfLine[] {
  const waiting = extra.toSorted((a, b) => a.page - b.page || a.y - b.y);
  const all: PdfLine[] = [];
  let at = 0;
  for (const line of lines) {
    for (; at < waiting.length; at++) {
      const next = waiting[at] as PdfLine;
      if (next.page > line.page || (next.page === line.page && next.y > line.y)) break;
      all.push(next);
    }
    all.push(line);
  }
  append(all, waiting.slice(at));
  return all;
}
