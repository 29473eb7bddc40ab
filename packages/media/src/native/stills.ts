import { AV_PIX_FMT_YUVJ420P, AVCOL_RANGE_JPEG, FF_ENCODER_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import { MediaError } from '../error.ts';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { FilterChain } from './filter-chain.ts';
import { FrameReader } from './frame-reader.ts';
import { inputError } from './input.ts';
import { lutFilters } from './lut-filters.ts';
import { orientationFilters, orientationOf } from './orientation.ts';

interface Wanted {
  readonly width?: number;
  readonly height?: number;
  readonly quality: number;
  readonly lut?: string;
}

/** A damaged file may name a pixel shape that would make a picture of any width. */
const MOST_SIDE = 16_384;

/** Quality 1–100 as FFmpeg's JPEG quantiser scale, 31 (worst) to 2. */
const quantiser = (quality: number): number => Math.round(31 - ((Math.min(100, Math.max(1, quality)) - 1) / 99) * 29);

/** The filters that make an upright picture with square pixels of the size asked for. */
function stillFilters(reader: FrameReader, { width, height, lut }: Wanted): string {
  // dar is the shape of the picture as shown, whatever its pixels are.
  const bounded = (size: string): string => `clip(round(${size}),1,${MOST_SIDE})`;
  const across = width ?? bounded(height === undefined ? 'iw*sar' : `${height}*dar`);
  const down = height ?? (width === undefined ? 'ih' : bounded(`${width}/dar`));
  return [
    ...orientationFilters(orientationOf(reader.video)),
    // JPEG is full range and BT.601, whatever the film is.
    `scale=w='${across}':h='${down}':flags=bicubic+accurate_rnd:out_range=pc:out_color_matrix=bt601`,
    // From and to full range, so that nothing is clipped between.
    ...(lut === undefined ? [] : [...lutFilters(lut), 'scale=out_range=pc:out_color_matrix=bt601']),
    'setsar=1',
    'format=yuvj420p',
  ].join(',');
}

/** Encodes pictures as JPEG. */
class JpegEncoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  #count = 0n;

  constructor(like: Frame, quality: number) {
    const codec = Codec.findEncoderByName(FF_ENCODER_MJPEG);
    this.#context.allocContext3(codec);
    this.#context.width = like.width;
    this.#context.height = like.height;
    this.#context.pixelFormat = AV_PIX_FMT_YUVJ420P;
    this.#context.colorRange = AVCOL_RANGE_JPEG;
    this.#context.timeBase = new Rational(1, 25);
    const scale = String(quantiser(quality));
    this.#context.setOption('qmin', scale);
    this.#context.setOption('qmax', scale);
    this.#context.threadCount = 1;
    const result = this.#context.open2Sync(codec, null);
    if (result < 0) throw new MediaError('internal', 'The JPEG encoder could not be started.');
    this.#packet.alloc();
  }

  encode(frame: Frame): Uint8Array {
    // The encoder wants rising time stamps, in whatever order stills are asked for.
    frame.pts = this.#count++;
    this.#context.sendFrameSync(frame);
    if (this.#context.receivePacketSync(this.#packet) < 0 || this.#packet.data === null) {
      throw new MediaError('internal', 'A picture could not be encoded as JPEG.');
    }
    const jpeg = Uint8Array.from(this.#packet.data);
    this.#packet.unref();
    return jpeg;
  }

  free(): void {
    this.#packet.free();
    this.#context.freeContext();
  }
}

/** Sends each frame asked for, in the order asked for, as JPEG. */
export function stills(args: Message): Message {
  const path = String(args.path);
  const reader = new FrameReader(path);
  const shown = new Frame();
  shown.alloc();
  let chain: FilterChain | undefined;
  let encoder: JpegEncoder | undefined;
  let like = '';
  try {
    for (const number of args.frames as number[]) {
      if (number >= reader.frames) throw inputError(path, `has ${reader.frames} frames; there is no frame ${number}.`);
      const frame = reader.read(number);
      if (frame === undefined) throw inputError(path, `is damaged at frame ${number}.`);
      const form = `${frame.width} ${frame.height} ${frame.format}`;
      if (form !== like) {
        chain?.free();
        encoder?.free();
        encoder = undefined;
        chain = FilterChain.pictures(frame, reader.video.timeBase, stillFilters(reader, args.wanted as Wanted));
        like = form;
      }
      chain?.push(frame);
      if (chain?.pull(shown) !== true) throw inputError(path, `is damaged at frame ${number}.`);
      encoder ??= new JpegEncoder(shown, (args.wanted as Wanted).quality);
      send({ type: 'still', frame: number, width: shown.width, height: shown.height, jpeg: encoder.encode(shown) });
      shown.unref();
    }
    return {};
  } finally {
    chain?.free();
    encoder?.free();
    shown.free();
    reader.free();
  }
}
