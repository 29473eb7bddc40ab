import { Fault } from '@second-unit/evidence';
import { type Rational, type TimelineFormat, writeTimeline } from '@second-unit/timeline';
import { readTimelineFile } from '@second-unit/timeline/node';
import { answerOnce } from '../apart/answer-once.ts';

/** What the process is given: a file, and what was said of it. */
export interface TimelineAsk {
  readonly path: string;
  readonly format: TimelineFormat;
  /** Length that its timeline may have as OpenTimelineIO's JSON, in characters. */
  readonly most: number;
  readonly rate?: Rational;
}

/** What it answers. */
export interface TimelineAnswer {
  readonly otio: string;
  readonly title: string;
  readonly notes: readonly string[];
}

async function answer({ path, format, most, rate }: TimelineAsk): Promise<TimelineAnswer> {
  const { timeline, notes } = await readTimelineFile(path, format, rate === undefined ? {} : { rate });
  const otio = writeTimeline(timeline, 'otio');
  if (otio.length > most) throw new Fault('too-large', 'This timeline is too long; bring it in as parts.');
  return { otio, title: timeline.name, notes };
}

answerOnce(answer);
