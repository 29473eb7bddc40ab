import { z } from 'zod';
import { action, id, text } from './action-spec.ts';

const frame = z.int().min(0);

/** What a person does about takes on a lined script: rows of the action table. */
export const LINED_ACTIONS = {
  'take.move': action<{ decision: string }>()({
    name: 'take.move',
    label: 'Move this take',
    room: 'footage',
    input: z.object({
      media: id,
      script: id,
      startFrame: frame,
      endFrame: frame,
      /** The line that it begins with; `null` where it is not in the script. */
      to: z.object({ text: text(8000), from: z.int().min(0) }).nullable(),
    }),
  }),
  'take.unmove': action<{ decision: string }>()({
    name: 'take.unmove',
    label: 'Take back where a take was moved',
    room: 'footage',
    /** `decision` is what `take.move` answered. */
    input: z.object({ media: id, decision: id }),
  }),
} as const;
