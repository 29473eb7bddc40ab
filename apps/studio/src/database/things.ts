import type { ThingSeen } from '@second-unit/footage/things';
import { now } from './ids.ts';
import type { Store } from './tables.ts';

type ThingSearchKind = 'detector' | 'image-text' | 'description';

/** What a model said of a film's shots. */
export interface ThingSearch<Shot = unknown> {
  readonly kind: ThingSearchKind;
  /** Revision of the log whose shots they are. */
  readonly log: string;
  readonly model: string;
  /** In film order. */
  readonly shots: readonly Shot[];
  /** Of an image-text encoder: as many numbers for each of `shots`, one after the other. */
  readonly encodings?: Float32Array;
}

/** A shot as a detector's row keeps it. */
export interface ShotThings {
  readonly shot: string;
  readonly things: readonly ThingSeen[];
}

/** What is known of a film by each kind of model. */
export async function listThingSearches(store: Store, media: string): Promise<ThingSearch[]> {
  const rows = await store
    .selectFrom('thing_searches')
    .select(['kind', 'log', 'model', 'shots', 'encodings'])
    .where('media', '=', media)
    .orderBy('kind')
    .execute();
  return rows.map(({ kind, log, model, shots, encodings }) => ({
    kind: kind as ThingSearchKind,
    log,
    model,
    shots: JSON.parse(shots) as unknown[],
    // A copy: what the database gives need not lie where floats may.
    ...(encodings === null ? {} : { encodings: new Float32Array(Uint8Array.from(encodings).buffer) }),
  }));
}

/** Puts what a model said in place of what was there. */
export async function saveThingSearch(store: Store, media: string, search: ThingSearch): Promise<void> {
  const { kind, log, model, shots, encodings } = search;
  const values = {
    log,
    model,
    shots: JSON.stringify(shots),
    encodings:
      encodings === undefined ? null : Buffer.from(encodings.buffer, encodings.byteOffset, encodings.byteLength),
    at: now(),
  };
  await store
    .insertInto('thing_searches')
    .values({ media, kind, ...values })
    .onConflict((conflict) => conflict.columns(['media', 'kind']).doUpdateSet(values))
    .execute();
}
