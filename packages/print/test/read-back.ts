import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a program that reads a PDF finds in it. */

/** Text of one element of the structure tree on one page; `path` has its tags from the root. */
export interface ReadElement {
  readonly page: number;
  readonly path: readonly string[];
  readonly text: string;
  /** Left edge of its first text, in points. */
  readonly x: number;
  /** Baseline of its first text, in points from the bottom. */
  readonly y: number;
  readonly fonts: readonly string[];
}

export interface ReadPdf {
  readonly pages: number;
  readonly title: unknown;
  readonly language: unknown;
  readonly tagged: boolean;
  /** In the order of the structure tree. */
  readonly elements: readonly ReadElement[];
  /** Of each page: what stands outside the tree, such as page numbers. */
  readonly artifacts: readonly (readonly string[])[];
}

interface Piece {
  text: string;
  /** Where it begins and ends. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly font: string;
}

export async function readBack(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, fontExtraProperties: true });
  const pdf = await task.promise;
  const elements: ReadElement[] = [];
  const artifacts: string[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    await page.getOperatorList();
    const marked = new Map<string, Piece[]>();
    const outside: string[] = [];
    const open: (string | undefined)[] = [];
    for (const item of content.items) {
      if (!('str' in item)) {
        if (item.type === 'endMarkedContent') open.pop();
        else open.push(item.id);
        continue;
      }
      const id = open.findLast((one) => typeof one === 'string');
      if (id === undefined) {
        if (item.str.trim() !== '') outside.push(item.str);
        continue;
      }
      const pieces = marked.get(id) ?? [];
      marked.set(id, pieces);
      const font = (page.commonObjs.get(item.fontName) as { name?: string } | null)?.name ?? '';
      const [, , , , x = 0, y = 0] = item.transform as number[];
      pieces.push({ text: item.str, x, y, width: item.width, font });
    }
    artifacts.push(outside);
    const walk = (node: unknown, path: readonly string[]): void => {
      const { role, children = [], id } = node as { role?: string; children?: unknown[]; id?: string };
      if (id !== undefined) {
        const pieces = (marked.get(id) ?? []).filter((piece) => piece.text !== '');
        const [first] = pieces;
        if (first === undefined) return;
        const fonts = [...new Set(pieces.map((piece) => piece.font.replace(/^[A-Z]{6}\+/, '')))];
        elements.push({ page: number, path, text: joined(pieces), x: first.x, y: first.y, fonts });
        return;
      }
      for (const child of children) walk(child, role === undefined || role === 'Root' ? path : [...path, role]);
    };
    walk(await page.getStructTree(), []);
  }
  const { info } = (await pdf.getMetadata()) as { info: Record<string, unknown> };
  // A Map, whatever its types say.
  const markInfo = (await pdf.getMarkInfo()) as unknown as ReadonlyMap<string, unknown> | null;
  const result = {
    pages: pdf.numPages,
    title: info.Title,
    language: info.Language,
    tagged: markInfo?.get('Marked') === true,
    elements,
    artifacts,
  };
  await task.destroy();
  return result;
}

/** Pieces in the order of the page's own text, with a space wherever there is a gap between two or a new line. */
function joined(pieces: readonly Piece[]): string {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    const last = pieces[index - 1];
    if (last !== undefined) {
      const gap = Math.max(piece.x - (last.x + last.width), last.x - (piece.x + piece.width));
      if (Math.abs(last.y - piece.y) > 1 || gap > 1.5) text += ' ';
    }
    text += piece.text;
  }
  return text.replace(/\s+/gu, ' ').trim();
}
