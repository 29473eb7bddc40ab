import type { StyledTitleEntry } from './styled.ts';
import { linesIn, type StyleSpan, sameStyles } from './styles.ts';

/**
 * Title pages. Fountain has keys; Final Draft and Fade In have a page of lines, of which place and words say what
 * they are. Lines of which neither would say it are written as `Key: value`.
 */

/** A line of the page. */
export interface TitleLine {
  readonly text: string;
  readonly styles: readonly StyleSpan[];
  readonly centered: boolean;
}

type Entry = { key: string; value: string; styles: StyleSpan[] };

const CREDIT = /^(?:.*\s)?by:?$/i;
const SOURCE = /^(?:(?:based|suggested|inspired)\b|(?:adapted )?from\b)/i;
const DRAFT =
  /\b(?:draft|revis\w+|version|polish)\b|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$|^(?:\d{1,2}\.? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}$/i;
const COPYRIGHT = /\bcopyright\b|©|\(c\)\s*\d{4}/i;
const KEYED = /^([^\s:[\]!@~>#=.][^:]*):(?:\s+(\S.*))?$/su;

/** Keys and values of a page of lines. Lines with an empty one between are apart. */
export function titleEntries(lines: readonly TitleLine[]): StyledTitleEntry[] {
  const entries: Entry[] = [];
  for (const block of blocksOf(lines)) addBlock(block, entries);
  return entries;
}

function blocksOf(lines: readonly TitleLine[]): TitleLine[][] {
  const blocks: TitleLine[][] = [];
  let open: TitleLine[] | undefined;
  for (const line of lines) {
    if (line.text === '') {
      open = undefined;
      continue;
    }
    if (open === undefined || open[0]?.centered !== line.centered) {
      open = [];
      blocks.push(open);
    }
    open.push(line);
  }
  return blocks;
}

function addBlock(block: readonly TitleLine[], entries: Entry[]): void {
  const has = (key: string): boolean => entries.some((entry) => entry.key === key);
  const first = block[0] as TitleLine;
  const all = block.map((line) => line.text).join(' ');
  if (first.centered) {
    if (!has('Title')) add(entries, 'Title', block);
    else if (CREDIT.test(first.text) && !has('Credit')) {
      add(entries, 'Credit', [first]);
      if (block.length > 1) add(entries, 'Author', block.slice(1));
    } else if (SOURCE.test(first.text) && !has('Source')) add(entries, 'Source', block);
    else if (!has('Author')) add(entries, 'Author', block);
    else if (DRAFT.test(all)) add(entries, 'Draft date', block);
    else add(entries, 'Notes', block);
    return;
  }
  const keyed = KEYED.exec(first.text);
  if (keyed !== null) {
    const value = keyed[2] ?? '';
    const lead = first.text.length - value.length;
    const styles = first.styles.map((span) => ({ ...span, from: span.from - lead, to: span.to - lead }));
    const rest = { ...first, text: value, styles: styles.filter((span) => span.from >= 0) };
    entries.push({ key: (keyed[1] as string).trim(), value: '', styles: [] });
    extend(entries.at(-1) as Entry, value === '' ? block.slice(1) : [rest, ...block.slice(1)]);
  } else if (COPYRIGHT.test(all)) add(entries, 'Copyright', block);
  else if (DRAFT.test(all)) add(entries, 'Draft date', block);
  else add(entries, 'Contact', block);
}

function add(entries: Entry[], key: string, lines: readonly TitleLine[]): void {
  let entry = entries.find((other) => other.key === key);
  if (entry === undefined) {
    entry = { key, value: '', styles: [] };
    entries.push(entry);
  }
  extend(entry, lines);
}

function extend(entry: Entry, lines: readonly TitleLine[]): void {
  for (const { text, styles } of lines) {
    if (entry.value !== '') entry.value += '\n';
    const lead = entry.value.length;
    for (const span of styles) entry.styles.push({ ...span, from: span.from + lead, to: span.to + lead });
    entry.value += text;
  }
}

/** Lines that read as these entries, laid out as a title page is. */
export function titleLines(entries: readonly StyledTitleEntry[]): TitleLine[] {
  const plain = layOut(entries, (key) => !PLAIN.has(key));
  if (readAs(plain, entries)) return plain;
  const titled = layOut(entries, (key) => key !== 'Title');
  if (readAs(titled, entries)) return titled;
  return layOut(entries, () => true);
}

function readAs(lines: readonly TitleLine[], entries: readonly StyledTitleEntry[]): boolean {
  const read = titleEntries(lines);
  return (
    read.length === entries.length &&
    read.every((entry, index) => {
      const other = entries[index];
      return entry.key === other?.key && entry.value === other.value && sameStyles(entry.styles, other.styles);
    })
  );
}

/** Keys whose lines say what they are by their place or words. */
const PLAIN: ReadonlySet<string> = new Set([
  'Title',
  'Credit',
  'Author',
  'Source',
  'Draft date',
  'Copyright',
  'Contact',
]);
const CENTERED: ReadonlySet<string> = new Set(['Title', 'Credit', 'Author', 'Source']);
const EMPTY: TitleLine = { text: '', styles: [], centered: false };
/** Lines above the title: it stands a third down the page. */
const ABOVE = 16;

function layOut(entries: readonly StyledTitleEntry[], keyed: (key: string) => boolean): TitleLine[] {
  const lines: TitleLine[] = Array.from({ length: ABOVE }, () => EMPTY);
  let below = false;
  for (const { key, value, styles = [] } of entries) {
    const centered = !keyed(key) && CENTERED.has(key);
    if (!centered && !below) {
      lines.push(...Array.from({ length: ABOVE }, () => EMPTY));
      below = true;
    }
    const label = keyed(key) ? (value === '' ? `${key}:` : `${key}: `) : '';
    let lead = label;
    for (const line of linesIn(value, styles)) {
      const { length } = lead;
      const own = line.styles.map((span) => ({ ...span, from: span.from + length, to: span.to + length }));
      lines.push({ text: lead + line.text, styles: own, centered });
      lead = '';
    }
    lines.push(EMPTY);
  }
  return lines;
}
