import PDFDocument from 'pdfkit';
import type { ScreenplayElement, TitlePageEntry } from '../../src/index.ts';

/** How a script is set, in points. What is left out is as most software has it. */
export interface Layout {
  readonly size?: 'LETTER' | 'A4';
  readonly left?: number;
  /** Right edge of action, from the left edge of the page. */
  readonly right?: number;
  readonly top?: number;
  readonly bottom?: number;
  readonly font?: 'Courier' | 'Times-Roman' | 'Helvetica';
  readonly fontSize?: number;
  /** From baseline to baseline. */
  readonly pitch?: number;
  /** From the left edge of action. */
  readonly dialogue?: readonly [indent: number, width: number];
  readonly parenthetical?: readonly [indent: number, width: number];
  readonly cue?: number | 'centred';
  readonly transition?: 'right' | 'left';
  /** Lines left blank above a heading. */
  readonly aboveHeading?: number;
  readonly boldHeadings?: boolean;
  readonly sceneNumbers?: 'both' | 'left' | 'right';
  /** A text over each page; `#` is the page's number. */
  readonly header?: string;
  readonly footer?: string;
  readonly numberAt?: 'right' | 'centre' | 'foot';
  readonly more?: boolean;
  readonly continued?: boolean;
  readonly watermark?: 'turned' | 'grey';
  /** Each so many lines carry a revision mark. */
  readonly revisions?: number;
  readonly userPassword?: string;
  /** Forbids printing and the like; anyone may read. */
  readonly ownerPassword?: string;
}

type Kind = ScreenplayElement['type'];
interface Set {
  readonly text: string;
  readonly x: number;
  readonly kind: Kind;
  readonly bold?: boolean;
  readonly right?: { readonly text: string; readonly x: number };
}

/**
 * A screenplay as PDF in some layout, by other code than the product's own writer: the reader must not lean on it.
 * Page breaks: headings and cues stay with what follows; speeches break with `(MORE)` where asked for, else anywhere.
 */
export function typeset(
  elements: readonly ScreenplayElement[],
  layout: Layout = {},
  titlePage: readonly TitlePageEntry[] = [],
): Promise<Uint8Array> {
  const size = layout.size ?? 'LETTER';
  const pdf = new PDFDocument({
    size,
    margin: 0,
    autoFirstPage: false,
    ...(layout.userPassword === undefined ? {} : { userPassword: layout.userPassword }),
    ...(layout.ownerPassword === undefined ? {} : { ownerPassword: layout.ownerPassword, pdfVersion: '1.7' }),
  });
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
  const setter = new Setter(pdf, layout, size === 'A4' ? [595.28, 841.89] : [612, 792]);
  if (titlePage.length > 0) setter.title(titlePage);
  setter.script(elements);
  pdf.end();
  return done;
}

class Setter {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #layout: Layout;
  readonly #width: number;
  readonly #height: number;
  readonly #size: number;
  readonly #pitch: number;
  readonly #left: number;
  readonly #right: number;
  #page = 0;
  #y = 0;
  #count = 0;
  #number: string | undefined;

  constructor(pdf: PDFKit.PDFDocument, layout: Layout, [width, height]: readonly [number, number]) {
    this.#pdf = pdf;
    this.#layout = layout;
    this.#width = width;
    this.#height = height;
    this.#size = layout.fontSize ?? 12;
    this.#pitch = layout.pitch ?? this.#size;
    this.#left = layout.left ?? 108;
    this.#right = layout.right ?? width - 72;
  }

