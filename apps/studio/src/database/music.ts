import { type Author, Fault, type Rights } from '@second-unit/evidence';
import type { HeardMusic } from '@second-unit/footage';
import type { Selectable } from 'kysely';
import { atomically } from './dialect.ts';
import { now } from './ids.ts';
import { appendLedger } from './ledger.ts';
import { getRights, setRights } from './rights.ts';
import type { MusicTable, Store } from './tables.ts';

/** A sound file of a production, as the studio knows it. */
export interface MusicRow {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  /** Relative to the home. */
  readonly file: string;
  /** Length by the header. */
  readonly seconds: number;
  readonly channels: number;
  readonly heard?: HeardMusic;
  /** A job that is hearing it now. */
  readonly job?: string;
  readonly removed: boolean;
  readonly rights: Rights;
  readonly createdAt: string;
}

async function musicRow(store: Store, row: Selectable<MusicTable>): Promise<MusicRow> {
  const { id, production, title, file, seconds, channels, heard, removed_at, created_at } = row;
  const job = await store
    .selectFrom('jobs')
    .select('id')
    .where('subject', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return {
    id,
    production,
    title,
    file,
    seconds,
    channels,
    ...(heard === null ? {} : { heard: JSON.parse(heard) as HeardMusic }),
    ...(job ? { job: job.id } : {}),
    removed: removed_at !== null,
    rights: await getRights(store, id),
    createdAt: created_at,
  };
}

/** Keeps a sound file, and what may be done with it. */
export async function createMusic(
  store: Store,
  music: Pick<MusicRow, 'id' | 'production' | 'title' | 'file' | 'seconds' | 'channels' | 'rights'> & {
    readonly author: Author;
  },
): Promise<MusicRow> {
  const { id, production, title, file, seconds, channels, rights, author } = music;
  return atomically(store, async (trx) => {
    await setRights(trx, { production, item: id, rights, author });
    const row = { id, production, title, file, seconds, channels, heard: null, removed_at: null, created_at: now() };
    await trx.insertInto('music').values(row).execute();
    return getMusic(trx, id);
  });
}

/** Errors: `not-found`. */
export async function getMusic(store: Store, id: string): Promise<MusicRow> {
  const row = await store.selectFrom('music').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such music.', { place: id });
  return musicRow(store, row);
}

export async function hasMusic(store: Store, id: string): Promise<boolean> {
  return (await store.selectFrom('music').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** A production's music, oldest first, what was removed among it. */
export async function listMusic(store: Store, production: string): Promise<MusicRow[]> {
  const rows = await store.selectFrom('music').selectAll().where('production', '=', production).orderBy('id').execute();
  return Promise.all(rows.map((row) => musicRow(store, row)));
}

/** Notes what was heard of it. */
export async function saveHeard(store: Store, id: string, heard: HeardMusic): Promise<void> {
  await store
    .updateTable('music')
    .set({ heard: JSON.stringify(heard) })
    .where('id', '=', id)
    .execute();
}

/** Puts music away, or brings it back, and keeps that in the ledger. Errors: `not-found`, `conflict` where it is so already. */
export async function setMusicRemoved(store: Store, id: string, removed: boolean, author: Author): Promise<MusicRow> {
  return atomically(store, async (trx) => {
    const changed = await trx
      .updateTable('music')
      .set({ removed_at: removed ? now() : null })
      .where('id', '=', id)
      .where('removed_at', removed ? 'is' : 'is not', null)
      .returning('id')
      .executeTakeFirst();
    const music = await getMusic(trx, id);
    const { production, title } = music;
    if (!changed)
      throw new Fault('conflict', `“${title}” is ${removed ? 'removed' : 'here'} already.`, { place: title });
    const kind = removed ? ('removed' as const) : ('restored' as const);
    await appendLedger(trx, { production, author, record: { kind, item: id, title } });
    return music;
  });
}
