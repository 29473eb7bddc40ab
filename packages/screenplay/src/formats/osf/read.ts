import { toDocument } from '../../document.ts';
import type { ScreenplayDocument } from '../../elements.ts';
import { ScreenplayFault } from '../../fault.ts';
import { parse } from '../../parse.ts';
import { elementsOfFlat, type FlatParagraph, notesOf } from '../script/flat.ts';
import { fountainOf } from '../script/fountain.ts';
import { BOLD, ITALIC, linesIn, type StyleSpan, UNDERLINE } from '../script/styles.ts';
import { titleEntries } from '../script/title-lines.ts';
import { unmarkedRuns } from '../script/unmarked.ts';
import { decodeXml } from '../xml/decode.ts';
import { checkLength, child, elementsIn, ownText, parseXml, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { isZip, unzip } from '../zip.ts';

/** Open Screenplay Format, which Fade In writes: as XML (`.osf`, `.xml`) or as a zip archive with it (`.fadein`). */

export interface OsfParagraph {
  readonly node: XmlElement;
  readonly paragraph: FlatParagraph;
}

export interface OsfScript {
  readonly format: 'second-unit/osf@1';
  readonly fountain: string;
  /** Runs of bold, italics or underlines that Fountain has no signs for; they are in the file alone. */
  readonly unmarked: number;
  readonly document: ScreenplayDocument;
  readonly paragraphs: readonly OsfParagraph[];
  readonly tree: XmlTree;
  /** Of a Fade In file: all files of the archive by name. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
}

/** The script's own file in a Fade In archive. */
export const ENTRY = 'document.xml';

/**
 * Reads Open Screenplay Format, zipped or not. `name` is the file's, for the sentences.
 * Throws `input` for what is not that format, with line and column where XML is wrong; `too-large` over 128 MB.
 */
export function readOsf(file: string | Uint8Array, name = 'This file'): OsfScript {
  let source: string;
  let files: ReadonlyMap<string, Uint8Array> | undefined;
  if (typeof file === 'string') source = file;
  else if (isZip(file)) {
    files = unzip(file, (entry) => !entry.endsWith('/'), name);
    const bytes = files.get(ENTRY);
    if (bytes === undefined) throw new ScreenplayFault('input', `${name} holds no ${ENTRY}, so it is no Fade In file.`);
    source = decodeXml(bytes, `"${ENTRY}" in ${name}`);
  } else source = decodeXml(file, name);
  const tree = parseXml(source, name);
  const { root } = tree;
  const list = child(root, 'paragraphs') ?? child(root, 'paras');
  if (list === undefined && !(root.attributes.type ?? '').startsWith('Open Screenplay Format')) {
    throw new ScreenplayFault('input', `${name} is XML of another kind (<${root.name}>), not Open Screenplay Format.`);
  }
  checkLength(root, name);
  const bases = basesOf(root);
  const paragraphs = (list === undefined ? [] : [...elementsIn(list, 'para')]).map(
    (node): OsfParagraph => ({ node, paragraph: flatParagraph(node, bases) }),
  );
  const elements = elementsOfFlat(paragraphs.map(({ paragraph }) => paragraph));
  const fountain = fountainOf({ titlePage: titlePage(root), elements });
  return {
    format: 'second-unit/osf@1',
    fountain,
    unmarked: unmarkedRuns(fountain, elements),
    document: toDocument(parse(fountain)),
    paragraphs,
    tree,
    ...(files === undefined ? {} : { files }),
  };
}

const TYPES: Readonly<Record<string, FlatParagraph['type']>> = {
  'Scene Heading': 'sceneHeading',
  Action: 'action',
  Character: 'character',
  Parenthetical: 'parenthetical',
  Dialogue: 'dialogue',
  Transition: 'transition',
  Singing: 'lyrics',
  Lyrics: 'lyrics',
  Synopsis: 'synopsis',
};

/** A style's name → the one that it is based on, but for those that are an element by themselves. */
function basesOf(root: XmlElement): ReadonlyMap<string, string> {
  const styles = child(root, 'styles');
  const bases = new Map<string, string>();
  for (const { attributes } of styles === undefined ? [] : elementsIn(styles, 'style')) {
    const base = attributes.basestyle ?? attributes.basestylename;
    if (attributes.name !== undefined && base !== undefined) bases.set(attributes.name, base);
  }
  return bases;
}

function typeOf(name: string, bases: ReadonlyMap<string, string>): { type: FlatParagraph['type']; depth?: number } {
  let at: string | undefined = name;
  // A chain has an end, even where styles are based on each other.
  for (let step = 0; at !== undefined && step < 20; step++) {
    const type = TYPES[at];
    if (type !== undefined) return { type };
    const section = /^Section ([1-6])$/.exec(at);
    if (section !== null) return { type: 'section', depth: Number(section[1]) };
    at = bases.get(at);
  }
  return { type: 'action' };
}

function flatParagraph(node: XmlElement, bases: ReadonlyMap<string, string>): FlatParagraph {
  const style = child(node, 'style')?.attributes ?? {};
  const { type: own, depth } = typeOf(style.basestyle ?? style.basestylename ?? '', bases);
  const type = own === 'action' && style.align === 'center' ? 'centered' : own;
  const { text: raw, styles } = textOf(node);
  const bare = type === 'parenthetical' && raw.trim() !== '' && !/^\s*\(/.test(raw);
  const text = bare ? `(${raw.trim()})` : raw;
  const moved = bare ? styles.map((span) => ({ ...span, from: span.from + 1, to: span.to + 1 })) : styles;
  const { number, note } = node.attributes;
  const notes = note === undefined ? [] : notesOf(note);
  return {
    type,
    text,
    styles: moved,
    ...(depth === undefined ? {} : { depth }),
    ...(number === undefined ? {} : { number: number.trim() }),
    ...(style.dualdialogue === '1' || style.dualdialogue === 'true' ? { dual: true } : {}),
    ...(style.pagebreakbefore === '1' || style.pagebreakbefore === 'true' ? { newPage: true } : {}),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function textOf(node: XmlElement): { text: string; styles: StyleSpan[] } {
  let text = '';
  const styles: StyleSpan[] = [];
  for (const run of elementsIn(node, 'text')) {
    const { bold, italic, underline } = run.attributes;
    const style = (bold === '1' ? BOLD : 0) | (italic === '1' ? ITALIC : 0) | (underline === '1' ? UNDERLINE : 0);
    const own = ownText(run);
    if (style !== 0) styles.push({ from: text.length, to: text.length + own.length, style });
    text += own;
  }
  return { text, styles };
}

function titlePage(root: XmlElement): ReturnType<typeof titleEntries> {
  const page = child(root, 'titlepage');
  const lines = [...(page === undefined ? [] : elementsIn(page, 'para'))].flatMap((node) => {
    const { text, styles } = textOf(node);
    const centered = child(node, 'style')?.attributes.align === 'center';
    return [...linesIn(text, styles)].map((line) => ({ ...line, text: line.text.trim(), centered }));
  });
  return titleEntries(lines);
}
