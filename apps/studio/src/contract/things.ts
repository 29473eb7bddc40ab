import type { Finding } from '@second-unit/evidence';
import type { ShippedThing, ShotDescription, Thing } from '@second-unit/footage/things';
import { z } from 'zod';
import { action, id, text } from './action-spec.ts';
import type { JobView } from './wire.ts';

/** Models that say what shots show: the detector that comes along, until somebody sets one of their own. */
export const thingModelsSchema = z.object({
  /** Whole path of a manifest (`second-unit/onnx-model@1`) of a detector or image-text encoder; null for the detector that comes along. */
  manifest: text(4096).min(1).nullable(),
  /** A server that speaks OpenAI's `/chat/completions` with pictures; `address` up to the version. */
  vision: z.object({ address: text(2048).min(1), model: text(200).min(1) }).nullable(),
});

export type ThingModels = z.output<typeof thingModelsSchema>;

/** `GET /things`. */
export interface ThingModelsView {
  readonly models: ThingModels;
  /** The detector that comes along: its name, and how well it says what. */
  readonly shipped: { readonly model: string; readonly things: readonly ShippedThing[] };
  /** The environment variable that the server's key is read from, and whether it is set. */
  readonly key: { readonly variable: string; readonly set: boolean };
}

/** `GET /media/:id/things`: what models said of the film's shots. */
export interface ThingsView {
  readonly media: string;
  /** By the detector that comes along, or the owner's own detector or encoder; absent before one looked at this film. */
  readonly own?: {
    readonly model: string;
    readonly kind: 'detector' | 'image-text';
    /** In an earlier log of the film: shots may have changed. */
    readonly stale: boolean;
    /** Of a detector, by shot. */
    readonly shots: readonly {
      readonly shot: string;
      readonly things: readonly Finding<Pick<Thing, 'label' | 'box'>>[];
    }[];
  };
  /** By the owner's own encoder, where a detector looked too: words that no filter understands go to it. */
  readonly encoder?: { readonly model: string; readonly stale: boolean };
  /** By the vision-language model. */
  readonly described?: {
    readonly model: string;
    readonly stale: boolean;
    readonly shots: readonly { readonly shot: string; readonly finding: Finding<ShotDescription> }[];
  };
  /** Jobs that look now. */
  readonly jobs: readonly string[];
}

/** `GET /media/:id/things/alike?words=`: shots by how like the words they are, the likest first; by an image-text encoder. */
export interface ShotsAlike {
  readonly model: string;
  /** −1 to 1; only the order means something. */
  readonly shots: readonly { readonly shot: string; readonly alike: number }[];
}

/** What a person does about things: rows of the action table. */
export const THING_ACTIONS = {
  'things.set': action<ThingModelsView>()({
    name: 'things.set',
    label: 'Choose models that say what shots show',
    room: 'studio',
    input: thingModelsSchema,
  }),
  'things.find': action<JobView>()({
    name: 'things.find',
    label: 'Find things in this film',
    room: 'footage',
    input: z.object({ media: id }),
  }),
  'things.describe': action<JobView>()({
    name: 'things.describe',
    label: 'Describe the shots of this film',
    room: 'footage',
    input: z.object({ media: id }),
  }),
} as const;
