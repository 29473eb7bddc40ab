import {
  AV_CODEC_ID_H264,
  AV_NOPTS_VALUE,
  AV_PKT_FLAG_CORRUPT,
  AV_PKT_FLAG_DISCARD,
  AV_PKT_FLAG_KEY,
} from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import type { MediaInfo } from '../info.ts';
import { send } from '../process/channel.ts';
import { AacEncoder, type AacFormat } from './aac.ts';
import { is8Bit420 } from './describe.ts';
import { passOver } from './film-pass.ts';
import { isCleanStart } from './h264-start.ts';
import { closeInput, containerOf, type Input, openInput, pictureOf, readOnly, readPacket } from './input.ts';
import { OutputFile } from './output-file.ts';
import { SoundClock } from './sound-clock.ts';
import { SoundTrack } from './sound-track.ts';

const PROGRESS_MS = 250;
/** Containers that hold H.264 as MP4 does, each frame a packet. */
const LIKE_MP4 = /^(mov|matroska)/;

/** When the pictures of a film are shown first and decoded, in its time base. */
interface Copied {
  readonly first: bigint;
  /** One for each packet in order, from `first` counted. */
  readonly dts: BigInt64Array;
}

/**
 * When each packet is decoded, from when each is shown: in the order of showing, early enough for all. Matroska keeps no
 * stamps of decoding, and what FFmpeg makes up for the first packets is nothing. Undefined where two are shown at once.
 */
function decodingStamps(pts: readonly bigint[]): BigInt64Array | undefined {
  const stamps = BigInt64Array.from(pts).sort();
  if (stamps.some((stamp, at) => at > 0 && stamp === stamps[at - 1])) return undefined;
  let late = 0n;
  for (const [at, stamp] of stamps.entries()) if (stamp - pts[at]! > late) late = stamp - pts[at]!;
  const shift = late + (stamps[0] ?? 0n);
  return stamps.map((stamp) => stamp - shift);
}

/**
 * How a film's pictures can stand in an MP4 as they are; undefined where they cannot. They can where they are H.264 that
 * browsers know, in `frames` packets, each with a stamp of its own and each a frame that is shown, the first of them a
 * clean start.
 */
export function copiedPictures(path: string, frames: number): Copied | undefined {
  const input = openInput(path);
  const packet = new Packet();
  packet.alloc();
  try {
    const video = pictureOf(input);
    const { codecId, extradata } = video.codecpar;
    const isLikeMp4 = LIKE_MP4.test(containerOf(input)) && codecId === AV_CODEC_ID_H264 && extradata?.[0] === 1;
    if (!isLikeMp4 || !is8Bit420(video)) return undefined;
    readOnly(input, [video]);
    const pts: bigint[] = [];
    for (;;) {
      const read = readPacket(input, packet);
      if (read === 'end') break;
      if (read === 'damaged') return undefined;
      if (packet.streamIndex === video.index) {
        const isShown = !packet.hasFlags(AV_PKT_FLAG_DISCARD) && !packet.hasFlags(AV_PKT_FLAG_CORRUPT);
        const isStart = packet.hasFlags(AV_PKT_FLAG_KEY) && isCleanStart(packet.data, extradata);
        const isBehindFirst = pts.length === 0 ? isStart : packet.pts > pts[0]!;
        if (packet.pts === AV_NOPTS_VALUE || !isShown || !isBehindFirst) return undefined;
        pts.push(packet.pts);
      }
      packet.unref();
    }
    const dts = pts.length === frames ? decodingStamps(pts) : undefined;
    return dts && { first: pts[0]!, dts };
  } finally {
    packet.free();
    closeInput(input);
  }
}

/** Writes an MP4 with a film's pictures as they are, and its sound as AAC. Answers the frames. */
export async function copyPictures(
  input: Input,
  info: MediaInfo,
  out: string,
  { first, dts, sound }: Copied & { readonly sound: AacFormat },
): Promise<number> {
  const video = pictureOf(input);
  const { num, den } = video.timeBase;
  const step = BigInt(Math.max(1, Math.round((info.frameRate.den * den) / (info.frameRate.num * num))));
  const file = new OutputFile(out, 'mp4');
  try {
    file.format.setOption('movflags', '+faststart');
    const pictures = file.addLike(video);
    let tones: Stream | undefined;
    const timeBase = { num: 1, den: sound.sampleRate };
    const encoder =
      input.audio && new AacEncoder(sound, (packet) => tones !== undefined && file.write(packet, tones, timeBase));
    if (encoder !== undefined) tones = file.add(encoder.context);
    file.begin();
    const track = new SoundTrack(sound.sampleRate, sound.channels, (_, samples) => encoder?.write(samples));
    const clock = new SoundClock();
    const origin = (Number(first) * num) / den;
    let frames = 0;
    let progressAt = 0;
    await passOver(input, video, {
      picture: () => {},
      packet: (packet) => {
        packet.pts -= first;
        packet.dts = dts[frames] ?? packet.pts;
        if (packet.duration <= 0n) packet.duration = step;
        file.write(packet, pictures, { num, den });
        frames += 1;
        const now = performance.now();
        if (now - progressAt < PROGRESS_MS) return;
        progressAt = now;
        send({ type: 'progress', frame: frames, frames: Math.max(info.frames, frames) });
      },
      sound:
        input.audio &&
        ((frame) => track.push(frame, clock.placeFrame(frame, (input.audio as Stream).timeBase, origin))),
      damaged: () => {},
    });
    track.finish();
    encoder?.finish();
    file.finish();
    return frames;
  } catch (error) {
    file.close();
    throw error;
  }
}
