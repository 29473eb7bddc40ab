import {
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_UNSPECIFIED,
  type AVPixelFormat,
} from 'node-av/constants';
import { avGetPixFmtName, Frame } from 'node-av/lib';
import type { FilmClip } from '../edit.ts';
import { MediaError } from '../error.ts';
import { type CropWindow, cropWindow } from './crop-window.ts';
import { FilterChain } from './filter-chain.ts';
import { lutFilters } from './lut-filters.ts';
import { isSideways, type Orientation, orientationFilters } from './orientation.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** What frames of a film become. */
export interface ConformOptions extends Size {
  /** 4:2:0 in 8 bits if absent. */
  readonly pixelFormat?: AVPixelFormat;
  readonly crop?: FilmClip['crop'];
  readonly lut?: string | undefined;
}

/** Films from this height on are in the colours of high definition where they do not say. */
const HIGH_DEFINITION = 720;

/** Width ÷ height of a film's picture as shown. */
function shapeOf(source: Frame, orientation: Orientation): number {
  const { sampleAspectRatio: aspect } = source;
  const stretch = aspect.num > 0 && aspect.den > 0 ? aspect.num / aspect.den : 1;
  const shape = (source.width * stretch) / source.height;
  return isSideways(orientation) ? 1 / shape : shape;
}

/** The largest even size of a shape inside `output`. */
function fit(shape: number, output: Size): Size {
  const even = (size: number, most: number): number => Math.min(most, Math.max(2, Math.round(size / 2) * 2));
  return shape > output.width / output.height
    ? { width: output.width, height: even(output.width / shape, output.height) }
    : { width: even(output.height * shape, output.width), height: output.height };
}

/**
 * Makes frames of one film into upright pictures of the output's size: with black bars where the shape differs, or from
 * a window that may move; through a look-up table where there is one.
 */
export class Conform {
  readonly #output: ConformOptions;
  readonly #format: AVPixelFormat;
  readonly #picture = new Frame();
  #chain: FilterChain | undefined;
  #window: CropWindow | undefined;
  #region: Size = { width: 0, height: 0 };
  #like = '';
  #isAsItIs = false;

  constructor(output: ConformOptions) {
    this.#output = output;
    this.#format = output.pixelFormat ?? AV_PIX_FMT_YUV420P;
    this.#picture.alloc();
  }

  /** The picture is valid until the next call. `number`: which frame of the film it is, for a window that moves. */
  frame(orientation: Orientation, timeBase: Ratio, frame: Frame, number = 0): Frame {
    const like = `${frame.width} ${frame.height} ${frame.format} ${frame.colorSpace} ${frame.colorRange}`;
    if (like !== this.#like) {
      this.#chain?.free();
      this.#chain = undefined;
      this.#like = like;
      this.#isAsItIs = this.#needsNothing(orientation, frame);
      if (!this.#isAsItIs) {
        this.#chain = FilterChain.pictures(frame, timeBase, this.#filters(orientation, frame).join(','), 0);
      }
    }
    this.#picture.unref();
    if (this.#isAsItIs) {
      this.#picture.ref(frame);
      return this.#picture;
    }
    if (this.#window?.moves === true) this.#place(number);
    this.#chain?.push(frame);
    if (this.#chain?.pull(this.#picture) !== true) throw new MediaError('internal', 'A picture could not be scaled.');
    return this.#picture;
  }

  /** Is a frame what is wanted already? */
  #needsNothing(orientation: Orientation, frame: Frame): boolean {
    const { width, height, crop, lut } = this.#output;
    const { num, den } = frame.sampleAspectRatio;
    const isBt709 =
      frame.colorSpace === AVCOL_SPC_BT709 ||
      (frame.colorSpace === AVCOL_SPC_UNSPECIFIED && frame.height >= HIGH_DEFINITION);
    return (
      frame.width === width &&
      frame.height === height &&
      frame.format === this.#format &&
      (num === den || num === 0) &&
      isBt709 &&
      frame.colorRange !== AVCOL_RANGE_JPEG &&
      orientationFilters(orientation).length === 0 &&
      crop === undefined &&
      lut === undefined
    );
  }

  #filters(orientation: Orientation, frame: Frame): string[] {
    const { lut } = this.#output;
    // Left to itself the scaler takes everything for standard definition.
    const isNamed = frame.colorSpace !== AVCOL_SPC_UNSPECIFIED;
    const named = `setparams=colorspace=${frame.height >= HIGH_DEFINITION ? 'bt709' : 'smpte170m'}`;
    const toOutput = `scale=out_color_matrix=bt709:out_range=tv,setsar=1,format=${avGetPixFmtName(this.#format)}`;
    return [
      ...(isNamed ? [] : [named]),
      ...orientationFilters(orientation),
      ...(this.#output.crop === undefined ? this.#inside(orientation, frame) : this.#windowFilters(orientation, frame)),
      ...(lut === undefined ? [] : lutFilters(lut)),
      toOutput,
      ...this.#bars(orientation, frame),
    ];
  }

  #scaled({ width, height }: Size): string {
    return `scale=${width}:${height}:flags=bicubic`;
  }

  #inside(orientation: Orientation, frame: Frame): string[] {
    return [this.#scaled(fit(shapeOf(frame, orientation), this.#output))];
  }

  #bars(orientation: Orientation, frame: Frame): string[] {
    const { width, height, crop } = this.#output;
    const size = fit(shapeOf(frame, orientation), this.#output);
    if (crop !== undefined || (size.width === width && size.height === height)) return [];
    const left = Math.floor((width - size.width) / 4) * 2;
    const top = Math.floor((height - size.height) / 4) * 2;
    return [`pad=${width}:${height}:${left}:${top}:black`];
  }

  /** Cut to what the window comes over before it is scaled; one that moves does so by whole pixels of the output. */
  #windowFilters(orientation: Orientation, frame: Frame): string[] {
    const { width, height, crop } = this.#output;
    if (crop === undefined) return [];
    const window = cropWindow(crop, shapeOf(frame, orientation), width / height);
    this.#window = window;
    const [across, down] = isSideways(orientation) ? [frame.height, frame.width] : [frame.width, frame.height];
    const { extent } = window;
    const region = [extent.width * across, extent.height * down, extent.x * across, extent.y * down];
    const cut = `crop=${region.map((value) => Math.max(0, Math.round(value))).join(':')}`;
    if (!window.moves) return [cut, this.#scaled(this.#output)];
    this.#region = {
      width: Math.max(width, Math.round((width * extent.width) / window.width)),
      height: Math.max(height, Math.round((height * extent.height) / window.height)),
    };
    const full = this.#format === AV_PIX_FMT_YUV420P ? 'yuv444p' : 'yuv444p10le';
    return [cut, this.#scaled(this.#region), `format=${full}`, `crop@window=${width}:${height}:0:0`];
  }

  #place(number: number): void {
    const window = this.#window as CropWindow;
    const { x, y } = window.at(number);
    const { extent } = window;
    const across = ((x - extent.x) / window.width) * this.#output.width;
    const down = ((y - extent.y) / window.height) * this.#output.height;
    this.#chain?.command('crop@window', 'x', String(Math.round(across)));
    this.#chain?.command('crop@window', 'y', String(Math.round(down)));
  }

  free(): void {
    this.#chain?.free();
    this.#picture.free();
  }
}
