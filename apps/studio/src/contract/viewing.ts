import type { CurveGuess, LogCurve } from '@second-unit/footage/shoot-day';
import { z } from 'zod';
import { action, id } from './action-spec.ts';
import { CURVE_CHOICES } from './shoot-days.ts';

/** How a film is looked at: the curve that it is recorded in, which pictures and player open; null as recorded. */
export interface Viewing extends Omit<CurveGuess, 'curve'> {
  readonly curve: LogCurve | null;
}

/** How a person looks at a film: a row of the action table. */
export const VIEWING_ACTIONS = {
  'media.view': action<Viewing>()({
    name: 'media.view',
    label: 'Look at the film through a viewing transform',
    room: 'footage',
    /** Only for looking: what is rendered and exported stays as recorded. */
    input: z.object({ media: id, curve: z.enum(CURVE_CHOICES).nullable() }),
  }),
} as const;
