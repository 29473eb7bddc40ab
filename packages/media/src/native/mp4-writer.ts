import { AV_CODEC_ID_MOV_TEXT, AV_PICTURE_TYPE_NONE, AV_PKT_FLAG_KEY, AVMEDIA_TYPE_SUBTITLE } from 'node-av/constants';
import {
  type CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  type Frame,
  Packet,
  Rational,
  type Stream,
} from 'node-av/lib';
import { MediaError } from '../error.ts';
import type { Subtitle } from '../info.ts';
import { AacEncoder, type AacFormat } from './aac.ts';
import { MOV_TEXT_HEADER, movTextSample, samplesOf } from './mov-text.ts';
import { openH264, type PictureOptions } from './picture-encoder.ts';
import { steadyX264 } from './x264-processor.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** What is written. */
export interface Mp4Options extends PictureOptions {
  readonly sound?: AacFormat;
  readonly subtitles?: readonly Subtitle[];
  readonly metadata?: Readonly<Record<string, string>>;
}

const SUBTITLE_TIME_BASE = { num: 1, den: 1000 };

/** FFmpeg's Rational from a plain one. */
const rational = ({ num, den }: Ratio): Rational => new Rational(num, den);

/** H.264 and AAC (and timed text) in an MP4 that starts to play before it is all there. */
export class Mp4Writer {
  readonly #path: string;
  readonly #format = new FormatContext();
  readonly #pictures: CodecContext;
  readonly #pictureStream: Stream;
  readonly #sound: AacEncoder | undefined;
  readonly #packet = new Packet();

  /** Begins to write the file. */
  static async open(path: string, options: Mp4Options): Promise<Mp4Writer> {
    return new Mp4Writer(path, options, await steadyX264());
  }

  private constructor(path: string, options: Mp4Options, x264: string | undefined) {
    this.#path = path;
    this.#packet.alloc();
    this.#check(this.#format.allocOutputContext2(null, 'mp4', `file:${path}`));
    this.#format.setOption('movflags', '+faststart');
    this.#pictures = openH264(options, x264);
    this.#pictureStream = this.#addStream(this.#pictures);
    this.#pictureStream.avgFrameRate = rational(options.frameRate);
    if (options.sound !== undefined) {
      const timeBase = { num: 1, den: options.sound.sampleRate };
      let stream: Stream | undefined;
      this.#sound = new AacEncoder(options.sound, (packet) => this.#write(packet, stream as Stream, timeBase));
      stream = this.#addStream(this.#sound.context);
    }
    const words = options.subtitles === undefined ? undefined : this.#addWords();
    if (options.metadata !== undefined) this.#format.metadata = Dictionary.fromObject(options.metadata);
    this.#check(this.#format.openOutputSync());
    this.#check(this.#format.writeHeaderSync(null));
    if (words !== undefined)
      for (const subtitle of samplesOf(options.subtitles ?? [])) this.#writeWords(words, subtitle);
  }

  #check(result: number): void {
    if (result >= 0) return;
    throw new MediaError('unavailable', `The film could not be written: ${FFmpegError.strerror(result)}.`, {
      place: this.#path,
    });
  }

  #addStream(context: CodecContext): Stream {
    const stream = this.#format.newStream(null);
    this.#check(stream.codecpar.fromContext(context));
    stream.timeBase = context.timeBase;
    return stream;
  }

  #addWords(): Stream {
    const stream = this.#format.newStream(null);
    stream.codecpar.codecType = AVMEDIA_TYPE_SUBTITLE;
    stream.codecpar.codecId = AV_CODEC_ID_MOV_TEXT;
    stream.codecpar.extradata = MOV_TEXT_HEADER;
    stream.timeBase = rational(SUBTITLE_TIME_BASE);
    return stream;
  }

  #writeWords(stream: Stream, { start, end, text }: Subtitle): void {
    const packet = new Packet();
    packet.alloc();
    packet.data = movTextSample(text);
    packet.pts = BigInt(Math.round(start * SUBTITLE_TIME_BASE.den));
    packet.dts = packet.pts;
    packet.duration = BigInt(Math.max(1, Math.round((end - start) * SUBTITLE_TIME_BASE.den)));
    packet.setFlags(AV_PKT_FLAG_KEY);
    this.#write(packet, stream, SUBTITLE_TIME_BASE);
    packet.free();
  }

  #write(packet: Packet, stream: Stream, timeBase: Ratio): void {
    packet.streamIndex = stream.index;
    packet.rescaleTs(timeBase, stream.timeBase);
    this.#check(this.#format.interleavedWriteFrameSync(packet));
  }

  /** A YUV 4:2:0 picture of the film's size, with `pts` and `duration` in the time base of the pictures. */
  writePicture(frame: Frame | null): void {
    if (frame !== null) frame.pictType = AV_PICTURE_TYPE_NONE;
    this.#check(this.#pictures.sendFrameSync(frame));
    while (this.#pictures.receivePacketSync(this.#packet) >= 0) {
      if (this.#packet.duration === 0n) this.#packet.duration = 1n;
      this.#write(this.#packet, this.#pictureStream, this.#pictures.timeBase);
      this.#packet.unref();
    }
  }

  /** Interleaved samples that follow those written before. */
  writeSound(samples: Float32Array): void {
    this.#sound?.write(samples);
  }

  /** Writes what the encoders still hold, the index, and closes the file. */
  finish(): void {
    this.writePicture(null);
    this.#sound?.finish();
    this.#check(this.#format.writeTrailerSync());
    this.#format.closeOutputSync();
    this.#pictures.freeContext();
    this.#packet.free();
    this.#format.freeContext();
  }
}
