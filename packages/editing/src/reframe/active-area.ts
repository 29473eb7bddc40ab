import type { PictureArea } from '@second-unit/media';

/** Luma (0 to 255) up to which a corner of the picture may be that of a bar: some films have bars of video black as 16. */
const DARK = 24;
/** Luma above that of the bars from which something is to be seen. */
const SEEN = 4;
/** Share of a line at either end of it that no caption reaches. */
const MARGIN = 0.01;
/** Share of a margin that is dark in a bar, but for noise; and of a line that is seen where the picture begins. */
const NOISE = 0.02;
const LIT = 0.5;
/** Lines that an edge takes: scaling and compression soften it. */
const EDGE = 3;
/** Less of a side than this is left by no bars. */
const LEAST = 0.3;

/** A run of lines: rows or columns of the picture. */
interface Run {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/**
 * Finds the part of a shot's picture that is inside its black bars, from small pictures of it.
 *
 * A bar is a run of rows or columns at both edges that stays black over all pictures and ends in a straight line, behind
 * which most of a line is seen. Captions in a bar are part of the bar: a line of it counts as black where its margins
 * stay black, since letters do not reach the edge of the picture. What is black at one edge alone is a sky, and where the
 * picture itself is too dark to show a straight line there are no bars to be seen.
 */
export class ActiveArea {
  readonly #width: number;
  readonly #height: number;
  /** The brightest that each pixel gets. */
  readonly #luma: Uint8Array;

  /** @param size of the pictures, in pixels: the more, the closer the area is to the bars */
  constructor({ width, height }: { readonly width: number; readonly height: number }) {
    this.#width = width;
    this.#height = height;
    this.#luma = new Uint8Array(width * height);
  }

  /** @param rgb one picture of the shot, three bytes a pixel */
  add(rgb: Uint8Array): void {
    for (let at = 0; at < this.#luma.length; at++) {
      const luma = 0.2126 * rgb[at * 3]! + 0.7152 * rgb[at * 3 + 1]! + 0.0722 * rgb[at * 3 + 2]!;
      if (luma > this.#luma[at]!) this.#luma[at] = luma;
    }
  }

  /** The part inside the bars of all pictures so far, as shares of the picture; undefined where there are none. */
  area(): PictureArea | undefined {
    if (!this.hasBlackCorners()) return undefined;
    const black = this.#cornerLuma();
    const isSeen = (x: number, y: number): boolean => this.#luma[y * this.#width + x]! > black + SEEN;
    const sideways = (y: number, x: number): boolean => isSeen(x, y);
    const all: { readonly rows: Run; readonly columns: Run } = {
      rows: { from: 0, to: this.#height },
      columns: { from: 0, to: this.#width },
    };
    // Bars on all four sides: those without a caption first, so that the margins of the others lie in the picture.
    const columns = lit(isSeen, all.columns, all.rows, NOISE) ?? all.columns;
    const rows = inside(sideways, all.rows, columns) ?? all.rows;
    const between = inside(isSeen, all.columns, rows) ?? all.columns;
    const area = {
      x: between.from / this.#width,
      y: rows.from / this.#height,
      width: (between.to - between.from) / this.#width,
      height: (rows.to - rows.from) / this.#height,
    };
    return area.width === 1 && area.height === 1 ? undefined : area;
  }

  /** Could there be bars at all? Each of them takes two corners of the picture. */
  hasBlackCorners(): boolean {
    return this.#cornerLuma() <= DARK;
  }

  /** Is what lies around an area as black as bars are? Of a shot that is too dark to show where they end. */
  isBlackAround({ x, y, width, height }: PictureArea): boolean {
    if (!this.hasBlackCorners()) return false;
    const black = this.#cornerLuma();
    const isSeen = (at: number, line: number): boolean => this.#luma[line * this.#width + at]! > black + SEEN;
    const columns = { from: Math.round(x * this.#width), to: Math.round((x + width) * this.#width) };
    const rows = { from: Math.round(y * this.#height), to: Math.round((y + height) * this.#height) };
    const areBars = (seen: Seen, { from, to }: Run, count: number, along: Run): boolean =>
      [...Array(count).keys()].every((line) => (line >= from - EDGE && line < to + EDGE) || isBar(seen, line, along));
    return (
      areBars((line, at) => isSeen(at, line), rows, this.#height, columns) &&
      areBars(isSeen, columns, this.#width, rows)
    );
  }

  /** The luma of the brightest corner. */
  #cornerLuma(): number {
    const last = this.#luma.length - 1;
    return Math.max(...[0, this.#width - 1, last - this.#width + 1, last].map((at) => this.#luma[at]!));
  }
}

type Seen = (line: number, at: number) => boolean;

/** Of a line, from `from` to `to` along it, the share that is seen. */
function share(seen: Seen, line: number, { from, to }: Run): number {
  let count = 0;
  for (let at = from; at < to; at++) if (seen(line, at)) count++;
  return count / Math.max(1, to - from);
}

/** The run of lines between the first and the last of which more than `most` is seen; undefined where there is none. */
function lit(seen: Seen, lines: Run, along: Run, most: number): Run | undefined {
  let { from, to } = lines;
  while (from < to && share(seen, from, along) <= most) from++;
  while (to > from && share(seen, to - 1, along) <= most) to--;
  return from < to ? { from, to } : undefined;
}

function marginsOf({ from, to }: Run): readonly Run[] {
  const margin = Math.max(1, Math.round(MARGIN * (to - from)));
  return [
    { from, to: from + margin },
    { from: to - margin, to },
  ];
}

/** Does a line stay black where no caption reaches? */
function isBar(seen: Seen, line: number, along: Run): boolean {
  return marginsOf(along).every((one) => share(seen, line, one) <= NOISE);
}

/** The lines inside a pair of bars; undefined where there is no such pair. */
function inside(seen: Seen, lines: Run, along: Run): Run | undefined {
  // Of one margin at least: the other may lie in the dark.
  const isPicture = (line: number): boolean =>
    share(seen, line, along) >= LIT && marginsOf(along).some((one) => share(seen, line, one) >= LIT);
  let { from, to } = lines;
  while (from < to && isBar(seen, from, along)) from++;
  while (to > from && isBar(seen, to - 1, along)) to--;
  if (from === lines.from || to === lines.to || to - from < LEAST * (lines.to - lines.from)) return undefined;
  const begins = [...Array(EDGE).keys()].find((past) => isPicture(from + past));
  const ends = [...Array(EDGE).keys()].find((past) => isPicture(to - 1 - past));
  // The line at the edge may be half bar: it is left out.
  return begins === undefined || ends === undefined ? undefined : { from: from + begins + 1, to: to - ends - 1 };
}
