import { type CodecContext, FFmpegError, FormatContext, type Packet, Rational, type Stream } from 'node-av/lib';
import { unwritten } from '../unwritten.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** A file that FFmpeg writes. Each failure becomes one sentence. */
export class OutputFile {
  readonly format = new FormatContext();

  constructor(path: string, container: 'mp4' | 'mov') {
    this.check(this.format.allocOutputContext2(null, container, `file:${path}`));
  }

  check(result: number): void {
    // Without a place: the caller knows the name that the file is to have.
    if (result < 0) throw unwritten(FFmpegError.strerror(result));
  }

  /** A stream for what this encoder makes. */
  add(context: CodecContext): Stream {
    const stream = this.format.newStream(null);
    this.check(stream.codecpar.fromContext(context));
    stream.timeBase = context.timeBase;
    return stream;
  }

  /** A stream for packets of another file, as they are; `tag`: of its codec in this container, told anew if absent. */
  addLike(source: Stream, tag: Stream['codecpar']['codecTag'] = 0): Stream {
    const stream = this.format.newStream(null);
    this.check(source.codecpar.copy(stream.codecpar));
    stream.codecpar.codecTag = tag;
    stream.timeBase = source.timeBase;
    stream.avgFrameRate = source.avgFrameRate;
    return stream;
  }

  /** Opens the file, once its streams are there. */
  begin(): void {
    this.check(this.format.openOutputSync());
    this.check(this.format.writeHeaderSync(null));
  }

  /** Takes a packet whose stamps are in `timeBase`. */
  write(packet: Packet, stream: Stream, timeBase: Ratio): void {
    packet.streamIndex = stream.index;
    packet.rescaleTs(new Rational(timeBase.num, timeBase.den), stream.timeBase);
    this.check(this.format.interleavedWriteFrameSync(packet));
  }

  /** Writes the index and closes the file. */
  finish(): void {
    this.check(this.format.writeTrailerSync());
    this.close();
  }

  /** Lets go of the file as it is. */
  close(): void {
    this.format.closeOutputSync();
    this.format.freeContext();
  }
}
