import { type Author, Fault, type Rights } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import type { MediaInfo } from '@second-unit/media';
import type { MediaSummary } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { getRights, setRights } from './rights.ts';
import type { Store } from './tables.ts';

/** What the studio knows of a film beyond what it shows. */
export interface MediaRow extends MediaSummary {
  /** Relative to the home for imported files, absolute for films opened where they lie. */
  readonly file: string;
}

/** Records a film. `id` is given where the file already lies under it. */
export async function createMedia(
  store: Store,
  media: {
    id?: string;
    production: string;
    title: string;
    file: string;
    info: MediaInfo;
    rendered?: boolean;
    rights: Rights;
    author: Author;
  },
): Promise<MediaRow> {
  const { id = newId(), production, title, file, info, rendered = false, rights, author } = media;
  return atomically(store, async (trx) => {
    await setRights(trx, { production, item: id, rights, author });
    await trx
      .insertInto('media')
      .values({
        id,
        production,
        title,
        file,
        info: JSON.stringify(info),
        rendered: rendered ? 1 : 0,
        created_at: now(),
      })
      .execute();
    return getMedia(trx, id);
  });
}

async function rows(store: Store, by: { column: 'id' | 'production'; value: string }): Promise<MediaRow[]> {
  const found = await store
    .selectFrom('media')
    .leftJoin('shot_logs', 'shot_logs.media', 'media.id')
    .selectAll('media')
    .select('shot_logs.media as logged')
    .where(`media.${by.column}`, '=', by.value)
    .orderBy('media.id')
    .execute();
  return Promise.all(
    found.map(async (row) => {
      const job = await store
        .selectFrom('jobs')
        .select('id')
        .where('subject', '=', row.id)
        .where('kind', '=', 'log')
        .where('state', 'in', ['queued', 'running'])
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return {
        id: row.id,
        production: row.production,
        title: row.title,
        file: row.file,
        info: JSON.parse(row.info) as MediaInfo,
        rendered: row.rendered === 1,
        rights: await getRights(store, row.id),
        logged: row.logged !== null,
        ...(job ? { job: job.id } : {}),
        createdAt: row.created_at,
      };
    }),
  );
}

/** Errors: `not-found`. */
export async function getMedia(store: Store, id: string): Promise<MediaRow> {
  const [row] = await rows(store, { column: 'id', value: id });
  if (!row) throw new Fault('not-found', 'There is no such film.', { place: id });
  return row;
}

/** A production's films, oldest first. */
export async function listMedia(store: Store, production: string): Promise<MediaRow[]> {
  return rows(store, { column: 'production', value: production });
}

/** Puts a finished log in place of an earlier one; the film's info becomes what the decode found. */
export async function saveShotLog(store: Store, media: string, log: ShotLog): Promise<void> {
  await atomically(store, async (trx) => {
    const values = { log: JSON.stringify(log), at: now() };
    await trx
      .insertInto('shot_logs')
      .values({ media, ...values })
      .onConflict((conflict) => conflict.column('media').doUpdateSet(values))
      .execute();
    await trx
      .updateTable('media')
      .set({ info: JSON.stringify(log.media) })
      .where('id', '=', media)
      .execute();
  });
}

/** The shot log, or undefined where the film has none yet. */
export async function getShotLog(store: Store, media: string): Promise<ShotLog | undefined> {
  const row = await store.selectFrom('shot_logs').select('log').where('media', '=', media).executeTakeFirst();
  return row && (JSON.parse(row.log) as ShotLog);
}
