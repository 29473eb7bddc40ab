import {
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUVJ444P,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT470BG,
  AVCOL_SPC_BT2020_CL,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_SPC_FCC,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_SMPTE240M,
  type AVPixelFormat,
} from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { PAGE_BYTES, type WasmWorkshop, workshop } from '../wasm/code.ts';
import { COLOURS, GROUP, PLANES, type Summing, TAPS } from './area-kernels.ts';
import type { Plane } from './small-frames.ts';

/** How many bits fewer a format has chroma across and down, and whether its levels go from 0 to 255. */
type Form = readonly [across: number, down: number, isFull: boolean];
const FORMS = new Map<AVPixelFormat, Form>([
  [AV_PIX_FMT_YUV420P, [1, 1, false]],
  [AV_PIX_FMT_YUVJ420P, [1, 1, true]],
  [AV_PIX_FMT_YUV422P, [1, 0, false]],
  [AV_PIX_FMT_YUVJ422P, [1, 0, true]],
  [AV_PIX_FMT_YUV444P, [0, 0, false]],
  [AV_PIX_FMT_YUVJ444P, [0, 0, true]],
]);

/** Shares of red and blue in luma; of any other colour space ITU-R BT.709's. */
const SHARES = new Map<number, readonly [red: number, blue: number]>([
  [AVCOL_SPC_FCC, [0.3, 0.11]],
  [AVCOL_SPC_BT470BG, [0.299, 0.114]],
  [AVCOL_SPC_SMPTE170M, [0.299, 0.114]],
  [AVCOL_SPC_SMPTE240M, [0.212, 0.087]],
  [AVCOL_SPC_BT2020_NCL, [0.2627, 0.0593]],
  [AVCOL_SPC_BT2020_CL, [0.2627, 0.0593]],
]);
const BT709 = [0.2126, 0.0722] as const;

/** What the sums of weights may be, so that those of a column fit 15 bits and those of an area 31. */
const MOST_ROWS = 128;
const MOST_COLUMNS = 8191;
/** Rows in an area of which neighbours can be summed as one. */
const MOST_PAIRED = 64;

/** Which pixels of a row or column each pixel of a smaller one is the mean of. */
export interface Axis {
  /** The first of them, for each. */
  readonly starts: readonly number[];
  /** `taps` for each. */
  readonly weights: readonly number[];
  readonly taps: number;
  /** Of the weights of each. */
  readonly sum: number;
}

/**
 * `from` pixels as the means of `to` areas, of weights in whole numbers that come to `most` at most; the number of them
 * is a multiple of `step`. Undefined where there are no more pixels than areas, or too many.
 */
export function axisOf(from: number, to: number, most: number, step: number): Axis | undefined {
  const ratio = from / to;
  if (ratio < 1 || ratio > most) return undefined;
  // Pixels that lie within an area weigh the same; one that two areas share, its part in each.
  const unit = Number.isInteger(ratio) ? 1 : Math.floor(most / ratio);
  const longest = Number.isInteger(ratio) ? ratio : Math.min(from, Math.floor(ratio) + 2);
  const taps = Math.ceil(longest / step) * step;
  const starts: number[] = [];
  const weights: number[] = [];
  for (let area = 0; area < to; area++) {
    const start = Math.min(Math.floor((area * from) / to), from - longest);
    // In whole numbers, in parts of a pixel: of fractions, the last pixel's could come out a weight short.
    const upTo = (pixel: number): number =>
      Math.round((unit * Math.max(0, Math.min(from, pixel * to - area * from))) / to);
    starts.push(start);
    for (let pixel = start; pixel < start + taps; pixel++) weights.push(upTo(pixel + 1) - upTo(pixel));
  }
  return { starts, weights, taps, sum: Math.round((unit * from) / to) };
}

/** Where the parts of one plane's work lie in memory, and what is done there. */
interface PlaneWork {
  readonly summing: Summing;
  readonly from: number;
  readonly stride: number;
  readonly rows: Axis;
  readonly rowTable: number;
  readonly rowWeights: number;
  readonly columns: Axis;
  readonly columnTable: number;
  readonly columnWeights: number;
  /** Of the weights of one pixel. */
  readonly area: number;
  readonly to: number;
}

