import type { Rights } from '@second-unit/evidence';
import type { BinPlace, DayCorrection, LogCurve, ShootDay } from '@second-unit/footage/shoot-day';
import type { ExportedFile } from './wire.ts';

/** A folder of clips that a production has opened. */
export interface ShootDaySummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  /** Absolute path; the clips stay where they lie. */
  readonly folder: string;
  /** How many clips were read. */
  readonly clips: number;
  /** Was it read to its end once? */
  readonly read: boolean;
  /** A job that is reading it now. */
  readonly job?: string;
  readonly rights: Rights;
  readonly createdAt: string;
}

/** `GET /shoot-days/:id`: as it is sorted, with what people said of it. */
export interface ShootDayView extends ShootDaySummary {
  /** Absent before it was read. */
  readonly day?: ShootDay;
  /** What was said of it, oldest first; what was taken back is left out. */
  readonly corrections: readonly { readonly id: string; readonly correction: DayCorrection }[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Why its bins may not be saved, by its rights. */
  readonly exportRefused?: string;
}

/** The curves that a person can choose a viewing transform for. */
export const CURVE_CHOICES = [
  'S-Log3',
  'LogC3',
  'LogC4',
  'V-Log',
  'C-Log',
  'C-Log2',
  'C-Log3',
  'Log3G10',
  'HLG',
  'PQ',
] as const satisfies readonly LogCurve[];

/** What bins go out as. An ALE holds the clips of one frame rate: several rates are several files. */
export const DAY_FORMATS = ['otio', 'csv', 'ale', 'edl', 'fcpxml'] as const;
export type DayFormat = (typeof DAY_FORMATS)[number];

/** Bins as a file: what `shootDay.export` answers. */
export interface ExportedDay extends ExportedFile {
  /** Further files of the same format, for clips of other frame rates. */
  readonly more: readonly ExportedFile[];
  /** What the format could not carry, in sentences. */
  readonly notes: readonly string[];
}

export type { BinPlace, DayCorrection };
