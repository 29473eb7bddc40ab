import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDocument, parse, type ScreenplayDocument, toDocument } from '../src/index.ts';
import { soup } from './soup.ts';

/**
 * Without ranges: a rewritten text has others. Before a boneyard no note can have what opens one: there a space parts it.
 */
function content(document: ScreenplayDocument): unknown {
  const parted = (type: string, text: string): string => (type === 'note' ? text.replaceAll('/ *', '/*') : text);
  return {
    titlePage: document.titlePage.map(({ key, value }) => ({ key, value })),
    elements: document.elements.map(({ from: _from, to: _to, ...rest }) => ({
      ...rest,
      text: parted(rest.type, rest.text),
    })),
  };
}

describe('JSON to Fountain', () => {
  it('parses back to equal elements, for whatever was parsed', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const document = toDocument(parse(text));
        const written = fromDocument(document);
        expect(content(toDocument(parse(written)))).toEqual(content(document));
      }),
      {
        numRuns: 3_000,
        // A caret that is part of a name, once taken for dual dialogue.
        examples: [[']]INT. HOUSE - DAY/*^*\na: b'], ['[[/* gone *//*[[note]]']],
      },
    );
  });
});

const document = (elements: object[], titlePage: object[] = []): object => ({
  format: 'second-unit/screenplay@1',
  titlePage,
  elements,
});

describe('what it writes', () => {
  it('is what a writer would, without marks that nothing needs', () => {
    const written = fromDocument(
      document(
        [
          { type: 'sceneHeading', text: 'INT. HOUSE - DAY', number: '4' },
          { type: 'action', text: 'She waits.\nAnd waits.' },
          { type: 'character', text: 'MARA (V.O.)', name: 'MARA', extension: 'V.O.' },
          { type: 'parenthetical', text: '(low)' },
          { type: 'dialogue', text: 'One.\n\nTwo.' },
          { type: 'character', text: 'ÄITI', name: 'ÄITI', dual: 'right' },
          { type: 'dialogue', text: 'Three.' },
          { type: 'transition', text: 'CUT TO:' },
          { type: 'pageBreak', text: '' },
        ],
        [
          { key: 'Title', value: 'Fish' },
          { key: 'Contact', value: 'One\nTwo' },
        ],
      ),
    );
    expect(written).toBe(`Title: Fish
Contact:
    One
    Two

INT. HOUSE - DAY #4#

She waits.
And waits.

MARA (V.O.)
(low)
One.
  
Two.

ÄITI ^
Three.

CUT TO:

===
`);
  });

  it.each([
    [{ type: 'sceneHeading', text: 'KITCHEN' }, '.KITCHEN'],
    [{ type: 'sceneHeading', text: '“ROSA” - NIGHT' }, '.“ROSA” - NIGHT'],
    [{ type: 'sceneHeading', text: '¿QUIÉN? - NOCHE' }, '.¿QUIÉN? - NOCHE'],
    [{ type: 'transition', text: 'Burn to White.' }, '> Burn to White.'],
    [{ type: 'transition', text: 'To 3 < 4 <' }, '> To 3 < 4 \\<'],
    [{ type: 'action', text: 'INT. HOUSE - DAY' }, '!INT. HOUSE - DAY'],
    [{ type: 'action', text: 'CUT TO:' }, '!CUT TO:'],
    [{ type: 'action', text: 'a\n\nb' }, 'a\n!\nb'],
    [{ type: 'action', text: '# no section' }, '!# no section'],
    [{ type: 'action', text: 'five *stars*' }, 'five \\*stars\\*'],
    [{ type: 'action', text: 'a /* b' }, 'a /* b'],
    [{ type: 'action', text: '[[no note]]' }, '\\[[no note]]'],
    [{ type: 'character', text: 'McCLANE', name: 'McCLANE' }, '@McCLANE'],
    [{ type: 'character', name: 'MARA', extension: 'V.O.' }, '@MARA (V.O.)'],
    [{ type: 'note', text: 'a\n\nb' }, '[[a\n  \nb]]'],
    [{ type: 'section', text: 'Act', depth: 2 }, '## Act'],
    [{ type: 'lyrics', text: 'La' }, '~La'],
    [{ type: 'synopsis', text: 'It ends.' }, '= It ends.'],
    [{ type: 'centered', text: 'END' }, '> END <'],
    [{ type: 'boneyard', text: 'gone' }, '/* gone */'],
  ])('%j', (element, expected) => {
    expect(fromDocument(document([element]))).toBe(`${expected}\n`);
    expect(toDocument(parse(`${expected}\n`)).elements).toMatchObject([element]);
  });

  it('escapes what would be read as another part of the speech', () => {
    const elements = [
      { type: 'character', text: 'MARA', name: 'MARA' },
      { type: 'dialogue', text: '(not aside)' },
    ];
    const written = fromDocument(document(elements));
    expect(written).toBe('MARA\n\\(not aside)\n');
    expect(toDocument(parse(written)).elements[1]).toMatchObject({ type: 'dialogue', text: '(not aside)' });
  });

  it('puts a note that stands inside an element back into it', () => {
    const text = 'She [[why?]] waits.\n\nMARA [[angry]]\nGo.\n';
    expect(fromDocument(toDocument(parse(text)))).toBe('She  waits. [[why?]]\n\nMARA [[angry]]\nGo.\n');
  });

  it('writes an empty document as an empty script', () => {
    expect(fromDocument(document([]))).toBe('');
  });
});

describe('what it refuses', () => {
  it.each<[unknown, string]>([
    [null, 'the document'],
    [[], 'the document'],
    [{ format: 'second-unit/screenplay@2', elements: [] }, 'format'],
    [{ elements: [] }, 'format'],
    [{ format: 'second-unit/screenplay@1' }, 'elements'],
    [document(['x' as unknown as object]), 'elements[0]'],
    [document([{ type: 'aside', text: '' }]), 'elements[0].type'],
    [document([{ type: 'action' }]), 'elements[0].text'],
    [document([{ type: 'action', text: 'a', from: 5, to: 2 }]), 'elements[0]'],
    [
      document([
        { type: 'action', text: 'a' },
        { type: 'dialogue', text: 'b' },
      ]),
      'elements[1]',
    ],
    [document([{ type: 'character', text: 'A', dual: 'up' }]), 'elements[0].dual'],
    [document([{ type: 'section', text: 'A', depth: 0 }]), 'elements[0].depth'],
    [document([{ type: 'sceneHeading', text: 'A', number: 5 }]), 'elements[0].number'],
    [document([], [{ key: 'a:b', value: '' }]), 'titlePage[0].key'],
    [document([], [{ key: 'a', value: 1 }]), 'titlePage[0].value'],
  ])('%j: says where', (json, place) => {
    try {
      fromDocument(json);
    } catch (error) {
      expect(error).toMatchObject({ code: 'input', place });
      expect((error as Error).message).toMatch(/^This JSON is no screenplay: .*\.$/);
      return;
    }
    throw new Error('nothing was thrown');
  });

  it('keeps a parenthetical in a speech that needs an escape', () => {
    const { elements } = toDocument(parse('MARA\n(low)\n\\*no\\*.\n(*off*)\n'));
    const again = toDocument(parse(fromDocument(toDocument(parse('MARA\n(low)\n\\*no\\*.\n(*off*)\n')))));
    expect(again.elements.map(({ type, text }) => [type, text])).toEqual(
      elements.map(({ type, text }) => [type, text]),
    );
    expect(elements.map(({ type }) => type)).toEqual(['character', 'parenthetical', 'dialogue', 'parenthetical']);
  });
});
