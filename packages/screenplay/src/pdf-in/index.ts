export { type Assembled, assemble } from './assemble.ts';
export { lowConfidence } from './confidence.ts';
export type { LineType, PdfLine, RawLine } from './line.ts';
export { MAX_PDF_BYTES, MAX_PDF_PAGES, type ReadPdf, type ReadPdfOptions, readPdf } from './read.ts';
export type { Span } from './segment.ts';
