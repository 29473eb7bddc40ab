import { type FontFile, printPdf, type Sheet } from '@second-unit/print';
import { ScreenplayFault } from '../fault.ts';
import { type AnyScript, styledScript } from '../formats/script/styled.ts';
import { asPrinted } from '../pages/capitals.ts';
import { layout } from '../pages/layout.ts';
import type { LayoutOptions } from '../pages/layout-types.ts';
import { documentOf } from './document-of.ts';
import { bookmarksOf, sheetOf, titleSheets } from './sheets.ts';
import { structureOf } from './structure.ts';

export interface PdfOptions extends LayoutOptions {
  /** Files of fonts that have the script's letters; `@second-unit/print/node` finds ours. */
  readonly fonts: readonly FontFile[];
  /** BCP 47, which readers pronounce by; default `en`. */
  readonly language?: string;
  /** Default true: scene numbers, where headings have them, in both margins. */
  readonly sceneNumbers?: boolean;
  /** Prints revised pages on the colour of their revision; default false, as productions have coloured paper. */
  readonly colouredPaper?: boolean;
  /** Of the file; default 1 January 1970, so that equal scripts give equal bytes. */
  readonly created?: Date;
}

/** More is no screenplay, and would not fit into memory. */
const MAX_PAGES = 5_000;

/**
 * A script as a tagged PDF in the industry's layout. Text can be copied in reading order, and every element is one
 * element of the structure tree, over page breaks too, and each scene has a bookmark: (MORE), (CONT'D), page numbers and asterisks are artifacts.
 * `script` is Fountain text, its tree, or its document; the document knows nothing of bold, italics and underlines.
 * Throws `input` for fonts that cannot be read, `too-large` for more than 5,000 pages.
 */
export async function toPdf(script: AnyScript, options: PdfOptions): Promise<Uint8Array> {
  const document = documentOf(script);
  const styled = styledScript(script);
  const laid = layout(document, options);
  if (laid.pages.length > MAX_PAGES) {
    throw new ScreenplayFault(
      'too-large',
      `${laid.pages.length} pages are more than a PDF is made of here (${MAX_PAGES}).`,
    );
  }
  const structure = structureOf(document, laid);
  const sheets: Sheet[] = [
    ...titleSheets(laid, document, styled, structure),
    ...laid.pages.map((page, index) => sheetOf(page, index, { laid, document, styled, structure, options })),
  ];
  const value = (...keys: string[]): string | undefined =>
    document.titlePage
      .find(({ key }) => keys.includes(key.trim().toLowerCase()))
      ?.value.replace(/\s+/g, ' ')
      .trim();
  const author = value('author', 'authors');
  return printPdf({
    title: value('title') || 'Screenplay',
    language: options.language ?? 'en',
    ...(author === undefined || author === '' ? {} : { author }),
    ...(options.created === undefined ? {} : { created: options.created }),
    fonts: options.fonts,
    structure: structure.root,
    sheets,
    bookmarks: bookmarksOf(document, laid),
  });
}

/** Every letter that printing a script takes, the page break's own included: what to find fonts for. */
export function printedText(script: AnyScript, options: LayoutOptions = {}): string {
  const document = documentOf(script);
  const written = [
    ...document.titlePage.map(({ value }) => value),
    ...document.elements.map(({ type, text }) => asPrinted(type, text)),
  ];
  const numbers = document.elements.flatMap(({ number }) => number ?? []);
  const labels = (options.revisions ?? []).map(({ colour, label }) => label ?? colour);
  const own = [options.more ?? '(MORE)', options.continued ?? "(CONT'D)", '*.0123456789'];
  return [...written, ...numbers, ...labels, ...own].join('\n');
}
