import type { Rights } from '@second-unit/evidence';
import { z } from 'zod';
import { action, id, line, text } from './action-spec.ts';
import type { JobView } from './wire.ts';

/** Shots of a film, or all of it. */
export interface LookSource {
  readonly media: string;
  /** Ids of shots of its log. */
  readonly shots?: readonly string[];
}

/** What a look is to be like: an uploaded still, a frame of a film, or some or all of a film's shots. */
export type LookReference =
  | { readonly still: string }
  | { readonly media: string; readonly frame: number }
  | LookSource;

/** A picture that somebody uploaded to be a reference. */
export interface StillSummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  readonly rights: Rights;
  readonly createdAt: string;
}

/** A look of a production. */
export interface LookSummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  readonly source: LookSource;
  readonly reference: LookReference;
  /** Absent until it is fitted. */
  readonly fitted?: {
    /** Share of the identity that was mixed in so that nothing bands, 0 to 1. */
    readonly heldBack: number;
    /** How far the source's colours lie from the reference's, without and with the look: sliced earth mover's, ΔE*ab. */
    readonly before: number;
    readonly after: number;
    /** The frame of the source by which it is shown. */
    readonly frame: number;
  };
  /** A job that is fitting it now. */
  readonly job?: string;
  readonly removed: boolean;
  /** Why it may not be saved as a file, by the rights of what it was made from. */
  readonly exportRefused?: string;
  readonly createdAt: string;
}

/** `GET /productions/:id/looks`. */
export interface LooksView {
  readonly looks: readonly LookSummary[];
  readonly stills: readonly StillSummary[];
}

const shots = z.array(text(64).min(1)).min(1).max(5000).optional();
const source = z.object({ media: id, shots });

/** What a person does with looks: rows of the action table. A cut is given one by `cut.decide`. */
export const LOOK_ACTIONS = {
  'look.fit': action<{ readonly look: LookSummary; readonly job: JobView }>()({
    name: 'look.fit',
    label: 'Fit a look to a reference',
    room: 'cut',
    input: z.object({
      title: line(120),
      source,
      reference: z.union([
        z.strictObject({ still: id }),
        z.strictObject({ media: id, frame: z.int().min(0) }),
        z.strictObject({ media: id, shots }),
      ]),
    }),
  }),
  'look.remove': action<LookSummary>()({
    name: 'look.remove',
    label: 'Remove this look',
    room: 'cut',
    input: z.object({ look: id }),
  }),
  'look.restore': action<LookSummary>()({
    name: 'look.restore',
    label: 'Bring back a removed look',
    room: 'cut',
    input: z.object({ look: id }),
  }),
} as const;
