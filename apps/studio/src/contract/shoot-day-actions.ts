import { z } from 'zod';
import { action, id, line, text } from './action-spec.ts';
import { rightsSchema } from './rights-schema.ts';
import { CURVE_CHOICES, DAY_FORMATS, type ExportedDay, type ShootDaySummary, type ShootDayView } from './shoot-days.ts';
import type { JobView } from './wire.ts';

/** A path in the folder. */
const clip = text(4096).min(1);
const clips = z.array(clip).min(1).max(20_000).readonly();

const place = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('take'),
    scene: line(40),
    setup: line(40),
    take: z.int().min(0).max(9999).optional(),
  }),
  z.object({ kind: z.enum(['b-roll', 'wild-sound', 'unsorted']) }),
]);

const correction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), clips, to: place }),
  z.object({ kind: z.literal('camera'), clips, camera: line(80) }),
  z.object({
    kind: z.literal('sync'),
    sound: clip,
    picture: clip,
    /** Seconds from the picture's first frame to the sound's first sample; null takes them apart. */
    offset: z.number().min(-86_400).max(86_400).nullable(),
    /** A picture that the sound no longer goes with: one drag from clip to clip is one correction. */
    insteadOf: clip.optional(),
    /** The studio is to listen to both: where their sound tells it, that is the offset, else the one that is given. */
    listen: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('look'), clips, curve: z.enum(CURVE_CHOICES).nullable() }),
  z.object({ kind: z.literal('relink'), proxy: clip, original: clip.nullable() }),
]);

/** A correction as it is asked for. */
export type AskedCorrection = z.infer<typeof correction>;

/** What a person does with a folder of clips: rows of the action table. */
export const SHOOT_DAY_ACTIONS = {
  'shootDay.open': action<ShootDaySummary>()({
    name: 'shootDay.open',
    label: 'Open a shoot day',
    room: 'footage',
    input: z.object({ production: id, path: text(4096).min(1), rights: rightsSchema.optional() }),
  }),
  'shootDay.read': action<JobView>()({
    name: 'shootDay.read',
    label: 'Read the folder again',
    room: 'footage',
    input: z.object({ shootDay: id }),
  }),
  'shootDay.correct': action<ShootDayView>()({
    name: 'shootDay.correct',
    label: 'Correct the bins',
    room: 'footage',
    input: z.object({ shootDay: id, correction }),
  }),
  'shootDay.undo': action<ShootDayView>()({
    name: 'shootDay.undo',
    label: 'Undo the last correction of the bins',
    room: 'footage',
    shortcut: 'Mod-z',
    input: z.object({ shootDay: id }),
  }),
  'shootDay.redo': action<ShootDayView>()({
    name: 'shootDay.redo',
    label: 'Redo the correction of the bins',
    room: 'footage',
    shortcut: 'Mod-Shift-z',
    input: z.object({ shootDay: id }),
  }),
  'shootDay.export': action<ExportedDay>()({
    name: 'shootDay.export',
    label: 'Export the bins',
    room: 'footage',
    input: z.object({ shootDay: id, format: z.enum(DAY_FORMATS) }),
  }),
} as const;
