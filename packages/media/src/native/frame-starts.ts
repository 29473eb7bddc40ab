import { AV_CODEC_ID_H264, AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD } from 'node-av/constants';
import type { Packet, Stream } from 'node-av/lib';
import { FieldPairs } from './h264-fields.ts';

/** Containers whose packets may hold a single field: the others keep both fields of a frame together. */
const WITH_FIELDS = /^mpeg/;

/** At which packets of a picture track a frame begins. */
export class FrameStarts {
  readonly #fields: FieldPairs | undefined;

  /** `container`: FFmpeg's name of it. */
  constructor(video: Stream, container: string) {
    const { codecId, extradata } = video.codecpar;
    this.#fields = codecId === AV_CODEC_ID_H264 && WITH_FIELDS.test(container) ? new FieldPairs(extradata) : undefined;
  }

  /** Does a frame begin with the next packet? Not with a second field, nor with what an edit list hides. */
  isStart(packet: Packet): boolean {
    const isSecond = this.#fields?.isSecond(packet) === true;
    return !isSecond && !packet.hasFlags(AV_PKT_FLAG_DISCARD);
  }
}

/** Where a packet's frame is shown, or else when it is decoded; undefined where it tells neither. */
export function stampOf({ pts, dts }: Packet): bigint | undefined {
  const stamp = pts === AV_NOPTS_VALUE ? dts : pts;
  return stamp === AV_NOPTS_VALUE ? undefined : stamp;
}
