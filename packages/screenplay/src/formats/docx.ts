import { toDocument } from '../document.ts';
import { ScreenplayFault } from '../fault.ts';
import { parse } from '../parse.ts';
import { flatTypes, headingOf, isFlat, type Row, type RowType, rowTypes } from './layout.ts';
import type { ReadScript } from './plain-text.ts';
import { elementsOfFlat, type FlatParagraph } from './script/flat.ts';
import { fountainOf } from './script/fountain.ts';
import type { StyledElement } from './script/styled.ts';
import { BOLD, ITALIC, type StyleSpan, UNDERLINE } from './script/styles.ts';
import { unmarkedRuns } from './script/unmarked.ts';
import { decodeXml } from './xml/decode.ts';
import { checkLength, child, elementsIn, ownText, parseXml, type XmlElement } from './xml/tree.ts';
import { unzip } from './zip.ts';

/** Word documents (`.docx`), read only: by the names of their styles, by indents where styles say nothing, or else by capitals. */

const DOCUMENT = 'word/document.xml';
const STYLES = 'word/styles.xml';
const COMMENTS = 'word/comments.xml';

/**
 * Reads a Word document as a screenplay. Paragraphs whose style is named after an element are that; in a document
 * without such styles, indents, alignment and capitals decide; without those either, capitals and order, and `guessed`
 * says of how many lines. Comments become notes; deleted text is left out.
 * Throws `input` for what is no Word document, and `too-large` for what would unpack to too much.
 */
export function readDocx(bytes: Uint8Array, name = 'This file'): ReadScript {
  const wanted = new Set([DOCUMENT, STYLES, COMMENTS]);
  const files = unzip(bytes, (entry) => wanted.has(entry), name);
  const main = files.get(DOCUMENT);
  if (main === undefined)
    throw new ScreenplayFault('input', `${name} holds no ${DOCUMENT}, so it is no Word document.`);
  const rootOf = (entry: string): XmlElement | undefined => {
    const file = files.get(entry);
    return file === undefined ? undefined : parseXml(decodeXml(file, entry), `"${entry}" in ${name}`).root;
  };
  const root = parseXml(decodeXml(main, name), `"${DOCUMENT}" in ${name}`).root;
  checkLength(root, name);
  const reader = new Reader(stylesOf(rootOf(STYLES)), commentsOf(rootOf(COMMENTS)));
  const body = child(root, 'w:body');
  if (body !== undefined) reader.walk(body);
  const { paragraphs, guessed } = typed(reader.paragraphs);
  const elements = elementsOfFlat(paragraphs);
  const fountain = fountainOf({ titlePage: [], elements });
  return { fountain, document: toDocument(parse(fountain)), guessed, unmarked: unmarkedRuns(fountain, elements) };
}

interface WordStyle {
  readonly name: string;
  readonly base?: string;
  readonly properties?: XmlElement;
  readonly run?: XmlElement;
}

function stylesOf(root: XmlElement | undefined): ReadonlyMap<string, WordStyle> {
  const styles = new Map<string, WordStyle>();
  for (const style of root === undefined ? [] : elementsIn(root, 'w:style')) {
    const base = wordValue(child(style, 'w:basedOn'));
    const properties = child(style, 'w:pPr');
    const run = child(style, 'w:rPr');
    styles.set(style.attributes['w:styleId'] ?? '', {
      name: wordValue(child(style, 'w:name')) ?? '',
      ...(base === undefined ? {} : { base }),
      ...(properties === undefined ? {} : { properties }),
      ...(run === undefined ? {} : { run }),
    });
  }
  return styles;
}

function commentsOf(root: XmlElement | undefined): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  for (const comment of root === undefined ? [] : elementsIn(root, 'w:comment')) {
    const lines = [...elementsIn(comment, 'w:p')].map((paragraph) => textIn(paragraph).trim());
    comments.set(comment.attributes['w:id'] ?? '', lines.join('\n').trim());
  }
  return comments;
}

function textIn(element: XmlElement): string {
  let text = '';
  for (const inner of elementsIn(element)) text += inner.name === 'w:t' ? ownText(inner) : textIn(inner);
  return text;
}

