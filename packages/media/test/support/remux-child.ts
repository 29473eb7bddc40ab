import { readFileSync } from 'node:fs';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_CODEC_FLAG_INTERLACED_DCT,
  AV_CODEC_FLAG_INTERLACED_ME,
  AV_FRAME_FLAG_INTERLACED,
  AV_FRAME_FLAG_TOP_FIELD_FIRST,
  AV_PIX_FMT_RGB24,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVCOL_PRI_BT2020,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_SMPTE2084,
  FF_DECODER_MJPEG,
} from 'node-av/constants';
import {
  avGetPixFmtFromName,
  Codec,
  CodecContext,
  Dictionary,
  FormatContext,
  Frame,
  Packet,
  Rational,
  SoftwareScaleContext,
} from 'node-av/lib';
import { writeFields } from './field-stream.ts';
import type { EncodeAs, FieldStream, Remux } from './fixtures.ts';

/** Runs in a child process: makes odd files out of ordinary ones, and looks into JPEG pictures. */
function remux(request: Remux): void {
  const { from, to, only, tracks = 1, repeat = 1 } = request;
  const { rotation, pixelAspect, delaySeconds = 0, slowFrom, timecode, isEmpty } = request;
  const { withoutFirst = 0, soundGap = [0, 0], soundDelaySeconds = 0 } = request;
  let pictures = 0;
  const input = new FormatContext();
  input.openInputSync(from, null, null);
  input.findStreamInfoSync(null);
  const output = new FormatContext();
  output.allocOutputContext2(null, null, to);
  const streams = new Map<number, ReturnType<FormatContext['newStream']>[]>();
  for (const stream of input.streams.flatMap((one) => Array.from({ length: tracks }, () => one))) {
    const isPicture = stream.codecpar.codecType === 0;
    if (only !== undefined && (only === 'picture') !== isPicture) continue;
    const copy = output.newStream(null);
    stream.codecpar.copy(copy.codecpar);
    copy.codecpar.codecTag = 0;
    copy.timeBase = stream.timeBase;
    copy.avgFrameRate = stream.avgFrameRate;
    if (isPicture && rotation !== undefined) {
      const matrix = Buffer.alloc(36);
      const turns = { 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1], 270: [0, -1, 1, 0] }[rotation];
      for (const [at, value] of turns.entries()) matrix.writeInt32LE(value * 65536, [0, 4, 12, 16][at] as number);
      matrix.writeInt32LE(1 << 30, 32);
      copy.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, matrix);
    }
    if (isPicture && pixelAspect !== undefined) {
      copy.codecpar.sampleAspectRatio = pixelAspect as never;
      copy.sampleAspectRatio = pixelAspect as never;
    }
    if (isPicture && timecode !== undefined) copy.metadata = Dictionary.fromObject({ timecode, reel_name: 'A001' });
    streams.set(stream.index, [...(streams.get(stream.index) ?? []), copy]);
  }
  output.openOutputSync();
  output.writeHeaderSync(delaySeconds < 0 ? Dictionary.fromObject({ avoid_negative_ts: '0' }) : null);
  const packet = new Packet();
  packet.alloc();
  while (isEmpty !== true && input.readFrameSync(packet) >= 0) {
    const source = input.streams[packet.streamIndex];
    const copies = streams.get(packet.streamIndex);
    const isPicture = source?.codecpar.codecType === 0;
    const second = source === undefined ? 0 : (Number(packet.pts) * source.timeBase.num) / source.timeBase.den;
    const isLeftOut = isPicture ? ++pictures <= withoutFirst : second >= soundGap[0] && second < soundGap[1];
    if (source === undefined || copies === undefined || isLeftOut) {
      packet.unref();
      continue;
    }
    const { num, den } = source.timeBase;
    const delay = BigInt(Math.round(((delaySeconds + (isPicture ? 0 : soundDelaySeconds)) * den) / num));
    // From a given second on, time runs at half its speed: a variable frame rate.
    const warp = (stamp: bigint): bigint => {
      const bend = slowFrom === undefined ? stamp : BigInt(Math.round((slowFrom * den) / num));
      return delay + (stamp <= bend ? stamp : bend + 2n * (stamp - bend));
    };
    for (let time = 0; time < repeat; time++) {
      for (const copy of copies) {
        const one = packet.clone() as Packet;
        const later = BigInt(time) * packet.duration;
        one.pts = warp(packet.pts) + later;
        one.dts = warp(packet.dts) + later;
        one.streamIndex = copy.index;
        one.rescaleTs(source.timeBase, copy.timeBase);
        output.interleavedWriteFrameSync(one);
        one.free();
      }
    }
    packet.unref();
  }
  output.writeTrailerSync();
  output.closeOutputSync();
}

