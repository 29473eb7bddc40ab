import { append, type Node, node } from '../node.ts';
import { blankEnd, type Line, place, readLine, type Source } from '../source.ts';
import { inlineOf } from './inline.ts';
import { looksLikeHeading } from './scene-heading.ts';
import { isUppercase } from './uppercase.ts';

/** `Key: value` lines at the very start. A value may go on in indented lines; the page ends at an empty line. */

/** What starts with a forcing sign is an element of the script. */
const KEY = /^([^\s:[\]!@~>#=.][^:]*):/;

/** After these, people leave lines unindented; before them, prose of the form `word: more` is not a title page. */
const KNOWN: ReadonlySet<string> = new Set([
  'title',
  'credit',
  'author',
  'authors',
  'source',
  'notes',
  'draft date',
  'draft',
  'date',
  'contact',
  'copyright',
  'revision',
  'episode',
]);

/** Words that an unknown key may have: `Steel enters the code on the keypad: 9765` is a line of the script. */
const MOST_WORDS = 4;

/** `FADE IN:` and the like open a script; they are no keys. */
function opensScript(key: string): boolean {
  return isUppercase(key) && /(?:^|\s)(?:IN|OUT|TO|OVER|ON|BLACK)$/u.test(key);
}

function keyOf(line: Line): string | undefined {
  // A key starts its line: what is indented belongs to the value above.
  if (line.text === '' || place(line, 0) !== line.start) return undefined;
  const key = KEY.exec(line.text)?.[1];
  // Nor does a key hold notes or boneyards.
  return key === undefined || place(line, key.length) !== line.start + key.length ? undefined : key;
}

export interface TitlePage {
  readonly entries: Node[];
  /** After the last line of the page. */
  readonly next: number;
}

export function parseTitlePage(source: Source, start: number): TitlePage | undefined {
  const lines: Line[] = [];
  let at = start;
  while (at < source.text.length && blankEnd(source.text, at) === -1) {
    const line = readLine(source, at);
    if (lines.length === 0) {
      const key = keyOf(line);
      if (key === undefined || looksLikeHeading(line.text) || opensScript(key)) return undefined;
    }
    lines.push(line);
    at = line.next;
  }
  const first = lines[0];
  if (first === undefined) return undefined;
  const key = keyOf(first) as string;
  const known = KNOWN.has(key.trim().toLowerCase());
  const second = lines[1];
  if (!known) {
    if (key.trim().split(/\s+/u).length > MOST_WORDS) return undefined;
    // A key alone, with nothing for it below, is a line of the script.
    if (first.text.length === key.length + 1 && (second === undefined || second.text === '')) return undefined;
    for (const line of lines) {
      if (line.text !== '' && keyOf(line) === undefined && line.from === line.start) return undefined;
    }
  }
  const entries: { type: 'titleEntry'; from: number; to: number; children: Node[] }[] = [];
  let indented = false;
  for (const line of lines) {
    const entry = entries.at(-1);
    const name = keyOf(line);
    if (name === undefined && entry !== undefined) {
      // A value that is indented, as it should be, ends where a line is not.
      const outside = line.text !== '' && place(line, 0) === line.start;
      if (outside && indented) return { entries, next: line.start };
      indented ||= !outside && line.text !== '';
      append(entry.children, valueIn(line, source.text, line.start));
      entry.to = line.end;
    } else {
      indented = false;
      const colon = place(line, (name ?? '').length);
      const children: Node[] = [
        node('key', line.start, colon),
        node('mark', colon, colon + 1),
        ...valueIn(line, source.text, colon + 1),
      ];
      entries.push({ type: 'titleEntry', from: line.start, to: line.end, children });
    }
  }
  return { entries, next: at };
}

/** A value's line, or nothing where there is only space. */
function valueIn(line: Line, text: string, from: number): readonly Node[] {
  const children = inlineOf(line, text, from, line.end);
  if (children.length === 0 && text.slice(from, line.end).trim() === '') return [];
  return [node('value', from, line.end, children)];
}