  get #bottom(): number {
    return this.#height - (this.#layout.bottom ?? 72);
  }

  #font(bold = false): void {
    const font = this.#layout.font ?? 'Courier';
    const name = bold ? (font === 'Times-Roman' ? 'Times-Bold' : `${font}-Bold`) : font;
    this.#pdf.font(name).fontSize(this.#size);
  }

  #measure(text: string): number {
    return this.#pdf.widthOfString(text);
  }

  #put(text: string, x: number, y: number): void {
    this.#pdf.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  title(entries: readonly TitlePageEntry[]): void {
    this.#pdf.addPage();
    this.#font();
    let y = 0.35 * this.#height;
    for (const { key, value } of entries) {
      if (key === 'Contact') continue;
      for (const line of value.split('\n')) {
        this.#put(line, (this.#width - this.#measure(line)) / 2, y);
        y += this.#pitch;
      }
      y += 2 * this.#pitch;
    }
    y = 0.8 * this.#height;
    for (const line of entries.find(({ key }) => key === 'Contact')?.value.split('\n') ?? []) {
      this.#put(line, this.#left, y);
      y += this.#pitch;
    }
  }

  #newPage(): void {
    this.#page++;
    this.#pdf.addPage();
    this.#font();
    const { header, footer, numberAt, watermark } = this.#layout;
    const fill = (text: string): string => text.replace('#', String(this.#page));
    if (header !== undefined) this.#put(fill(header), this.#left, 40);
    if (footer !== undefined) this.#put(fill(footer), this.#left, this.#height - 30);
    const number = `${this.#page}.`;
    if (numberAt === 'right') this.#put(number, this.#right - this.#measure(number), 40);
    if (numberAt === 'centre') this.#put(number, this.#width / 2, 40);
    if (numberAt === 'foot') this.#put(number, this.#width / 2, this.#height - 30);
    if (watermark !== undefined) {
      this.#pdf.save();
      if (watermark === 'turned') this.#pdf.rotate(-45, { origin: [this.#width / 2, this.#height / 2] });
      this.#pdf.fillColor('#c8c8c8').fontSize(44);
      this.#put('CONFIDENTIAL', 0.25 * this.#width, this.#height / 2);
      this.#pdf.restore();
      this.#pdf.fillColor('#000000');
      this.#font();
    }
    this.#y = this.#layout.top ?? 72;
  }

  script(elements: readonly ScreenplayElement[]): void {
    this.#newPage();
    let cue = '';
    for (let at = 0; at < elements.length; at++) {
      const element = elements[at] as ScreenplayElement;
      if (['note', 'boneyard', 'section', 'synopsis', 'pageBreak'].includes(element.type)) continue;
      if (element.type === 'character' && element.dual === 'left') {
        at = this.#dual(elements, at) - 1;
        continue;
      }
      if (element.type === 'character') cue = element.text;
      const lines = this.#lines(element);
      const speech = element.type === 'dialogue' || element.type === 'parenthetical';
      const above =
        this.#y === (this.#layout.top ?? 72) || speech
          ? 0
          : element.type === 'sceneHeading'
            ? (this.#layout.aboveHeading ?? 1)
            : 1;
      const kept = element.type === 'sceneHeading' ? 3 : element.type === 'character' ? 2 : 0;
      if (this.#y + (above + lines.length - 1 + kept) * this.#pitch > this.#bottom && (kept > 0 || lines.length < 2)) {
        this.#breakPage(speech ? cue : undefined);
      } else this.#y += above * this.#pitch;
      for (const line of lines) {
        const room = speech && this.#layout.more === true ? 1 : 0;
        if (this.#y + room * this.#pitch > this.#bottom) this.#breakPage(speech ? cue : undefined);
        this.#line(line);
      }
    }
  }

  #breakPage(cue: string | undefined): void {
    const { more, continued } = this.#layout;
    const indent = typeof this.#layout.cue === 'number' ? this.#layout.cue : 158;
    if (cue !== undefined && more === true) this.#put('(MORE)', this.#left + indent, this.#y);
    if (continued === true && cue === undefined) {
      this.#put('(CONTINUED)', this.#right - this.#measure('(CONTINUED)'), this.#bottom + 1.5 * this.#pitch);
    }
    this.#newPage();
    if (continued === true && cue === undefined) {
      this.#put('CONTINUED:', this.#left, this.#y);
      this.#y += 2 * this.#pitch;
    }
    if (cue !== undefined && more === true) {
      this.#line({ text: `${cue} (CONT'D)`, x: this.#cueX(`${cue} (CONT'D)`), kind: 'character' });
    }
  }

  #cueX(text: string): number {
    const { cue } = this.#layout;
    if (cue === 'centred') return (this.#left + this.#right - this.#measure(text)) / 2;
    return this.#left + (cue ?? 158);
  }

  #lines(element: ScreenplayElement): Set[] {
    const { type: kind, text } = element;
    const dialogue = this.#layout.dialogue ?? [72, 252];
    const aside = this.#layout.parenthetical ?? [115, 180];
    const wrap = (x: number, width: number): Set[] =>
      text
        .split('\n')
        .flatMap((part) => wrapped(part, width, (one) => this.#measure(one)).map((one) => ({ text: one, x, kind })));
    switch (kind) {
      case 'sceneHeading': {
        const bold = this.#layout.boldHeadings === true;
        this.#font(bold);
        const set = wrap(this.#left, this.#right - this.#left).map((one) => ({ ...one, bold }));
        this.#font();
        this.#number = element.number ?? String(++this.#count);
        return set;
      }
      case 'character':
        return [{ text, x: this.#cueX(text), kind }];
      case 'dialogue':
        return wrap(this.#left + dialogue[0], dialogue[1]);
      case 'parenthetical':
        return wrap(this.#left + aside[0], aside[1]);
      case 'transition':
        return [{ text, x: this.#layout.transition === 'left' ? this.#left : this.#right - this.#measure(text), kind }];
      case 'centered':
        return [{ text, x: (this.#left + this.#right - this.#measure(text)) / 2, kind }];
      default:
        return wrap(this.#left, this.#right - this.#left);
    }
  }

  /** Two speeches side by side; answers the index after them. */
  #dual(elements: readonly ScreenplayElement[], start: number): number {
    let at = start;
    const columns: [Set[], Set[]] = [[], []];
    const width = (this.#right - this.#left) / 2 - 20;
    for (const [side, column] of columns.entries()) {
      const x = this.#left + 14 + side * (width + 40);
      const cue = elements[at] as ScreenplayElement;
      column.push({ text: cue.text, x: x + 60, kind: 'character' });
      for (at++; ['dialogue', 'parenthetical'].includes(elements[at]?.type ?? ''); at++) {
        const element = elements[at] as ScreenplayElement;
        for (const text of wrapped(element.text, width - 30, (one) => this.#measure(one))) {
          column.push({ text, x: element.type === 'parenthetical' ? x + 24 : x, kind: element.type });
        }
      }
    }
    const rows = Math.max(columns[0].length, columns[1].length);
    if (this.#y + (rows + 1) * this.#pitch > this.#bottom) this.#newPage();
    else this.#y += this.#pitch;
    for (let row = 0; row < rows; row++) {
      for (const column of columns) {
        const set = column[row];
        if (set !== undefined) this.#put(set.text, set.x, this.#y);
      }
      this.#y += this.#pitch;
    }
    return at;
  }

  #drawn = 0;

  #line(line: Set): void {
    this.#font(line.bold);
    this.#put(line.text, line.x, this.#y);
    this.#font();
    const { sceneNumbers, revisions } = this.#layout;
    if (line.kind === 'sceneHeading' && this.#number !== undefined) {
      const number = this.#number;
      this.#number = undefined;
      if (sceneNumbers === 'both' || sceneNumbers === 'left') this.#put(number, this.#left - 50, this.#y);
      if (sceneNumbers === 'both' || sceneNumbers === 'right') this.#put(number, this.#right + 8, this.#y);
    }
    if (revisions !== undefined && ++this.#drawn % revisions === 0) this.#put('*', this.#right + 26, this.#y);
    this.#y += this.#pitch;
  }
}

function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines;
}

/** Layouts far from screenplain's. Faults that these showed were repaired. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  'A4, wide margins': {
    size: 'A4',
    left: 92,
    right: 520,
    dialogue: [85, 230],
    cue: 190,
    parenthetical: [130, 150],
    numberAt: 'right',
  },
  'Times 11, centred cues': {
    font: 'Times-Roman',
    fontSize: 11,
    pitch: 13,
    cue: 'centred',
    dialogue: [90, 250],
    numberAt: 'foot',
  },
  'Helvetica, narrow, bold headings': {
    font: 'Helvetica',
    fontSize: 10,
    pitch: 12.5,
    left: 140,
    right: 500,
    dialogue: [50, 240],
    cue: 120,
    parenthetical: [80, 180],
    boldHeadings: true,
    aboveHeading: 2,
  },
  'shooting script': {
    sceneNumbers: 'both',
    revisions: 5,
    more: true,
    continued: true,
    header: 'BLUE REVISION 3/4/24',
    numberAt: 'right',
  },
  'scene numbers on the left, footer': {
    sceneNumbers: 'left',
    footer: 'Copyright Someone, draft of May 3. Page #',
    aboveHeading: 2,
    transition: 'left',
  },
  'turned watermark': { watermark: 'turned', numberAt: 'centre', more: true },
  'grey watermark, revisions': { watermark: 'grey', revisions: 3, numberAt: 'right' },
  'double spaced': { pitch: 24, fontSize: 12, numberAt: 'right', top: 90 },
  'dialogue near the margin': {
    dialogue: [30, 330],
    cue: 70,
    parenthetical: [45, 200],
    left: 72,
    right: 540,
    more: true,
  },
};

/** A layout drawn by lot; equal seeds give equal layouts. */
export function randomLayout(seed: number): Layout {
  let state = (seed * 2654435761) >>> 0;
  const draw = (): number => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => Math.round(low + draw() * (high - low));
  const maybe = (chance: number): boolean => draw() < chance;
  const one = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(draw() * values.length)] ?? values[0];
  const size = one<'LETTER' | 'A4'>('LETTER', 'A4');
  const fontSize = between(10, 13);
  const left = between(72, 130);
  const dialogue = between(30, 95);
  const parenthetical = dialogue + between(15, 50);
  return {
    size,
    left,
    right: between(500, 545),
    top: between(65, 95),
    bottom: between(55, 90),
    font: one<'Courier' | 'Times-Roman' | 'Helvetica'>('Courier', 'Courier', 'Times-Roman', 'Helvetica'),
    fontSize,
    pitch: fontSize + between(0, 3),
    dialogue: [dialogue, between(200, 270)],
    parenthetical: [parenthetical, between(140, 200)],
    cue: maybe(0.25) ? 'centred' : dialogue + between(50, 100),
    transition: maybe(0.2) ? 'left' : 'right',
    aboveHeading: between(1, 3),
    boldHeadings: maybe(0.3),
    more: maybe(0.5),
    continued: maybe(0.3),
    ...(maybe(0.3) ? { sceneNumbers: one<'both' | 'left' | 'right'>('both', 'left', 'right') } : {}),
    ...(maybe(0.4) ? { header: one('GREEN DRAFT - 7/7/2021', 'The Title / Episode 4', 'Someone’s script  #') } : {}),
    ...(maybe(0.2) ? { footer: 'Printed for the cast only - page #' } : {}),
    ...(maybe(0.8) ? { numberAt: one<'right' | 'centre' | 'foot'>('right', 'centre', 'foot') } : {}),
    ...(maybe(0.3) ? { watermark: one<'turned' | 'grey'>('turned', 'grey') } : {}),
    ...(maybe(0.3) ? { revisions: between(2, 9) } : {}),
  };
}
