import {
  AV_FRAME_FLAG_INTERLACED,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_RGB,
  AVCOL_SPC_UNSPECIFIED,
  type AVPixelFormat,
} from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import { MediaError } from '../error.ts';
import { AreaMeans } from './area-means.ts';
import { isSideways, type Orientation, turnTable } from './orientation.ts';
import { ViewingTransform } from './viewing.ts';

/** One scaler and the picture that it writes. */
class Scaler {
  readonly frame = new Frame();
  /** The memory that its first plane is written to, asked for once: the binding makes a view of each plane at each time. */
  readonly plane: Uint8Array;
  readonly stride: number;
  readonly width: number;
  readonly #context = new SoftwareScaleContext();

  constructor(width: number, height: number, format: AVPixelFormat) {
    this.#context.allocContext();
    // Each output pixel is the mean of its area: nothing flickers as fine detail would with bilinear.
    this.#context.setOption('sws_flags', 'area');
    this.width = width;
    this.frame.alloc();
    this.frame.width = width;
    this.frame.height = height;
    this.frame.format = format;
    this.frame.getBuffer(0);
    const plane = this.frame.data?.[0];
    const stride = this.frame.linesize[0];
    if (plane === undefined || stride === undefined) {
      throw new MediaError('internal', 'There is no memory for small pictures.');
    }
    this.plane = plane;
    this.stride = stride;
  }

  scale(from: Frame): boolean {
    // The scaler refuses to make a whole picture of two fields that are marked as such; both are to be in it.
    from.clearFlags(AV_FRAME_FLAG_INTERLACED);
    return this.#context.scaleFrameSync(this.frame, from) >= 0;
  }

  free(): void {
    this.frame.free();
    this.#context.freeContext();
  }
}

/** A picture as it is stored: its memory, and how many bytes a row takes. */
export interface Plane {
  readonly width: number;
  readonly plane: Uint8Array;
  readonly stride: number;
}

/** Copies a picture as it is shown, `step` bytes a pixel, rows without gaps. */
function copyPlane(
  { width, plane: data, stride }: Plane,
  step: number,
  table: Uint32Array | undefined,
  shown: { readonly width: number; readonly height: number },
  target: Uint8Array,
): void {
  if (table !== undefined) {
    let to = 0;
    for (const from of table) {
      const pixel = Math.floor(from / width) * stride + (from % width) * step;
      for (let byte = 0; byte < step; byte++) target[to++] = data[pixel + byte] as number;
    }
    return;
  }
  const row = shown.width * step;
  if (stride === row) target.set(data.subarray(0, row * shown.height));
  else for (let y = 0; y < shown.height; y++) target.set(data.subarray(y * stride, y * stride + row), y * row);
}

/** Scales decoded frames to small upright RGB pictures (3 bytes a pixel, rows without gaps). */
export class SmallFrames {
  readonly bytes: number;
  /** Bytes of the luma plane, 0 where none is made. */
  readonly lumaBytes: number;
  readonly #shown: { readonly width: number; readonly height: number };
  readonly #viewing: ViewingTransform;
  readonly #rgb: Scaler;
  readonly #rgbTable: Uint32Array | undefined;
  readonly #means: AreaMeans;
  readonly #luma: Scaler | undefined;
  readonly #lumaTable: Uint32Array | undefined;

  /**
   * `width` and `height` are those of the upright picture. With `luma` the frame is first made a picture of twice the
   * width and height with halved colour, whose luma is kept, and the RGB picture is made of that: the large frame is
   * read once.
   */
  constructor(width: number, height: number, orientation: Orientation, luma: boolean) {
    this.bytes = width * height * 3;
    this.lumaBytes = luma ? width * height * 4 : 0;
    this.#shown = { width, height };
    const [across, down] = isSideways(orientation) ? [height, width] : [width, height];
    this.#viewing = new ViewingTransform(across * 2, down * 2);
    this.#rgb = new Scaler(across, down, AV_PIX_FMT_RGB24);
    this.#rgbTable = turnTable(orientation, width, height);
    this.#means = new AreaMeans(across, down);
    if (!luma) return;
    this.#luma = new Scaler(across * 2, down * 2, AV_PIX_FMT_YUVJ420P);
    this.#luma.frame.colorRange = AVCOL_RANGE_JPEG;
    this.#lumaTable = turnTable(orientation, width * 2, height * 2);
  }

  /** Writes a frame into `rgb`, and where it is made into `luma`. False when it could not be scaled. */
  write(decoded: Frame, rgb: Uint8Array, luma?: Uint8Array): boolean {
    const frame = this.#viewing.show(decoded);
    if (this.#luma === undefined || luma === undefined) {
      if (!this.#rgb.scale(frame)) return false;
      copyPlane(this.#rgb, 3, this.#rgbTable, this.#shown, rgb);
      return true;
    }
    const made = this.#means.make(frame) ?? this.#scaled(frame, this.#luma);
    if (made === undefined) return false;
    const { width, height } = this.#shown;
    copyPlane(made.luma, 1, this.#lumaTable, { width: width * 2, height: height * 2 }, luma);
    copyPlane(made.rgb, 3, this.#rgbTable, this.#shown, rgb);
    return true;
  }

  /** Both by FFmpeg's scaler: any form of picture, and any size. */
  #scaled(frame: Frame, luma: Scaler): { readonly luma: Plane; readonly rgb: Plane } | undefined {
    // Scaled, not converted: the luma is that of the film's own colours.
    const isYuv = frame.colorSpace !== AVCOL_SPC_RGB && frame.colorSpace !== AVCOL_SPC_UNSPECIFIED;
    luma.frame.colorSpace = isYuv ? frame.colorSpace : AVCOL_SPC_BT709;
    return luma.scale(frame) && this.#rgb.scale(luma.frame) ? { luma, rgb: this.#rgb } : undefined;
  }

  free(): void {
    this.#viewing.free();
    this.#rgb.free();
    this.#luma?.free();
  }
}
