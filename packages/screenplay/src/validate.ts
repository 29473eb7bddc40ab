import {
  ELEMENT_TYPES,
  type ElementType,
  type ScreenplayDocument,
  type ScreenplayElement,
  type TitlePageEntry,
} from './elements.ts';
import { ScreenplayFault } from './fault.ts';

const TYPES: ReadonlySet<string> = new Set(ELEMENT_TYPES);

/** Types that belong to a speech and cannot stand without a cue. */
const SPOKEN: ReadonlySet<string> = new Set<ElementType>(['parenthetical', 'dialogue']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Unknown JSON as `second-unit/screenplay@1`. Ranges may be absent, as in JSON written by hand; all else is
 * checked. Throws `input` with the place of the first thing that is wrong, e.g. `elements[3].text`.
 */
export function validateDocument(json: unknown): ScreenplayDocument {
  const document = fieldsOf(json, 'the document');
  if (document.format !== 'second-unit/screenplay@1') {
    const found = typeof document.format === 'string' ? `"${document.format}"` : 'missing';
    throw wrong('format', `must be "second-unit/screenplay@1", but is ${found}`);
  }
  const titlePage = listOf(document.titlePage ?? [], 'titlePage').map(titleEntryOf);
  const elements: ScreenplayElement[] = [];
  let spoken = false;
  for (const [index, item] of listOf(document.elements, 'elements').entries()) {
    const element = elementOf(item, `elements[${index}]`);
    if (SPOKEN.has(element.type) && !spoken) {
      throw wrong(`elements[${index}]`, `is ${element.type}, but no character speaks before it`);
    }
    if (element.type === 'character') spoken = true;
    else if (!SPOKEN.has(element.type) && !['lyrics', 'note', 'boneyard'].includes(element.type)) spoken = false;
    elements.push(element);
  }
  return { format: 'second-unit/screenplay@1', titlePage, elements };
}

function titleEntryOf(item: unknown, index: number): TitlePageEntry {
  const place = `titlePage[${index}]`;
  const entry = fieldsOf(item, place);
  const key = stringOf(entry.key, `${place}.key`);
  if (!/^[^\s:[\]!@~>#=.][^:\r\n]*$/u.test(key)) {
    throw wrong(`${place}.key`, 'must be words on one line without a colon');
  }
  return { key, value: stringOf(entry.value, `${place}.value`), ...rangeOf(entry, place) };
}

function elementOf(item: unknown, place: string): ScreenplayElement {
  const element = fieldsOf(item, place);
  const type = stringOf(element.type, `${place}.type`);
  if (!TYPES.has(type)) throw wrong(`${place}.type`, `is "${type}", which is no kind of element`);
  const { dual, depth } = element;
  if (dual !== undefined && dual !== 'left' && dual !== 'right') {
    throw wrong(`${place}.dual`, 'must be "left" or "right"');
  }
  if (depth !== undefined && !(Number.isInteger(depth) && (depth as number) >= 1 && (depth as number) <= 6)) {
    throw wrong(`${place}.depth`, 'must be a whole number from 1 to 6');
  }
  const bare = type === 'pageBreak' || (type === 'character' && element.name !== undefined);
  const text = bare && element.text === undefined ? '' : stringOf(element.text, `${place}.text`);
  return {
    type: type as ElementType,
    ...rangeOf(element, place),
    text,
    ...optional(element, 'number', place),
    ...optional(element, 'name', place),
    ...optional(element, 'extension', place),
    ...(dual === undefined ? {} : { dual }),
    ...(depth === undefined ? {} : { depth: depth as number }),
  };
}

function optional<Key extends string>(element: Fields, key: Key, place: string): { [Name in Key]?: string } {
  const value = element[key];
  return value === undefined ? {} : ({ [key]: stringOf(value, `${place}.${key}`) } as { [Name in Key]?: string });
}

function rangeOf(item: Fields, place: string): { from: number; to: number } {
  const { from, to } = item;
  if (from === undefined && to === undefined) return { from: 0, to: 0 };
  if (!Number.isInteger(from) || !Number.isInteger(to) || (from as number) < 0 || (to as number) < (from as number)) {
    throw wrong(place, 'has a range that is none: "from" and "to" must be whole numbers in order');
  }
  return { from: from as number, to: to as number };
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'must be an object');
  return value as Fields;
}

function listOf(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(place, 'must be a list');
  return value;
}

function stringOf(value: unknown, place: string): string {
  if (typeof value !== 'string') throw wrong(place, 'must be a string');
  return value;
}

function wrong(place: string, why: string): ScreenplayFault {
  return new ScreenplayFault('input', `This JSON is no screenplay: ${place} ${why}.`, { place });
}
