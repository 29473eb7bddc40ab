import type { MediaInfo } from '@second-unit/media';
import { type Rational, type RationalTime, rationalTime, rescaledTo, toSeconds } from '@second-unit/timeline';

/** When each frame of a media is shown, exactly, counted from its first. */
export interface FrameTimes {
  /** The first instant of a frame; of frame `frames`, the end of the film. */
  at(frame: number): RationalTime;
  /** Seconds from one frame's first instant to another's, for scores and for reading. */
  seconds(from: number, to: number): number;
}

const RATES: readonly Rational[] = [
  { num: 24_000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
  { num: 48, den: 1 },
  { num: 50, den: 1 },
  { num: 60_000, den: 1001 },
  { num: 60, den: 1 },
];

/**
 * Frames a second of a film cut from this media: the media's own rate, or, where that varies, the
 * lowest standard rate that has room for its frames on average. Editing programs know no other.
 */
export function sequenceRate({ frameRate, variableFrameRate }: MediaInfo): Rational {
  if (!variableFrameRate) return frameRate;
  const average = frameRate.num / frameRate.den;
  // A recorder that aims at 30 and drops a frame now and then averages a little less than it aims at.
  return RATES.find(({ num, den }) => num / den >= average * 0.998) ?? RATES.at(-1)!;
}

/** The frame times of a media; undefined where the rate varies and nobody noted the times. */
export function frameTimes(info: MediaInfo): FrameTimes | undefined {
  if (!info.variableFrameRate) {
    const rate = info.frameRate.num / info.frameRate.den;
    return {
      at: (frame) => rationalTime(frame, info.frameRate),
      seconds: (from, to) => (to - from) / rate,
    };
  }
  if (!info.frameDurations) return undefined;
  const ticksAt = ticksOf(info.frameDurations);
  const rate = { num: info.timeBase.den, den: info.timeBase.num };
  const at = (frame: number) => rationalTime(ticksAt(frame), rate);
  return {
    at,
    seconds: (from, to) => toSeconds(rationalTime(ticksAt(to) - ticksAt(from), rate)),
  };
}

/** By the runs: a film that varies from frame to frame has hundreds of thousands, and is asked for its times often. */
const ticks = new WeakMap<readonly number[], (frame: number) => number>();

/** Ticks from the first frame to any frame, from runs of equal durations, which are not changed afterwards. */
function ticksOf(runs: readonly number[]): (frame: number) => number {
  const known = ticks.get(runs);
  if (known) return known;
  const made = ticksFrom(runs);
  ticks.set(runs, made);
  return made;
}

function ticksFrom(runs: readonly number[]): (frame: number) => number {
  const frames = [0];
  const ticks = [0];
  for (let at = 0; at + 1 < runs.length; at += 2) {
    frames.push(frames.at(-1)! + runs[at + 1]!);
    ticks.push(ticks.at(-1)! + runs[at]! * runs[at + 1]!);
  }
  return (frame) => {
    let low = 0;
    let high = Math.max(0, frames.length - 2);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (frames[middle]! <= frame) low = middle;
      else high = middle - 1;
    }
    return ticks[low]! + (frame - frames[low]!) * (runs[2 * low] ?? 0);
  };
}

/**
 * A stretch of a media whose rate varies, on a grid of `rate` frames a second: the instants of the
 * grid at which one of its frames is on screen. At least one, however short the stretch.
 */
export function onGrid(
  times: FrameTimes,
  item: { readonly inFrame: number; readonly outFrame: number },
  rate: Rational,
): { readonly start: number; readonly end: number } {
  const start = rescaledTo(times.at(item.inFrame), rate, 'ceil').value;
  const end = rescaledTo(times.at(item.outFrame), rate, 'ceil').value;
  return { start, end: Math.max(start + 1, end) };
}

/**
 * Seconds that frames of a media last, for reading only: by the times of its frames where its rate
 * varies and they are known, else by its average rate.
 */
export function secondsBetween(info: MediaInfo, from: number, to: number): number {
  return frameTimes(info)?.seconds(from, to) ?? ((to - from) * info.frameRate.den) / info.frameRate.num;
}

/** Seconds that items of one media last together; at a constant rate without adding up rounding. */
export function playedSeconds(
  info: MediaInfo,
  items: readonly { readonly inFrame: number; readonly outFrame: number }[],
): number {
  const times = info.variableFrameRate ? frameTimes(info) : undefined;
  if (times) return items.reduce((sum, { inFrame, outFrame }) => sum + times.seconds(inFrame, outFrame), 0);
  const frames = items.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
  return (frames * info.frameRate.den) / info.frameRate.num;
}
