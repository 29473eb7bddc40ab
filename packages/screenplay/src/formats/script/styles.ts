/** Bold, italics and underlines of a text, apart from how a format writes them. */

export const BOLD = 1;
export const ITALIC = 2;
export const UNDERLINE = 4;

/** A run of `text` in one style, a sum of BOLD, ITALIC and UNDERLINE. Plain runs are left out. */
export interface StyleSpan {
  readonly from: number;
  readonly to: number;
  readonly style: number;
}

/**
 * Bold, italics and underlines that show: those on white space at their ends do not, nor does Fountain have them.
 * White space inside is bold or italic where the letters on both sides of it are, as nobody sees whether it is.
 */
export function visibleStyles(text: string, styles: readonly StyleSpan[]): readonly StyleSpan[] {
  const bits = bitsOf(text, styles);
  for (const bit of [BOLD, ITALIC, UNDERLINE]) {
    for (const [from, to] of linesOf(text)) {
      let at = from;
      while (at < to) {
        if (((bits[at] as number) & bit) === 0) {
          at++;
          continue;
        }
        let end = at;
        while (end < to && ((bits[end] as number) & bit) !== 0) end++;
        const next = end;
        while (at < end && text[at]?.trim() === '') bits[at++] = (bits[at - 1] as number) & ~bit;
        while (end > at && text[end - 1]?.trim() === '') bits[--end] = (bits[end] as number) & ~bit;
        at = next;
      }
    }
  }
  fillWhiteSpace(text, bits);
  return spansOf(bits);
}

function fillWhiteSpace(text: string, bits: number[]): void {
  for (const [from, to] of linesOf(text)) {
    for (let at = from; at < to; ) {
      if (text[at]?.trim() !== '') {
        at++;
        continue;
      }
      const start = at;
      while (at < to && text[at]?.trim() === '') at++;
      const both = start > from && at < to ? (bits[start - 1] as number) & (bits[at] as number) : 0;
      for (let each = start; each < at; each++) {
        bits[each] = ((bits[each] as number) & UNDERLINE) | (both & (BOLD | ITALIC));
      }
    }
  }
}

export function bitsOf(text: string, styles: readonly StyleSpan[]): number[] {
  const bits = new Array<number>(text.length).fill(0);
  for (const { from, to, style } of styles) for (let at = from; at < to; at++) bits[at] = style;
  // No style cuts a character in two, or crosses a line.
  for (let at = 1; at < text.length; at++) if (isLow(text, at)) bits[at] = bits[at - 1] as number;
  for (let at = 0; at < text.length; at++) if (text[at] === '\n') bits[at] = 0;
  return bits;
}

function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

export function spansOf(bits: readonly number[]): StyleSpan[] {
  const spans: StyleSpan[] = [];
  for (let from = 0; from < bits.length; ) {
    const style = bits[from] as number;
    let to = from + 1;
    while (to < bits.length && bits[to] === style) to++;
    if (style !== 0) spans.push({ from, to, style });
    from = to;
  }
  return spans;
}

export function* linesOf(text: string): Generator<readonly [from: number, to: number]> {
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && text[at] !== '\n') continue;
    yield [from, at];
    from = at + 1;
  }
}

/** Whether two know the same of the text; one that knows nothing agrees with all. */
export function sameStyles(a: readonly StyleSpan[] | undefined, b: readonly StyleSpan[] | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  return (
    a.length === b.length &&
    a.every((span, index) => {
      const other = b[index];
      return span.from === other?.from && span.to === other.to && span.style === other.style;
    })
  );
}

/** Line by line, each with its own styles. */
export function* linesIn(
  text: string,
  styles: readonly StyleSpan[],
): Generator<{ readonly text: string; readonly styles: readonly StyleSpan[] }> {
  // Spans are in order: each line takes up where the one before it left off.
  let next = 0;
  for (const [from, to] of linesOf(text)) {
    const own: StyleSpan[] = [];
    for (let span = styles[next]; span !== undefined && span.from < to; span = styles[++next]) {
      if (span.from >= from && span.to <= to) own.push(span);
    }
    yield {
      text: text.slice(from, to),
      styles: own.map((span) => ({ ...span, from: span.from - from, to: span.to - from })),
    };
  }
}
