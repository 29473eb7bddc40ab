import { z } from 'zod';
import { action, id, line } from './action-spec.ts';
import { consentSchema, type PeopleForgotten, type PersonView } from './people.ts';
import type { JobView } from './wire.ts';

const tracks = z.array(id).min(1).max(10_000);

/** What a person does about people seen in films: rows of the action table. */
export const PEOPLE_ACTIONS = {
  'people.find': action<JobView>()({
    name: 'people.find',
    label: 'Find people in this film',
    room: 'footage',
    input: z.object({
      media: id,
      /** Yes to the question that `GET /media/:id/people` gives; needed once for each production. */
      agreed: z.boolean().default(false),
    }),
  }),
  'people.name': action<PersonView>()({
    name: 'people.name',
    label: 'Say who this is',
    room: 'footage',
    input: z.object({
      /** The film on whose page it was said; the answer is of that film. */
      media: id,
      person: id,
      name: line(120),
      /** Needed where none is on record. */
      consent: consentSchema.optional(),
    }),
  }),
  'people.merge': action<PersonView>()({
    name: 'people.merge',
    label: 'These are the same person',
    room: 'footage',
    /** `from` becomes part of `person`, who keeps their name, or takes that of `from` where they have none. */
    input: z.object({ media: id, person: id, from: id }),
  }),
  'people.split': action<PersonView>()({
    name: 'people.split',
    label: 'This is somebody else',
    room: 'footage',
    /** These faces of `person`, or of nobody yet, become a person of their own, which is the answer. */
    input: z.object({ media: id, person: id.optional(), tracks }),
  }),
  'people.notAFace': action<{ faces: number }>()({
    name: 'people.notAFace',
    label: 'Not a face',
    room: 'footage',
    input: z.object({ media: id, tracks }),
  }),
  'people.undo': action<{ undone: string }>()({
    name: 'people.undo',
    label: 'Undo the last correction of people',
    room: 'footage',
    shortcut: 'Mod-z',
    input: z.object({ production: id }),
  }),
  'people.consent': action<PersonView>()({
    name: 'people.consent',
    label: 'Record consent',
    room: 'footage',
    /** Refused without `index`: then nothing may be kept of them, and `people.forget` is what to do. */
    input: z.object({ media: id, person: id, consent: consentSchema }),
  }),
  'people.forget': action<PeopleForgotten>()({
    name: 'people.forget',
    label: 'Forget this person',
    room: 'footage',
    /** Without `person` everybody is forgotten, and nobody is looked for until somebody agrees again. */
    input: z.object({ production: id, person: id.optional() }),
  }),
} as const;
