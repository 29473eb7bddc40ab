import {
  AV_BUFFERSRC_FLAG_KEEP_REF,
  AV_CHANNEL_ORDER_UNSPEC,
  type AVPixelFormat,
  type AVSampleFormat,
} from 'node-av/constants';
import {
  avChannelLayoutDefault,
  avChannelLayoutDescribe,
  avGetPixFmtName,
  avGetSampleFmtName,
  Filter,
  type FilterContext,
  FilterGraph,
  FilterInOut,
  type Frame,
} from 'node-av/lib';
import { MediaError } from '../error.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

const written = ({ num, den }: Ratio): string => `${num}/${den}`;

/** The layout of a sound frame; where it says only how many channels, the usual layout of that many. */
export function layoutOf(frame: Frame): Frame['channelLayout'] {
  const layout = frame.channelLayout;
  return layout.order === AV_CHANNEL_ORDER_UNSPEC ? avChannelLayoutDefault(layout.nbChannels) : layout;
}

/**
 * What a filter has written beside a frame. The copy that the binding makes of it is freed here: this process never
 * comes to the event loop, where it would be otherwise.
 */
export function metadataOf(frame: Frame): Record<string, string> {
  const metadata = frame.getMetadata();
  try {
    return metadata.getAll();
  } finally {
    metadata.free();
  }
}

/** FFmpeg filters in a row, from decoded frames of one kind to filtered frames. */
export class FilterChain {
  readonly #graph = new FilterGraph();
  readonly #source: FilterContext;
  readonly #sink: FilterContext;

  private constructor(kind: '' | 'a', source: string, filters: string, threads: number) {
    this.#graph.alloc();
    this.#graph.nbThreads = threads;
    this.#source = this.#create(`${kind}buffer`, 'in', source);
    this.#sink = this.#create(`${kind}buffersink`, 'out', null);
    const outputs = FilterInOut.createList([{ name: 'in', filterCtx: this.#source, padIdx: 0 }]);
    const inputs = FilterInOut.createList([{ name: 'out', filterCtx: this.#sink, padIdx: 0 }]);
    const parsed = this.#graph.parsePtr(filters, inputs, outputs);
    if (parsed < 0 || this.#graph.configSync() < 0) {
      throw new MediaError('internal', `FFmpeg refuses the filters "${filters}".`);
    }
  }

  /** A chain for pictures like `frame`. `threads`: 0 for as many as there are cores. */
  static pictures(frame: Frame, timeBase: Ratio, filters: string, threads = 1): FilterChain {
    const { num, den } = frame.sampleAspectRatio;
    const aspect = num > 0 && den > 0 ? { num, den } : { num: 1, den: 1 };
    const source = [
      `video_size=${frame.width}x${frame.height}`,
      `pix_fmt=${avGetPixFmtName(frame.format as AVPixelFormat)}`,
      `time_base=${written(timeBase)}`,
      `pixel_aspect=${written(aspect)}`,
      `colorspace=${frame.colorSpace}`,
      `range=${frame.colorRange}`,
    ];
    return new FilterChain('', source.join(':'), filters, threads);
  }

  /** A chain for sound like `frame`. */
  static sound(frame: Frame, timeBase: Ratio, filters: string): FilterChain {
    const source = [
      `time_base=${written(timeBase)}`,
      `sample_rate=${frame.sampleRate}`,
      `sample_fmt=${avGetSampleFmtName(frame.format as AVSampleFormat)}`,
      `channel_layout=${avChannelLayoutDescribe(layoutOf(frame))}`,
    ];
    return new FilterChain('a', source.join(':'), filters, 1);
  }

  #create(filter: string, name: string, args: string | null): FilterContext {
    const found = Filter.getByName(filter);
    const context = found === null ? null : this.#graph.createFilter(found, name, args);
    if (context === null) throw new MediaError('internal', `FFmpeg has no filter "${filter}" for these frames.`);
    return context;
  }

  /** Gives a frame (kept by the caller), or null at the end. */
  push(frame: Frame | null): void {
    this.#source.buffersrcAddFrameSync(frame, AV_BUFFERSRC_FLAG_KEEP_REF);
  }

  /** Takes the next filtered frame into `into`; false when there is none yet. */
  pull(into: Frame): boolean {
    return this.#sink.buffersinkGetFrameSync(into) >= 0;
  }

  /** Changes an option of the filter with this name between two frames. */
  command(filter: string, option: string, value: string): void {
    const answer = this.#graph.sendCommand(filter, option, value);
    if (typeof answer === 'number' && answer < 0) {
      throw new MediaError('internal', `FFmpeg refuses "${option}" for "${filter}".`);
    }
  }

  free(): void {
    this.#graph.free();
  }
}
