import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFdx, writeFdx } from '../../src/formats/index.ts';
import type { StyledElement } from '../../src/formats/script/styled.ts';
import { styledScript } from '../../src/formats/script/styled.ts';
import { bytes, folder, present, text } from './data.ts';
import { gist } from './scripts.ts';

const files = present ? globSync('**/*.fdx', { cwd: folder }).sort() : [];

describe.skipIf(!present)('published FDX files', () => {
  it('are thirty or more', () => expect(files.length).toBeGreaterThanOrEqual(30));

  it.each(files)('%s is written back unit by unit, of its Fountain and of its JSON', (file) => {
    const from = readFdx(bytes(file), file);
    expect(writeFdx(from.fountain, { from })).toBe(text(file));
    expect(writeFdx(from.document, { from })).toBe(text(file));
  });

  it.each(files)('%s comes back equal by way of Fountain alone', (file) => {
    const read = readFdx(bytes(file), file);
    expect(gist(readFdx(writeFdx(read.fountain)).fountain)).toEqual(gist(read.fountain));
  });

  it.each(files)('%s changed in one line is the same file but for that line', (file) => {
    const from = readFdx(bytes(file), file);
    const index = from.elements.findIndex(({ element }) => element.type === 'action' || element.type === 'dialogue');
    if (index === -1) return;
    const line = from.elements[index]?.element.text.split('\n')[0] as string;
    const at = from.fountain.indexOf(line);
    const changed = `${from.fountain.slice(0, at + line.length)} Zebra.${from.fountain.slice(at + line.length)}`;
    const written = writeFdx(changed, { from });
    const folded = (xml: string): string => xml.replace(/>\s+</g, '><');
    expect(folded(written.replace(/ Zebra\./, ''))).toBe(folded(text(file)));
    expect(gist(readFdx(written).fountain)).toEqual(gist(changed));
  });
});

/**
 * FDX files beside Fountain files of the same script, each made by another program. What differs is listed with the
 * reason why it should; all else must be equal: type, text, number, side, depth and styles.
 */
interface Pair {
  readonly name: string;
  /** Kinds of element that the program which wrote the FDX left out. */
  readonly leftOut?: readonly StyledElement['type'][];
  /** Elements that the FDX has as another kind than its Fountain. */
  readonly otherwise?: Readonly<
    Record<string, readonly [fdx: StyledElement['type'], fountain: StyledElement['type'], first?: number]>
  >;
  /** The title page differs. */
  readonly titlePage?: string;
  readonly why?: string;
}

const NO_TITLE_PAGE = 'the FDX has no title page';

const PAIRS: readonly Pair[] = [
  {
    name: 'last-birthday/Big-Fish',
    leftOut: ['pageBreak'],
    otherwise: {
      'EXT/INT. SORORITY HOUSE - THE DOORWAY': ['action', 'sceneHeading'],
      'EXT/INT.  SWAMP SHACK - DAY': ['action', 'sceneHeading'],
      'CUT TO BLACK.': ['action', 'transition'],
    },
    titlePage: NO_TITLE_PAGE,
    why: 'its writer (screenplain) drops page breaks, knows no EXT/INT, and asks a transition to end in TO:',
  },
  { name: 'last-birthday/Brick-and-Steel', titlePage: NO_TITLE_PAGE },
  {
    name: 'last-birthday/The-Last-Birthday-Card',
    leftOut: ['section', 'synopsis'],
    // Those after the third are forced with a sign, and are transitions in both.
    otherwise: { 'FADE OUT.': ['action', 'transition', 3] },
    titlePage: NO_TITLE_PAGE,
    why: 'its writer (screenplain) drops sections and synopses, and asks a transition to end in TO:',
  },
  {
    name: 'screenplay-tools/TestFDX-FD',
    titlePage: 'the Fountain has no title page',
  },
  {
    name: 'screenplay-tools/TestFDX-FI',
    titlePage: 'Fade In leaves its own "Written by" and the underline out of the Fountain and sorts the rest its way',
  },
  { name: 'afterwriting/screenplays/fdx/header_note' },
  { name: 'afterwriting/screenplays/fdx/note' },
  { name: 'afterwriting/screenplays/fdx/synopsis' },
  { name: 'screenplain/dialogue' },
  { name: 'screenplain/dialogue-with-blank-line' },
  { name: 'screenplain/dual-dialogue' },
  { name: 'screenplain/extended-characters' },
  { name: 'screenplain/forced-action' },
  { name: 'screenplain/indentation' },
  { name: 'screenplain/parenthetical' },
  { name: 'screenplain/simple' },
  { name: 'screenplain/utf-8-bom' },
];

describe.skipIf(!present)('FDX beside Fountain', () => {
  it('has every FDX file that has a Fountain file beside it', () => {
    const beside = globSync('fountain/**/*.fdx', { cwd: folder })
      .map((file) => file.slice('fountain/'.length, -'.fdx'.length))
      .filter((name) => globSync(`fountain/${name}.fountain`, { cwd: folder }).length > 0);
    expect(PAIRS.map(({ name }) => name).sort()).toEqual(beside.sort());
  });

  it.each(PAIRS)('$name', ({ name, leftOut = [], otherwise = {}, titlePage }) => {
    const fdx = styledScript(readFdx(bytes(`fountain/${name}.fdx`)).fountain);
    const fountain = styledScript(text(`fountain/${name}.fountain`));
    const met = new Map<string, number>();
    const wanted = fountain.elements
      .filter((element) => !leftOut.includes(element.type))
      .map((element) => {
        const [to, from, first = Infinity] = otherwise[element.text] ?? [];
        const before = met.get(element.text) ?? 0;
        if (to === undefined || element.type !== from || before === first) return element;
        met.set(element.text, before + 1);
        return { ...element, type: to };
      });
    expect(gist({ titlePage: [], elements: fdx.elements })).toEqual(gist({ titlePage: [], elements: wanted }));
    // A deviation that is gone comes off the list.
    expect([...met.keys()].sort()).toEqual(Object.keys(otherwise).sort());
    for (const type of leftOut) expect(fountain.elements.some((element) => element.type === type)).toBe(true);
    const same = JSON.stringify(fdx.titlePage) === JSON.stringify(fountain.titlePage);
    expect(same).toBe(titlePage === undefined);
  });

  it('reads the title page that Fade In wrote, with the words it left out of its Fountain', () => {
    const { titlePage } = readFdx(bytes('fdx/TestFDX-FI.fdx'));
    expect(titlePage.map(({ key, value }) => [key, value])).toEqual([
      ['Title', 'FDX Test Script'],
      ['Credit', 'Written by'],
      ['Author', 'Ian'],
      ['Copyright', 'Copyright (c) 2026'],
      ['Draft date', 'Draft\ninformation'],
      ['Contact', 'Contact\ninformation'],
    ]);
  });
});
