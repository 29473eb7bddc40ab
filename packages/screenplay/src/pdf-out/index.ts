export { type PdfOptions, printedText, toPdf } from './to-pdf.ts';
