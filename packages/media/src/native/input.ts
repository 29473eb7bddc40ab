import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_LOG_QUIET,
  AVDISCARD_ALL,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_SUBTITLE,
  AVMEDIA_TYPE_VIDEO,
  type AVMediaType,
} from 'node-av/constants';
import {
  avGetCodecName,
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Log,
  type Packet,
  type Stream,
} from 'node-av/lib';
import { MediaError } from '../error.ts';
import { pulse } from '../process/channel.ts';
import { DECODERS, DEMUXERS, MAX_PIXELS, SUBTITLE_DEMUXERS } from './allowed.ts';

Log.setLevel(AV_LOG_QUIET);

/** An opened media file and the streams that we read. */
export interface Input {
  readonly path: string;
  readonly format: FormatContext;
  readonly video: Stream | undefined;
  readonly audio: Stream | undefined;
  readonly subtitle: Stream | undefined;
}

/** The name of a file in a sentence. */
const named = (path: string): string => `“${basename(path)}”`;

/** A MediaError about the file at `path`. */
export function inputError(path: string, rest: string, cause?: unknown): MediaError {
  return new MediaError('input', `${named(path)} ${rest}`, { place: path, cause });
}

/** What the system knows of a file. Throws a sentence for what is not one with something in it. */
export function checkFile(path: string): Stats {
  let stat: Stats;
  try {
    stat = statSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new MediaError('not-found', `There is no file ${named(path)}.`, { place: path, cause });
    }
    throw inputError(path, 'cannot be read: permission denied or the disk failed.', cause);
  }
  if (stat.isDirectory()) throw inputError(path, 'is a folder; choose a film file.');
  if (!stat.isFile()) throw inputError(path, 'is not an ordinary file.');
  if (stat.size === 0) throw inputError(path, 'is empty.');
  return stat;
}

/** Why a file that is not empty could not be opened, from its first bytes. */
function whyNotOpened(path: string, demuxers: string, result: number): MediaError {
  const cause = FFmpegError.strerror(result);
  const head = Buffer.alloc(64);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, head, 0, head.length, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return inputError(path, 'cannot be read: permission denied or the disk failed.', error);
  }
  if (demuxers === SUBTITLE_DEMUXERS) {
    return inputError(path, 'is damaged, or no SubRip (.srt) or WebVTT (.vtt) file.', cause);
  }
  if (['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(head.toString('latin1', 4, 8))) {
    return inputError(
      path,
      'is cut off or damaged: its index (moov) is missing. Copy or export the file again.',
      cause,
    );
  }
  if (['1a45dfa3', '52494646', '4f676753'].includes(head.toString('hex', 0, 4))) {
    return inputError(path, 'is cut off or damaged: nothing behind its first bytes can be read.', cause);
  }
  return inputError(path, 'is not a film in a format that we read (MP4, MOV, MKV, WebM, AVI, MXF, MPEG, …).', cause);
}

/**
 * Opens a file with FFmpeg under our limits. Throws one sentence when it cannot be used. `text`: what FFmpeg reads in
 * place of the file's bytes.
 */
export function openInput(path: string, demuxers: string = DEMUXERS, text?: string): Input {
  checkFile(path);
  const format = new FormatContext();
  const options = Dictionary.fromObject({
    protocol_whitelist: text === undefined ? 'file' : 'data',
    format_whitelist: demuxers,
    codec_whitelist: DECODERS,
  });
  // "file:" keeps a name such as "concat:a" from being read as a protocol.
  const url =
    text === undefined ? `file:${resolve(path)}` : `data:text/plain;base64,${Buffer.from(text).toString('base64')}`;
  let result = format.openInputSync(url, null, options);
  if (result < 0) throw whyNotOpened(path, demuxers, result);
  result = format.findStreamInfoSync(null);
  if (result < 0) {
    format.closeInputSync();
    throw inputError(path, 'is damaged: its streams cannot be read.', FFmpegError.strerror(result));
  }
  const streams = format.streams;
  const best = (type: AVMediaType): Stream | undefined => {
    const index = format.findBestStream(type);
    const stream = index < 0 ? undefined : streams.find((candidate) => candidate.index === index);
    return stream?.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) === true ? undefined : stream;
  };
  return {
    path,
    format,
    video: best(AVMEDIA_TYPE_VIDEO),
    audio: best(AVMEDIA_TYPE_AUDIO),
    subtitle: best(AVMEDIA_TYPE_SUBTITLE),
  };
}

/** Closes the file; safe to call once for each `openInput`. */
export function closeInput(input: Input): void {
  input.format.closeInputSync();
}

/** The picture stream, or one sentence that says what the file has instead. */
export function pictureOf(input: Input): Stream {
  if (input.video !== undefined) return input.video;
  if (input.audio !== undefined) throw inputError(input.path, 'has sound but no picture.');
  throw inputError(input.path, 'has neither picture nor sound.');
}

/** Only these streams are read from now on. */
export function readOnly(input: Input, wanted: readonly (Stream | undefined)[]): void {
  for (const stream of input.format.streams) {
    if (!wanted.some((one) => one?.index === stream.index)) stream.discard = AVDISCARD_ALL;
  }
}

/** What a decoder may be, and how large its pictures. */
interface DecoderLimits {
  readonly decoders: string;
  readonly pixels: number;
}

/** A decoder for the stream. Throws 'input' when its codec is not one that we read. */
export function openDecoder(
  input: Pick<Input, 'path'>,
  stream: Stream,
  threads = 0,
  { decoders, pixels }: DecoderLimits = { decoders: DECODERS, pixels: MAX_PIXELS },
): CodecContext {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  const kind = stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO ? 'picture' : 'sound';
  const isAllowed = codec?.name != null && decoders.split(',').includes(codec.name);
  if (codec == null || !isAllowed)
    throw inputError(input.path, `has a ${kind} codec that we do not read (${codecName(stream)}).`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.parametersToContext(stream.codecpar);
  context.pktTimebase = stream.timeBase;
  context.threadCount = threads;
  // Not by a dictionary: node-av 6.1.1 frees one that it gave to an open codec twice.
  context.setOption('max_pixels', String(pixels));
  context.setOption('codec_whitelist', decoders);
  const result = context.open2Sync(codec, null);
  if (result < 0) {
    context.freeContext();
    throw inputError(input.path, `has a ${kind} track that cannot be decoded.`, FFmpegError.strerror(result));
  }
  return context;
}

/** FFmpeg's name of the container, or names. */
export function containerOf(input: Input): string {
  return input.format.iformat?.name ?? '';
}

/** FFmpeg's name of a stream's codec. */
export function codecName(stream: Stream): string {
  return avGetCodecName(stream.codecpar.codecId) ?? 'unknown';
}

/** Reads the next packet. 'damaged' is a part that could not be read; reading may go on behind it. */
export function readPacket(input: Input, packet: Packet): 'packet' | 'end' | 'damaged' {
  pulse();
  const result = input.format.readFrameSync(packet);
  if (result >= 0) return 'packet';
  return result === AVERROR_EOF ? 'end' : 'damaged';
}
