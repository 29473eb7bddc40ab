import { Fault } from '@second-unit/evidence';
import { type FaceTrack, overlapOf } from '@second-unit/footage/people';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import {
  assignTracks,
  ensurePerson,
  type FaceSearch,
  type FaceTrackRow,
  listFaceTracks,
  turnOfPeople,
} from './people.ts';
import type { Store } from './tables.ts';

/** Writes what a job that looks for faces found so far; nobody sees it until `finishSearch`. */
export async function keepFoundTracks(
  store: Store,
  job: { readonly id: string; readonly production: string; readonly media: string; readonly model: string },
  tracks: readonly FaceTrack[],
): Promise<void> {
  for (let from = 0; from < tracks.length; from += 100) {
    await store
      .insertInto('face_tracks')
      .values(
        tracks.slice(from, from + 100).map((track) => ({
          id: newId(),
          production: job.production,
          media: job.media,
          job: job.id,
          person: null,
          start_frame: track.startFrame,
          end_frame: track.endFrame,
          seen: JSON.stringify(track.seen),
          best: track.best,
          model: job.model,
          descriptor: track.descriptor === undefined ? null : bytesOf(track.descriptor),
        })),
      )
      .execute();
  }
}

/** Drops what searches of a film left that never came to their end; with `from`, what this job found from a frame on. */
export async function dropUnfinished(
  store: Store,
  media: string,
  keep?: { readonly job: string; readonly before: number },
): Promise<void> {
  await store
    .deleteFrom('face_tracks')
    .where('media', '=', media)
    .where('job', 'is not', null)
    .$if(keep !== undefined, (query) =>
      query.where(({ eb, or }) => or([eb('job', '!=', keep?.job ?? ''), eb('start_frame', '>=', keep?.before ?? 0)])),
    )
    .execute();
}

/** How many faces a job's search has found so far. */
export async function countFoundBy(store: Store, job: string): Promise<number> {
  const { count } = await store
    .selectFrom('face_tracks')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('job', '=', job)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Takes a search's turn among all who change who is who, until the transaction ends: nothing is kept behind those who
 * forget people, and what they took leaves no half of a search. Errors: `refused` where nobody agrees any more,
 * `conflict` where not all `faces` that it found are there.
 */
export async function turnOfSearch(
  trx: Store,
  job: { readonly id: string; readonly production: string },
  faces: number,
): Promise<void> {
  await turnOfPeople(trx, job.production);
  if ((await countFoundBy(trx, job.id)) === faces) return;
  throw new Fault('conflict', 'People were forgotten while this film was looked at; find people in it again.');
}

/** Tracks of a job's search so far, in film order. */
export async function foundBy(store: Store, job: string): Promise<Omit<FaceTrackRow, 'isKnown'>[]> {
  const rows = await store
    .selectFrom('face_tracks')
    .selectAll()
    .where('job', '=', job)
    .orderBy('start_frame')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    media: row.media,
    person: row.person,
    startFrame: row.start_frame,
    endFrame: row.end_frame,
    seen: JSON.parse(row.seen) as FaceTrackRow['seen'],
    best: row.best,
    model: row.model,
  }));
}

/** Boxes in looks near each other that cover each other this much are of one face. */
const SAME = 0.4;

/** How much two tracks are the same face: looks that they share, 0 for none. */
function shared(a: Pick<FaceTrackRow, 'seen'>, b: Pick<FaceTrackRow, 'seen'>): number {
  let count = 0;
  for (const one of a.seen) {
    if (b.seen.some(({ frame, box }) => Math.abs(frame - one.frame) <= 4 && overlapOf(box, one.box) >= SAME))
      count += 1;
  }
  return count;
}

type Span = Pick<FaceTrackRow, 'startFrame' | 'endFrame'>;

/** Pairs of tracks that share time, both in film order: the database waits while they are compared. */
function overlapping<One extends Span, Other extends Span>(
  some: readonly One[],
  others: readonly Other[],
): (readonly [One, Other])[] {
  const pairs: (readonly [One, Other])[] = [];
  let open: Other[] = [];
  let next = 0;
  for (const one of some) {
    for (; next < others.length && others[next]!.startFrame < one.endFrame; next++) open.push(others[next]!);
    // What ended before this one begins ended before all that follow.
    open = open.filter(({ endFrame }) => endFrame > one.startFrame);
    for (const other of open) if (other.startFrame < one.endFrame) pairs.push([one, other]);
  }
  return pairs;
}

