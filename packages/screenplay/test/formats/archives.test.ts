import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDocx, readHighland, readOsf, readScript, writeFadeIn, writeHighland } from '../../src/formats/index.ts';
import { ScreenplayFault } from '../../src/index.ts';

const SCRIPT = 'Title: Fish\n\nINT. LAB - DAY #1#\n\nMARA\n(low)\nIt *moves*.\n\n[[why]]\n';

function fault(read: () => unknown): ScreenplayFault {
  try {
    read();
  } catch (error) {
    if (error instanceof ScreenplayFault) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('Highland', () => {
  it('holds the text unit by unit', () => {
    const odd = '\ufeffTitle: Fish\r\n\r\nINT. LAB\r\n\r\n  *a** [[';
    expect(readHighland(writeHighland(odd)).fountain).toBe(odd);
    expect(readHighland(writeHighland(SCRIPT)).document.elements.map(({ type }) => type)).toEqual([
      'sceneHeading',
      'character',
      'parenthetical',
      'dialogue',
      'note',
    ]);
  });

  it('is a TextBundle in a zip archive, the same each time', () => {
    const files = unzipSync(writeHighland(SCRIPT));
    expect(Object.keys(files).sort()).toEqual(['Script.textbundle/info.json', 'Script.textbundle/text.fountain']);
    expect(writeHighland(SCRIPT)).toEqual(writeHighland(SCRIPT));
  });

  it('takes the script and keeps the other files', () => {
    const picture = Uint8Array.of(1, 2, 3, 0, 255);
    const from = readHighland(
      zipSync({
        '__MACOSX/text.fountain': strToU8('no'),
        'A.textbundle/assets/a.png': picture,
        'A.textbundle/text.md': strToU8(SCRIPT),
      }),
    );
    expect(from.fountain).toBe(SCRIPT);
    const again = unzipSync(writeHighland('EXT. SEA\n', { from }));
    expect(again['A.textbundle/assets/a.png']).toEqual(picture);
    expect(again['A.textbundle/text.md']).toEqual(strToU8('EXT. SEA\n'));
  });

  it('without a script says so', () => {
    expect(fault(() => readHighland(zipSync({ 'a.txt': strToU8('x') }), 'a.highland')).message).toBe(
      'a.highland holds no script: no file in it is named text.fountain or text.md.',
    );
  });
});

describe('a Fade In archive', () => {
  it('keeps its other files', () => {
    const other = { 'images/a.png': Uint8Array.of(9, 8, 7) };
    const document = unzipSync(writeFadeIn(SCRIPT))['document.xml'] as Uint8Array;
    const from = readOsf(zipSync({ 'document.xml': document, ...other }));
    expect(unzipSync(writeFadeIn('EXT. SEA\n', { from }))['images/a.png']).toEqual(other['images/a.png']);
  });

  it('that is none says so', () => {
    expect(fault(() => readOsf(zipSync({ 'a.xml': strToU8('<a/>') }), 'a.fadein')).message).toContain(
      'holds no document.xml',
    );
    expect(fault(() => readOsf('<html/>', 'a.osf')).message).toContain('XML of another kind (<html>)');
    const bomb = '<!DOCTYPE d [<!ENTITY a "b">]><document type="Open Screenplay Format document"/>';
    expect(fault(() => readOsf(zipSync({ 'document.xml': strToU8(bomb) }), 'a.fadein')).message).toContain(
      'declares a document type',
    );
  });
});

describe('bad archives', () => {
  const bomb = zipSync({ 'text.fountain': new Uint8Array(60 * 1024 * 1024).fill(32) });

  it('one that would grow is refused before it does', () => {
    const { code, message } = fault(() => readHighland(bomb, 'bomb.highland'));
    expect(code).toBe('too-large');
    expect(message).toContain('which would grow to more than 200 times its size');
  });

  it('one that lies about its size is damaged, and grows to no more than it said', () => {
    const small = zipSync({ 'text.fountain': strToU8('word '.repeat(100_000)) });
    // The size stands in the central directory and in the local header.
    const lies = small.slice();
    const view = new DataView(lies.buffer);
    const directory = view.getUint32(lies.length - 22 + 16, true);
    view.setUint32(directory + 24, 1000, true);
    expect(fault(() => readHighland(lies, 'lies.highland')).code).toBe('input');
  });

  it('ten thousand and one files are refused', () => {
    const files: Record<string, Uint8Array> = {};
    for (let index = 0; index <= 10_000; index++) files[`${index}`] = new Uint8Array(0);
    expect(fault(() => readHighland(zipSync(files, { level: 0 }), 'many.highland')).message).toContain(
      'more than 10,000 files',
    );
  });

  it('one cut off, and one that is none', () => {
    expect(fault(() => readHighland(bomb.slice(0, 500), 'cut.highland')).message).toContain(
      'cut.highland cannot be unpacked',
    );
    expect(fault(() => readHighland(strToU8('INT. LAB'), 'text.highland')).message).toContain('no zip archive');
  });
});

/** A Word document, of its paragraphs' XML. */
function word(paragraphs: string, styles = '', comments = ''): Uint8Array {
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  return zipSync({
    'word/document.xml': strToU8(
      `<?xml version="1.0"?><w:document ${space}><w:body>${paragraphs}<w:sectPr/></w:body></w:document>`,
    ),
    'word/styles.xml': strToU8(`<w:styles ${space}>${styles}</w:styles>`),
    'word/comments.xml': strToU8(`<w:comments ${space}>${comments}</w:comments>`),
  });
}

const p = (text: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

describe('Word documents', () => {
  it('go by the names of their styles, and of those that these are based on', () => {
    const style = (id: string, name: string, base = ''): string =>
      `<w:style w:styleId="${id}"><w:name w:val="${name}"/>${base === '' ? '' : `<w:basedOn w:val="${base}"/>`}</w:style>`;
    const of = (id: string, text: string): string => p(text, `<w:pStyle w:val="${id}"/>`);
    const file = word(
      [
        of('S', '1 INT. LAB - DAY 1'.replace(' 1', '   1')),
        `<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t xml:space="preserve">It </w:t></w:r><w:r><w:rPr><w:b/><w:i w:val="0"/></w:rPr><w:t>moves</w:t></w:r><w:del><w:r><w:delText>not</w:delText></w:r></w:del><w:ins><w:r><w:t>.</w:t></w:r></w:ins><w:r><w:commentReference w:id="4"/></w:r></w:p>`,
        of('C2', 'MARA'),
        of('P', '(low)'),
        of('D', 'Look.'),
        of('T', 'CUT TO:'),
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        of('A', 'Night.'),
      ].join(''),
      [
        style('S', 'Scene Heading'),
        style('A', 'Action'),
        style('C', 'Character'),
        style('C2', 'My Own', 'C'),
        style('P', 'Parenthetical'),
        style('D', 'Dialogue'),
        style('T', 'Transition'),
      ].join(''),
      `<w:comment w:id="4"><w:p><w:r><w:t>really?</w:t></w:r></w:p></w:comment>`,
    );
    expect(readDocx(file).fountain).toBe(
      'INT. LAB - DAY #1#\n\nIt **moves**. [[really?]]\n\nMARA\n(low)\nLook.\n\nCUT TO:\n\n===\n\nNight.\n',
    );
  });

  it('go by indents where styles say nothing', () => {
    const at = (inches: number, text: string): string => p(text, `<w:ind w:left="${inches * 1440}"/>`);
    const file = word(
      [
        p('EXT. SEA - NIGHT'),
        p('Waves.'),
        at(2, 'MARA (V.O.)'),
        at(1.5, '(low)'),
        at(1, 'Look.'),
        p('She turns.'),
        at(4, 'FADE OUT.'),
        p('THE END', '<w:jc w:val="center"/>'),
      ].join(''),
    );
    expect(readDocx(file).fountain).toBe(
      'EXT. SEA - NIGHT\n\nWaves.\n\nMARA (V.O.)\n(low)\nLook.\n\nShe turns.\n\nFADE OUT.\n\n> THE END <\n',
    );
  });

  it('that are none say so', () => {
    expect(fault(() => readDocx(zipSync({ a: strToU8('x') }), 'a.docx')).message).toBe(
      'a.docx holds no word/document.xml, so it is no Word document.',
    );
  });
});

describe('by the ending of the name', () => {
  it('each format is read', () => {
    expect(readScript(writeHighland(SCRIPT), 'A.HIGHLAND').fountain).toBe(SCRIPT);
    expect(readScript(writeFadeIn(SCRIPT), 'a.fadein').fountain).toContain('It *moves*.');
    expect(readScript(strToU8(SCRIPT), 'a.txt').fountain).toBe(SCRIPT);
  });

  it('others are refused with a sentence', () => {
    expect(fault(() => readScript(strToU8('x'), 'a.rtf')).message).toBe(
      'a.rtf has no format that can be read here. Known are: .fdx, .fdxt, .highland, .textpack, .fadein, .osf, .celtx, .docx, .txt.',
    );
    expect(fault(() => readScript(strToU8('x'), 'a.fdr')).message).toContain('before version 8');
    expect(fault(() => readScript(strToU8('x'), 'constructor')).code).toBe('input');
  });
});
