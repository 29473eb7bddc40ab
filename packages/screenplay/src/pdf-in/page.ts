import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { append } from '../node.ts';
import type { Library, PdfPage } from './open.ts';
import type { PageText, Run } from './run.ts';
import { blocksOf } from './structure.ts';
import { type Drawn, drawnOn, type Style } from './style.ts';

/** A page of a screenplay holds about 60 lines; this is far beyond any page that a person reads. */
const MAX_RUNS = 20_000;

interface Item {
  readonly str?: string;
  readonly type?: string;
  readonly id?: string;
  readonly dir?: string;
  readonly width?: number;
  readonly height?: number;
  readonly transform?: readonly number[];
  readonly fontName?: string;
}

/** The text of one page with places and styles. `tagged`: look for the structure tree too. */
export async function readPage(library: Library, page: PdfPage, tagged: boolean): Promise<PageText> {
  const { items, cut } = await textItems(page, tagged);
  const view = page.getViewport({ scale: 1 });
  const texts = items.filter((item) => item.str !== undefined && item.str !== '').length;
  // What a page of that many pieces looks like is not worth what it costs.
  const list: PDFOperatorList | undefined = cut || texts === 0 ? undefined : await page.getOperatorList();
  const drawn = list === undefined ? undefined : drawnOn(library, page, list);
  const structure = tagged ? blocksOf(await page.getStructTree(), drawn?.spaces ?? new Map()) : undefined;
  const runs: Run[] = [];
  const rotated: Run[] = [];
  const marks: string[] = [];
  for (const item of items) {
    if (item.type === 'beginMarkedContentProps' || item.type === 'beginMarkedContent') marks.push(item.id ?? '');
    else if (item.type === 'endMarkedContent') marks.pop();
    else if (item.str !== undefined && item.str !== '' && item.transform !== undefined) {
      const mark = marks.findLast((one) => one !== '');
      const { run, turned, rules } = runOf(library, item, view.transform, drawn, mark);
      if (!isOnPaper(run)) continue;
      if (turned) rotated.push(run);
      else for (const part of withoutMark(run)) append(runs, underlined(part, rules));
    }
  }
  page.cleanup();
  return {
    number: page.pageNumber,
    width: view.width,
    height: view.height,
    runs,
    rotated,
    cut,
    ...(structure === undefined || structure.length === 0 ? {} : { structure }),
  };
}

async function textItems(page: PdfPage, tagged: boolean): Promise<{ items: Item[]; cut: boolean }> {
  const reader = (
    page.streamTextContent({ includeMarkedContent: tagged }) as ReadableStream<{ items: Item[] }>
  ).getReader();
  const items: Item[] = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return { items, cut: false };
    append(items, value.items);
    if (items.length > MAX_RUNS) {
      await reader.cancel(new Error('More text than a page holds.'));
      return { items: items.slice(0, MAX_RUNS), cut: true };
    }
  }
}

function runOf(
  library: Library,
  item: Item,
  view: readonly number[],
  drawn: Drawn | undefined,
  mark: string | undefined,
): { run: Run; turned: boolean; rules: Style['rules'] } {
  const user = item.transform as number[];
  const at = library.Util.transform([...view], user) as number[];
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = at;
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  const turned = Math.abs(b) > 0.05 * Math.abs(a) || a < 0;
  const style = drawn?.styleAt(item.fontName ?? '', user[4] as number, user[5] as number, item.width ?? 0);
  const run: Run = {
    text: plainText(item.str as string),
    x,
    y,
    width: item.width ?? 0,
    size,
    bold: style?.bold ?? false,
    italic: (style?.italic ?? false) || (!turned && Math.abs(c) > 0.1 * Math.abs(d)),
    underline: false,
    lightness: style?.lightness ?? 0,
    ...(mark === undefined ? {} : { mark }),
    rightToLeft: item.dir === 'rtl',
  };
  return { run, turned, rules: style?.rules ?? [] };
}

/** A damaged file may place text anywhere, or nowhere; paper ends at 200 inches. */
function isOnPaper({ x, y, width, size }: Run): boolean {
  return [x, y, width, size].every((value) => Number.isFinite(value) && Math.abs(value) <= 14_400);
}

/** The run in parts that are underlined and parts that are not, by the width of its letters. */
function underlined(run: Run, rules: Style['rules']): Run[] {
  if (rules.length === 0 || run.text.length === 0) return [run];
  const each = run.width / run.text.length;
  const under = Array.from({ length: run.text.length }, (_, at) => {
    const middle = run.x + (at + 0.5) * each;
    return rules.some(([from, to]) => from <= middle && middle <= to);
  });
  const parts: Run[] = [];
  for (let from = 0, to = 1; to <= under.length; to++) {
    if (to < under.length && under[to] === under[from]) continue;
    const text = run.text.slice(from, to);
    parts.push({ ...run, text, x: run.x + from * each, width: text.length * each, underline: under[from] === true });
    from = to;
  }
  return parts;
}

/** A revision mark is joined by pdf.js to the scene number that it stands near; here they part. */
function withoutMark(run: Run): Run[] {
  const found = /^(.*\S)\s+(\*{1,3})$/.exec(run.text);
  const [, text, mark] = found ?? [];
  if (text === undefined || mark === undefined) return [run];
  const each = run.width / run.text.length;
  const width = each * mark.length;
  return [
    { ...run, text, width: each * text.length },
    { ...run, text: mark, x: run.x + run.width - width, width },
  ];
}

/**
 * Ligatures and width variants as letters; private-use characters, by which fonts name what Unicode has no place for,
 * as the replacement character.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\uFB00-\uFB06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/[\uE000-\uF8FF]/g, '\uFFFD')
    .replace(/[\t\n\r\u00A0\u2000-\u200A\u202F]/g, ' ')
    .replace(/\p{Cc}/gu, '');
}
