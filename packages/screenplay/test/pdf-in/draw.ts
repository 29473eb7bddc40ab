import PDFDocument from 'pdfkit';

/** A PDF of one page that is drawn by hand. */
export function drawn(
  draw: (page: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'LETTER', margin: 0, ...options });
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
  draw(pdf);
  pdf.end();
  return done;
}

/** Lines in Courier at the left edge of action. */
export function typed(page: PDFKit.PDFDocument, lines: readonly string[]): void {
  page.font('Courier').fontSize(12);
  for (const [at, line] of lines.entries()) page.text(line, 108, 72 + 12 * at, { lineBreak: false });
}
