import { elementsOf, toDocument } from '../../document.ts';
import type { ScreenplayElement, TitlePageEntry } from '../../elements.ts';
import { fromDocument } from '../../from-document.ts';
import type { Block } from '../../node.ts';
import { parse, parseParagraphs } from '../../parse.ts';
import { escapesFor, inserted, NESTINGS, type Nesting, signsFor } from './signs.ts';
import { type Styled, type StyledElement, type StyledScript, styledScript, styledText } from './styled.ts';
import { BOLD, ITALIC, type StyleSpan, sameStyles, visibleStyles } from './styles.ts';

/**
 * Fountain text for elements with styles. Reading it gives the elements back; emphasis is left out where its signs
 * would be read as something else.
 */
export function fountainOf(script: StyledScript): string {
  const text = written(script);
  if (!script.elements.some(({ inside }) => inside === true) || holds(text, script)) return text;
  // A note inside a line may make it read as something else; on a line of its own it may not.
  const apart = script.elements.map(({ inside: _, ...element }) => element);
  const other = written({ ...script, elements: apart });
  return holds(other, script) ? other : text;
}

function holds(text: string, script: StyledScript): boolean {
  const { elements } = toDocument(parse(text));
  return (
    elements.length === script.elements.length &&
    elements.every((element, index) => {
      const wanted = script.elements[index];
      return element.type === wanted?.type && element.text === wanted.text;
    })
  );
}

function written(script: StyledScript): string {
  const titlePage = script.titlePage.map(({ key, value }): TitlePageEntry => ({ key, value, from: 0, to: 0 }));
  let end = 1;
  const elements = script.elements.map((element): ScreenplayElement => {
    const { type, text, number, dual, depth, inside } = element;
    // Made-up ranges, which say what stands inside what.
    if (inside !== true) end += 2;
    return {
      type,
      text,
      from: end - 1,
      to: end,
      ...(number === undefined ? {} : { number }),
      ...(dual === undefined ? {} : { dual }),
      ...(depth === undefined ? {} : { depth }),
    };
  });
  const plain = fromDocument({ format: 'second-unit/screenplay@1', titlePage, elements });
  return emphasised(plain, script);
}

/** The text with the signs of emphasis put in, paragraph by paragraph, wherever it still reads as it did. */
function emphasised(plain: string, script: StyledScript): string {
  if (!script.elements.some(({ styles }) => styles !== undefined && styles.length > 0)) {
    if (!script.titlePage.some(({ styles }) => styles !== undefined && styles.length > 0)) return plain;
  }
  const tree = parseParagraphs(plain);
  let text = '';
  let index = 0;
  for (const block of tree.blocks) {
    const count = elementsOf(block).length;
    const wanted = script.elements.slice(index, index + count);
    index += count;
    text += block.children.some((node) => node.type === 'titleEntry')
      ? emphasisedTitles(block, script)
      : emphasisedBlock(block, wanted, block === tree.blocks[0]);
  }
  return text;
}

/** An element in its block, with the emphasis that it is to have. */
interface Marking {
  /** Of the element among those of the block. */
  readonly index: number;
  readonly place: Styled;
  readonly styles: readonly StyleSpan[];
  readonly nesting: Nesting;
  /** Whether asterisks, underscores and slashes of the text itself are told from the signs by a backslash. */
  readonly escaped: boolean;
}

type Way = Pick<Marking, 'nesting' | 'escaped'>;

/** In the order of preference, as `NESTINGS`. */
const WAYS: readonly Way[] = NESTINGS.map((nesting) => ({ nesting, escaped: false }));
const ESCAPED_WAYS: readonly Way[] = NESTINGS.map((nesting) => ({ nesting, escaped: true }));

/** The ways to write signs into a text: what has none of its own needs no backslash. */
const waysFor = (text: string): readonly Way[] => (/[*_/]/.test(text) ? [...WAYS, ...ESCAPED_WAYS] : WAYS);

/** So many units are read in trials of one block, at most: a block of a megabyte gets few of them. */
const TRIAL_UNITS = 4_000_000;

function emphasisedBlock(block: Block, wanted: readonly StyledElement[], first: boolean): string {
  if (!wanted.some(({ styles }) => styles !== undefined && styles.length > 0)) return block.text;
  const goal = markingsOf(block, wanted);
  const attempt = (markings: readonly Marking[]): string | undefined => markedText(block, wanted, markings, first);
  for (const way of waysFor(goal.map(({ place }) => place.text).join(' '))) {
    const all = attempt(goal.map((marking) => ({ ...marking, ...way })));
    if (all !== undefined) return all;
  }
  // Something has no signs that would be read as such: all else is kept, element by element and run by run.
  let trials = Math.max(8, Math.min(400, Math.round(TRIAL_UNITS / block.text.length)));
  let kept: Marking[] = [];
  let text = block.text;
  const keep = (markings: Marking[]): boolean => {
    const written = trials-- > 0 ? attempt(markings) : undefined;
    if (written === undefined) return false;
    [kept, text] = [markings, written];
    return true;
  };
  for (const marking of goal) {
    const before = kept;
    const ways = waysFor(marking.place.text);
    if (ways.some((way) => keep([...before, { ...marking, ...way }]))) continue;
    const one: Marking = { ...marking, nesting: 'apart', escaped: ways.length > WAYS.length };
    keepRuns(one.styles, (styles) => keep([...before, { ...one, styles }]));
  }
  return text;
}

