import {
  AV_SAMPLE_FMT_DBL,
  AV_SAMPLE_FMT_DBLP,
  AV_SAMPLE_FMT_FLT,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  AV_SAMPLE_FMT_S16P,
  AV_SAMPLE_FMT_S32,
  AV_SAMPLE_FMT_S32P,
  type AVSampleFormat,
} from 'node-av/constants';
import { Frame } from 'node-av/lib';

type Samples = Float32Array | Float64Array | Int16Array | Int32Array;
type Kind = { readonly of: new (buffer: ArrayBuffer, at: number, length: number) => Samples; readonly full: number };

const FLOAT: Kind = { of: Float32Array, full: 1 };
const DOUBLE: Kind = { of: Float64Array, full: 1 };
const INT16: Kind = { of: Int16Array, full: 2 ** 15 };
const INT32: Kind = { of: Int32Array, full: 2 ** 31 };
const KINDS = new Map<AVSampleFormat, Kind>([
  [AV_SAMPLE_FMT_FLT, FLOAT],
  [AV_SAMPLE_FMT_FLTP, FLOAT],
  [AV_SAMPLE_FMT_DBL, DOUBLE],
  [AV_SAMPLE_FMT_DBLP, DOUBLE],
  [AV_SAMPLE_FMT_S16, INT16],
  [AV_SAMPLE_FMT_S16P, INT16],
  [AV_SAMPLE_FMT_S32, INT32],
  [AV_SAMPLE_FMT_S32P, INT32],
]);
const PLANAR: ReadonlySet<AVSampleFormat> = new Set([
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_DBLP,
  AV_SAMPLE_FMT_S16P,
  AV_SAMPLE_FMT_S32P,
]);

/** One channel's samples: every `stride`-th from `first` on, `full` at full scale. */
interface Channel {
  readonly samples: Samples;
  readonly first: number;
  readonly stride: number;
  readonly full: number;
}

/** The channels of a frame, in the frame's own memory; undefined where its samples are not of a kind that we read. */
function channelsOf(frame: Frame): Channel[] | undefined {
  const format = frame.format as AVSampleFormat;
  const kind = KINDS.get(format);
  const planes = frame.extendedData ?? frame.data;
  if (kind === undefined || planes === null) return undefined;
  const isPlanar = PLANAR.has(format);
  const stride = isPlanar ? 1 : frame.channels;
  const channels: Channel[] = [];
  for (let channel = 0; channel < frame.channels; channel++) {
    const bytes = planes[isPlanar ? channel : 0];
    if (bytes === undefined) return undefined;
    const samples = new kind.of(bytes.buffer as ArrayBuffer, bytes.byteOffset, frame.nbSamples * stride);
    channels.push({ samples, first: isPlanar ? 0 : channel, stride, full: kind.full });
  }
  return channels;
}

/**
 * The largest magnitude in a second difference of each channel's samples, over frames that follow each other; full scale
 * is 1. Undefined where they cannot be read.
 */
export function bendsOf(frames: readonly Frame[]): number[] | undefined {
  const read = frames.map(channelsOf);
  if (!read.every((channels) => channels !== undefined)) return undefined;
  return read[0]!.map((_, channel) => bendOf(read.map((channels) => channels[channel]!)));
}

function bendOf(parts: readonly Channel[]): number {
  let up = 0;
  let down = 0;
  const [begin] = parts;
  let older = begin!.samples[begin!.first]!;
  let old = older;
  for (const { samples, first, stride } of parts) {
    for (let at = first; at < samples.length; at += stride) {
      const sample = samples[at]!;
      const bend = older - 2 * old + sample;
      if (bend > up) up = bend;
      else if (bend < down) down = bend;
      older = old;
      old = sample;
    }
  }
  return Math.max(up, -down) / begin!.full;
}

/**
 * Reads how loud frames are at most, by their samples. A frame is copied to where the last one was: to ask where each
 * one's samples lie costs more than to copy and to read them.
 */
export class SamplePeaks {
  #copy: Frame | undefined;
  #channels: readonly Channel[] | undefined;
  #like = '';

  /** The largest magnitude of each channel, 1 at full scale; undefined where the samples cannot be read. */
  of(frame: Frame): number[] | undefined {
    const like = `${frame.format} ${frame.sampleRate} ${frame.channels} ${frame.nbSamples}`;
    if (like !== this.#like) this.#lay(frame, like);
    if (this.#channels === undefined || this.#copy!.copy(frame) < 0) return undefined;
    return this.#channels.map(peakOf);
  }

  #lay(frame: Frame, like: string): void {
    this.free();
    this.#like = like;
    if (!KINDS.has(frame.format as AVSampleFormat)) return;
    const copy = new Frame();
    copy.alloc();
    copy.format = frame.format;
    copy.sampleRate = frame.sampleRate;
    copy.channelLayout = frame.channelLayout;
    copy.nbSamples = frame.nbSamples;
    this.#copy = copy;
    if (copy.getBuffer(0) >= 0) this.#channels = channelsOf(copy);
  }

  free(): void {
    this.#copy?.free();
    this.#copy = undefined;
    this.#channels = undefined;
    this.#like = '';
  }
}

function peakOf({ samples, first, stride, full }: Channel): number {
  let highest = 0;
  let lowest = 0;
  for (let at = first; at < samples.length; at += stride) {
    const sample = samples[at]!;
    if (sample > highest) highest = sample;
    else if (sample < lowest) lowest = sample;
  }
  return Math.max(highest, -lowest) / full;
}
