import { z } from 'zod';
import { action, id, line, text } from './action-spec.ts';
import { CATEGORIES } from './breakdown.ts';
import { LINE_CHOICES } from './corrections.ts';
import { CREDENTIALS_ACTIONS } from './credentials.ts';
import { CUT_FORMATS } from './cut-lists.ts';
import { LINED_ACTIONS } from './lined-actions.ts';
import { LOOK_ACTIONS, type StillSummary } from './looks.ts';
import { MUSIC_ACTIONS, type MusicSummary } from './music.ts';
import { PAPER_ACTIONS } from './paper.ts';
import { PEOPLE_ACTIONS } from './people-actions.ts';
import { renderSettingsSchema } from './render-settings.ts';
import { rightsSchema } from './rights-schema.ts';
import { EXPORT_FORMATS } from './script-formats.ts';
import { SHOOT_DAY_ACTIONS } from './shoot-day-actions.ts';
import type { ShootDaySummary } from './shoot-days.ts';
import { TASTE_ACTIONS } from './taste.ts';
import { THING_ACTIONS } from './things.ts';
import { TIMELINE_ACTIONS } from './timelines.ts';
import { TRANSCRIPTION_ACTIONS } from './transcription.ts';
import { VIEWING_ACTIONS } from './viewing.ts';
import type {
  CutView,
  ExportedFile,
  ExportedScript,
  FixDecided,
  JobView,
  KeptCorrection,
  MediaSummary,
  ProductionSummary,
  ScriptSummary,
} from './wire.ts';

const cutItem = text(64).min(1);
const frame = z.int().min(0);
const cardSeconds = z.number().min(0.5).max(15);

const cutChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['lock', 'unlock', 'remove']), item: cutItem }),
  z.object({ kind: z.literal('ban'), item: cutItem }),
  z.object({ kind: z.literal('swap'), item: cutItem, shot: text(64).min(1) }),
  z.object({ kind: z.literal('move'), item: cutItem, to: z.int().min(0) }),
  z.object({ kind: z.literal('trim'), item: cutItem, inFrame: frame, outFrame: frame }),
  /** To what is shown next, in frames of the cut; null makes it a cut. */
  z.object({
    kind: z.literal('transition'),
    item: cutItem,
    transition: z.object({ type: z.enum(['dissolve', 'fade']), frames: z.int().min(2).max(600) }).nullable(),
  }),
  /** `card` is a new id; `before` an item, or nothing for the end of the cut. */
  z.object({
    kind: z.literal('add-card'),
    card: cutItem,
    text: text(200).min(1),
    seconds: cardSeconds,
    before: cutItem.optional(),
  }),
  z.object({
    kind: z.literal('edit-card'),
    card: cutItem,
    text: text(200).min(1).optional(),
    seconds: cardSeconds.optional(),
  }),
  z.object({ kind: z.literal('move-card'), card: cutItem, before: cutItem.optional() }),
  z.object({ kind: z.literal('remove-card'), card: cutItem }),
  z.object({
    kind: z.literal('look'),
    /** A look of the production; null shows the cut as it was shot. */
    look: z.object({ id, strength: z.number().min(0).max(1) }).nullable(),
  }),
  z.object({ kind: z.enum(['accept', 'reject']) }),
]);

const cutBrief = {
  media: id,
  seconds: z.number().min(1).max(600),
  brief: text(2000).optional(),
  /** 0 gives the best cut, any other number a variation of it. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .default(0),
  /** Absent: the script's last act where its break is known, else a fifth of the film. */
  keepBack: z.number().min(0).max(0.9).optional(),
  tone: z.enum(['tense', 'warm', 'quiet', 'quick']).optional(),
  /** What it leans on. */
  lead: z.enum(['story', 'voices', 'pictures']).optional(),
  /** Of the picture, for the render; the film's own if absent. */
  aspect: z.enum(['16:9', '9:16', '1:1', '4:5', '2.39:1']).optional(),
  /** Texts of title cards, in order; the last stands at the end. Absent with `from`: the cards of that cut. */
  cards: z.array(text(200).min(1)).max(12).optional(),
  /** Music of the production under the cut; `from` is the second of it that plays with the first frame. */
  music: z.object({ media: id, from: z.number().min(0).max(36_000).optional() }).optional(),
  /** Ask again with what is locked or banned in this cut kept. */
  from: id.optional(),
};

const category = z.enum(CATEGORIES);
const element = {
  category,
  name: line(200),
  scene: z.object({ heading: line(1000), which: z.int().min(0).optional() }).optional(),
};