function markingsOf(block: Block, wanted: readonly StyledElement[]): Marking[] {
  const markings: Marking[] = [];
  let next = 0;
  for (const node of block.children) {
    if (node.type === 'byteOrderMark') continue;
    const place = styledText(block.text, node);
    // Elements stand in order with the notes inside them; a note's text is never styled, so the texts tell them apart.
    const index = wanted.findIndex((element, at) => at >= next && element.text === place.text);
    if (index === -1) continue;
    next = index + 1;
    const styles = visibleStyles(place.text, wanted[index]?.styles ?? []);
    if (styles.length > 0) markings.push({ index, place, styles, nesting: 'nested', escaped: false });
  }
  return markings;
}

/** Adds runs as long as `keep` takes them: all that are left at once, or else by halves. */
function keepRuns(styles: readonly StyleSpan[], keep: (styles: readonly StyleSpan[]) => boolean): void {
  let kept: readonly StyleSpan[] = [];
  const add = (runs: readonly StyleSpan[]): void => {
    const [run] = runs;
    if (run === undefined) return;
    const next = [...kept, ...runs];
    if (keep(next)) kept = next;
    else if (runs.length > 1) {
      const half = runs.length >> 1;
      add(runs.slice(0, half));
      add(runs.slice(half));
    } else {
      // Underlines are what Fountain cannot have inside a word.
      const bare = run.style & (BOLD | ITALIC);
      if (bare !== 0 && bare !== run.style) add([{ ...run, style: bare }]);
    }
  };
  add(styles);
}

/** The block with these markings and no others; undefined where it would not be read as that. */
function markedText(
  block: Block,
  wanted: readonly StyledElement[],
  markings: readonly Marking[],
  first: boolean,
): string | undefined {
  const signs = markings.flatMap(({ place: { text, starts, ends }, styles, nesting }) =>
    signsFor(text, styles, starts, ends, nesting),
  );
  const escapes = markings.flatMap(({ place: { text, starts }, escaped }) =>
    escaped ? escapesFor(text, starts, block.text, signs) : [],
  );
  const all = inserted(block.text, [...signs, ...escapes]);
  if (bounds(all) !== bounds(inserted(block.text, escapes))) return undefined;
  const elements = wanted.map((element): StyledElement => ({ ...element, styles: [] }));
  for (const { index, styles } of markings) elements[index] = { ...(wanted[index] as StyledElement), styles };
  if (readsAs(all, elements, first)) return all;
  // With emphasis in it, a line may need the sign that forces it.
  const sign = FORCING[wanted[0]?.type ?? ''];
  const forced = sign === undefined || all.startsWith(sign) ? undefined : sign + all;
  return forced !== undefined && readsAs(forced, elements, first) ? forced : undefined;
}

/**
 * How many signs that open or close a boneyard there are: they reach into other blocks, so emphasis may bring or take
 * none. Backslashes take only those that are the text's own, which reach nowhere.
 */
function bounds(text: string): number {
  return text.split('/*').length + text.split('*/').length;
}

const FORCING: Readonly<Record<string, string>> = { transition: '> ', sceneHeading: '.', character: '@', action: '!' };

function readsAs(text: string, wanted: readonly StyledElement[], first: boolean): boolean {
  // Only the first block could be taken for a title page.
  const { titlePage, elements } = styledScript(first ? text : `Title: x\n\n${text}`);
  if (titlePage.length !== (first ? 0 : 1)) return false;
  return (
    elements.length === wanted.length &&
    elements.every((element, index) => {
      const other = wanted[index] as StyledElement;
      if (element.type !== other.type || element.text !== other.text || element.number !== other.number) return false;
      return sameStyles(element.styles, visibleStyles(other.text, other.styles ?? []));
    })
  );
}

function emphasisedTitles(block: Block, script: StyledScript): string {
  let text = '';
  for (const { key, value, styles } of script.titlePage) {
    const plain = fromDocument({
      format: 'second-unit/screenplay@1',
      titlePage: [{ key, value, from: 0, to: 0 }],
      elements: [],
    });
    text += emphasisedTitle(key, value, visibleStyles(value, styles ?? []), plain) ?? plain;
  }
  // The empty line after the page.
  return text + block.text.slice(block.text.trimEnd().length + 1);
}

function emphasisedTitle(key: string, value: string, styles: readonly StyleSpan[], plain: string): string | undefined {
  if (styles.length === 0) return undefined;
  const starts = Array.from({ length: value.length }, (_, index) => index);
  const ends = starts.map((start) => start + 1);
  for (const { nesting, escaped } of waysFor(value)) {
    const signs = signsFor(value, styles, starts, ends, nesting);
    const escapes = escaped ? escapesFor(value, starts, value, signs) : [];
    const marked = entryText(key, inserted(value, [...signs, ...escapes]));
    const read = styledScript(`Title: x\n${marked}`).titlePage[1];
    // As plain, it is known to stand among what follows.
    const own = escaped ? bounds(entryText(key, inserted(value, escapes))) : bounds(plain);
    const good = bounds(marked) === own && own <= bounds(plain) && read?.key === key && read.value === value;
    if (good && sameStyles(read.styles, styles)) return `${marked}\n`;
  }
  return undefined;
}

function entryText(key: string, value: string): string {
  const lines = value.split('\n');
  return lines.length === 1 ? `${key}: ${value}` : `${key}:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}
