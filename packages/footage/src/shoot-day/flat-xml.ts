import { SaxesParser } from 'saxes';

/** Sidecars and iXML have some hundreds of elements; a hostile file may have millions. */
const MOST_ELEMENTS = 20_000;
/** Sidecars nest some six deep. */
const DEEPEST = 64;
/** Characters of a path, and of the names in it: longer ones are no camera's. */
const LONGEST_PATH = 1000;
const MOST_ATTRIBUTES = 200;
/** A file that is not well-formed in one place is read on for a while; one that is nowhere is not XML. */
const MOST_FAULTS = 20;

/** One element of a small XML file: its path of names in small letters, without namespaces. */
export interface FlatElement {
  /** `bwfxml/speed/timecode_rate`. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Thrown through the parser to end it where it stands. */
class Enough extends Error {}

const local = (name: string): string => name.slice(name.lastIndexOf(':') + 1).toLowerCase();

/**
 * The elements of a small XML file in order; what stands before a fault where it has one. Entities are not fetched.
 * Work grows with the length of the text and no faster: reading ends at 20,000 elements, and at what nests more than 64
 * deep, of which nothing that a camera says is.
 */
export function flatXml(text: string): FlatElement[] {
  const parser = new SaxesParser();
  const found: FlatElement[] = [];
  const open: { path: string; attributes: Record<string, string>; text: string }[] = [];
  let faults = 0;
  parser.on('opentag', ({ name, attributes }) => {
    const path = `${open.length === 0 ? '' : `${open.at(-1)?.path}/`}${local(name)}`;
    if (open.length >= DEEPEST || path.length > LONGEST_PATH) throw new Enough();
    const plain: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes).slice(0, MOST_ATTRIBUTES)) plain[local(key)] = String(value);
    open.push({ path, attributes: plain, text: '' });
  });
  parser.on('text', (part) => {
    const last = open.at(-1);
    if (last && last.text.length < 10_000) last.text += part.slice(0, 10_000);
  });
  parser.on('closetag', () => {
    const last = open.pop();
    if (last) found.push({ path: last.path, attributes: last.attributes, text: last.text.trim() });
    if (found.length >= MOST_ELEMENTS) throw new Enough();
  });
  parser.on('error', () => {
    faults += 1;
    if (faults > MOST_FAULTS) throw new Enough();
  });
  // In parts, so that little is read behind a fault.
  for (let at = 0; at < text.length && faults === 0; at += 65_536) {
    try {
      parser.write(text.slice(at, at + 65_536));
    } catch {
      break;
    }
  }
  return found;
}
