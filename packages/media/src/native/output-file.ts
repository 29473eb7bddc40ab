import { type CodecContext, FFmpegError, FormatContext, type Packet, Rational, type Stream } from 'node-av/lib';
import { MediaError } from '../error.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** What the system says of a disk that takes no more: no space, over the quota, file too large; as FFmpeg and Node say. */
const FULL = /no space left|quota exceeded|file too large|ENOSPC|EDQUOT|EFBIG/i;

/** The sentence for what the system said when it would not write. */
export function unwritten(why: string): MediaError {
  const sentence = FULL.test(why)
    ? 'The disk is full, so the film was not written; make room and render again.'
    : `The film could not be written: ${why}.`;
  // Without a place: the caller knows the name that the file is to have.
  return new MediaError('unavailable', sentence);
}

/** A file that FFmpeg writes. Each failure becomes one sentence. */
export class OutputFile {
  readonly format = new FormatContext();

  constructor(path: string, container: 'mp4' | 'mov') {
    this.check(this.format.allocOutputContext2(null, container, `file:${path}`));
  }

  check(result: number): void {
    if (result < 0) throw unwritten(FFmpegError.strerror(result));
  }

  /** A stream for what this encoder makes. */
  add(context: CodecContext): Stream {
    const stream = this.format.newStream(null);
    this.check(stream.codecpar.fromContext(context));
    stream.timeBase = context.timeBase;
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
