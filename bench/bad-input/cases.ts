import { closeSync, openSync, writeSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import PdfDocument from 'pdfkit';

/** Files that no honest program writes, or none of that size. */
export interface BadFile {
  readonly name: string;
  /** How `convert` must end: with a file, or with one sentence. */
  readonly ends: 'read' | 'refused' | 'either';
  readonly make: (path: string) => Uint8Array | string | Promise<Uint8Array> | undefined;
}

const MB = 1024 * 1024;
const SCENE =
  'INT. KITCHEN - DAY\n\nMara opens the freezer and *nothing* is in it.\n\nMARA (V.O.)\n(low)\nIt was never locked.\n\n';

/** Written piece by piece: no string here is as long as the file. */
function repeated(path: string, piece: string, bytes: number, head = '', tail = ''): undefined {
  const file = openSync(path, 'w');
  const some = piece.repeat(Math.ceil(MB / piece.length));
  writeSync(file, head);
  for (let written = 0; written < bytes; written += some.length) writeSync(file, some);
  writeSync(file, tail);
  closeSync(file);
  return undefined;
}

const fdx = (paragraphs: string, before = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<FinalDraft DocumentType="Script" Version="5"><Content>${paragraphs}</Content></FinalDraft>`;
const osf = (paragraphs: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<document type="Open Screenplay Format document" version="40"><paragraphs>${paragraphs}</paragraphs></document>`;
const word = (body: string): string =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;

const LAUGHS = `<!DOCTYPE x [<!ENTITY l0 "lol">${Array.from({ length: 30 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')}]>`;
const OUTSIDE = '<!DOCTYPE x [<!ENTITY outside SYSTEM "file:///etc/passwd">]>';

async function pdf(pages: number, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const document = new PdfDocument({ ...options, size: 'LETTER', font: 'Courier', autoFirstPage: false });
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  for (let page = 1; page <= pages; page++) {
    document.addPage().font('Courier').fontSize(12);
    document.text(`INT. ROOM ${page} - DAY`, 108, 72, { lineBreak: false });
    for (let line = 0; line < 20; line++)
      document.text(`She waits, and waits, line ${line}.`, 108, 96 + line * 24, { lineBreak: false });
  }
  document.end();
  await done;
  return Buffer.concat(chunks);
}

const bomb = (entry: string): Uint8Array => zipSync({ [entry]: new Uint8Array(400 * MB) }, { level: 9 });
const half = (bytes: Uint8Array): Uint8Array => bytes.slice(0, bytes.length >> 1);
const some = fdx('<Paragraph Type="Action"><Text>She waits.</Text></Paragraph>'.repeat(200));
const someWord = zipSync({
  'word/document.xml': strToU8(word('<w:p><w:r><w:t>She waits.</w:t></w:r></w:p>'.repeat(200))),
});

export const BAD_FILES: readonly BadFile[] = [
  { name: '100 MB of scenes.fountain', ends: 'refused', make: (path) => repeated(path, SCENE, 100 * MB) },
  {
    name: '15 MB of scenes.fountain',
    ends: 'read',
    make: (path) => repeated(path, SCENE, 14 * MB),
  },
  {
    name: '4 MB of notes on one line.fountain',
    ends: 'read',
    make: () => 'word [[note]] '.repeat((4 * MB) / 14),
  },
  { name: '129 MB of scenes.fountain', ends: 'refused', make: (path) => repeated(path, SCENE, 129 * MB) },
  {
    name: '100 MB without a line break.fountain',
    ends: 'refused',
    make: (path) => repeated(path, 'word *and* [[note]] ', 100 * MB),
  },
  { name: '1 MB on one line.fountain', ends: 'read', make: () => 'word '.repeat(MB / 5) },
  { name: '1 MB of emphasis signs on one line.fountain', ends: 'read', make: () => '*_**'.repeat(MB / 4) },
  { name: '1 MB of openings on one line.fountain', ends: 'read', make: () => '[[/*'.repeat(MB / 4) },
  {
    name: 'ten thousand nested notes.fountain',
    ends: 'read',
    make: () => `${'[['.repeat(10_000)}x${']]'.repeat(10_000)}\n`,
  },
  {
    name: 'a hundred thousand nested notes over lines.fountain',
    ends: 'read',
    make: () => `${'[[a\n'.repeat(100_000)}${']]\n'.repeat(100_000)}`,
  },
  { name: 'a million empty lines.fountain', ends: 'either', make: () => '\n'.repeat(1_000_000) },
  { name: 'a PDF by another name.fountain', ends: 'refused', make: () => pdf(1) },
  { name: 'Latin-1.fountain', ends: 'refused', make: () => Buffer.from('INT. CAFÉ - DAY\n\nElle attend.\n', 'latin1') },
  {
    name: 'UTF-16 with its mark.fountain',
    ends: 'read',
    make: () => Buffer.from('\ufeffINT. CAFÉ - DAY\n\nElle attend.\n', 'utf16le'),
  },
  {
    name: 'UTF-16 without a mark.fountain',
    ends: 'refused',
    make: () => Buffer.from('INT. CAFÉ - DAY\n\nElle attend.\n', 'utf16le'),
  },
  { name: 'billion laughs.fdx', ends: 'refused', make: () => fdx('<Paragraph><Text>&l30;</Text></Paragraph>', LAUGHS) },
  {
    name: 'an external entity.fdx',
    ends: 'refused',
    make: () => fdx('<Paragraph><Text>&outside;</Text></Paragraph>', OUTSIDE),
  },
  { name: 'nested a million deep.fdx', ends: 'refused', make: () => fdx('<a>'.repeat(1_000_000)) },
  {
    name: 'an attribute of 50 MB.fdx',
    ends: 'either',
    make: (path) =>
      repeated(
        path,
        'word ',
        50 * MB,
        '<FinalDraft><Content><Paragraph Type="',
        '"><Text>x</Text></Paragraph></Content></FinalDraft>',
      ),
  },
  {
    name: 'a million attributes.fdx',
    ends: 'either',
    make: () =>
      fdx(
        `<Paragraph ${Array.from({ length: 1_000_000 }, (_, index) => `a${index}="1"`).join(' ')}><Text>x</Text></Paragraph>`,
      ),
  },
  {
    name: '100 MB of paragraphs.fdx',
    ends: 'refused',
    make: (path) =>
      repeated(
        path,
        '<Paragraph Type="Action"><Text>She waits.</Text></Paragraph>',
        100 * MB,
        '<FinalDraft><Content>',
        '</Content></FinalDraft>',
      ),
  },
  {
    name: 'a comment that does not end.fdx',
    ends: 'refused',
    make: (path) => repeated(path, '<!-- ', 20 * MB, '<FinalDraft>'),
  },
  {
    name: 'UTF-16 with its mark.fdx',
    ends: 'read',
    make: () =>
      Buffer.from(
        `\ufeff${fdx('<Paragraph Type="Action"><Text>Elle attend là.</Text></Paragraph>').replace('UTF-8', 'UTF-16')}`,
        'utf16le',
      ),
  },
  { name: 'cut in half.fdx', ends: 'refused', make: () => half(strToU8(some)) },
  { name: 'a zip by another name.fdx', ends: 'refused', make: () => someWord },
  { name: 'billion laughs.osf', ends: 'refused', make: () => osf('<para><text>&l30;</text></para>', LAUGHS) },
  { name: 'nested a million deep.osf', ends: 'refused', make: () => osf('<a>'.repeat(1_000_000)) },
  { name: 'a zip bomb.highland', ends: 'refused', make: () => bomb('Script.textbundle/text.fountain') },
  { name: 'a zip bomb.fadein', ends: 'refused', make: () => bomb('document.xml') },
  { name: 'a zip bomb.docx', ends: 'refused', make: () => bomb('word/document.xml') },
  { name: 'a zip bomb.celtx', ends: 'refused', make: () => bomb('script-a.html') },
  { name: 'cut in half.docx', ends: 'refused', make: () => half(someWord) },
  {
    name: 'nested a million deep.docx',
    ends: 'refused',
    make: () =>
      zipSync({
        'word/document.xml': strToU8(
          word(Array.from({ length: 1_000_000 }, (_, index) => `<w:p a="${index}">`).join('')),
        ),
      }),
  },
  { name: 'nested a million deep.json', ends: 'refused', make: () => '['.repeat(1_000_000) },
  { name: 'with a password.pdf', ends: 'refused', make: () => pdf(2, { userPassword: 'secret', pdfVersion: '1.7' }) },
  { name: 'cut in half.pdf', ends: 'either', make: async () => half(await pdf(40)) },
  {
    name: 'no pages at all.pdf',
    ends: 'refused',
    make: () => strToU8('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
  },
  { name: '5,000 pages.pdf', ends: 'either', make: () => pdf(5000) },
];
