import { parentPort, workerData } from 'node:worker_threads';
import { toFault } from '@second-unit/evidence';
import { type Rational, readTimeline, type TimelineFormat, writeTimeline } from '@second-unit/timeline';

/** What the thread is given: a file's bytes, and what was said of them. */
export interface TimelineAsk {
  readonly bytes: Uint8Array;
  readonly format: TimelineFormat;
  readonly rate?: Rational;
}

/** What it answers. */
export type TimelineAnswer =
  | { readonly otio: string; readonly title: string; readonly notes: readonly string[] }
  | { readonly code: string; readonly message: string; readonly place?: string };

function answerTo({ bytes, format, rate }: TimelineAsk): TimelineAnswer {
  try {
    const { timeline, notes } = readTimeline(bytes, format, rate === undefined ? {} : { rate });
    return { otio: writeTimeline(timeline, 'otio') as string, title: timeline.name, notes };
  } catch (thrown) {
    const { code, message, place } = toFault(thrown);
    return { code, message, ...(place === undefined ? {} : { place }) };
  }
}

parentPort?.postMessage(answerTo(workerData as TimelineAsk));
