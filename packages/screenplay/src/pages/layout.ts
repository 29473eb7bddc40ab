import type { ScreenplayDocument } from '../elements.ts';
import { asPrinted } from './capitals.ts';
import type { Layout, LayoutOptions, LockedPage, Page, PageLine, Place } from './layout-types.ts';
import { pageNumbers } from './numbers.ts';
import { PAPERS, type Paper } from './paper.ts';
import { type Block, blocksOf, type Dual, type Paragraph, type Plain, type Speech } from './paragraphs.ts';
import { revisedLines } from './revised.ts';
import {
  forcePlain,
  forceSpeech,
  plainAtOffset,
  type Split,
  speechAtPlace,
  speechHeight,
  splitPlain,
  splitSpeech,
} from './split.ts';
import { titlePages } from './title-page.ts';

/**
 * Breaks a script into pages as the industry lays them out, without making a file: the same lines that the PDF has.
 * A cue or a heading never ends a page, action leaves two lines at least on each, a speech breaks after a sentence
 * with (MORE) and (CONT'D), dual dialogue stays together. Notes, boneyards, sections and synopses do not print.
 * A pure function, linear in the script.
 */
export function layout(document: ScreenplayDocument, options: LayoutOptions = {}): Layout {
  const paper = PAPERS[options.paper ?? 'letter'];
  const press = new Press(document, paper, options);
  const drafts = press.run();
  const numbers = pageNumbers(drafts.map((draft) => draft.locks));
  const revised = revisedLines(options.revisions ?? []);
  const newest = options.revisions?.at(-1);
  return {
    paper,
    titlePages: titlePages(document.titlePage, paper),
    pages: drafts.map((draft, index): Page => {
      const page = revised({ number: numbers[index] as string, lines: draft.lines });
      // An A-page is of the draft that made it necessary, whichever of its lines moved there.
      const isAdded = /[A-Z]$/.test(page.number) && draft.locks.length === 0;
      return isAdded && newest !== undefined ? { ...page, revision: newest } : page;
    }),
  };
}

/** Where each page of a layout begins: what keeps the pages of a published draft. */
export function lockPages(pages: Layout): LockedPage[] {
  return pages.pages.flatMap(({ number, lines }) => {
    const first = lines.find((line) => line.made === undefined);
    return first === undefined ? [] : [{ page: number, element: first.element, offset: first.from }];
  });
}

interface DraftPage {
  readonly lines: PageLine[];
  /** Of the locked pages that begin here: none, one, or, where all of a page was cut, more. */
  readonly locks: string[];
}

/** Fills page after page. */
class Press {
  readonly #document: ScreenplayDocument;
  readonly #paper: Paper;
  readonly #linesAboveHeading: number;
  readonly #more: string;
  readonly #continued: string;
  readonly #locked: readonly LockedPage[];
  readonly #pages: DraftPage[] = [];
  /** Headings that wait for what follows them: they go where it goes. */
  #waiting: Plain[] = [];
  #row = 0;
  #nextLock = 0;

  constructor(document: ScreenplayDocument, paper: Paper, options: LayoutOptions) {
    this.#document = document;
    this.#paper = paper;
    this.#linesAboveHeading = options.linesAboveHeading ?? 1;
    this.#more = options.more ?? '(MORE)';
    this.#continued = options.continued ?? "(CONT'D)";
    this.#locked = options.locked ?? [];
  }

