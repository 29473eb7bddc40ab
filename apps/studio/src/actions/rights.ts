import type { Rights } from '@second-unit/evidence';
import type { z } from 'zod';
import type { rightsSchema } from '../contract/rights-schema.ts';

/** Rights as a person stated them, without a note where none was given. */
export function stated({ note, ...rights }: z.output<typeof rightsSchema>): Rights {
  return note === undefined ? rights : { ...rights, note };
}
