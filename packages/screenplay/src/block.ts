import { isCentered } from './constructs/centered.ts';
import { character, looksLikeCue } from './constructs/character.ts';
import { inlineOf } from './constructs/inline.ts';
import { marked } from './constructs/marked.ts';
import { isPageBreak } from './constructs/page-break.ts';
import { looksLikeParenthetical } from './constructs/parenthetical.ts';
import { isForcedHeading, looksLikeHeading, sceneHeading } from './constructs/scene-heading.ts';
import { sectionDepth } from './constructs/section.ts';
import { parseTitlePage } from './constructs/title-page.ts';
import { looksLikeTransition } from './constructs/transition.ts';
import { append, type Block, NONE, type Node, type NodeType, node } from './node.ts';
import { Packer } from './packed.ts';
import { afterLineBreak, blankEnd, type Line, place, readLine, type Source } from './source.ts';

/** A node while its block is being parsed. Offsets are the source's until the block is done. */
interface OpenNode {
  readonly type: NodeType;
  from: number;
  to: number;
  children: readonly Node[];
}

/** In a block. Fewer blocks are less to keep; but an edit parses whole ones. */
const MOST_PARAGRAPHS = 8;

/** Parses block after block of one source. What a line is depends on the lines around it in the block only. */
export class BlockParser {
  readonly #source: Source;
  readonly #text: string;
  readonly #mostParagraphs: number;
  /** Reused from block to block: a script has thousands. */
  readonly #out: Node[] = [];
  #outlined = false;
  /** The line before is empty, or so counts: what only opens a paragraph may stand here. */
  #fresh = true;
  #inDialogue = false;
  /** Action or dialogue that the next line goes on with. */
  #open: OpenNode | undefined;
  /** Notes and boneyards on lines of their own that may yet turn out to stand inside the open element. */
  #pending: Node[] = [];
  #ahead: Line | undefined;
  readonly #packer = new Packer();
  /** The last block ended because the text did: more text would have gone on with it. */
  cutOff = false;

  constructor(source: Source, mostParagraphs = MOST_PARAGRAPHS) {
    this.#source = source;
    this.#mostParagraphs = mostParagraphs;
    this.#text = source.text;
  }

