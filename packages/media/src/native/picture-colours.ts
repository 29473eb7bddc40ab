import { resolve } from 'node:path';
import { AVERROR_EOF } from 'node-av/constants';
import { type CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Packet } from 'node-av/lib';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { MAX_PICTURE_PIXELS, PICTURE_DECODERS, PICTURE_DEMUXERS } from './allowed.ts';
import { FilterChain } from './filter-chain.ts';
import { checkFile, inputError, openDecoder } from './input.ts';

const LIMITS = { decoders: PICTURE_DECODERS, pixels: MAX_PICTURE_PIXELS };
const KINDS = 'a JPEG, PNG or WebP picture of at most 100 megapixels';

/**
 * Decodes one picture file and makes it small. Its streams are not looked for, as in a film: that would decode it without
 * a limit, while the decoder here reads the size in its header and refuses it before there is room for its pixels.
 */
export function pictureColours(args: Message): Message {
  const path = String(args.path);
  checkFile(path);
  const format = new FormatContext();
  const options = Dictionary.fromObject({
    protocol_whitelist: 'file',
    format_whitelist: PICTURE_DEMUXERS,
    codec_whitelist: PICTURE_DECODERS,
  });
  const opened = format.openInputSync(`file:${resolve(path)}`, null, options);
  if (opened < 0) throw inputError(path, `is not ${KINDS}.`, FFmpegError.strerror(opened));
  const [stream] = format.streams;
  const frame = new Frame();
  frame.alloc();
  let context: CodecContext | undefined;
  try {
    if (stream === undefined) throw inputError(path, `is not ${KINDS}.`);
    context = openDecoder({ path }, stream, 1, LIMITS);
    const result = decodeFirst(format, context, frame);
    if (result < 0) throw inputError(path, `is damaged, or not ${KINDS}.`, FFmpegError.strerror(result));
    send({ type: 'colours', ...small(frame, Number(args.width), stream.timeBase) });
    return {};
  } finally {
    frame.free();
    context?.freeContext();
    format.closeInputSync();
  }
}

/** The first picture into `frame`; below 0 where there is none. */
function decodeFirst(format: FormatContext, context: CodecContext, frame: Frame): number {
  const packet = new Packet();
  packet.alloc();
  try {
    for (;;) {
      const read = format.readFrameSync(packet);
      if (read < 0 && read !== AVERROR_EOF) return read;
      const sent = context.sendPacketSync(read < 0 ? null : packet);
      packet.unref();
      if (sent < 0) return sent;
      const received = context.receiveFrameSync(frame);
      if (received >= 0 || read < 0) return received;
    }
  } finally {
    packet.free();
  }
}

function small(frame: Frame, most: number, timeBase: { readonly num: number; readonly den: number }): Message {
  const width = Math.min(most, frame.width);
  const height = Math.max(1, Math.round((frame.height * width) / frame.width));
  const chain = FilterChain.pictures(frame, timeBase, `scale=w=${width}:h=${height}:flags=area,format=rgb24`);
  const shown = new Frame();
  shown.alloc();
  try {
    chain.push(frame);
    chain.push(null);
    const data = chain.pull(shown) ? shown.data?.[0] : undefined;
    const stride = shown.linesize[0] ?? 0;
    if (data === undefined) throw new Error('The picture could not be scaled.');
    const rgb = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++) rgb.set(data.subarray(y * stride, y * stride + width * 3), y * width * 3);
    return { rgb, width, height };
  } finally {
    shown.free();
    chain.free();
  }
}
