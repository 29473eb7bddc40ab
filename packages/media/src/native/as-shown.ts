import { AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M, AVCOL_SPC_UNSPECIFIED, type AVPixelFormat } from 'node-av/constants';
import { avGetPixFmtName, type Frame, Rational, type Stream } from 'node-av/lib';

/** Films of so many lines are taken for high definition when they do not name their colours. */
const HIGH_DEFINITION_LINES = 720;

/** Shape of a pixel as stored, width : height; what the container says counts more than what the codec says. */
export function pixelAspectOf(stream: Stream): { num: number; den: number } {
  for (const { num, den } of [stream.sampleAspectRatio, stream.codecpar.sampleAspectRatio]) {
    if (num > 0 && den > 0) return { num, den };
  }
  return { num: 1, den: 1 };
}

/** Tells a decoded frame what a player would assume: the container's pixel shape, and colours where none are named. */
export function markAsShown(frame: Frame, aspect: { num: number; den: number }): void {
  frame.sampleAspectRatio = new Rational(aspect.num, aspect.den);
  if (frame.colorSpace !== AVCOL_SPC_UNSPECIFIED) return;
  if (avGetPixFmtName(frame.format as AVPixelFormat)?.startsWith('yuv') !== true) return;
  frame.colorSpace = frame.height >= HIGH_DEFINITION_LINES ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
}
