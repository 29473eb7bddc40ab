import {
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_RGBA,
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
} from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import { MediaError } from '../error.ts';
import type { Subtitle } from '../info.ts';
import { receive, send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { Mp4Writer } from './mp4-writer.ts';

/** See `EncodeOptions` in ../encode.ts. */
interface Wanted {
  readonly width: number;
  readonly height: number;
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly preset: string;
  readonly crf: number;
  readonly threads?: number;
  readonly sound?: { readonly sampleRate: number; readonly channels: 1 | 2 };
  readonly subtitles?: readonly Subtitle[];
  readonly metadata?: Readonly<Record<string, string>>;
}

const PROGRESS_MS = 250;
/** H.264 in 4:2:0 halves the colour planes: sizes must be even. */
export const even = (size: number): number => size + (size % 2);

/** Takes drawn pictures and sound from the pipe and writes them as MP4. */
export async function encode(args: Message): Promise<Message> {
  const wanted = args.wanted as Wanted;
  const { width, height } = wanted;
  const writer = await Mp4Writer.open(String(args.path), { ...wanted, width: even(width), height: even(height) });
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  scaler.setOption('sws_flags', 'bicubic+accurate_rnd+full_chroma_int');
  const drawn = new Frame();
  drawn.alloc();
  const picture = new Frame();
  picture.alloc();
  let frames = 0;
  let progressAt = 0;
  for (;;) {
    const message = receive();
    if ('end' in message) break;
    if ('samples' in message) {
      writer.writeSound(message.samples as Float32Array);
      continue;
    }
    const pixels = message.pixels as Uint8Array;
    const isOpaque = pixels.length === width * height * 3;
    drawn.unref();
    drawn.width = width;
    drawn.height = height;
    drawn.format = isOpaque ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_RGBA;
    drawn.fromBuffer(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength));
    picture.unref();
    picture.width = even(width);
    picture.height = even(height);
    picture.format = AV_PIX_FMT_YUV420P;
    picture.colorSpace = AVCOL_SPC_BT709;
    picture.colorRange = AVCOL_RANGE_MPEG;
    if (scaler.scaleFrameSync(picture, drawn) < 0)
      throw new MediaError('internal', 'A picture could not be converted.');
    picture.pts = BigInt(frames);
    picture.duration = 1n;
    writer.writePicture(picture);
    frames += 1;
    const now = performance.now();
    if (now - progressAt > PROGRESS_MS) {
      progressAt = now;
      send({ type: 'progress', frame: frames });
    }
  }
  if (frames === 0) throw new MediaError('input', 'There is no picture to encode.');
  writer.finish();
  picture.free();
  drawn.free();
  scaler.freeContext();
  return { frames };
}
