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
  /** How many clips play it, a picture with its sound being one. */
  readonly clips: number;
  /** The film that it is; absent where it is missing. */
  readonly film?: { readonly id: string; readonly title: string };
  /** What told so; empty where a person did. */
  readonly reasons: readonly string[];
  /** Why it is missing, in a sentence, and the films of the production that it may be. */
  readonly missing?: { readonly why: string; readonly films: readonly string[] };
}

/** Something of a timeline that is kept for export and not shown in the picture. */
export interface KeptItem {
  readonly name: string;
  /** Timecodes of the timeline: its first frame, and the end of its last. */
  readonly from: string;
  readonly to: string;
}

/** A track above the picture that the Cut room shows, or the titles on that one. */
export interface KeptLane {
  readonly kind: 'track' | 'titles';
  readonly name: string;
  readonly items: readonly KeptItem[];
  /** How many there are, where not all are among `items`. */
  readonly count: number;
}

/** A rate that an EDL may have been made at. */
export interface RateChoice {
  /** Frames a second, `23.976`. */
  readonly rate: string;
  /** Events whose source and record would be of different lengths. */
  readonly mismatches: number;
}

/** `GET /timelines/:id`, and what an upload answers. */
export interface TimelineView extends TimelineSummary {
  /** Frames a second, `23.976`. */
  readonly rate?: string;
  /** Of an EDL, which does not say its rate: those at which all its timecodes exist. */
  readonly rates?: readonly RateChoice[];
  readonly media: readonly TimelineMediaView[];
  /** What was left of the file, in sentences. */
  readonly notes: readonly string[];
  /** What the Cut room does not show of it, in sentences; the timeline keeps it. */
  readonly notShown: readonly string[];
  /** The same of pictures and titles, each with its place. */
  readonly kept: readonly KeptLane[];
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
  'timeline.rate': action<TimelineView>()({
    name: 'timeline.rate',
    label: 'Read this EDL at another frame rate',
    room: 'cut',
    /** Frames a second. Answers another timeline: the one that was read stays, with its cut. */
    input: z.object({ timeline: id, rate: z.number().positive().max(240) }),
  }),
  'timeline.cut': action<CutView>()({
    name: 'timeline.cut',
    label: 'Open this timeline as a cut',
    room: 'cut',
    input: z.object({ timeline: id }),
  }),
} as const;
