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

interface StructureNode {
  readonly role?: string;
  readonly alt?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

/** Marked content, and what the structure says that it stands for. */
interface Marked {
  readonly id: string;
  readonly actual?: string;
}

/** Parts of a text. */
const INLINE = /^(?:Span|Continuation\.Span)$/;

/** Of an element and the parts of its text. */
function contents({ children = [], alt }: StructureNode): Marked[] {
  return children.flatMap((child) => {
    if (child.role === undefined)
      return child.id === undefined ? [] : [{ id: child.id, ...(alt === undefined ? {} : { actual: alt }) }];
    return INLINE.test(child.role) ? contents(child) : [];
  });
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
    const add = (path: readonly string[], ids: readonly Marked[]): void => {
      const all = ids.flatMap(({ id, actual }) => {
        const pieces = (marked.get(id) ?? []).filter((piece) => piece.text !== '');
        return actual === undefined ? pieces : pieces.slice(0, 1).map((piece) => ({ ...piece, text: actual }));
      });
      const [first] = all;
      if (first === undefined) return;
      const fonts = [...new Set(all.map((piece) => piece.font.replace(/^[A-Z]{6}\+/, '')))];
      elements.push({ page: number, path, text: joined(all), x: first.x, y: first.y, fonts });
    };
    const walk = (node: StructureNode, path: readonly string[]): void => {
      const { role, children = [] } = node;
      // A role of our own tells the standard one after a dot.
      const tag = role?.split('.').at(-1);
      const here = tag === undefined || tag === 'Root' ? path : [...path, tag];
      for (const child of children) if (child.role !== undefined && !INLINE.test(child.role)) walk(child, here);
      add(here, contents(node));
    };
    walk((await page.getStructTree()) as StructureNode, []);
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
