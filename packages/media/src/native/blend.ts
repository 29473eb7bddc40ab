import { AV_PIX_FMT_YUV420P, type AVPixelFormat } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { MediaError } from '../error.ts';

interface Output {
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: AVPixelFormat;
}

/** Video range, 8 bits. */
const BLACK = [16, 128, 128] as const;
/** Weights are whole parts of so many. */
const UNIT = 1 << 14;

/** Planes of 8 bits in 4:2:0, or of 10 bits in 4:2:2: the two that pictures are rendered in. */
function shapeOf({ width, height, pixelFormat }: Output) {
  const isSmall = pixelFormat === AV_PIX_FMT_YUV420P;
  const chroma = { width: width / 2, height: isSmall ? height / 2 : height };
  return { planes: [{ width, height }, chroma, chroma], bytes: isSmall ? 1 : 2, bits: isSmall ? 8 : 10 } as const;
}

function emptyFrame({ width, height, pixelFormat }: Output): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = pixelFormat;
  if (frame.getBuffer(0) < 0) throw new MediaError('unavailable', 'There is not enough memory for a picture.');
  return frame;
}

type Samples = Uint8Array | Uint16Array;

/** The samples of a plane, rows with their gaps, and how many one row has with its gap. */
function samplesOf(frame: Frame, plane: number, bytes: 1 | 2): { samples: Samples; stride: number } {
  const data = frame.data?.[plane];
  if (data === undefined) throw new MediaError('internal', 'A picture has no pixels.');
  const stride = (frame.linesize[plane] as number) / bytes;
  const samples = bytes === 1 ? data : new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return { samples, stride };
}

/** A black picture of the output's size. */
export function blackFrame(output: Output): Frame {
  const frame = emptyFrame(output);
  const { bytes, bits } = shapeOf(output);
  for (const [plane, black] of BLACK.entries()) samplesOf(frame, plane, bytes).samples.fill(black << (bits - 8));
  return frame;
}

/** One picture out of one or two, each with its weight; what is missing to 1 is black. */
export function blend(layers: readonly { readonly picture: Frame; readonly weight: number }[], output: Output): Frame {
  const blended = emptyFrame(output);
  const [first, second] = layers;
  if (first === undefined) return blended;
  blended.copyProps(first.picture);
  const { planes, bytes, bits } = shapeOf(output);
  const one = Math.round(first.weight * UNIT);
  const two = second === undefined ? 0 : Math.min(UNIT - one, Math.round(second.weight * UNIT));
  for (const [plane, { width, height }] of planes.entries()) {
    const base = (UNIT - one - two) * ((BLACK[plane] as number) << (bits - 8)) + (UNIT >> 1);
    const target = samplesOf(blended, plane, bytes);
    const from = samplesOf(first.picture, plane, bytes);
    const other = second === undefined ? from : samplesOf(second.picture, plane, bytes);
    mixRows(target, from, other, { width, height, one, two, base });
  }
  return blended;
}

interface Plane {
  readonly samples: Samples;
  readonly stride: number;
}

/** Its own function, so that the engine compiles the loop for the kind of samples that there is. */
function mixRows(
  target: Plane,
  from: Plane,
  other: Plane,
  { width, height, one, two, base }: { width: number; height: number; one: number; two: number; base: number },
): void {
  const to = target.samples;
  const a = from.samples;
  const b = other.samples;
  for (let y = 0; y < height; y++) {
    let at = y * target.stride;
    let aAt = y * from.stride;
    let bAt = y * other.stride;
    for (let x = 0; x < width; x++) {
      to[at++] = (a[aAt++]! * one + b[bAt++]! * two + base) >> 14;
    }
  }
}
