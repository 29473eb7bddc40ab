import { createHash } from 'node:crypto';
import { type Author, defaultRights, Fault, type Rights } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import type { MediaInfo } from '@second-unit/media';
import type { MediaSummary, Viewing } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { getAllRights, setRights } from './rights.ts';
import type { Store } from './tables.ts';

/** What the studio knows of a film beyond what it shows. */
export interface MediaRow extends MediaSummary {
  /** Relative to the home for imported files, absolute for films opened where they lie. */
  readonly file: string;
  /** What the file was when it was taken in or last logged; null where it lies in the home. */
  readonly fingerprint: string | null;
}

/** A shot log as it is kept. */
export interface LogRow {
  /** Name of this log among all that the film ever had. */
  readonly revision: string;
  readonly log: ShotLog;
  /** What the file was that was logged; null where it lies in the home. */
  readonly fingerprint: string | null;
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
    fingerprint?: string | null;
    rights: Rights;
    author: Author;
  },
): Promise<MediaRow> {
  const { id = newId(), production, title, file, info, rendered = false, fingerprint = null, rights, author } = media;
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
        fingerprint,
        viewing: null,
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
  const ids = found.map(({ id }) => id);
  const [jobs, rights] = await Promise.all([logJobs(store, by), getAllRights(store, ids)]);
  return found.map((row) => {
    const job = jobs.get(row.id);
    return {
      id: row.id,
      production: row.production,
      title: row.title,
      file: row.file,
      info: JSON.parse(row.info) as MediaInfo,
      rendered: row.rendered === 1,
      fingerprint: row.fingerprint,
      ...(row.viewing === null ? {} : { viewing: JSON.parse(row.viewing) as Viewing }),
      rights: rights.get(row.id) ?? defaultRights(),
      logged: row.logged !== null,
      ...(job === undefined ? {} : { job }),
      createdAt: row.created_at,
    };
  });
}

/** The newest job that logs a film now, by the film's id: of one film, or of all of a production. */
async function logJobs(
  store: Store,
  { column, value }: { readonly column: 'id' | 'production'; readonly value: string },
): Promise<ReadonlyMap<string, string>> {
  const found = await store
    .selectFrom('jobs')
    .select(['id', 'subject'])
    .where(column === 'id' ? 'subject' : 'production', '=', value)
    .where('kind', '=', 'log')
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id')
    .execute();
  return new Map(found.map(({ id, subject }) => [subject, id]));
}

/** Errors: `not-found`. */
export async function getMedia(store: Store, id: string): Promise<MediaRow> {
  const [row] = await rows(store, { column: 'id', value: id });
  if (!row) throw new Fault('not-found', 'There is no such film.', { place: id });
  return row;
}

/** Keeps how a film is looked at; null forgets it. */
export async function setViewing(store: Store, id: string, viewing: Viewing | null): Promise<void> {
  await store
    .updateTable('media')
    .set({ viewing: viewing === null ? null : JSON.stringify(viewing) })
    .where('id', '=', id)
    .execute();
}

