import type { ShotLog } from '@second-unit/footage';
import { frameTimes } from '@second-unit/footage/interchange';

/** Frames [from, to). */
export interface FrameSpan {
  readonly from: number;
  readonly to: number;
}

/** What a log knows of a film's sound, by frame. */
export interface SoundByFrame {
  /** Stretches in which nobody speaks, in film order; undefined where nobody listened. */
  readonly quiet: readonly FrameSpan[] | undefined;
  /** Loudness around a frame, LUFS; undefined without sound. */
  readonly level: ((frame: number) => number) | undefined;
  /** Frames in so many seconds, by the film's average rate. */
  readonly framesIn: (seconds: number) => number;
}

/** Speech is heard this much before its first sound and after its last, in seconds: detectors come late. */
const EDGE = 0.06;
/** A momentary value looks at the 400 ms before its end; its middle is where it speaks of. */
const MOMENT = 0.2;

/** A film's sound as its log tells it: where nobody speaks, and how loud it is. */
export function soundByFrame({ media, sound }: Pick<ShotLog, 'media' | 'sound'>): SoundByFrame {
  const rate = media.frameRate.num / media.frameRate.den;
  const times = frameTimes(media);
  const secondsOf = (frame: number) => times?.seconds(0, frame) ?? frame / rate;
  const frameAt = (second: number): number => {
    if (!media.variableFrameRate) return Math.round(second * rate);
    let low = 0;
    let high = media.frames;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (secondsOf(middle) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const clamp = (frame: number) => Math.min(media.frames, Math.max(0, frame));
  const spans = (stretches: readonly { readonly start: number; readonly end: number }[], edge: number) =>
    stretches
      .map(({ start, end }) => ({ from: clamp(frameAt(start + edge)), to: clamp(frameAt(end - edge)) }))
      .filter(({ from, to }) => to > from);
  const speech = sound?.speech && union(spans(sound.speech, -EDGE));
  const silence = sound?.silence && union(spans(sound.silence, EDGE));
  const quiet =
    speech === undefined && silence === undefined
      ? undefined
      : union([...(speech ? without(speech, media.frames) : []), ...(silence ?? [])]);
  const { step, values } = sound?.momentary ?? { step: 1, values: [] };
  const level = (frame: number): number =>
    values[Math.min(values.length - 1, Math.max(0, Math.round((secondsOf(frame) + MOMENT) / step)))] ?? -70;
  return {
    quiet,
    level: values.length === 0 ? undefined : level,
    framesIn: (seconds) => Math.round(seconds * rate),
  };
}

/** Spans in order, those that touch made one. */
function union(spans: readonly FrameSpan[]): FrameSpan[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** What `spans` leave of a film. */
function without(spans: readonly FrameSpan[], frames: number): FrameSpan[] {
  const edges = [0, ...spans.flatMap(({ from, to }) => [from, to]), frames];
  const left: FrameSpan[] = [];
  for (let at = 0; at < edges.length; at += 2) {
    const span = { from: edges[at]!, to: edges[at + 1]! };
    if (span.to > span.from) left.push(span);
  }
  return left;
}

/** The parts of `spans` that lie within [from, to). */
export function within(spans: readonly FrameSpan[], from: number, to: number): FrameSpan[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.to > from) high = middle;
    else low = middle + 1;
  }
  const found: FrameSpan[] = [];
  for (let at = low; at < spans.length && spans[at]!.from < to; at++) {
    const span = spans[at]!;
    found.push({ from: Math.max(from, span.from), to: Math.min(to, span.to) });
  }
  return found;
}