function wordValue(element: XmlElement | undefined): string | undefined {
  return element?.attributes['w:val'];
}

/** A switch like `<w:b/>`, which may be there to say no. */
function isOn(element: XmlElement | undefined): boolean | undefined {
  if (element === undefined) return undefined;
  const value = wordValue(element);
  return value === undefined || !/^(?:0|false|none|off)$/.test(value);
}

interface WordParagraph {
  text: string;
  readonly styles: StyleSpan[];
  /** Names of its style and of those that it is based on. */
  readonly names: readonly string[];
  readonly column: number;
  readonly align?: 'center' | 'right';
  newPage: boolean;
  readonly notes: StyledElement[];
}

/** Twentieths of a point in a column of ten to the inch. */
const COLUMN = 144;

class Reader {
  readonly paragraphs: WordParagraph[] = [];
  readonly #styles: ReadonlyMap<string, WordStyle>;
  readonly #comments: ReadonlyMap<string, string>;

  constructor(styles: ReadonlyMap<string, WordStyle>, comments: ReadonlyMap<string, string>) {
    this.#styles = styles;
    this.#comments = comments;
  }

  /** Paragraphs, those in tables and text controls included. */
  walk(parent: XmlElement): void {
    for (const element of elementsIn(parent)) {
      if (element.name === 'w:p') this.#paragraph(element);
      else if (element.name !== 'w:del') this.walk(element);
    }
  }

  #paragraph(node: XmlElement): void {
    const own = child(node, 'w:pPr');
    const chain = this.#chain(wordValue(child(own, 'w:pStyle')) ?? '');
    const all = [own, ...chain.map(({ properties }) => properties)];
    const find = (name: string): XmlElement | undefined => {
      for (const properties of all) {
        const found = child(properties, name);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const indent = find('w:ind')?.attributes ?? {};
    const left = Number(indent['w:left'] ?? indent['w:start'] ?? 0) + Number(indent['w:firstLine'] ?? 0);
    const align = wordValue(find('w:jc'));
    const paragraph: WordParagraph = {
      text: '',
      styles: [],
      names: chain.map(({ name }) => name.toLowerCase()),
      column: Number.isFinite(left) ? Math.round(left / COLUMN) : 0,
      ...(align === 'center' ? { align } : align === 'right' || align === 'end' ? { align: 'right' as const } : {}),
      newPage: isOn(find('w:pageBreakBefore')) === true,
      notes: [],
    };
    this.paragraphs.push(paragraph);
    this.#runs(node, paragraph, chain);
  }

  #chain(id: string): WordStyle[] {
    const chain: WordStyle[] = [];
    // Styles that are based on each other end too.
    for (let style = this.#styles.get(id); style !== undefined && chain.length < 20; ) {
      chain.push(style);
      style = style.base === undefined ? undefined : this.#styles.get(style.base);
    }
    return chain;
  }

  #runs(parent: XmlElement, paragraph: WordParagraph, chain: readonly WordStyle[]): void {
    for (const node of elementsIn(parent)) {
      if (node.name === 'w:r') this.#run(node, paragraph);
      else if (node.name !== 'w:del' && node.name !== 'w:pPr') this.#runs(node, paragraph, chain);
    }
  }

  #run(run: XmlElement, paragraph: WordParagraph): void {
    const properties = child(run, 'w:rPr');
    if (isOn(child(properties, 'w:vanish')) === true) return;
    const style =
      (isOn(child(properties, 'w:b')) === true ? BOLD : 0) |
      (isOn(child(properties, 'w:i')) === true ? ITALIC : 0) |
      (isOn(child(properties, 'w:u')) === true ? UNDERLINE : 0);
    const from = paragraph.text.length;
    for (const node of elementsIn(run)) {
      switch (node.name) {
        case 'w:t':
          paragraph.text += ownText(node);
          break;
        case 'w:tab':
          paragraph.text += '\t';
          break;
        case 'w:noBreakHyphen':
          paragraph.text += '-';
          break;
        case 'w:br':
        case 'w:cr':
          if (node.attributes['w:type'] !== 'page') paragraph.text += '\n';
          else if (paragraph.text.trim() === '') paragraph.newPage = true;
          break;
        case 'w:commentReference': {
          const text = this.#comments.get(node.attributes['w:id'] ?? '') ?? '';
          if (text !== '') paragraph.notes.push({ type: 'note', text, styles: [], inside: true });
          break;
        }
      }
    }
    if (style !== 0 && paragraph.text.length > from) paragraph.styles.push({ from, to: paragraph.text.length, style });
  }
}

