import { z } from 'zod';
import { text } from './action-spec.ts';

/** Rights as an action takes them. */
export const rightsSchema = z.object({
  version: z.literal(1),
  basis: z.enum(['own', 'licensed', 'open-licence', 'public-domain', 'unknown']),
  note: text(500).optional(),
  mayLearnFrom: z.boolean(),
  mayLeaveMachine: z.boolean(),
  mayExport: z.boolean(),
});
