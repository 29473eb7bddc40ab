import type { PaperEdit, Segment, Word } from '@second-unit/editing';
import { z } from 'zod';
import { action, id, line, text } from './action-spec.ts';
import type { CutView, ExportedFile, JobView } from './wire.ts';

export interface PaperSummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  /** Seconds, as it stands. */
  readonly duration: number;
  /** Words that are kept. */
  readonly words: number;
  /** Has a finished render? */
  readonly rendered: boolean;
  /** Put away: it can be brought back. */
  readonly removed: boolean;
  readonly updatedAt: string;
}

/** `GET /papers/:id`. */
export interface PaperView extends PaperSummary {
  readonly paper: PaperEdit;
  /** What it plays, in order. */
  readonly segments: readonly Segment[];
  /** Words that are kept and have no frame of their own. */
  readonly unheard: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Ids of decisions that stand but no longer fit. */
  readonly skipped?: readonly string[];
  /** Of its render: how loud it is, and why not as loud as was asked; absent where nothing is heard. */
  readonly renderNote?: string;
  /** Why it may not be written out, by the rights of its films and scripts. */
  readonly exportRefused?: string;
  /** The job that renders it. */
  readonly job?: string;
}

/** `GET /media/:id/words`: a film's transcript as words. */
export interface WordsView {
  readonly media: string;
  /** Revision of the log that they are of: what is taken from them is asked for by it. */
  readonly revision: string;
  readonly words: readonly Word[];
  /** Where each line is from; by index, as `line` of words names it. */
  readonly lines: readonly { readonly from?: 'sidecar' | 'embedded' | 'whisper' | 'endpoint' }[];
}

/** A take of a line, with its words in the film's transcript. */
export interface LineTakeView {
  readonly media: string;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** Words [from, to) of the film's transcript. */
  readonly from: number;
  readonly to: number;
  /** Share of the line's words that were heard, 0 to 1. */
  readonly coverage: number;
  readonly confidence: number;
  /** Most of the line was heard in it. */
  readonly suggested: boolean;
}

/** `GET /productions/:id/line-takes`: the lines of a production's script, with every take of each in its films. */
export interface LineTakesView {
  /** Absent where the production has no script. */
  readonly script?: { readonly id: string; readonly title: string };
  readonly scenes: readonly { readonly heading: string }[];
  readonly lines: readonly {
    /** Index among all lines. */
    readonly line: number;
    readonly scene: number;
    /** Range in the script. */
    readonly from: number;
    readonly to: number;
    readonly text: string;
    readonly who?: string;
    readonly takes: readonly LineTakeView[];
  }[];
}

const word = z.int().min(0).max(10_000_000);
const passage = text(64).min(1);
/** What a paper edit may take at once. */
const MOST_LINES = 2000;
const MOST_STRETCHES = 500;

/** What a person does to a paper edit, as it is sent: words by their place in a transcript, lines by theirs in a script. */
const paperChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('addWords'),
    stretches: z
      .array(z.object({ media: id, revision: text(64).min(1), from: word, to: word }))
      .min(1)
      .max(MOST_STRETCHES),
    /** Place among the passages; at the end where absent. */
    at: word.optional(),
  }),
  z.object({
    kind: z.literal('addLines'),
    script: id,
    /** Each by its words and where it stands, so that a script that changed meanwhile does no harm. */
    lines: z
      .array(z.object({ from: z.int().min(0), text: text(8000) }))
      .min(1)
      .max(MOST_LINES),
    /** Every take of each, or the one that is suggested. */
    takes: z.enum(['all', 'suggested']).default('all'),
    at: word.optional(),
  }),
  z.object({ kind: z.enum(['strike', 'restore']), passage, from: word, to: word }),
  z.object({ kind: z.literal('split'), passage, at: word }),
  z.object({ kind: z.literal('move'), passage, to: word }),
  z.object({ kind: z.literal('remove'), passage }),
  z.object({ kind: z.literal('choose'), passage, chosen: z.boolean() }),
  z.object({ kind: z.literal('keepChosen') }),
  z.object({ kind: z.literal('rename'), title: line(120) }),
  z.object({
    kind: z.literal('set'),
    air: z.number().min(0).max(5),
    longestPause: z.number().min(0.1).max(60).nullable(),
  }),
]);

export type PaperAsk = z.output<typeof paperChangeSchema>;

/** What a person does with paper edits: rows of the action table. */
export const PAPER_ACTIONS = {
  'paper.create': action<PaperView>()({
    name: 'paper.create',
    label: 'Start a paper edit',
    room: 'cut',
    input: z.object({ production: id, title: line(120).optional() }),
  }),
  'paper.change': action<PaperView>()({
    name: 'paper.change',
    label: 'Change the paper edit',
    room: 'cut',
    input: z.object({ paper: id, change: paperChangeSchema, why: text(500).optional() }),
  }),
  'paper.undo': action<PaperView>()({
    name: 'paper.undo',
    label: 'Undo the last change of the paper edit',
    room: 'cut',
    shortcut: 'Mod-z',
    input: z.object({ paper: id }),
  }),
  'paper.redo': action<PaperView>()({
    name: 'paper.redo',
    label: 'Redo the change of the paper edit',
    room: 'cut',
    shortcut: 'Mod-Shift-z',
    input: z.object({ paper: id }),
  }),
  'paper.remove': action<PaperSummary>()({
    name: 'paper.remove',
    label: 'Remove this paper edit',
    room: 'cut',
    input: z.object({ paper: id }),
  }),
  'paper.restore': action<PaperSummary>()({
    name: 'paper.restore',
    label: 'Bring back a removed paper edit',
    room: 'ledger',
    input: z.object({ paper: id }),
  }),
  'paper.export': action<ExportedFile>()({
    name: 'paper.export',
    label: 'Export the paper edit',
    room: 'cut',
    input: z.object({ paper: id, format: z.enum(['otio', 'edl', 'fcpxml', 'xml', 'mlt']) }),
  }),
  'paper.render': action<JobView>()({
    name: 'paper.render',
    label: 'Render the paper edit',
    room: 'cut',
    input: z.object({ paper: id }),
  }),
  'paper.toCut': action<CutView>()({
    name: 'paper.toCut',
    label: 'Make a cut of it',
    room: 'cut',
    input: z.object({ paper: id }),
  }),
} as const;
