import { z } from 'zod';
import { action, id, text } from './action-spec.ts';
import type { CutView } from './wire.ts';

/** `GET /productions/:id/timelines`: what editing programs' files came in, newest first. */
export interface TimelineSummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  /** File name as it came. */
  readonly name: string;
  readonly format: string;
  /** The cut that was made of it. */
  readonly cut?: string;
  readonly createdAt: string;
}

/** A media file that a timeline plays. */
export interface TimelineMediaView {
  /** Names it in `timeline.relink`. */
  readonly key: string;
  /** Its file's name, without folders. */
  readonly name: string;
  /** As the timeline writes it. */
  readonly address?: string;
  readonly reel?: string;
  /** Timecodes of the first frame that is played and of the end of the last. */
  readonly from?: string;
  readonly to?: string;
  /** How many clips play it. */
  readonly clips: number;
  /** The film that it is; absent where it is missing. */
  readonly film?: { readonly id: string; readonly title: string };
  /** What told so; empty where a person did. */
  readonly reasons: readonly string[];
  /** Why it is missing, in a sentence, and the films of the production that it may be. */
  readonly missing?: { readonly why: string; readonly films: readonly string[] };
}

/** `GET /timelines/:id`, and what an upload answers. */
export interface TimelineView extends TimelineSummary {
  /** Frames a second, `23.976`. */
  readonly rate?: string;
  readonly media: readonly TimelineMediaView[];
  /** What was left of the file, in sentences. */
  readonly notes: readonly string[];
  /** What the Cut room does not show of it, in sentences; the timeline keeps it. */
  readonly notShown: readonly string[];
  /** Why there is no cut of it yet, in a sentence. */
  readonly noCut?: string;
}

export const TIMELINE_ACTIONS = {
  'timeline.relink': action<TimelineView>()({
    name: 'timeline.relink',
    label: 'Say which film this media is',
    room: 'cut',
    /** `media` is its key; no film takes back what was said or found. */
    input: z.object({ timeline: id, media: text(8192).min(1), film: id.nullable() }),
  }),
  'timeline.cut': action<CutView>()({
    name: 'timeline.cut',
    label: 'Open this timeline as a cut',
    room: 'cut',
    input: z.object({ timeline: id }),
  }),
} as const;
