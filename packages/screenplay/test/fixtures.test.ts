import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, type ElementType, fromDocument, outline, parse, print, toDocument } from '../src/index.ts';
import { pages } from '../src/pages/index.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data');
const folder = `${data}/screenplays/fountain`;
const official = `${folder}/nyousefi`;

if (!existsSync(folder)) console.warn(`skipped: no screenplays in ${folder} (set SECOND_UNIT_DATA)`);

const read = (path: string): string => decode(readFileSync(path), path);
const documentOf = (name: string) => toDocument(parse(read(`${official}/${name}`)));
const typesOf = (name: string): ElementType[] => documentOf(name).elements.map((element) => element.type);

describe.skipIf(!existsSync(folder))('published screenplays', () => {
  const files = existsSync(folder) ? globSync('**/*.{fountain,txt}', { cwd: folder }) : [];

  it('are a hundred or more', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it.each(files)('%s comes back, and its JSON reads back equal', (file) => {
    const text = read(`${folder}/${file}`);
    const tree = parse(text);
    expect(print(tree)).toBe(text);
    const document = toDocument(tree);
    const again = toDocument(parse(fromDocument(JSON.parse(JSON.stringify(document)))));
    const bare = (item: object): object => ({ ...item, from: 0, to: 0 });
    expect(again.elements.map(bare)).toEqual(document.elements.map(bare));
    expect(again.titlePage.map(bare)).toEqual(document.titlePage.map(bare));
  });
});

describe.skipIf(!existsSync(folder))('Big Fish', () => {
  const tree = existsSync(folder) ? parse(read(`${official}/Big Fish.fountain`)) : parse('');
  const document = toDocument(tree);
  const count = (type: ElementType): number => document.elements.filter((element) => element.type === type).length;

  it('has its 192 scenes, one for each line that begins INT or EXT', () => {
    const lines = print(tree).match(/^(?:INT|EXT)[./ ].*$/gm) ?? [];
    expect(lines).toHaveLength(192);
    expect(count('sceneHeading')).toBe(192);
    expect(outline(tree).map((entry) => (entry.kind === 'scene' ? entry.heading : ''))).toEqual(
      lines.map((line) => line.trim()),
    );
  });

  it('has a title page of six parts, a page break and no other kinds than these', () => {
    expect(document.titlePage.map((entry) => entry.key)).toEqual([
      'Title',
      'Credit',
      'Author',
      'Source',
      'Notes',
      'Copyright',
    ]);
    expect(count('pageBreak')).toBe(1);
    expect(count('centered')).toBe(2);
    expect(new Set(document.elements.map((element) => element.type)).size).toBe(8);
  });

  it('has the types that the official test asks for, at its places', () => {
    const at = (indexes: number[]): ElementType[] =>
      indexes.map((index) => document.elements[index]?.type as ElementType);
    expect(at([11, 17, 31, 50])).toEqual(Array(4).fill('sceneHeading'));
    expect(at([6, 9, 13, 19, 39])).toEqual(Array(5).fill('character'));
    expect(at([7, 10, 14, 16, 20, 24])).toEqual(Array(6).fill('dialogue'));
    expect(at([15, 23, 40, 70])).toEqual(Array(4).fill('parenthetical'));
    expect(at([0, 3, 38])).toEqual(Array(3).fill('action'));
    expect(at([1, 209])).toEqual(['pageBreak', 'transition']);
  });

  it('has as many pages as its PDF, within one', () => {
    expect(Math.abs(pages(document).pages - 122)).toBeLessThanOrEqual(1);
  });
});

describe.skipIf(!existsSync(folder))('the official files', () => {
  it('scene headings: all but the three that the specification rules out', () => {
    const types = typesOf('SceneHeaders.fountain');
    expect(types.slice(0, 15)).toEqual(Array(15).fill('sceneHeading'));
    expect(types.slice(15)).toEqual(['action', 'action', 'action', 'sceneHeading']);
  });

  it('scene numbers', () => {
    const { elements } = documentOf('SceneNumbers.fountain');
    expect(elements.map((element) => element.number)).toEqual(['1', '1A', '1a', 'A1', 'I-1-A', '1.', '110A']);
    expect(elements.map((element) => element.text)).toEqual([
      ...Array(6).fill('INT. HOUSE - DAY'),
      'INT. HOUSE - DAY - FLASHBACK (1944)',
    ]);
  });

  it('transitions: all but the one with a space after its colon', () => {
    const types = typesOf('Transitions.fountain');
    expect(types).toEqual([
      'transition',
      'transition',
      'transition',
      'transition',
      'action',
      'transition',
      'transition',
    ]);
  });

  it('dialogue: cues with digits and indentation, an empty line in the middle, none without a letter', () => {
    const { elements } = documentOf('Dialogue.fountain');
    expect(elements.filter((element) => element.type === 'character').map((element) => element.name)).toEqual([
      'ADAM',
      'EVE',
      'ADAM',
      'EVE',
      'EVE',
      'ADAM',
      'EVE',
      'ADAM',
      'EVE',
      'R2D2',
      'ADAM',
      'EVE',
    ]);
    expect(
      elements.filter((element) => element.dual !== undefined).map((element) => [element.name, element.dual]),
    ).toEqual([
      ['ADAM', 'left'],
      ['EVE', 'right'],
    ]);
    expect(elements.find((element) => element.text.includes('absolutely'))?.text).toContain('block\n\nfor absolutely');
    expect(elements.find((element) => element.text.startsWith('23'))?.type).toBe('action');
  });

  it('forced elements, lyrics inside dialogue among them', () => {
    expect(typesOf('ForcedElements.fountain')).toEqual([
      'action',
      'character',
      'dialogue',
      'character',
      'lyrics',
      'lyrics',
    ]);
  });

  it('the others', () => {
    expect(typesOf('Boneyard.fountain')).toEqual(['action', 'boneyard', 'boneyard', 'action', 'boneyard']);
    expect(typesOf('CenteredText.fountain')).toEqual(['centered', 'transition', 'centered', 'centered']);
    expect(typesOf('Indenting.fountain')).toEqual([
      'transition',
      'sceneHeading',
      'action',
      'character',
      'dialogue',
      'character',
      'parenthetical',
      'dialogue',
      'action',
    ]);
    expect(typesOf('MultilineAction.fountain')).toEqual(['action', 'action', 'action']);
    expect(typesOf('Notes.fountain')).toEqual(['action', 'note', 'note', 'action', 'note']);
    expect(typesOf('PageBreaks.fountain')).toEqual(['action', 'pageBreak', 'action', 'pageBreak', 'action']);
    expect(documentOf('SectionHeaders.fountain').elements.map((element) => element.depth)).toEqual([
      1, 1, 1, 1, 1, 2, 3,
    ]);
    expect(typesOf('Sections-Complex.fountain')).toEqual([
      'section',
      'synopsis',
      'sceneHeading',
      'section',
      'section',
      'sceneHeading',
    ]);
    expect(typesOf('Synopses.fountain')).toEqual(['section', 'synopsis', 'section', 'synopsis', 'section', 'synopsis']);
    expect(typesOf('Simple.fountain').at(-1)).toBe('action');
  });
});
