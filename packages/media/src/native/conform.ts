import { AV_PIX_FMT_YUV420P } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { MediaError } from '../error.ts';
import { FilterChain } from './filter-chain.ts';
import { isSideways, type Orientation, orientationFilters } from './orientation.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Ratio {
  readonly num: number;
  readonly den: number;
}

const BLACK = [16, 128, 128];

/** The largest even size of the source's shape inside `output`. */
function fit(source: Frame, orientation: Orientation, output: Size): Size {
  const { sampleAspectRatio: aspect } = source;
  const stretch = aspect.num > 0 && aspect.den > 0 ? aspect.num / aspect.den : 1;
  const shape = (source.width * stretch) / source.height;
  const shown = isSideways(orientation) ? 1 / shape : shape;
  const even = (size: number, most: number): number => Math.min(most, Math.max(2, Math.round(size / 2) * 2));
  return shown > output.width / output.height
    ? { width: output.width, height: even(output.width / shown, output.height) }
    : { width: even(output.height * shown, output.width), height: output.height };
}

/** Makes frames of one film into upright pictures of the output's size, with black bars where the shape differs. */
export class Conform {
  readonly #output: Size;
  readonly #picture = new Frame();
  #chain: FilterChain | undefined;
  #like = '';

  constructor(output: Size) {
    this.#output = output;
    this.#picture.alloc();
  }

  /** The picture is valid until the next call. */
  frame(orientation: Orientation, timeBase: Ratio, frame: Frame): Frame {
    const like = `${frame.width} ${frame.height} ${frame.format}`;
    if (like !== this.#like) {
      this.#chain?.free();
      this.#chain = FilterChain.pictures(frame, timeBase, this.#filters(orientation, frame), 0);
      this.#like = like;
    }
    this.#picture.unref();
    this.#chain?.push(frame);
    if (this.#chain?.pull(this.#picture) !== true) throw new MediaError('internal', 'A picture could not be scaled.');
    return this.#picture;
  }

  #filters(orientation: Orientation, frame: Frame): string {
    const { width, height } = this.#output;
    const size = fit(frame, orientation, this.#output);
    const left = Math.floor((width - size.width) / 4) * 2;
    const top = Math.floor((height - size.height) / 4) * 2;
    return [
      ...orientationFilters(orientation),
      `scale=${size.width}:${size.height}:flags=bicubic:out_color_matrix=bt709:out_range=tv`,
      'setsar=1',
      'format=yuv420p',
      ...(size.width === width && size.height === height ? [] : [`pad=${width}:${height}:${left}:${top}:black`]),
    ].join(',');
  }

  free(): void {
    this.#chain?.free();
    this.#picture.free();
  }
}

/** One picture out of one or two, each with its weight; what is missing to 1 is black. */
export function blend(layers: readonly { readonly picture: Frame; readonly weight: number }[], output: Size): Frame {
  const blended = new Frame();
  blended.alloc();
  blended.width = output.width;
  blended.height = output.height;
  blended.format = AV_PIX_FMT_YUV420P;
  if (blended.getBuffer(0) < 0) throw new MediaError('unavailable', 'There is not enough memory for a picture.');
  const first = layers[0]?.picture;
  if (first !== undefined) blended.copyProps(first);
  const target = blended.data ?? [];
  const strides = blended.linesize;
  const black = 1 - layers.reduce((sum, { weight }) => sum + weight, 0);
  const sources = layers.map(({ picture, weight }) => ({
    data: picture.data ?? [],
    strides: picture.linesize,
    weight,
  }));
  for (let plane = 0; plane < 3; plane++) {
    const width = plane === 0 ? output.width : output.width / 2;
    const height = plane === 0 ? output.height : output.height / 2;
    const base = black * (BLACK[plane] as number) + 0.5;
    const one = sources[0];
    const two = sources[1] ?? { data: [], strides: [], weight: 0 };
    const to = target[plane] as Uint8Array;
    const from = one?.data[plane] as Uint8Array;
    const other = (two.data[plane] ?? from) as Uint8Array;
    for (let y = 0; y < height; y++) {
      let toAt = y * (strides[plane] as number);
      let fromAt = y * (one?.strides[plane] as number);
      let otherAt = y * (two.strides[plane] ?? (one?.strides[plane] as number));
      for (let x = 0; x < width; x++) {
        to[toAt++] =
          (from[fromAt++] as number) * (one?.weight as number) + (other[otherAt++] as number) * two.weight + base;
      }
    }
  }
  return blended;
}