  run(): DraftPage[] {
    for (const block of blocksOf(this.#document, this.#paper, this.#linesAboveHeading)) this.#block(block);
    this.#flush();
    // A page whose every line was cut at the script's end keeps its number.
    while (this.#nextLock < this.#locked.length && this.#pages.length > 0) this.#lock();
    if (this.#pages.at(-1)?.lines.length === 0) this.#pages.pop();
    return this.#pages;
  }

  #block(block: Block): void {
    if (block.kind === 'break') {
      this.#flush();
      this.#row = this.#paper.rows;
      return;
    }
    let left = block;
    for (;;) {
      const lock = this.#locked[this.#nextLock];
      if (lock === undefined || isBefore(endOf(left), lock)) break;
      const split = splitAtLock(left, lock);
      if (split !== undefined) {
        this.#place(split.first, split.first.kind === 'speech' && split.first.cue !== undefined);
        left = split.rest;
      }
      this.#flush();
      this.#lock();
    }
    if (left.kind === 'plain' && left.paragraph.element.type === 'sceneHeading') this.#waiting.push(left);
    else this.#place(left, false);
  }

  #lock(): void {
    const { page } = this.#locked[this.#nextLock++] as LockedPage;
    const last = this.#pages.at(-1);
    if (last === undefined || last.lines.length > 0) this.#turn();
    this.#pages.at(-1)?.locks.push(page);
  }

  #turn(): void {
    this.#pages.push({ lines: [], locks: [] });
    this.#row = 0;
  }

  /** Places what still waits, without anything that follows it. */
  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const heading of waiting) this.#plain(heading);
  }

  /** Rows that are free under `above` empty lines. */
  #room(above: number): number {
    return this.#paper.rows - this.#row - (this.#row === 0 ? 0 : above);
  }

  /** Places a block with the headings that wait for it, over as many pages as it takes. */
  #place(block: Exclude<Block, { kind: 'break' }>, more: boolean): void {
    if (this.#pages.length === 0 || this.#row >= this.#paper.rows) this.#turn();
    const waiting = this.#waiting;
    this.#waiting = [];
    let rows = this.#row;
    for (const { paragraph: heading, above } of waiting) rows += (rows === 0 ? 0 : above) + heading.lines.length;
    const room = this.#paper.rows - rows - (rows === 0 ? 0 : block.above);
    // Headings and all go overleaf where not even the block's beginning has room. At a page's top they stay.
    const fits = heightOf(block) + (more ? 1 : 0) <= room || splitOf(block, room, this.#paper, false) !== undefined;
    if (!fits && this.#row > 0) this.#turn();
    for (const heading of waiting) this.#plain(heading);
    let left = block;
    for (;;) {
      const height = heightOf(left) + (more ? 1 : 0);
      const free = this.#room(left.above);
      if (height <= free) break;
      // What a whole page has room for is not torn apart but where it may be.
      const torn = this.#row === 0 || height > this.#paper.rows;
      const split = splitOf(left, free, this.#paper, torn);
      if (split === undefined) {
        if (this.#row === 0) break;
      } else {
        this.#put(split.first, true);
        left = split.rest as typeof left;
      }
      this.#turn();
    }
    this.#put(left, more);
  }

  #put(block: Exclude<Block, { kind: 'break' }>, more: boolean): void {
    if (block.kind === 'plain') this.#plain(block);
    else if (block.kind === 'speech') this.#speech(block, more);
    else this.#dual(block);
  }

  #plain({ paragraph: whole, above }: Plain): void {
    if (this.#pages.length === 0 || this.#row >= this.#paper.rows) this.#turn();
    if (this.#row > 0) this.#row += above;
    // Only of a heading or the like that is longer than the rest of its page.
    let left = whole;
    while (left.lines.length > this.#paper.rows - this.#row) {
      const split = forcePlain({ kind: 'plain', paragraph: left, above: 0 }, this.#paper.rows - this.#row);
      if (split !== undefined) {
        this.#lines(split.first.paragraph);
        left = split.rest.paragraph;
      }
      this.#turn();
    }
    this.#lines(left);
  }

  #speech(speech: Speech, more: boolean): void {
    if (this.#row > 0) this.#row += speech.above;
    this.#speechLines(speech, more && speech.cue !== undefined);
  }

  #dual(dual: Dual): void {
    if (this.#row > 0) this.#row += dual.above;
    const top = this.#row;
    let bottom = top;
    for (const side of [dual.left, dual.right]) {
      this.#row = top;
      this.#speechLines(side, false);
      bottom = Math.max(bottom, this.#row);
    }
    this.#row = bottom;
  }

  #speechLines(speech: Speech, more: boolean): void {
    const { cue } = speech;
    if (cue !== undefined) {
      if (speech.continued) this.#made('continued', cue, continuedCue(cue.element.text, this.#continued));
      else this.#lines(cue);
    }
    for (const part of speech.parts) this.#lines(part);
    if (more && cue !== undefined) this.#made('more', cue, this.#more);
  }

  #made(made: 'more' | 'continued', cue: Paragraph, text: string): void {
    const { index, box } = cue;
    const line = { row: this.#row++, ...box, kind: cue.element.type, made, text, element: index, from: 0, to: 0 };
    this.#pages.at(-1)?.lines.push(line);
  }

  #lines({ element, index, box, lines }: Paragraph): void {
    const page = this.#pages.at(-1);
    const printed = asPrinted(element.type, element.text);
    for (const { from, to } of lines) {
      page?.lines.push({
        row: this.#row++,
        ...box,
        kind: element.type,
        text: printed.slice(from, to),
        element: index,
        from,
        to,
        ...(element.number !== undefined && from === 0 ? { number: element.number } : {}),
      });
    }
  }
}

/** The cue as it stands over the rest of a speech, never with two (CONT'D). */
function continuedCue(cue: string, continued: string): string {
  const name = cue.replaceAll('\n', ' ');
  return name.includes(continued) || /\(\s*CONT(?:['’]?D|\.|INUED)?\s*\)/iu.test(name) ? name : `${name} ${continued}`;
}

function heightOf(block: Exclude<Block, { kind: 'break' }>): number {
  if (block.kind === 'plain') return block.paragraph.lines.length;
  if (block.kind === 'speech') return speechHeight(block);
  return Math.max(speechHeight(block.left), speechHeight(block.right));
}

/** The part of a block that `room` lines hold; `torn`: it must be parted, wherever that falls. */
function splitOf(
  block: Exclude<Block, { kind: 'break' }>,
  room: number,
  paper: Paper,
  torn: boolean,
): Split<Exclude<Block, { kind: 'break' }>> | undefined {
  if (block.kind === 'plain') return splitPlain(block, room) ?? (torn ? forcePlain(block, room) : undefined);
  if (block.kind === 'speech') {
    return splitSpeech(block, room) ?? (torn && room > 2 ? forceSpeech(block, room) : undefined);
  }
  return torn && room === paper.rows ? forceDual(block, room) : undefined;
}

/** Of a dual dialogue longer than a page: each side goes on overleaf under its cue. */
function forceDual(dual: Dual, room: number): Split<Dual> | undefined {
  const sides = [dual.left, dual.right].map((side): Split<Speech> => {
    const cut = speechHeight(side) <= room ? undefined : forceSpeech(side, room + 1);
    return cut ?? { first: side, rest: { ...side, parts: [], cue: undefined, above: 0 } };
  });
  const [left, right] = sides as [Split<Speech>, Split<Speech>];
  return {
    first: { ...dual, left: left.first, right: right.first },
    rest: { ...dual, left: left.rest, right: right.rest, above: 0 },
  };
}

/** Where a block ends, as a place at which a page cannot begin any more. */
function endOf(block: Exclude<Block, { kind: 'break' }>): Place {
  if (block.kind === 'dual') return endOf(block.right);
  const last = block.kind === 'plain' ? block.paragraph : (block.parts.at(-1) ?? block.cue);
  return { element: last?.index ?? 0, offset: last?.end ?? 0 };
}

function isBefore(a: Place, b: Place): boolean {
  return a.element < b.element || (a.element === b.element && a.offset <= b.offset && b.offset > 0);
}

/** Parts a block where a locked page begins inside it. Dual dialogue is not parted: it goes to the locked page. */
function splitAtLock<Kind extends Exclude<Block, { kind: 'break' }>>(
  block: Kind,
  lock: Place,
): Split<Kind> | undefined {
  if (block.kind === 'plain') {
    const { index, lines } = block.paragraph;
    if (index !== lock.element || lock.offset <= (lines[0]?.from ?? 0)) return undefined;
    return plainAtOffset(block, lock.offset) as Split<Kind>;
  }
  return block.kind === 'speech' ? (speechAtPlace(block, lock.element, lock.offset) as Split<Kind>) : undefined;
}
