import { AV_CODEC_ID_H264, AV_PIX_FMT_YUV420P, AV_PKT_FLAG_KEY, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { FormatContext, Packet, Rational } from 'node-av/lib';
import type { FieldStream } from './fixtures.ts';

/** Writes the syntax of H.264 that FFmpeg has no encoder for: frames coded as two pictures, a field each (PAFF). */
class Bits {
  readonly #bits: number[] = [];

  take(value: number, bits: number): this {
    for (let bit = bits - 1; bit >= 0; bit--) this.#bits.push((value >> bit) & 1);
    return this;
  }

  /** Exp-Golomb numbers. */
  golomb(...values: readonly number[]): this {
    for (const value of values) {
      const length = 32 - Math.clz32(value + 1);
      this.take(0, length - 1).take(value + 1, length);
    }
    return this;
  }

  align(): this {
    while (this.#bits.length % 8 !== 0) this.#bits.push(0);
    return this;
  }

  /** As a unit behind a start code. No byte pattern in it needs escaping but zeros in a row. */
  unit(head: number): Buffer {
    this.take(1, 1).align();
    const bytes = [0, 0, 0, 1, head];
    let zeros = 0;
    for (let at = 0; at < this.#bits.length; at += 8) {
      const byte = Number.parseInt(this.#bits.slice(at, at + 8).join(''), 2);
      if (zeros >= 2 && byte <= 3) {
        bytes.push(3);
        zeros = 0;
      }
      bytes.push(byte);
      zeros = byte === 0 ? zeros + 1 : 0;
    }
    return Buffer.from(bytes);
  }
}

const sequence = (): Buffer =>
  new Bits().take(77, 8).take(0, 8).take(30, 8).golomb(0, 0, 2, 1).take(0, 1).golomb(3, 1).take(0b0010_0, 5).unit(0x67);
const picture = (): Buffer =>
  new Bits().golomb(0, 0).take(0, 2).golomb(0, 0, 0).take(0, 3).golomb(0, 0, 0).take(0, 3).unit(0x68);
const delimiter = (): Buffer => new Bits().take(0, 3).unit(0x09);

/** A field of 64 × 32 pixels of one grey, not compressed. */
function field(grey: number, frame: number, { isBottom = false, idr }: { isBottom?: boolean; idr?: number }): Buffer {
  const bits = new Bits()
    .golomb(0, 7, 0)
    .take(frame, 4)
    .take(1, 1)
    .take(isBottom ? 1 : 0, 1);
  if (idr === undefined) bits.take(0, 1);
  else bits.golomb(idr).take(0, 2);
  bits.golomb(0);
  for (let block = 0; block < 8; block++) {
    bits.golomb(25).align();
    for (let pixel = 0; pixel < 256; pixel++) bits.take(grey, 8);
    for (let pixel = 0; pixel < 128; pixel++) bits.take(128, 8);
  }
  return bits.unit(idr === undefined ? 0x61 : 0x65);
}

/** A film of 64 × 64 pixels and 25 frames a second, each of two fields; frame n has the grey 40 + 10 n, 190 in a round. */
export function writeFields({ to: path, frames, packets }: FieldStream): void {
  const output = new FormatContext();
  output.allocOutputContext2(null, null, path);
  const stream = output.newStream(null);
  const { codecpar } = stream;
  codecpar.codecType = AVMEDIA_TYPE_VIDEO;
  codecpar.codecId = AV_CODEC_ID_H264;
  codecpar.width = 64;
  codecpar.height = 64;
  codecpar.format = AV_PIX_FMT_YUV420P;
  codecpar.extradata = Buffer.concat([sequence(), picture()]);
  stream.timeBase = new Rational(1, 50);
  output.openOutputSync();
  output.writeHeaderSync(null);
  const write = (data: Buffer, at: number, isKey: boolean): void => {
    const packet = new Packet();
    packet.alloc();
    packet.data = data;
    packet.pts = BigInt(at);
    packet.dts = BigInt(at);
    packet.duration = packets === 'one a frame' ? 2n : 1n;
    if (isKey) packet.setFlags(AV_PKT_FLAG_KEY);
    packet.streamIndex = 0;
    packet.rescaleTs(new Rational(1, 50), stream.timeBase);
    output.interleavedWriteFrameSync(packet);
    packet.free();
  };
  for (let frame = 0; frame < frames; frame++) {
    const isKey = frame % 12 === 0;
    const grey = 40 + ((frame * 10) % 190);
    const headers = isKey ? [sequence(), picture()] : [];
    const first = field(grey, frame % 12, isKey ? { idr: (frame / 12) % 2 } : {});
    const top = Buffer.concat([delimiter(), ...headers, first]);
    const bottom = Buffer.concat([delimiter(), field(grey, frame % 12, { isBottom: true })]);
    if (packets === 'one a frame') write(Buffer.concat([top, bottom]), 2 * frame, isKey);
    else {
      write(top, 2 * frame, isKey);
      write(bottom, 2 * frame + 1, false);
    }
  }
  output.writeTrailerSync();
  output.closeOutputSync();
}
