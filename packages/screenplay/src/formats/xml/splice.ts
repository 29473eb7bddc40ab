import type { XmlElement, XmlTree } from './tree.ts';
import { startTag, xml } from './write.ts';

/** Changes to the text of an XML file, by where its tree says that things stand. */

/** One change of the file's text. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The part [from, to) of `source` with the changes made. They must not overlap. */
export function spliced(source: string, from: number, to: number, splices: readonly Splice[]): string {
  let text = '';
  let at = from;
  for (const splice of [...splices].sort((a, b) => a.from - b.from || a.to - b.to)) {
    text += source.slice(at, splice.from) + splice.text;
    at = splice.to;
  }
  return text + source.slice(at, to);
}

/** Where the white space before the element starts. */
export function gapBefore({ source }: XmlTree, node: XmlElement): number {
  let at = node.from;
  while (at > 0 && source[at - 1]?.trim() === '') at--;
  return at;
}

/** Adds to the end of the root. */
export function atEnd(root: XmlElement, text: string): Splice {
  return { from: root.innerTo, to: root.innerTo, text };
}

/** What is in the element becomes `inside`. */
export function replacedInside(element: XmlElement, inside: string): Splice {
  if (element.innerTo !== element.to) return { from: element.innerFrom, to: element.innerTo, text: inside };
  const text =
    inside === '' ? xml(element.name, element.attributes) : `${startTag(element, {})}${inside}</${element.name}>`;
  return { from: element.from, to: element.to, text };
}
