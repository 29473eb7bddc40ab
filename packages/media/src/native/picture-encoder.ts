import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P10LE,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  type AVPixelFormat,
  FF_ENCODER_LIBX264,
  FF_ENCODER_PRORES_KS,
} from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Rational } from 'node-av/lib';
import type { RenderFormat } from '../edit.ts';
import { MediaError } from '../error.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** What pictures are coded as. Width and height are even. */
export interface PictureOptions {
  readonly width: number;
  readonly height: number;
  readonly frameRate: Ratio;
  /** Of the time stamps of the pictures; one frame if absent. */
  readonly timeBase?: Ratio;
  /** x264's speed and constant rate factor (lower is better and larger). */
  readonly preset: string;
  readonly crf: number;
  /** Of x264; as many as suit the processor if absent. The bytes depend on how many there are. */
  readonly threads?: number | undefined;
}

const KEY_FRAME_SECONDS = 2;
/** The profiles of `prores_ks`. */
const PROFILES = { 'prores-proxy': 0, 'prores-lt': 1, prores: 2, 'prores-hq': 3 } as const;

/** What pictures must be before they are coded. */
export function pixelFormatOf(format: RenderFormat): AVPixelFormat {
  return format === 'h264' ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUV422P10LE;
}

function begin(options: PictureOptions, format: RenderFormat, codec: Codec): CodecContext {
  const context = new CodecContext();
  context.allocContext3(codec);
  const { frameRate, timeBase = { num: frameRate.den, den: frameRate.num } } = options;
  context.width = options.width;
  context.height = options.height;
  context.pixelFormat = pixelFormatOf(format);
  context.sampleAspectRatio = new Rational(1, 1);
  context.timeBase = new Rational(timeBase.num, timeBase.den);
  context.framerate = new Rational(frameRate.num, frameRate.den);
  context.colorRange = AVCOL_RANGE_MPEG;
  context.colorSpace = AVCOL_SPC_BT709;
  context.colorPrimaries = AVCOL_PRI_BT709;
  context.colorTrc = AVCOL_TRC_BT709;
  context.threadCount = options.threads ?? 0;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  return context;
}

function open(context: CodecContext, codec: Codec, name: string): CodecContext {
  const result = context.open2Sync(codec, null);
  if (result >= 0) return context;
  context.freeContext();
  throw new MediaError('unavailable', `The ${name} encoder could not be started: ${FFmpegError.strerror(result)}.`);
}

/** An open x264. @param x264 what to give it as `x264-params` (see `steadyX264`) */
export function openH264(options: PictureOptions, x264: string | undefined): CodecContext {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (codec === null) throw new MediaError('unavailable', 'This build of FFmpeg cannot encode H.264.');
  const context = begin(options, 'h264', codec);
  const { frameRate } = options;
  context.gopSize = Math.max(1, Math.round((KEY_FRAME_SECONDS * frameRate.num) / frameRate.den));
  context.setOption('preset', options.preset);
  context.setOption('crf', String(options.crf));
  if (x264 !== undefined) context.setOption('x264-params', x264);
  return open(context, codec, 'H.264');
}

/** An open ProRes encoder, 10 bits, 4:2:2. */
export function openProRes(options: PictureOptions, format: keyof typeof PROFILES): CodecContext {
  const codec = Codec.findEncoderByName(FF_ENCODER_PRORES_KS);
  if (codec === null) throw new MediaError('unavailable', 'This build of FFmpeg cannot encode ProRes.');
  const context = begin(options, format, codec);
  context.setOption('profile', String(PROFILES[format]));
  // Editing programs look at who made the file; this is the code that they take for their own.
  context.setOption('vendor', 'apl0');
  return open(context, codec, 'ProRes');
}
