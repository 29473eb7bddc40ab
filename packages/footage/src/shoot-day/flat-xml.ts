import { SaxesParser } from 'saxes';

/** Sidecars and iXML have some hundreds of elements; a hostile file may have millions. */
const MOST_ELEMENTS = 20_000;

/** One element of a small XML file: its path of names in small letters, without namespaces. */
export interface FlatElement {
  /** `bwfxml/speed/timecode_rate`. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The elements of a small XML file in order; what stands before a fault where it has one. Entities are not fetched. */
export function flatXml(text: string): FlatElement[] {
  const parser = new SaxesParser();
  const found: FlatElement[] = [];
  const open: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const local = (name: string): string => (name.split(':').at(-1) ?? '').toLowerCase();
  let isOver = false;
  parser.on('opentag', ({ name, attributes }) => {
    const plain: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) plain[local(key)] = String(value);
    open.push({ name: local(name), attributes: plain, text: '' });
  });
  parser.on('text', (part) => {
    const last = open.at(-1);
    if (last && last.text.length < 10_000) last.text += part;
  });
  parser.on('closetag', () => {
    const path = open.map(({ name }) => name).join('/');
    const last = open.pop();
    if (last && found.length < MOST_ELEMENTS) {
      found.push({ path, attributes: last.attributes, text: last.text.trim() });
    }
  });
  parser.on('error', () => {
    isOver = true;
  });
  // In parts, so that nothing is read behind a fault.
  for (let at = 0; at < text.length && !isOver; at += 65_536) {
    try {
      parser.write(text.slice(at, at + 65_536));
    } catch {
      break;
    }
  }
  return found;
}
