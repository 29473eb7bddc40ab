import {
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_P010LE,
  AV_PIX_FMT_YUV411P,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV420P10LE,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV422P10LE,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUV444P10LE,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
} from 'node-av/constants';
import type { Frame } from 'node-av/lib';

/** Formats whose first plane is luma, and by how much its values are shifted to have 8 bits. */
const LUMA = new Map<number, { readonly bytes: 1 | 2; readonly shift: number }>([
  ...[AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUVJ422P].map(
    (format) => [format, { bytes: 1, shift: 0 }] as const,
  ),
  ...[AV_PIX_FMT_YUV411P, AV_PIX_FMT_YUV444P, AV_PIX_FMT_NV12].map(
    (format) => [format, { bytes: 1, shift: 0 }] as const,
  ),
  ...[AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV422P10LE, AV_PIX_FMT_YUV444P10LE].map(
    (format) => [format, { bytes: 2, shift: 2 }] as const,
  ),
  [AV_PIX_FMT_P010LE, { bytes: 2, shift: 8 }],
]);
/** Every so many columns are looked at. */
const COLUMNS = 4;
/** Levels of 255 by which a row stands out from those above and below. */
const LEAST = 12;
/** Share of the places at which rows stand out. */
const SHARE = 0.001;

/**
 * Do the rows of a frame stand out by turns somewhere, as those of two fields do that show two moments? Told by the frame
 * alone, so that it is the same wherever reading began. Fine stripes do so too. True of formats that are not looked into.
 */
export function isCombed(frame: Frame): boolean {
  const kind = LUMA.get(frame.format);
  const data = frame.data?.[0];
  const stride = frame.linesize[0];
  if (kind === undefined || !data || stride === undefined || stride <= 0) return true;
  const { width, height } = frame;
  const [step, row] = [COLUMNS, stride / kind.bytes];
  const luma =
    kind.bytes === 1 ? data : new Uint16Array(data.buffer, data.byteOffset, Math.floor(data.byteLength / kind.bytes));
  let found = 0;
  for (let y = 1; y + 1 < height; y++)
    for (let at = y * row; at < y * row + width; at += step) {
      const own = luma[at]! >> kind.shift;
      const above = own - (luma[at - row]! >> kind.shift);
      const below = own - (luma[at + row]! >> kind.shift);
      const least = Math.min(Math.abs(above), Math.abs(below));
      if (above * below > 0 && least >= LEAST && Math.abs(above - below) < least) found++;
    }
  return found > SHARE * Math.ceil(width / step) * height;
}
