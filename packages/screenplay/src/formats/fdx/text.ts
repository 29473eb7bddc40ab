import type { ElementType } from '../../elements.ts';
import { bitsOf, type StyleSpan } from '../script/styles.ts';
import type { XmlElement } from '../xml/tree.ts';
import { xml, xmlText } from '../xml/write.ts';
import { keptLetters } from './kept-letters.ts';
import { type Run, readText, runsOf, styleWords } from './paragraph.ts';

/** The `Text` elements of a paragraph: made new, or changed where the text changed. */

/** One `Text` for each run of one style. */
export function textElements(text: string, styles: readonly StyleSpan[]): string {
  if (text === '') return '';
  const bits = bitsOf(text, styles);
  let result = '';
  for (let from = 0; from < text.length; ) {
    const style = bits[from] as number;
    let to = from + 1;
    while (to < text.length && bits[to] === style) to++;
    result += xml(
      'Text',
      { Style: style === 0 ? undefined : styleWords(undefined, style) },
      xmlText(text.slice(from, to)),
    );
    from = to;
  }
  return result;
}

/**
 * The `Text` elements of `paragraph` for a new text. What stays of the old text keeps its revision, tags, font and
 * all else; what is new takes on those of the letter before it, but for its tag. Where `styles` is absent, bold and
 * so on are handled alike. `before` has the styles that the old text came into Fountain with, where those are not
 * all that the file has: what they are still equal to keeps what the file says.
 */
export function changedTexts(
  paragraph: XmlElement,
  type: ElementType,
  text: string,
  styles: readonly StyleSpan[] | undefined,
  slice: (node: XmlElement) => string,
  before?: readonly StyleSpan[],
): string {
  const runs = runsOf(paragraph);
  if (runs.length === 0) return textElements(text, styles ?? []);
  const read = readText(runs, type);
  const letters = runs.flatMap((run) => Array.from({ length: run.text.length }, () => run));
  const kept = keptLetters(read.text, text);
  const runAt = (index: number | undefined): Run | undefined =>
    index === undefined ? undefined : letters[read.at[index] ?? -1];
  const after = new Array<Run | undefined>(text.length);
  for (let index = text.length - 1, next: Run | undefined; index >= 0; index--) {
    after[index] = next;
    next = runAt(kept[index]) ?? next;
  }
  const bits = styles === undefined ? undefined : bitsOf(text, styles);
  const known = bitsOf(read.text, before ?? read.styles);
  let last: Run | undefined;
  const cells = kept.map((old, index): Cell => {
    const own = runAt(old);
    const run = own ?? last ?? after[index] ?? (runs[0] as Run);
    const inside = own !== undefined || last === after[index];
    last = own ?? last;
    const wanted = bits?.[index];
    const same = wanted === undefined || (own !== undefined && old !== undefined && wanted === known[old]);
    return {
      run,
      style: same ? run.style : wanted,
      tagged: inside || run.node.attributes.TagNumber === undefined,
    };
  });
  let result = '';
  for (let from = 0; from < text.length; ) {
    const cell = cells[from] as Cell;
    let to = from + 1;
    while (to < text.length && isSameCell(cells[to] as Cell, cell)) to++;
    result += runText(cell, text.slice(from, to), slice);
    from = to;
  }
  return result;
}

interface Cell {
  readonly run: Run;
  readonly style: number;
  readonly tagged: boolean;
}

function isSameCell(a: Cell, b: Cell): boolean {
  return a.run === b.run && a.style === b.style && a.tagged === b.tagged;
}

function runText({ run, style, tagged }: Cell, text: string, slice: (node: XmlElement) => string): string {
  const { node } = run;
  if (run.text === text && run.style === style) return slice(node);
  const { TagNumber, ...others } = node.attributes;
  const attributes: Record<string, string | undefined> = tagged ? node.attributes : others;
  const words = styleWords(node.attributes.Style, style);
  if (style === run.style) return xml('Text', attributes, xmlText(text));
  return xml(
    'Text',
    { ...attributes, Style: words === '' && node.attributes.Style === undefined ? undefined : words },
    xmlText(text),
  );
}
