import { AV_NOPTS_VALUE } from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { MediaInfo } from '../info.ts';

/** Time stamps of decoded frames: one each, always rising, even where the file has lost one or repeats one. */
export class FrameStamps {
  readonly all: bigint[] = [];
  /** Ticks that the last frame is shown. */
  lastDuration: bigint;
  readonly #secondsPerTick: number;

  constructor({ timeBase, frameRate }: MediaInfo) {
    this.#secondsPerTick = timeBase.num / timeBase.den;
    const step = BigInt(Math.round(frameRate.den / frameRate.num / this.#secondsPerTick));
    this.lastDuration = step > 0n ? step : 1n;
  }

  /** The stamp that a frame tells itself; the smallest number there is where it has none. */
  static told(frame: Frame): bigint {
    return frame.bestEffortTimestamp === AV_NOPTS_VALUE ? frame.pts : frame.bestEffortTimestamp;
  }

  /** The stamp of the next frame in presentation order; `told`: what it is said to be. */
  add(frame: Frame, told: bigint = FrameStamps.told(frame)): bigint {
    const last = this.all.at(-1);
    const isUsable = told !== AV_NOPTS_VALUE && (last === undefined || told > last);
    const stamp = isUsable ? told : last === undefined ? 0n : last + this.lastDuration;
    if (frame.duration > 0n) this.lastDuration = frame.duration;
    this.all.push(stamp);
    return stamp;
  }

  /** Seconds from the first frame to the start of the last. */
  get seconds(): number {
    const last = this.all.at(-1);
    return last === undefined ? 0 : Number(last - (this.all[0] as bigint)) * this.#secondsPerTick;
  }

  /** The first frame's stamp in seconds of the container. */
  get origin(): number {
    return Number(this.all[0] ?? 0n) * this.#secondsPerTick;
  }
}
