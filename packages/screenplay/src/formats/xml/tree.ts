import { SaxesParser } from 'saxes';
import { ScreenplayFault } from '../../fault.ts';

/**
 * An XML file as a tree that knows where in the text each node stands, so that what nobody changes is written
 * back unit by unit: order, attributes, white space, comments and elements that we do not know.
 */

/** Ranges are UTF-16 units of the whole text, `to` exclusive. */
export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  /** In the file's order. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly from: number;
  readonly to: number;
  /** Where the content starts and ends. Both are `to` where the element closes itself. */
  readonly innerFrom: number;
  readonly innerTo: number;
}

/** Text or CDATA, with entities resolved. */
interface XmlText {
  readonly kind: 'text';
  readonly text: string;
}

/** Comments and processing instructions, which only their range remembers. */
interface XmlOther {
  readonly kind: 'other';
}

export type XmlNode = XmlElement | XmlText | XmlOther;

export interface XmlTree {
  /** As it was read; the ranges are of this. */
  readonly source: string;
  readonly root: XmlElement;
}

type Draft = { -readonly [Key in keyof XmlElement]: Key extends 'children' ? XmlNode[] : XmlElement[Key] };

/** Elements and attributes of one file. A 120-page script with everything Final Draft writes has about 30,000. */
const MAX_NODES = 2_000_000;
/** Deepest nesting. Final Draft goes to about ten. */
const MAX_DEPTH = 200;
/** UTF-16 units of one file. */
const MAX_LENGTH = 128 * 1024 * 1024;

/**
 * Parses well-formed XML. Entities other than XML's own five are never expanded and a document type is refused,
 * so a small file cannot grow and nothing outside the file is read. `name` is the file's, for the sentences.
 * Throws `input` with line and column for what is not XML, and `too-large` beyond the limits.
 */
export function parseXml(source: string, name: string): XmlTree {
  if (source.length > MAX_LENGTH) {
    throw new ScreenplayFault('too-large', `${name} is larger than the 128 MB that a screenplay may have.`);
  }
  const parser = new SaxesParser({ position: true });
  const place = (): string => `line ${parser.line}, column ${parser.columnIndex + 1}`;
  const open: Draft[] = [];
  let root: XmlElement | undefined;
  let nodes = 0;
  const count = (): void => {
    if (++nodes <= MAX_NODES) return;
    throw new ScreenplayFault(
      'too-large',
      `${name} has more than ${MAX_NODES.toLocaleString('en')} elements and attributes, a hundred times what a screenplay has.`,
      { place: place() },
    );
  };
  let start = 0;
  parser.on('error', (error) => {
    const why = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    throw new ScreenplayFault('input', `${name} is not well-formed XML at ${place()}: ${why}.`, {
      place: place(),
      cause: error,
    });
  });
  parser.on('doctype', () => {
    throw new ScreenplayFault(
      'input',
      `${name} declares a document type (${place()}), which could make it read other files or grow without end. No screenplay program writes one: remove the <!DOCTYPE …> part and open it again.`,
      { place: place() },
    );
  });
  parser.on('opentagstart', () => {
    start = source.lastIndexOf('<', parser.position - 1);
  });
  parser.on('attribute', count);
  parser.on('opentag', (tag) => {
    count();
    if (open.length >= MAX_DEPTH) {
      throw new ScreenplayFault(
        'too-large',
        `${name} nests elements more than ${MAX_DEPTH} deep at ${place()}; a screenplay goes to about ten.`,
        { place: place() },
      );
    }
    const at = parser.position;
    const element: Draft = {
      kind: 'element',
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      from: start,
      to: at,
      innerFrom: at,
      innerTo: at,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', (tag) => {
    const element = open.pop();
    if (element === undefined || tag.isSelfClosing) return;
    element.to = parser.position;
    element.innerTo = source.lastIndexOf('<', parser.position - 1);
  });
  const text = (text: string): void => {
    open.at(-1)?.children.push({ kind: 'text', text });
  };
  parser.on('text', text);
  parser.on('cdata', text);
  const other = (): void => {
    open.at(-1)?.children.push({ kind: 'other' });
  };
  parser.on('comment', other);
  parser.on('processinginstruction', other);
  parser.write(source).close();
  if (root === undefined) throw new ScreenplayFault('input', `${name} holds no XML element.`, { place: place() });
  return { source, root };
}

/** The elements among the children, with that name if one is given. */
export function* elementsIn(parent: XmlElement, name?: string): Generator<XmlElement> {
  for (const child of parent.children) {
    if (child.kind === 'element' && (name === undefined || child.name === name)) yield child;
  }
}

/** The first child element with that name. */
export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  if (parent === undefined) return undefined;
  for (const found of elementsIn(parent, name)) return found;
  return undefined;
}

/** The text right inside, not that of elements inside. */
export function ownText(element: XmlElement): string {
  let text = '';
  for (const node of element.children) if (node.kind === 'text') text += node.text;
  return text;
}

/** The text of the element and of all inside it. */
export function deepText(element: XmlElement): string {
  let text = '';
  for (const node of element.children) {
    if (node.kind === 'text') text += node.text;
    else if (node.kind === 'element') text += deepText(node);
  }
  return text;
}

/** The element as it stands in the file. */
export function sliceOf(tree: XmlTree, node: XmlElement): string {
  return tree.source.slice(node.from, node.to);
}

/** Letters of one script. Big Fish has 150,000. */
const MAX_LETTERS = 4_000_000;

/** Throws `too-large` for more text than any script has: what is worked out of each letter takes its room. */
export function checkLength(root: XmlElement, name: string): void {
  let letters = 0;
  const count = (element: XmlElement): void => {
    for (const node of element.children) {
      if (node.kind === 'text') letters += node.text.length;
      else if (node.kind === 'element') count(node);
    }
  };
  count(root);
  if (letters <= MAX_LETTERS) return;
  throw new ScreenplayFault(
    'too-large',
    `${name} has ${Math.round(letters / 1e6)} million letters, more than the ${MAX_LETTERS / 1e6} million that a script may have.`,
  );
}
