import type { Rights } from '@second-unit/evidence';
import { z } from 'zod';
import { action, id } from './action-spec.ts';

/** A sound file that cuts of a production may be laid over. */
export interface MusicSummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  readonly rights: Rights;
  /** Length; by the file's header until it was heard. */
  readonly seconds: number;
  /** Absent until it was heard; a cut may be asked for over it from then on. */
  readonly heard?: {
    /** How many. */
    readonly beats: number;
    /** Beats a minute; absent where it has no steady beat. */
    readonly bpm?: number;
  };
  /** A job that is hearing it now. */
  readonly job?: string;
  readonly removed: boolean;
  readonly createdAt: string;
}

/** What a person does with music: rows of the action table. It comes in as a file, and under a cut by `cut.propose`. */
export const MUSIC_ACTIONS = {
  'music.remove': action<MusicSummary>()({
    name: 'music.remove',
    label: 'Remove this music',
    room: 'cut',
    input: z.object({ music: id }),
  }),
  'music.restore': action<MusicSummary>()({
    name: 'music.restore',
    label: 'Bring back removed music',
    room: 'cut',
    input: z.object({ music: id }),
  }),
} as const;