/** Names that templates for screenplays give their styles. */
const NAMED: readonly (readonly [pattern: RegExp, type: FlatParagraph['type']])[] = [
  [/\b(?:scene heading|slug ?line|slug)\b/, 'sceneHeading'],
  [/\b(?:character|cue)\b/, 'character'],
  [/\b(?:parenthetical|wryly)\b/, 'parenthetical'],
  [/\b(?:dialogue|dialog)\b/, 'dialogue'],
  [/\btransition\b/, 'transition'],
  [/\b(?:lyrics?|singing)\b/, 'lyrics'],
  [/\bcent(?:er|re)d\b/, 'centered'],
  [/\b(?:action|shot|scene description)\b/, 'action'],
];

function namedType({ names }: WordParagraph): FlatParagraph['type'] | undefined {
  for (const name of names) {
    for (const [pattern, type] of NAMED) if (pattern.test(name)) return type;
  }
  return undefined;
}

function typed(paragraphs: readonly WordParagraph[]): { paragraphs: FlatParagraph[]; guessed: number } {
  const named = paragraphs.map(namedType);
  const shown = paragraphs.filter(({ text }) => text.trim() !== '');
  // One heading or cue by name, and names are what counts.
  if (named.some((type) => type === 'sceneHeading' || type === 'character')) {
    const known = paragraphs.map((paragraph, index) =>
      flat(paragraph, named[index] ?? (paragraph.align === 'center' ? 'centered' : 'action')),
    );
    return { paragraphs: known, guessed: 0 };
  }
  let gap = true;
  const rows: Row[] = [];
  for (const { text, column, align } of paragraphs) {
    if (text.trim() === '') gap = true;
    else {
      const tabs = /^\t*/.exec(text)?.[0].length ?? 0;
      rows.push({ text: text.trim(), column: column + tabs * TAB, gap, ...(align === undefined ? {} : { align }) });
      gap = false;
    }
  }
  const gapless = rows.filter((row) => row.gap).length < rows.length / 4;
  const bare = isFlat(rows);
  // An empty line after every paragraph says as little as none.
  const even = rows.filter((row) => row.gap).length > rows.length * 0.9;
  const types = bare ? flatTypes(rows, gapless || even) : rowTypes(rows, gapless);
  const found = shown.flatMap((paragraph, index) => {
    const type = types[index] as RowType;
    return type === 'furniture' ? [] : [flat(paragraph, type)];
  });
  return { paragraphs: found, guessed: bare ? types.filter((type) => GUESSED.has(type)).length : 0 };
}

/** Headings say themselves what they are, centred lines stand so, and action is what is left. */
const GUESSED: ReadonlySet<RowType> = new Set(['character', 'parenthetical', 'dialogue', 'transition', 'furniture']);

/** Columns of a tab: half an inch, as Word has it. */
const TAB = 5;

function flat({ text, styles, newPage, notes }: WordParagraph, type: FlatParagraph['type']): FlatParagraph {
  const heading = type === 'sceneHeading' ? headingOf(text.trim()) : undefined;
  const numbered = heading?.number !== undefined;
  return {
    type,
    text: numbered ? heading.text : type === 'action' ? text.replace(/^\t+/, '') : text,
    styles: numbered || (type === 'action' && text.startsWith('\t')) ? [] : styles,
    ...(numbered ? { number: heading.number as string } : {}),
    ...(newPage ? { newPage } : {}),
    ...(notes.length === 0 ? {} : { notes }),
  };
}