/** How `wide` × `high` pixels are made so many fewer. */
function workOf(wide: number, high: number, across: number, down: number) {
  const [right, below] = [wide / across, high / down];
  const isPaired = Number.isInteger(right / 2) && Number.isInteger(below) && below <= MOST_PAIRED;
  const rows = axisOf(high, down, MOST_ROWS, 1);
  const columns = axisOf(isPaired ? wide / 2 : wide, across, MOST_COLUMNS, TAPS);
  if (rows === undefined || columns === undefined) return undefined;
  const summing: Summing = isPaired ? 'pairs' : Number.isInteger(below) ? 'whole' : 'weighed';
  // An area has the same sum of weights, whether its columns were paired or not.
  return { summing, stride: wide, rows, columns, area: rows.sum * columns.sum * (isPaired ? 2 : 1) };
}

/** Weights of four pixels in turn, `TAPS` of each, as they are worked on. */
function interleaved({ weights, taps, starts }: Axis): Int16Array {
  const out = new Int16Array(weights.length);
  for (let pixel = 0, at = 0; pixel < starts.length; pixel += 4) {
    for (let tap = 0; tap < taps; tap += TAPS) {
      for (let one = pixel; one < pixel + 4; one++, at += TAPS) {
        out.set(weights.slice(one * taps + tap, one * taps + tap + TAPS), at);
      }
    }
  }
  return out;
}

interface Layout {
  readonly like: string;
  /** A picture in the memory that WebAssembly works on: what is copied into it lies there. */
  readonly picture: Frame;
  readonly sums: number;
  readonly planes: readonly PlaneWork[];
  readonly isFull: boolean;
  readonly luma: Plane;
  readonly rgb: Plane;
}

/** One for the process, which makes one picture small at a time: each memory reserves gigabytes of addresses. */
let shop: WasmWorkshop | undefined;
let layout: Layout | undefined;

const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/**
 * Makes 8-bit pictures in Y′CbCr small, each pixel the mean of its area, as FFmpeg's scaler does by its `area`, in a
 * quarter of the time: sums of rows first, sixteen pixels at a time. Luma and colours are widened to the full range of
 * 0 to 255 as they are made small.
 */
export class AreaMeans {
  readonly #width: number;
  readonly #height: number;

  /** Size of the RGB pictures; luma is twice that each way. */
  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  /** The frame made small, in memory that the next call writes over; undefined where it is of a form that is left to FFmpeg. */
  make(frame: Frame): { readonly luma: Plane; readonly rgb: Plane } | undefined {
    const laid = this.#lay(frame);
    if (laid === undefined || laid.picture.copy(frame) < 0) return undefined;
    const isFull = laid.isFull || frame.colorRange === AVCOL_RANGE_JPEG;
    for (const [at, plane] of laid.planes.entries()) this.#shrink(laid, plane, isFull, at === 0);
    const [red, blue] = SHARES.get(frame.colorSpace) ?? BT709;
    const green = 1 - red - blue;
    // In parts of 2048: see COLOURS.
    const parts = [2 - 2 * red, (2 * blue * (1 - blue)) / green, (2 * red * (1 - red)) / green, 2 - 2 * blue];
    const [rv = 0, gu = 0, gv = 0, bu = 0] = parts.map((part) => Math.round(part * 2048));
    const [luma = 0, u = 0, v = 0] = laid.planes.map(({ to }) => to);
    shop!.functions.colours!(luma, u, v, laid.rgb.plane.byteOffset, this.#height, this.#width / 8, rv, gu, gv, bu);
    return { luma: laid.luma, rgb: laid.rgb };
  }

  #shrink({ sums }: Layout, plane: PlaneWork, isFull: boolean, isLuma: boolean): void {
    const { from, stride, rows, columns, rowTable, rowWeights, columnTable, columnWeights, area, to } = plane;
    const grow = isFull ? 1 : 255 / (isLuma ? 219 : 224);
    const offset = isFull ? 0 : isLuma ? -16 * grow : 128 - 128 * grow;
    shop!.functions[plane.summing]!(
      ...[from, stride, rowTable, rowWeights, rows.taps, sums, Math.ceil(stride / GROUP)],
      ...[columnTable, columnWeights, columns.taps / TAPS, to, columns.starts.length / 4, rows.starts.length],
      ...[grow / area, offset],
    );
  }

