import { readFile } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { type Rational, readTimeline, type TimelineFormat, writeTimeline } from '@second-unit/timeline';
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
  const bytes = new Uint8Array(await readFile(path));
  const { timeline, notes } = readTimeline(bytes, format, rate === undefined ? {} : { rate });
  const otio = writeTimeline(timeline, 'otio') as string;
  if (otio.length > most) throw new Fault('too-large', 'This timeline is too long; bring it in as parts.');
  return { otio, title: timeline.name, notes };
}

answerOnce(answer);