/** Puts what a job found in place of what was known of a film. A face that was known keeps its id, and so what was said of it. */
export async function finishSearch(
  store: Store,
  job: { readonly id: string; readonly production: string; readonly media: string },
  search: FaceSearch,
): Promise<void> {
  const { id, production, media } = job;
  await atomically(store, async (trx) => {
    await turnOfPeople(trx, production);
    const known = await listFaceTracks(trx, { production, media });
    const found = await foundBy(trx, id);
    const pairs = overlapping(found, known)
      .map(([fresh, old]) => ({ fresh, old, count: shared(fresh, old) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count);
    const taken = new Set<string>();
    const same: { fresh: string; old: FaceTrackRow }[] = [];
    for (const { fresh, old } of pairs) {
      if (taken.has(fresh.id) || taken.has(old.id)) continue;
      taken.add(fresh.id);
      taken.add(old.id);
      same.push({ fresh: fresh.id, old });
    }
    await trx.deleteFrom('face_tracks').where('media', '=', media).where('job', 'is', null).execute();
    await trx.updateTable('face_tracks').set({ job: null }).where('job', '=', id).execute();
    for (const { fresh, old } of same) {
      await trx.updateTable('face_tracks').set({ id: old.id, person: old.person }).where('id', '=', fresh).execute();
    }
    const values = {
      production,
      log: search.log,
      model: search.model,
      scales: JSON.stringify(search.scales),
      at: now(),
    };
    await trx
      .insertInto('face_searches')
      .values({ media, ...values })
      .onConflict((conflict) => conflict.column('media').doUpdateSet(values))
      .execute();
  });
}

/** A face to cluster. */
export interface DescribedTrack {
  readonly id: string;
  readonly media: string;
  readonly person: string | null;
  readonly frames: readonly number[];
  readonly descriptor: Float32Array;
}

/** Every face of a production that has a descriptor of this model. */
export async function listDescribed(store: Store, production: string, model: string): Promise<DescribedTrack[]> {
  const rows = await store
    .selectFrom('face_tracks')
    .select(['id', 'media', 'person', 'seen', 'descriptor'])
    .where('production', '=', production)
    .where('job', 'is', null)
    .where('model', '=', model)
    .where('descriptor', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id, media, person, seen, descriptor }) => ({
    id,
    media,
    person,
    frames: (JSON.parse(seen) as FaceTrackRow['seen']).map(({ frame }) => frame),
    descriptor: floatsOf(descriptor ?? new Uint8Array()),
  }));
}

/** Makes each cluster a person; `undefined` makes a new one. Who is nobody by then goes. */
export async function saveClusters(
  store: Store,
  production: string,
  clusters: readonly { readonly person: string | undefined; readonly tracks: readonly string[] }[],
): Promise<void> {
  for (const { person, tracks } of clusters) {
    const id = person ?? newId();
    await ensurePerson(store, production, id);
    await assignTracks(store, production, tracks, id);
  }
  await dropNobodies(store, production);
}

/** Removes people without name and consent whom no face is taken for. */
export async function dropNobodies(store: Store, production: string): Promise<void> {
  await store
    .deleteFrom('people')
    .where('production', '=', production)
    .where('name', 'is', null)
    .where('id', 'not in', (select) =>
      select
        .selectFrom('face_tracks')
        .select((expression) => expression.ref('person').$notNull().as('person'))
        .where('production', '=', production)
        .where('person', 'is not', null),
    )
    .where('id', 'not in', (select) => select.selectFrom('people_consents').select('person'))
    .execute();
}

function bytesOf(descriptor: Float32Array): Uint8Array {
  return Buffer.from(new Uint8Array(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength));
}

function floatsOf(bytes: Uint8Array): Float32Array {
  // A copy: what the database gives need not lie where floats may.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
