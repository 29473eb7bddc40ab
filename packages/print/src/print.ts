import PDFDocument from 'pdfkit';
import { drawLine, type Rule } from './draw.ts';
import { Faces } from './faces.ts';
import type { PrintJob, Sheet, Tagged, TextLine } from './job.ts';

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
  const elements = new Map<Tagged, PDFKit.PDFStructureElement>();
  const root = structure(pdf, job.structure, elements);
  pdf.addStructure(root);
  for (const sheet of job.sheets) printSheet(pdf, sheet, faces, elements);
  root.end();
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

function structure(
  pdf: Pdf,
  tagged: Tagged,
  elements: Map<Tagged, PDFKit.PDFStructureElement>,
): PDFKit.PDFStructureElement {
  const element = pdf.struct(tagged.tag, tagged.language === undefined ? {} : { lang: tagged.language });
  for (const child of tagged.children) element.add(structure(pdf, child, elements));
  elements.set(tagged, element);
  return element;
}

function printSheet(
  pdf: Pdf,
  sheet: Sheet,
  faces: Faces,
  elements: ReadonlyMap<Tagged, PDFKit.PDFStructureElement>,
): void {
  pdf.addPage({ size: [sheet.width, sheet.height], margin: 0 });
  if (sheet.colour !== undefined) {
    pdf.markContent('Artifact', { type: 'Page' });
    pdf.rect(0, 0, sheet.width, sheet.height).fill(sheet.colour);
    pdf.endMarkedContent();
    pdf.fillColor('black');
  }
  const rules: Rule[] = [];
  let within: Tagged | undefined;
  let open = false;
  const close = (): void => {
    if (open) pdf.endMarkedContent();
    open = false;
  };
  for (const line of sheet.lines) {
    if (!hasText(line)) continue;
    if (!open || line.within !== within) {
      close();
      within = line.within;
      const element = within === undefined ? undefined : elements.get(within);
      if (within === undefined || element === undefined) pdf.markContent('Artifact', { type: 'Pagination' });
      else element.add(pdf.markStructureContent(within.tag));
      open = true;
    }
    rules.push(...drawLine(pdf, line, faces));
  }
  close();
  if (rules.length > 0) {
    pdf.markContent('Artifact', { type: 'Layout' });
    for (const { x, y, width } of rules) pdf.rect(x, y, width, 0.6).fill();
    pdf.endMarkedContent();
  }
}

function hasText(line: TextLine): boolean {
  return line.spans.some((span) => span.text !== '');
}