  /** The block that starts at `start`; its `text` says where it ends. */
  block(start: number, first: boolean): Block {
    const text = this.#text;
    this.#source.unclosed = false;
    this.#out.length = 0;
    this.#outlined = false;
    this.cutOff = false;
    let end = first ? this.#head(start) : start;
    // A title page is a block of its own.
    if (this.#out.at(-1)?.type !== 'titleEntry') {
      for (let paragraphs = 1; ; paragraphs++) {
        const from = end;
        end = this.#paragraph(from);
        if (paragraphs >= this.#mostParagraphs || mayEndBlock(end - from)) break;
        if (end >= text.length) {
          this.cutOff = true;
          break;
        }
      }
    }
    return this.#packer.block(text, start, end, this.#out, this.#outlined, this.#source.unclosed);
  }

  /** What stands at the start of a text only. Returns where it ends. */
  #head(start: number): number {
    const text = this.#text;
    let at = start;
    if (text.charCodeAt(at) === 0xfeff) {
      this.#out.push(node('byteOrderMark', at, at + 1));
      at++;
    }
    at = afterBlankLines(text, at);
    const title = at < text.length ? parseTitlePage(this.#source, at) : undefined;
    if (title === undefined) return at;
    append(this.#out, title.entries);
    return afterBlankLines(text, title.next);
  }

  /** Lines with no empty one between, and what is joined to them. Returns where the empty lines after them end. */
  #paragraph(start: number): number {
    const text = this.#text;
    let at = start;
    this.#fresh = true;
    this.#inDialogue = false;
    this.#open = undefined;
    this.#ahead = undefined;
    while (at < text.length) {
      const line = this.#ahead ?? readLine(this.#source, at);
      this.#ahead = undefined;
      this.#line(line);
      at = line.next;
      const blank = at < text.length ? blankEnd(text, at) : -1;
      if (blank === -1) continue;
      if (blank - at < 2) break;
      // Two spaces or more connect what is inside dialogue. Elsewhere such a line is empty, but a note that was
      // looked for beyond it must stay in one block with it: text after it could still end that note.
      let after = blank;
      let connected = true;
      while (connected && after < text.length) {
        const next = afterLineBreak(text, after);
        const end = blankEnd(text, next);
        if (next >= text.length || (end !== -1 && end - next < 2)) connected = false;
        else if (end === -1) {
          after = next;
          break;
        } else after = end;
      }
      if (!connected || after >= text.length) break;
      if (!this.#inDialogue) {
        if (at >= this.#source.noNoteBefore) break;
        this.#flush();
        this.#open = undefined;
        this.#fresh = true;
      }
      at = after;
    }
    this.#flush();
    return afterBlankLines(text, at);
  }

  #line(line: Line): void {
    const { text } = line;
    if (text === '') {
      append(this.#pending, line.cuts);
      return;
    }
    const source = this.#text;
    switch (text.charCodeAt(0)) {
      case 0x21: // !
        this.#action(line, true);
        return;
      case 0x40: // @
        if (text.length > 1) {
          this.#push(character(line, source, true));
          this.#inDialogue = true;
          return;
        }
        break;
      case 0x7e: // ~
        if (this.#inDialogue) this.#push(marked('lyrics', line, source, 1));
        else this.#single(marked('lyrics', line, source, 1));
        return;
      case 0x3e: // >
        this.#single(isCentered(text) ? marked('centered', line, source, 1, 1) : marked('transition', line, source, 1));
        return;
      case 0x23: {
        const depth = sectionDepth(text, this.#inDialogue);
        if (depth === 0) break;
        this.#outlined = true;
        this.#single(marked('section', line, source, depth));
        this.#fresh = true;
        return;
      }
      case 0x3d: // =
        if (isPageBreak(text)) this.#single(marked('pageBreak', line, source, text.length));
        else if (text.length === 1) break;
        else {
          this.#outlined = true;
          this.#single(marked('synopsis', line, source, 1));
        }
        this.#fresh = true;
        return;
      case 0x2e: // .
        if (this.#inDialogue || !this.#mayOpen() || !isForcedHeading(text)) break;
        this.#outlined = true;
        this.#single(sceneHeading(line, source, true));
        return;
    }
    if (this.#inDialogue) {
      if (looksLikeParenthetical(text)) this.#push(marked('parenthetical', line, source, 0));
      else this.#extend('dialogue', line, inlineOf(line, source, line.start, line.end));
    } else if (this.#mayOpen() && looksLikeHeading(text) && this.#closedBelow(line)) {
      this.#outlined = true;
      this.#single(sceneHeading(line, source, false));
    } else if (this.#mayOpen() && this.#isTransition(line) && this.#closedBelow(line)) {
      this.#single(marked('transition', line, source, 0));
    } else if (this.#fresh && looksLikeCue(text) && !looksLikeHeading(text) && this.#spokenBelow(line)) {
      this.#push(character(line, source, false));
      this.#inDialogue = true;
    } else {
      this.#action(line, false);
    }
  }

  /** Headings and transitions need an empty line above; a line of nothing but notes will do. */
  #mayOpen(): boolean {
    return this.#fresh || this.#pending.length > 0;
  }

  #isTransition(line: Line): boolean {
    return looksLikeTransition(line.text) && place(line, line.text.length - 1) + 1 === line.end;
  }

  /** Below is an empty line, or what never belongs to a paragraph. */
  #closedBelow(line: Line): boolean {
    const next = this.#below(line);
    if (next === undefined || next.text === '') return true;
    const code = next.text.charCodeAt(0);
    return code === 0x3d ? next.text.length > 1 : code === 0x23 && sectionDepth(next.text, false) > 0;
  }

  /** Below is a line to be spoken, at once or after lines of nothing but notes. */
  #spokenBelow(line: Line): boolean {
    let next = this.#below(line);
    if (next === undefined) return false;
    if (next.text !== '') return true;
    while (next !== undefined && next.text === '') {
      const at: number = next.next;
      if (at >= this.#text.length || blankEnd(this.#text, at) !== -1) return false;
      next = readLine(this.#source, at);
    }
    return !looksLikeHeading(next.text) && !isForcedHeading(next.text);
  }

  #below(line: Line): Line | undefined {
    if (line.next >= this.#text.length || blankEnd(this.#text, line.next) !== -1) return undefined;
    this.#ahead ??= readLine(this.#source, line.next);
    return this.#ahead;
  }

  #action(line: Line, forced: boolean): void {
    const source = this.#text;
    this.#inDialogue = false;
    if (this.#open !== undefined && this.#open.type !== 'action') this.#open = undefined;
    this.#extend(
      'action',
      line,
      forced ? marked('action', line, source, 1).children : inlineOf(line, source, line.start, line.end),
    );
  }

  /** Goes on with the open element of this type, or opens one. */
  #extend(type: 'action' | 'dialogue', line: Line, inline: readonly Node[]): void {
    const open = this.#open;
    if (open?.type === type) {
      if (this.#pending.length > 0 || inline.length > 0) {
        if (open.children === NONE) open.children = [];
        append(open.children as Node[], this.#pending);
        append(open.children as Node[], inline);
        this.#pending = [];
      }
      open.to = line.end;
    } else {
      const opened: OpenNode = node(type, line.start, line.end, inline.length === 0 ? NONE : [...inline]);
      this.#push(opened);
      this.#open = opened;
    }
    this.#fresh = false;
  }

  /** An element that ends dialogue. */
  #single(element: Node): void {
    this.#push(element);
    this.#inDialogue = false;
  }

  #push(element: Node): void {
    this.#flush();
    this.#out.push(element);
    this.#open = undefined;
    this.#fresh = false;
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    append(this.#out, this.#pending);
    this.#pending = [];
  }
}

/**
 * Whether a block ends after a paragraph of so many units. The length decides, coarsely, as an edit elsewhere does not
 * change it: after an inserted paragraph blocks soon end where they did before.
 */
function mayEndBlock(length: number): boolean {
  return (length >> 4) % 4 === 3;
}

function afterBlankLines(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const blank = blankEnd(text, at);
    if (blank === -1) return at;
    at = blank < text.length ? afterLineBreak(text, blank) : blank;
  }
  return at;
}
