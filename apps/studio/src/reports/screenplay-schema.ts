import { ELEMENT_TYPES } from '@second-unit/screenplay';
import type { toEmphasisedDocument } from '@second-unit/screenplay/formats';
import { z } from 'zod';
import type { Fixed, Same } from './same-type.ts';

const offset = z.int().nonnegative();
const runs = z.exactOptional(
  z
    .array(z.strictObject({ from: offset, to: offset, style: z.array(z.enum(['bold', 'italic', 'underline'])) }))
    .describe('Parts that are emphasised, in UTF-16 units of the text of the element. A reader may leave them aside.'),
);

/** `second-unit/screenplay@1` as other programs may check it; published as `docs/screenplay.schema.json`. */
export const screenplaySchema = z
  .strictObject({
    format: z.literal('second-unit/screenplay@1'),
    titlePage: z.array(z.strictObject({ key: z.string(), value: z.string(), from: offset, to: offset, runs })),
    elements: z
      .array(
        z.strictObject({
          type: z.enum(ELEMENT_TYPES),
          from: offset,
          to: offset,
          text: z.string().describe('Without its markup signs.'),
          number: z.exactOptional(z.string()).describe('Of a scene heading, as written.'),
          name: z.exactOptional(z.string()).describe('Of a character: without extensions.'),
          extension: z.exactOptional(z.string()).describe('Of a character: V.O., O.S., CONT’D, as written.'),
          dual: z.exactOptional(z.enum(['left', 'right'])),
          depth: z.exactOptional(z.int().min(1).max(6)).describe('Of a section.'),
          runs,
        }),
      )
      .describe('In the order of the document.'),
  })
  .meta({
    title: 'second-unit/screenplay@1',
    description:
      'A screenplay as elements. Ranges are UTF-16 units of the decoded Fountain text, `to` exclusive; JSON that is written by hand may leave `from` and `to` out when it is read.',
  });

/** Does not compile where the schema and the type say different things. */
export const SCREENPLAY_SCHEMA_IS_THE_TYPE: Same<
  Fixed<z.infer<typeof screenplaySchema>>,
  ReturnType<typeof toEmphasisedDocument>
> = true;
