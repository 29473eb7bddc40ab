import { AV_CODEC_ID_MOV_TEXT, AV_PKT_FLAG_KEY, AVMEDIA_TYPE_SUBTITLE } from 'node-av/constants';
import { Dictionary, Packet, Rational, type Stream } from 'node-av/lib';
import type { Edit } from '../edit.ts';
import { MediaError } from '../error.ts';
import type { Subtitle } from '../info.ts';
import { closeInput, type Input, openInput, readPacket } from './input.ts';
import { MOV_TEXT_HEADER, movTextSample, samplesOf } from './mov-text.ts';
import { OutputFile } from './output-file.ts';

const SUBTITLE_TIME_BASE = { num: 1, den: 1000 };

/** What is joined: pictures in parts one after the other, one sound. */
export interface Joined {
  readonly pictures: readonly { readonly path: string; readonly frames: number }[];
  readonly sound: string;
  readonly subtitles?: readonly Subtitle[];
}

/** Packets of one stream, the next one at hand. */
class Packets {
  readonly stream: Stream;
  readonly packet = new Packet();
  readonly #input: Input;
  hasPacket = false;

  constructor(path: string, kind: 'video' | 'audio') {
    this.#input = openInput(path);
    this.stream = this.#input[kind] as Stream;
    this.packet.alloc();
    this.next();
  }

  next(): void {
    this.packet.unref();
    do this.hasPacket = readPacket(this.#input, this.packet) === 'packet';
    while (this.hasPacket && this.packet.streamIndex !== this.stream.index);
  }

  /** When the packet at hand is decoded, in seconds of its file. */
  get seconds(): number {
    const { num, den } = this.stream.timeBase;
    return (Number(this.packet.dts) * num) / den;
  }

  free(): void {
    this.packet.free();
    closeInput(this.#input);
  }
}

function addWords(file: OutputFile): Stream {
  const stream = file.format.newStream(null);
  stream.codecpar.codecType = AVMEDIA_TYPE_SUBTITLE;
  stream.codecpar.codecId = AV_CODEC_ID_MOV_TEXT;
  stream.codecpar.extradata = MOV_TEXT_HEADER;
  stream.timeBase = new Rational(SUBTITLE_TIME_BASE.num, SUBTITLE_TIME_BASE.den);
  return stream;
}

function writeWords(file: OutputFile, stream: Stream, { start, end, text }: Subtitle): void {
  const packet = new Packet();
  packet.alloc();
  packet.data = movTextSample(text);
  packet.pts = BigInt(Math.round(start * SUBTITLE_TIME_BASE.den));
  packet.dts = packet.pts;
  packet.duration = BigInt(Math.max(1, Math.round((end - start) * SUBTITLE_TIME_BASE.den)));
  packet.setFlags(AV_PKT_FLAG_KEY);
  file.write(packet, stream, SUBTITLE_TIME_BASE);
  packet.free();
}

/** One file of the parts: their packets as they are, nothing coded again. */
export function joinParts(path: string, { pictures, sound, subtitles }: Joined, edit: Edit): void {
  const isMp4 = (edit.format ?? 'h264') === 'h264';
  const file = new OutputFile(path, isMp4 ? 'mp4' : 'mov');
  if (isMp4) file.format.setOption('movflags', '+faststart');
  const [head] = pictures;
  if (head === undefined) throw new MediaError('internal', 'There is no part to join.');
  let picture = new Packets(head.path, 'video');
  const tone = new Packets(sound, 'audio');
  try {
    const pictureStream = file.addLike(picture.stream, picture.stream.codecpar.codecTag);
    const toneStream = file.addLike(tone.stream);
    const words = subtitles === undefined ? undefined : addWords(file);
    const { startTimecode, metadata, frameRate } = edit;
    if (metadata !== undefined) file.format.metadata = Dictionary.fromObject({ ...metadata });
    if (startTimecode !== undefined) {
      pictureStream.metadata = Dictionary.fromObject({ timecode: startTimecode });
      if (isMp4) file.format.setOption('write_tmcd', '1');
    }
    file.begin();
    if (words !== undefined) for (const subtitle of samplesOf(subtitles ?? [])) writeWords(file, words, subtitle);
    const extradata = picture.stream.codecpar.extradata;
    let frames = 0;
    const writeTone = (until: number): void => {
      while (tone.hasPacket && tone.seconds <= until) {
        file.write(tone.packet, toneStream, tone.stream.timeBase);
        tone.next();
      }
    };
    for (const part of pictures) {
      if (part !== head) {
        picture.free();
        picture = new Packets(part.path, 'video');
      }
      const { codecpar, timeBase } = picture.stream;
      // One header describes them all.
      if (extradata !== null && codecpar.extradata?.equals(extradata) !== true) {
        throw new MediaError('internal', 'The parts of the film were coded differently.');
      }
      const offsetSeconds = (frames * frameRate.den) / frameRate.num;
      const offset = BigInt(Math.round((offsetSeconds * timeBase.den) / timeBase.num));
      for (; picture.hasPacket; picture.next()) {
        writeTone(picture.seconds + offsetSeconds);
        picture.packet.pts += offset;
        picture.packet.dts += offset;
        file.write(picture.packet, pictureStream, timeBase);
      }
      frames += part.frames;
    }
    writeTone(Number.POSITIVE_INFINITY);
    file.finish();
  } catch (error) {
    file.close();
    throw error;
  } finally {
    picture.free();
    tone.free();
  }
}