/** Encodes grey pictures, each a little lighter, with any encoder that FFmpeg has. */
function encodeAs({ to, codec: name, pixelFormat, frames, size = 64, group, transfer, interlaced }: EncodeAs): void {
  const output = new FormatContext();
  output.allocOutputContext2(null, null, to);
  const codec = Codec.findEncoderByName(name as Parameters<typeof Codec.findEncoderByName>[0]);
  const encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.width = size;
  encoder.height = size;
  encoder.pixelFormat = avGetPixFmtFromName(pixelFormat);
  encoder.timeBase = new Rational(1, 25);
  encoder.framerate = new Rational(25, 1);
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  if (interlaced !== undefined) encoder.setFlags(AV_CODEC_FLAG_INTERLACED_DCT, AV_CODEC_FLAG_INTERLACED_ME);
  if (group !== undefined) {
    encoder.gopSize = group;
    encoder.maxBFrames = 2;
  }
  if (transfer !== undefined) {
    encoder.colorTrc = transfer === 'pq' ? AVCOL_TRC_SMPTE2084 : AVCOL_TRC_ARIB_STD_B67;
    encoder.colorPrimaries = AVCOL_PRI_BT2020;
    encoder.colorSpace = AVCOL_SPC_BT2020_NCL;
  }
  if (encoder.open2Sync(codec, null) < 0) throw new Error(`cannot open ${name}`);
  const stream = output.newStream(null);
  stream.codecpar.fromContext(encoder);
  stream.timeBase = encoder.timeBase;
  // MXF is written at a rate that the stream says.
  stream.avgFrameRate = encoder.framerate;
  output.openOutputSync();
  output.writeHeaderSync(null);
  const packet = new Packet();
  packet.alloc();
  const drain = (frame: Frame | null): void => {
    encoder.sendFrameSync(frame);
    while (encoder.receivePacketSync(packet) >= 0) {
      if (packet.duration === 0n) packet.duration = 1n;
      packet.streamIndex = stream.index;
      packet.rescaleTs(encoder.timeBase, stream.timeBase);
      output.interleavedWriteFrameSync(packet);
      packet.unref();
    }
  };
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  for (let number = 0; number < frames; number++) {
    const drawn = new Frame();
    drawn.alloc();
    drawn.width = size;
    drawn.height = size;
    drawn.format = AV_PIX_FMT_RGB24;
    drawn.getBuffer(0);
    drawn.data?.[0]?.fill(40 + 10 * number);
    if (interlaced !== undefined) edge(drawn, size, number, interlaced === 'fields' ? 4 : 0);
    const picture = new Frame();
    picture.alloc();
    picture.width = size;
    picture.height = size;
    picture.format = encoder.pixelFormat;
    scaler.scaleFrameSync(picture, drawn);
    if (interlaced !== undefined) picture.setFlags(AV_FRAME_FLAG_INTERLACED, AV_FRAME_FLAG_TOP_FIELD_FIRST);
    picture.pts = BigInt(number);
    picture.duration = 1n;
    drain(picture);
  }
  drain(null);
  output.writeTrailerSync();
  output.closeOutputSync();
}

/** An edge that moves by eight pixels a frame, and by so many from field to field. */
function edge(frame: Frame, size: number, number: number, moved: number): void {
  const data = frame.data?.[0] as Uint8Array;
  const stride = frame.linesize[0] as number;
  for (let y = 0; y < size; y++) {
    const across = (number * 8 + (y % 2) * moved) % size;
    data.fill(230, y * stride, y * stride + across * 3);
  }
}

/** Scales a JPEG to `columns` × `rows` RGB. */
function readJpeg(path: string, columns: number, rows: number): number[] {
  const codec = Codec.findDecoderByName(FF_DECODER_MJPEG);
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.open2Sync(codec, null);
  const packet = new Packet();
  packet.alloc();
  packet.data = readFileSync(path);
  decoder.sendPacketSync(packet);
  decoder.sendPacketSync(null);
  const frame = new Frame();
  frame.alloc();
  decoder.receiveFrameSync(frame);
  const small = new Frame();
  small.alloc();
  small.width = columns;
  small.height = rows;
  small.format = AV_PIX_FMT_RGB24;
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  scaler.setOption('sws_flags', 'area');
  scaler.scaleFrameSync(small, frame);
  return [...small.toBuffer()];
}

const request = JSON.parse(process.argv[2] ?? '{}') as {
  remux?: Remux;
  encode?: EncodeAs;
  fields?: FieldStream;
  jpeg?: string;
  columns: number;
  rows: number;
};
if (request.remux !== undefined) remux(request.remux);
if (request.encode !== undefined) encodeAs(request.encode);
if (request.fields !== undefined) writeFields(request.fields);
if (request.jpeg !== undefined) {
  process.stdout.write(JSON.stringify(readJpeg(request.jpeg, request.columns, request.rows)));
}
