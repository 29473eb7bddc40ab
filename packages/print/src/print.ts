import PDFDocument from 'pdfkit';
import { drawLine, type Rule } from './draw.ts';
import { Faces } from './faces.ts';
import type { DrawnLine, PrintJob, Sheet, TextLine } from './job.ts';
import { markedParts, StructureTree } from './structure.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/**
 * Prints a job to a tagged PDF (PDF/UA-1): structure tree, language, title, embedded fonts with their Unicode.
 * Equal jobs give equal bytes. Throws `input` for a font that cannot be read.
 */
export async function printPdf(job: PrintJob): Promise<Uint8Array> {
  const faces = new Faces(job.fonts);
  const created = job.created ?? new Date(0);
  const pdf = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    // pdfkit knows it, its types do not.
    subset: 'PDF/UA' as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    displayTitle: true,
    lang: job.language,
    // No font before the first letter: the standard ones are not embedded.
    font: null as unknown as string,
    info: {
      Title: job.title,
      Creator: 'Second Unit',
      CreationDate: created,
      ModDate: created,
      ...(job.author === undefined ? {} : { Author: job.author }),
    },
  });
  const bytes = collected(pdf);
  const structure = new StructureTree(pdf, job.structure);
  for (const [index, sheet] of job.sheets.entries()) printSheet(pdf, sheet, index, faces, structure);
  structure.end();
  for (const { title, sheet, y } of job.bookmarks ?? []) {
    const width = job.sheets[sheet]?.width;
    if (width === undefined) continue;
    // Its types lack the place; it counts `left` from the right edge.
    const place: object = { pageNumber: sheet, left: width, top: y };
    pdf.outline.addItem(title, place);
  }
  pdf.end();
  return bytes;
}

function collected(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('error', reject);
    pdf.on('end', () => resolve(joined(chunks)));
  });
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function printSheet(pdf: Pdf, sheet: Sheet, index: number, faces: Faces, structure: StructureTree): void {
  pdf.addPage({ size: [sheet.width, sheet.height], margin: 0 });
  if (sheet.colour !== undefined) {
    pdf.markContent('Artifact', { type: 'Page' });
    pdf.rect(0, 0, sheet.width, sheet.height).fill(sheet.colour);
    pdf.endMarkedContent();
    pdf.fillColor('black');
  }
  draw(pdf, sheet.drawn ?? []);
  const rules: Rule[] = [];
  for (const line of sheet.lines) {
    if (!hasText(line)) continue;
    const parts = markedParts(line);
    let open = false;
    const mark = (span: number): void => {
      // Most lines are one part.
      if (open && parts.length === 1) return;
      if (open) pdf.endMarkedContent();
      const part = parts.length === 1 ? parts[0] : parts[span];
      open = true;
      if (line.within === undefined || part === undefined || !structure.open(line.within, index, part)) {
        pdf.markContent('Artifact', { type: 'Pagination' });
      }
    };
    rules.push(...drawLine(pdf, line, faces, mark));
    if (open) pdf.endMarkedContent();
  }
  if (rules.length > 0) {
    pdf.markContent('Artifact', { type: 'Layout' });
    for (const { x, y, width } of rules) pdf.rect(x, y, width, 0.6).fill();
    pdf.endMarkedContent();
  }
}

function draw(pdf: Pdf, lines: readonly DrawnLine[]): void {
  if (lines.length === 0) return;
  pdf.markContent('Artifact', { type: 'Layout' });
  for (const { points, width = 1, colour = '#000000', dash } of lines) {
    const [first, ...rest] = points;
    if (first === undefined || rest.length === 0) continue;
    pdf.save();
    pdf.lineWidth(width).lineJoin('round').strokeColor(colour);
    if (dash !== undefined) pdf.dash(dash[0], { space: dash[1] });
    pdf.moveTo(...first);
    for (const point of rest) pdf.lineTo(...point);
    pdf.stroke();
    pdf.restore();
  }
  pdf.endMarkedContent();
}

function hasText(line: TextLine): boolean {
  return line.spans.some((span) => span.text !== '');
}