  /** Memory laid out for frames like this one. */
  #lay(frame: Frame): Layout | undefined {
    const { width, height, format } = frame;
    const like = `${width} ${height} ${format} ${this.#width} ${this.#height}`;
    if (layout?.like === like) return layout;
    const form = FORMS.get(format as AVPixelFormat);
    if (form === undefined || this.#width % 8 !== 0) return undefined;
    const [right, down, isFull] = form;
    const chroma = [-(-width >> right), -(-height >> down)] as const;
    const sizes = [[width, height], chroma, chroma] as const;
    const works = sizes.map(([wide, high], at) => {
      const by = at === 0 ? 2 : 1;
      return workOf(wide, high, this.#width * by, this.#height * by);
    });
    let used = 0;
    const take = (bytes: number): number => {
      const at = used;
      used += aligned(bytes);
      return at;
    };
    const bytes = sizes.reduce((sum, [wide, high]) => sum + wide * high, 0);
    // Groups of columns may reach behind the last row.
    const image = take(bytes + GROUP);
    const sums = take(2 * (width + GROUP + TAPS));
    const rgb = take(this.#width * this.#height * 3 + TAPS);
    const planes: PlaneWork[] = [];
    let from = image;
    for (const [at, work] of works.entries()) {
      if (work === undefined) return undefined;
      const { rows, columns } = work;
      planes.push({
        ...work,
        from,
        rowTable: take(4 * rows.starts.length),
        rowWeights: take(2 * rows.weights.length),
        columnTable: take(4 * columns.starts.length),
        columnWeights: take(2 * columns.weights.length),
        // Eight bytes of chroma are read sixteen at a time.
        to: take(rows.starts.length * columns.starts.length + 16),
      });
      from += sizes[at]![0] * sizes[at]![1];
    }
    const { buffer } = memoryOf(used);
    for (const { stride, rows, rowTable, rowWeights, columns, columnTable, columnWeights } of planes) {
      new Int32Array(buffer, rowTable).set(rows.starts.map((row) => row * stride));
      new Int16Array(buffer, rowWeights).set(rows.weights);
      new Int32Array(buffer, columnTable).set(columns.starts.map((column) => column * 2));
      new Int16Array(buffer, columnWeights).set(interleaved(columns));
    }
    const picture = new Frame();
    picture.alloc();
    picture.width = width;
    picture.height = height;
    picture.format = format;
    // The frame's planes become places in this memory; nothing is copied.
    if (picture.fromBuffer(Buffer.from(buffer, image, bytes)) < 0) return undefined;
    layout?.picture.free();
    const [across, pixels] = [this.#width, this.#width * this.#height];
    layout = {
      like,
      picture,
      sums,
      planes,
      isFull,
      luma: { width: 2 * across, stride: 2 * across, plane: new Uint8Array(buffer, planes[0]!.to, 4 * pixels) },
      rgb: { width: across, stride: 3 * across, plane: new Uint8Array(buffer, rgb, 3 * pixels) },
    };
    return layout;
  }
}

/** The memory, of so many bytes at least. Where it has to grow, what was laid out in it is void. */
function memoryOf(bytes: number): WasmWorkshop['memory'] {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  shop ??= workshop([...Object.values(PLANES), COLOURS], pages);
  const missing = pages - shop.memory.buffer.byteLength / PAGE_BYTES;
  if (missing > 0) {
    layout?.picture.free();
    layout = undefined;
    shop.memory.grow(missing);
  }
  return shop.memory;
}
