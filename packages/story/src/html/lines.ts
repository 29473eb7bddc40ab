/** Finds lines of a text by offset, and quotes them. */
export class Lines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) this.#starts.push(at + 1);
    }
  }

  /** Number of the line that `offset` is in, counted from 1. */
  numberAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of a range, cut after `most` units at a space where there is one. */
  quote(from: number, to: number, most: number): string {
    const whole = this.#text.slice(from, Math.min(to, from + most)).trimEnd();
    // Spaces alone say nothing: they are shown where they stand.
    if (whole === '') return this.inContext(from, to);
    if (to - from <= most) return whole;
    const space = whole.lastIndexOf(' ');
    return `${space > most / 2 ? whole.slice(0, space) : whole} …`;
  }

  /** A range inside its line, for what is not much by itself: `… of the·····bed and …`. */
  inContext(from: number, to: number): string {
    return inContext((start, end) => this.#text.slice(start, end), from, to);
  }
}

const AROUND = 28;

/** The words before and after a range on its line, the range's own spaces in sight. `slice` gives the text of a range. */
export function inContext(slice: (from: number, to: number) => string, from: number, to: number): string {
  const before =
    slice(Math.max(0, from - AROUND), from)
      .split(/[\r\n]/u)
      .at(-1) ?? '';
  const [after = ''] = slice(to, to + AROUND).split(/[\r\n]/u);
  return `…${before}${slice(from, to).replace(/ /gu, '·')}${after}…`;
}
