import { type Author, Fault, type Rights } from '@second-unit/evidence';
import type { DayCorrection, ReadDay, ShootClip } from '@second-unit/footage/shoot-day';
import type { Selectable } from 'kysely';
import type { ShootDaySummary } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { turnOfProduction } from './productions.ts';
import { getRights, setRights } from './rights.ts';
import type { ShootDayTable, Store } from './tables.ts';

/** So many that a person could never say them; each is applied whenever the bins are looked at. */
const MOST_CORRECTIONS = 50_000;
const ROWS_AT_ONCE = 200;

/** A correction as it is kept. */
export interface KeptDayCorrection {
  readonly id: string;
  readonly correction: DayCorrection;
  readonly takenBack: boolean;
}

/** Records a folder as a shoot day of a production, or answers the one that it is already. */
export async function ensureShootDay(
  store: Store,
  day: { production: string; title: string; folder: string; rights: Rights; author: Author },
): Promise<{ readonly day: ShootDaySummary; readonly isNew: boolean }> {
  const { production, title, folder, rights, author } = day;
  return atomically(store, async (trx) => {
    await turnOfProduction(trx, production);
    const opened = await trx
      .selectFrom('shoot_days')
      .selectAll()
      .where('production', '=', production)
      .where('folder', '=', folder)
      .executeTakeFirst();
    if (opened) return { day: await summary(trx, opened), isNew: false };
    const id = newId();
    await setRights(trx, { production, item: id, rights, author });
    const created_at = now();
    await trx.insertInto('shoot_days').values({ id, production, title, folder, heard: null, created_at }).execute();
    return { day: await getShootDay(trx, id), isNew: true };
  });
}

async function summary(store: Store, row: Selectable<ShootDayTable>): Promise<ShootDaySummary> {
  const { count } = await store
    .selectFrom('shoot_day_clips')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('shoot_day', '=', row.id)
    .executeTakeFirstOrThrow();
  const job = await store
    .selectFrom('jobs')
    .select('id')
    .where('subject', '=', row.id)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return {
    id: row.id,
    production: row.production,
    title: row.title,
    folder: row.folder,
    clips: Number(count),
    read: row.heard !== null,
    ...(job ? { job: job.id } : {}),
    rights: await getRights(store, row.id),
    createdAt: row.created_at,
  };
}

/** Errors: `not-found`. */
export async function getShootDay(store: Store, id: string): Promise<ShootDaySummary> {
  const row = await store.selectFrom('shoot_days').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such shoot day.', { place: id });
  return summary(store, row);
}

/** A production's shoot days, oldest first. */
export async function listShootDays(store: Store, production: string): Promise<ShootDaySummary[]> {
  const rows = await store
    .selectFrom('shoot_days')
    .selectAll()
    .where('production', '=', production)
    .orderBy('id')
    .execute();
  return Promise.all(rows.map((row) => summary(store, row)));
}

/** Clips of a day as they were read so far. */
export async function listShootClips(store: Store, day: string): Promise<ShootClip[]> {
  const rows = await store
    .selectFrom('shoot_day_clips')
    .select('clip')
    .where('shoot_day', '=', day)
    .orderBy('path')
    .execute();
  return rows.map(({ clip }) => JSON.parse(clip) as ShootClip);
}

/** One clip of a day. Errors: `not-found`. */
export async function getShootClip(store: Store, day: string, path: string): Promise<ShootClip> {
  const row = await store
    .selectFrom('shoot_day_clips')
    .select('clip')
    .where('shoot_day', '=', day)
    .where('path', '=', path)
    .executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such clip in this folder.', { place: path });
  return JSON.parse(row.clip) as ShootClip;
}

/** Keeps clips as they are read, so that a reading that is stopped goes on where it was. */
export async function keepShootClips(store: Store, day: string, clips: readonly ShootClip[]): Promise<void> {
  for (let from = 0; from < clips.length; from += ROWS_AT_ONCE) {
    const values = clips
      .slice(from, from + ROWS_AT_ONCE)
      .map((clip) => ({ shoot_day: day, path: clip.id, clip: JSON.stringify(clip) }));
    await store
      .insertInto('shoot_day_clips')
      .values(values)
      .onConflict((conflict) =>
        conflict
          .columns(['shoot_day', 'path'])
          .doUpdateSet((expression) => ({ clip: expression.ref('excluded.clip') })),
      )
      .execute();
  }
}

/** Puts a whole reading in place of the one before: clips that are gone go, what was said of them stays. */
export async function saveReadDay(store: Store, day: string, read: ReadDay): Promise<void> {
  const { syncs, unreadable } = read;
  await atomically(store, async (trx) => {
    await trx.deleteFrom('shoot_day_clips').where('shoot_day', '=', day).execute();
    await keepShootClips(trx, day, read.clips);
    const heard = JSON.stringify({ syncs, unreadable });
    await trx.updateTable('shoot_days').set({ heard }).where('id', '=', day).execute();
  });
}

/** A whole reading; undefined before there was one. Errors: `not-found`. */
export async function findReadDay(store: Store, day: string): Promise<ReadDay | undefined> {
  const row = await store.selectFrom('shoot_days').select(['folder', 'heard']).where('id', '=', day).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such shoot day.', { place: day });
  if (row.heard === null) return undefined;
  const heard = JSON.parse(row.heard) as Pick<ReadDay, 'syncs' | 'unreadable'>;
  return { folder: row.folder, clips: await listShootClips(store, day), ...heard };
}

/** What was said of a day, in the order in which it is applied; what was taken back is among it. */
export async function listDayCorrections(store: Store, day: string): Promise<KeptDayCorrection[]> {
  const rows = await store
    .selectFrom('shoot_day_corrections')
    .select(['id', 'correction', 'taken_back'])
    .where('shoot_day', '=', day)
    .orderBy('id')
    .execute();
  return rows.map(({ id, correction, taken_back }) => ({
    id,
    correction: JSON.parse(correction) as DayCorrection,
    takenBack: taken_back === 1,
  }));
}

/**
 * Keeps a correction behind those that are there; what had been taken back before it can no longer be brought again.
 *
 * @throws Fault `too-large` where a day has too many.
 */
export async function keepDayCorrection(
  store: Store,
  day: string,
  correction: DayCorrection,
  author: string,
): Promise<KeptDayCorrection> {
  await store.deleteFrom('shoot_day_corrections').where('shoot_day', '=', day).where('taken_back', '=', 1).execute();
  const { count } = await store
    .selectFrom('shoot_day_corrections')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('shoot_day', '=', day)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_CORRECTIONS) {
    throw new Fault('too-large', `A shoot day may have ${MOST_CORRECTIONS.toLocaleString('en')} corrections at most.`, {
      place: day,
    });
  }
  const id = newId();
  await store
    .insertInto('shoot_day_corrections')
    .values({ id, shoot_day: day, correction: JSON.stringify(correction), author, at: now(), taken_back: 0 })
    .execute();
  return { id, correction, takenBack: false };
}

/** Takes a correction back, or brings it again. Errors: `conflict` where another window was faster. */
export async function setTakenBack(store: Store, id: string, takenBack: boolean): Promise<void> {
  const row = await store
    .updateTable('shoot_day_corrections')
    .set({ taken_back: takenBack ? 1 : 0 })
    .where('id', '=', id)
    .where('taken_back', '=', takenBack ? 0 : 1)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new Fault('conflict', 'Another window was faster; look at the bins again.', { place: id });
}