/** BreakdownCorrection: by name, so that it holds through the script. */
const correctionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recategorise'), ...element, to: category }),
  z.object({ kind: z.literal('rename'), ...element, to: line(200) }),
  z.object({ kind: z.literal('merge'), ...element, into: z.object({ category, name: line(200) }) }),
  z.object({ kind: z.literal('remove'), ...element }),
  z.object({ kind: z.literal('add'), ...element, words: line(500).optional() }),
]);

/**
 * The action table: one user action on the studio's records is one object: its name, its label and
 * shortcut, and the schema of its input. The API (`POST /api/v1/actions/<name>`) runs it, `GET
 * /api/v1/actions` publishes it to other programs, and the pages take labels and shortcuts from it.
 * What it does stands in `actions/`, keyed by the same name; this half is what a browser may know.
 *
 * Not in it: what changes only a view (pages have their own commands for that), what carries bytes
 * (uploads, updates of a script), and the verbs of the command line beside `act`, which work on
 * plain files and whole homes and have their words in `cli/main.ts`.
 */
export const ACTIONS = {
  'studio.name': action<{ person: { id: string; name: string } }>()({
    name: 'studio.name',
    label: 'Sign your work',
    room: 'studio',
    input: z.object({ name: line(80) }),
  }),
  'production.create': action<ProductionSummary>()({
    name: 'production.create',
    label: 'Start a production',
    room: 'studio',
    input: z.object({ title: line(120) }),
  }),
  'production.lock': action<ProductionSummary>()({
    name: 'production.lock',
    label: 'Let nothing leave this machine',
    room: 'ledger',
    input: z.object({ production: id, nothingLeaves: z.boolean() }),
  }),
  'rights.set': action<ScriptSummary | MediaSummary | StillSummary | MusicSummary | ShootDaySummary>()({
    name: 'rights.set',
    label: 'Say what may be done with this',
    room: 'ledger',
    input: z.object({ item: id, rights: rightsSchema }),
  }),
  'script.create': action<ScriptSummary>()({
    name: 'script.create',
    label: 'Write a new script',
    room: 'script',
    input: z.object({ production: id, title: line(120) }),
  }),
  'script.rename': action<ScriptSummary>()({
    name: 'script.rename',
    label: 'Rename this script',
    room: 'script',
    input: z.object({ script: id, title: line(120) }),
  }),
  'script.remove': action<ScriptSummary>()({
    name: 'script.remove',
    label: 'Remove this script',
    room: 'script',
    input: z.object({ script: id }),
  }),
  'script.restore': action<ScriptSummary>()({
    name: 'script.restore',
    label: 'Bring back a removed script',
    room: 'ledger',
    input: z.object({ script: id }),
  }),
  'script.takeMirror': action<ScriptSummary>()({
    name: 'script.takeMirror',
    label: 'Take in the file as another program left it',
    room: 'script',
    input: z.object({ script: id, take: z.boolean() }),
  }),
  'script.export': action<ExportedScript>()({
    name: 'script.export',
    label: 'Export the script',
    room: 'script',
    input: z.object({
      script: id,
      format: z.enum(EXPORT_FORMATS),
      /** Of a PDF. */
      paper: z.enum(['letter', 'a4']).optional(),
      /** Of Final Draft: tags for the whole breakdown, not only for what a person said of it. */
      tags: z.boolean().optional(),
    }),
  }),
  'script.correctLines': action<ScriptSummary>()({
    name: 'script.correctLines',
    label: 'Correct how the PDF was read',
    room: 'script',
    input: z.object({
      script: id,
      /** By index in the reading; no type takes back what was said of the line. */
      lines: z
        .array(z.object({ line: z.int().min(0), type: z.enum([...LINE_CHOICES, 'titlePage']).nullable() }))
        .min(1)
        .max(5000),
      /** Whether the script's text is to follow; a page changes it itself, where that can be undone. */
      text: z.boolean().default(true),
    }),
  }),
  'script.decideFix': action<FixDecided>()({
    name: 'script.decideFix',
    label: 'Take or leave a fix of the read-through',
    room: 'story',
    input: z.object({
      script: id,
      /** What was found, and how. */
      what: text(500).min(1),
      method: text(2000),
      fix: z.object({
        label: text(500).min(1),
        before: text(8000),
        changes: z
          .array(z.object({ from: z.int().min(0), to: z.int().min(0), insert: text(8000) }))
          .min(1)
          .max(1000),
      }),
      evidence: z.array(z.object({ from: z.int().min(0), to: z.int().min(0) })).max(100),
      verdict: z.enum(['accepted', 'rejected']),
    }),
  }),
  'script.correctBreakdown': action<KeptCorrection>()({
    name: 'script.correctBreakdown',
    label: 'Correct the breakdown',
    room: 'story',
    input: z.object({ script: id, correction: correctionSchema }),
  }),
  'script.uncorrectBreakdown': action<KeptCorrection>()({
    name: 'script.uncorrectBreakdown',
    label: 'Take back a correction of the breakdown',
    room: 'story',
    /** `correction` is the id that `script.correctBreakdown` answered. */
    input: z.object({ script: id, correction: id }),
  }),
  'media.open': action<MediaSummary>()({
    name: 'media.open',
    label: 'Open a film where it lies',
    room: 'footage',
    input: z.object({ production: id, path: text(4096).min(1), rights: rightsSchema.optional() }),
  }),
  'media.log': action<JobView>()({
    name: 'media.log',
    label: 'Log this film',
    room: 'footage',
    input: z.object({ media: id }),
  }),
  'media.export': action<ExportedFile>()({
    name: 'media.export',
    label: 'Export the log',
    room: 'footage',
    input: z.object({ media: id, format: z.enum(['otio', 'edl', 'fcpxml', 'csv', 'html', 'json']) }),
  }),
  ...VIEWING_ACTIONS,
  ...PEOPLE_ACTIONS,
  ...THING_ACTIONS,
  ...TRANSCRIPTION_ACTIONS,
  ...TIMELINE_ACTIONS,
  ...SHOOT_DAY_ACTIONS,
  ...LINED_ACTIONS,
  ...CREDENTIALS_ACTIONS,
  ...PAPER_ACTIONS,
  'job.cancel': action<JobView>()({
    name: 'job.cancel',
    label: 'Cancel',
    room: 'studio',
    input: z.object({ job: id }),
  }),
  'job.retry': action<JobView>()({
    name: 'job.retry',
    label: 'Try again',
    room: 'studio',
    input: z.object({ job: id }),
  }),
  ...TASTE_ACTIONS,
  ...LOOK_ACTIONS,
  ...MUSIC_ACTIONS,
  'cut.propose': action<CutView>()({
    name: 'cut.propose',
    label: 'Cut a teaser',
    room: 'cut',
    shortcut: 'Mod-Enter',
    input: z.object(cutBrief),
  }),
  'cut.proposeSeveral': action<CutView[]>()({
    name: 'cut.proposeSeveral',
    label: 'Cut several unlike teasers',
    room: 'cut',
    /** Each is a cut of its own; overlap and what it gives up stand in `proposal.by.settings.among`. */
    input: z.object({ ...cutBrief, count: z.int().min(2).max(5).default(3) }),
  }),
  'cut.decide': action<CutView>()({
    name: 'cut.decide',
    label: 'Decide',
    room: 'cut',
    input: z.object({ cut: id, change: cutChangeSchema, why: text(500).optional() }),
  }),
  'cut.undo': action<CutView>()({
    name: 'cut.undo',
    label: 'Undo the last decision',
    room: 'cut',
    shortcut: 'Mod-z',
    input: z.object({ cut: id }),
  }),
  'cut.redo': action<CutView>()({
    name: 'cut.redo',
    label: 'Redo',
    room: 'cut',
    shortcut: 'Mod-Shift-z',
    input: z.object({ cut: id }),
  }),
  'cut.render': action<JobView>()({
    name: 'cut.render',
    label: 'Render the cut',
    room: 'cut',
    input: renderSettingsSchema.extend({
      cut: id,
      /** Cancels a render of this cut with other settings that runs; without it that is a conflict. */
      replace: z.boolean().optional(),
    }),
  }),
  'cut.export': action<ExportedFile>()({
    name: 'cut.export',
    label: 'Export the cut',
    room: 'cut',
    input: z.object({
      cut: id,
      format: z.enum(CUT_FORMATS),
      /** Of a pull list: frames on each side, 12 if absent. */
      handles: z.int().min(0).max(10_000).optional(),
    }),
  }),
} as const;

export type ActionName = keyof typeof ACTIONS;
export type ActionInput<Name extends ActionName> = z.input<(typeof ACTIONS)[Name]['input']>;
export type ActionOutput<Name extends ActionName> = NonNullable<(typeof ACTIONS)[Name]['output']>;
