import PDFDocument from 'pdfkit';

/** Columns of ten to the inch at which the elements of a screenplay stand on a page. */
const COLUMNS = { action: 15, dialogue: 25, parenthetical: 31, cue: 37, transition: 60, page: 73 } as const;

/** A line of a page: where it stands and what it says; an empty text is a blank line. */
export type TypedLine = readonly [column: keyof typeof COLUMNS, text: string];

/** A screenplay as a typewriter leaves it: lines in Courier on US letter, nothing that says what they are. */
export function typedPdf(
  pages: readonly (readonly TypedLine[])[],
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = new PDFDocument({ size: 'LETTER', margin: 0, autoFirstPage: false, ...options });
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array<ArrayBuffer>>((resolve) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
  for (const lines of pages) {
    pdf.addPage();
    pdf.font('Courier').fontSize(12);
    for (const [at, [column, text]] of lines.entries()) {
      if (text !== '') pdf.text(text, COLUMNS[column] * 7.2, 72 + 12 * at, { lineBreak: false });
    }
  }
  pdf.end();
  return done;
}

const BLANK: TypedLine = ['action', ''];

/** Two pages on which “THE GHOST” may be action or a scene of its own, and “FREEZES.” the same. */
export const DOUBTFUL: readonly (readonly TypedLine[])[] = [
  [
    ['action', 'INT. LIGHTHOUSE - NIGHT'],
    BLANK,
    ['action', 'The lamp turns. IDA climbs the last stairs with a lantern'],
    ['action', 'that has gone out.'],
    BLANK,
    ['cue', 'IDA'],
    ['dialogue', 'Is anybody up here?'],
    BLANK,
    ['action', 'THE GHOST'],
    BLANK,
    ['action', 'It stands where the light was. She'],
    BLANK,
    ['action', 'FREEZES.'],
    BLANK,
    ['cue', 'THE KEEPER'],
    ['parenthetical', '(not turning)'],
    ['dialogue', 'Nobody that you would know.'],
    BLANK,
    ['action', 'She sets the lantern down.'],
    BLANK,
    ['transition', 'CUT TO:'],
  ],
  [
    ['page', '2.'],
    BLANK,
    ['action', 'EXT. LIGHTHOUSE - DAWN'],
    BLANK,
    ['action', 'Grey water. A boat with nobody in it.'],
    BLANK,
    ['cue', 'IDA'],
    ['dialogue', 'Then who rowed?'],
    BLANK,
    ['action', 'LATER'],
    BLANK,
    ['action', 'She sits in the boat.'],
    BLANK,
    ['cue', 'THE KEEPER'],
    ['dialogue', 'I told you.'],
  ],
];