/** Says where a film lies now; answers whether it still lay at `from`. */
export async function moveMedia(
  store: Store,
  id: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const result = await store
    .updateTable('media')
    .set({ file: to })
    .where('id', '=', id)
    .where('file', '=', from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** A production's films, oldest first. */
export async function listMedia(store: Store, production: string): Promise<MediaRow[]> {
  return rows(store, { column: 'production', value: production });
}

/** Takes its turn among all who change a film's log, or what is known shot by shot, until the transaction ends. */
export async function turnOfMedia(trx: Store, media: string): Promise<void> {
  await trx
    .updateTable('media')
    .set(({ ref }) => ({ title: ref('title') }))
    .where('id', '=', media)
    .execute();
}

/** What tells the shots of a log from others: of the same file, with the same ids, frames and key frames. */
export function shotsKey({ log, fingerprint }: Pick<LogRow, 'log' | 'fingerprint'>): string {
  const shots = log.shots.map(({ id, startFrame, endFrame, keyFrame }) => [id, startFrame, endFrame, keyFrame]);
  return createHash('sha256')
    .update(JSON.stringify([fingerprint, shots]))
    .digest('hex');
}

/**
 * The revision by which what was found in the shots of a log is kept: the newest log's where its shots are the same, as
 * when only its lines changed meanwhile. To be asked in the transaction that keeps it.
 */
export async function revisionForShots(trx: Store, media: string, row: LogRow): Promise<string> {
  await turnOfMedia(trx, media);
  const newest = await findLog(trx, media);
  return newest !== undefined && shotsKey(newest) === shotsKey(row) ? newest.revision : row.revision;
}

/**
 * Puts a finished log in place of an earlier one, which is kept while a cut stands on it; the film's
 * info becomes what the decode found. `fingerprint` is of the file that was logged. What was found in
 * the earlier log's shots is known of this one too, where they are the same.
 */
export async function saveShotLog(
  store: Store,
  media: string,
  log: ShotLog,
  fingerprint: string | null = null,
): Promise<void> {
  await atomically(store, async (trx) => {
    // First of all: this row's lock keeps a cut from being proposed on a log that goes meanwhile.
    await trx
      .updateTable('media')
      .set({ info: JSON.stringify(log.media), fingerprint })
      .where('id', '=', media)
      .execute();
    const earlier = await findLog(trx, media);
    await trx
      .insertInto('earlier_logs')
      .columns(['revision', 'media', 'log', 'fingerprint', 'at'])
      .expression(
        trx
          .selectFrom('shot_logs')
          .select(['revision', 'media', 'log', 'fingerprint', 'at'])
          .where('media', '=', media)
          .where('revision', 'in', trx.selectFrom('cuts').select('log').where('media', '=', media)),
      )
      .execute();
    const values = { revision: newId(), log: JSON.stringify(log), fingerprint, at: now() };
    await trx
      .insertInto('shot_logs')
      .values({ media, ...values })
      .onConflict((conflict) => conflict.column('media').doUpdateSet(values))
      .execute();
    if (earlier === undefined || shotsKey(earlier) !== shotsKey({ log, fingerprint })) return;
    for (const table of ['face_searches', 'thing_searches'] as const) {
      await trx
        .updateTable(table as 'face_searches')
        .set({ log: values.revision })
        .where('media', '=', media)
        .where('log', '=', earlier.revision)
        .execute();
    }
  });
}

/** The film's newest shot log, or the one of a revision; undefined where there is none. */
export async function findLog(store: Store, media: string, revision?: string): Promise<LogRow | undefined> {
  const columns = ['revision', 'log', 'fingerprint'] as const;
  const newest = await store
    .selectFrom('shot_logs')
    .select(columns)
    .where('media', '=', media)
    .$if(revision !== undefined, (query) => query.where('revision', '=', revision ?? ''))
    .executeTakeFirst();
  const row =
    newest ??
    (revision === undefined
      ? undefined
      : await store.selectFrom('earlier_logs').select(columns).where('revision', '=', revision).executeTakeFirst());
  return row && { ...row, log: JSON.parse(row.log) as ShotLog };
}

/** The revision of the newest log of each film of a production that has one, by the film's id. */
export async function logRevisions(store: Store, production: string): Promise<ReadonlyMap<string, string>> {
  const found = await store
    .selectFrom('shot_logs')
    .innerJoin('media', 'media.id', 'shot_logs.media')
    .select(['shot_logs.media as media', 'shot_logs.revision as revision'])
    .where('media.production', '=', production)
    .execute();
  return new Map(found.map(({ media, revision }) => [media, revision]));
}

/** The newest shot log, or undefined where the film has none yet. */
export async function getShotLog(store: Store, media: string): Promise<ShotLog | undefined> {
  return (await findLog(store, media))?.log;
}
