import { describe, expect, it } from 'vitest';
import { readFdx } from '../../src/formats/index.ts';
import { ScreenplayFault } from '../../src/index.ts';

function fault(read: () => unknown): { code: string; message: string; place: string | undefined } {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ScreenplayFault)) throw error;
    return { code: error.code, message: error.message, place: error.place };
  }
  throw new Error('nothing was wrong');
}

const BOMB = `<?xml version="1.0"?>
<!DOCTYPE FinalDraft [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}"><!ENTITY c "${'&b;'.repeat(10)}">]>
<FinalDraft><Content><Paragraph Type="Action"><Text>&c;</Text></Paragraph></Content></FinalDraft>`;

describe('bad FDX', () => {
  it('an XML bomb', () => {
    const { code, message, place } = fault(() => readFdx(BOMB, 'bomb.fdx'));
    expect(code).toBe('input');
    expect(message).toContain('bomb.fdx declares a document type (line 2, column');
    expect(place).toMatch(/^line 2, column \d+$/);
  });

  it('an external entity', () => {
    const text =
      '<!DOCTYPE F [<!ENTITY x SYSTEM "file:///etc/passwd">]><FinalDraft><Content><Paragraph><Text>&x;</Text></Paragraph></Content></FinalDraft>';
    expect(fault(() => readFdx(text)).code).toBe('input');
    const bare = '<FinalDraft><Content><Paragraph><Text>&x;</Text></Paragraph></Content></FinalDraft>';
    expect(fault(() => readFdx(bare)).message).toBe(
      'This file is not well-formed XML at line 1, column 42: undefined entity.',
    );
  });

  it.each([
    ['not XML', 'INT. HOUSE', /not well-formed XML at line 1/],
    ['empty', '', /not well-formed XML at line 1, column 1/],
    ['cut off', '<FinalDraft>\n<Content>', /not well-formed XML at line 2/],
    ['another kind', '<html/>', /XML of another kind \(<html>\), not a Final Draft file/],
    [
      'Fade In',
      '<document type="Open Screenplay Format document"/>',
      /Open Screenplay Format file, which Fade In writes/,
    ],
    ['too deep', `<FinalDraft>${'<a>'.repeat(300)}`, /nests elements more than 200 deep at line 1/],
  ])('%s', (_, text, message) => {
    expect(fault(() => readFdx(text)).message).toMatch(message);
  });

  it('a script without content is empty, not an error', () => {
    expect(readFdx('<FinalDraft/>').fountain).toBe('');
    expect(readFdx('<FinalDraft><Content/></FinalDraft>').document.elements).toEqual([]);
  });

  it('bytes in Latin-1 that say so', () => {
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><FinalDraft><Content><Paragraph Type="Action"><Text>caf\u00e9</Text></Paragraph></Content></FinalDraft>';
    const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    const read = readFdx(bytes);
    expect(read.fountain).toBe('café\n');
    expect(read.tree.source).toContain('encoding="UTF-8"');
  });

  it('a hundred megabytes of elements: refused, soon', () => {
    const many = `<FinalDraft><Content>${'<a/>'.repeat(25_000_000)}</Content></FinalDraft>`;
    const start = process.cpuUsage();
    const { code, message } = fault(() => readFdx(many, 'big.fdx'));
    expect(code).toBe('too-large');
    expect(message).toContain('big.fdx has more than 2,000,000 elements');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
  });

  it('a hundred megabytes of text in one paragraph: refused, soon', () => {
    const long = 'word '.repeat(20_000_000);
    const text = `<FinalDraft><Content><Paragraph Type="Action"><Text>${long}</Text></Paragraph></Content></FinalDraft>`;
    const start = process.cpuUsage();
    expect(fault(() => readFdx(text)).code).toBe('too-large');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
  });
});
