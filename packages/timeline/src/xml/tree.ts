import { SaxesParser } from 'saxes';
import { TimelineError } from '../fault.ts';
import type { Json, JsonObject } from '../model.ts';

/** An element of an XML file, and the line on which it begins. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, trimmed where it has elements beside it. */
  readonly text: string;
  readonly line: number;
}

/** UTF-16 units of one file; the largest exports of feature films stay below it. */
const MAX_LENGTH = 128 * 1024 * 1024;
const MAX_ELEMENTS = 4_000_000;
/** Editing programs stay under 40. */
const MAX_DEPTH = 200;

/** A sentence about an element of an XML file. */
export function problemOf(format: string, line: number, what: string): TimelineError {
  return new TimelineError('input', `This ${format} cannot be read at line ${line}: ${what}.`, {
    place: `line ${line}`,
  });
}

/**
 * Parses XML. No entity but XML's own five is expanded and a document type may not declare any, so a small file cannot
 * grow and nothing outside of it is read.
 * @param format for messages: `FCPXML`
 * @throws TimelineError `input` with the line: what is not well-formed, too large or too deep.
 */
export function parseXml(text: string, format: string): XmlElement {
  if (text.length > MAX_LENGTH)
    throw new TimelineError('input', `This ${format} is larger than the 128 MB that are read.`);
  type Draft = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string; line: number };
  const parser = new SaxesParser({ position: true });
  const open: Draft[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  parser.on('error', (error) => {
    throw problemOf(
      format,
      parser.line,
      `it is not well-formed XML (${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')})`,
    );
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) {
      throw problemOf(format, parser.line, 'it declares entities of its own, which no editing program does');
    }
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > MAX_ELEMENTS) throw problemOf(format, parser.line, `it has more than ${MAX_ELEMENTS} elements`);
    if (open.length >= MAX_DEPTH) throw problemOf(format, parser.line, `it nests more than ${MAX_DEPTH} levels deep`);
    // Attributes come without a prototype, and leave as a plain object that keeps even `__proto__` an ordinary field.
    const attributes = Object.fromEntries(Object.entries(tag.attributes as Record<string, string>));
    const element: Draft = { name: tag.name, attributes, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const onText = (more: string): void => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element && element.children.length > 0) element.text = element.text.trim();
  });
  parser.write(text).close();
  if (!root) throw problemOf(format, 1, 'it holds no element');
  return root;
}

/** The first child of this name. */
export function child(of: XmlElement | undefined, name: string): XmlElement | undefined {
  return of?.children.find((one) => one.name === name);
}

/** The trimmed text of the first child of this name, or undefined where it is missing or empty. */
export function childText(of: XmlElement | undefined, name: string): string | undefined {
  return child(of, name)?.text.trim() || undefined;
}

/** An element as metadata keeps it: no lines, and nothing that is empty. */
export function toJson(of: XmlElement): JsonObject {
  return {
    name: of.name,
    ...(Object.keys(of.attributes).length > 0 ? { attributes: of.attributes } : {}),
    ...(of.children.length > 0 ? { children: of.children.map(toJson) } : {}),
    ...(of.text !== '' && (of.children.length === 0 || of.text.trim() !== '') ? { text: of.text } : {}),
  };
}

/** What metadata kept as an element again, or undefined where it is none. */
export function fromJson(json: Json | undefined): XmlElement | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const { name, attributes, children, text } = json as JsonObject;
  if (typeof name !== 'string' || !NAME.test(name)) return undefined;
  return {
    name,
    attributes: stringsOf(attributes),
    children: elementsOf(children),
    text: typeof text === 'string' ? text : '',
    line: 0,
  };
}

const NAME = /^[A-Za-z_][\w.:-]*$/;

/** A list of elements that metadata kept. */
export function elementsOf(json: Json | undefined): XmlElement[] {
  return Array.isArray(json) ? (json as readonly Json[]).map(fromJson).filter((one) => one !== undefined) : [];
}

/** The texts of an object that metadata kept, as attributes. */
export function stringsOf(json: Json | undefined): Record<string, string> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return {};
  return Object.fromEntries(
    Object.entries(json).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && NAME.test(entry[0]),
    ),
  );
}

/** An element to write; undefined attributes and children are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  children: readonly (XmlElement | undefined)[] = [],
  text: string | number = '',
): XmlElement {
  return {
    name,
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ),
    children: children.filter((one) => one !== undefined),
    text: String(text),
    line: 0,
  };
}

/** The text of a file with this root. */
export function formatXml(root: XmlElement, doctype?: string): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', ...(doctype ? [`<!DOCTYPE ${doctype}>`] : [])];
  write(root, '', lines);
  return `${lines.join('\n')}\n`;
}

function write(of: XmlElement, indent: string, lines: string[]): void {
  const attributes = Object.entries(of.attributes).map(([key, value]) => ` ${key}="${escaped(value, true)}"`);
  const start = `${indent}<${of.name}${attributes.join('')}`;
  if (of.children.length === 0) {
    lines.push(of.text === '' ? `${start}/>` : `${start}>${escaped(of.text, false)}</${of.name}>`);
    return;
  }
  lines.push(`${start}>${escaped(of.text, false)}`);
  for (const one of of.children) write(one, `${indent}  `, lines);
  lines.push(`${indent}</${of.name}>`);
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text for a file; characters that XML 1.0 cannot hold at all become U+FFFD. */
function escaped(text: string, attribute: boolean): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must go.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(attribute ? /[&<>"\t\n\r]/g : /[&<>\r]/g, (sign) => SIGNS[sign]!)
  );
}
