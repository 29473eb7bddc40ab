import { type Author, type Decision, Fault, type Person, type Rights } from '@second-unit/evidence';
import type { Selectable } from 'kysely';
import type { LookReference, LookSource, LookSummary, StillSummary } from '../contract/looks.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { appendLedger } from './ledger.ts';
import { getRights, setRights } from './rights.ts';
import type { LookTable, ReferenceStillTable, Store } from './tables.ts';

/** What the studio knows of a look beyond its summary. */
export interface LookRow extends Omit<LookSummary, 'exportRefused'> {
  /** The table as a file, relative to the home; null until it is fitted. */
  readonly file: string | null;
}

export interface StillRow extends StillSummary {
  /** Relative to the home. */
  readonly file: string;
  readonly type: string;
}

async function lookRow(store: Store, row: Selectable<LookTable>): Promise<LookRow> {
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
    source: JSON.parse(row.source) as LookSource,
    reference: JSON.parse(row.reference) as LookReference,
    ...(row.fitted === null ? {} : { fitted: JSON.parse(row.fitted) as NonNullable<LookSummary['fitted']> }),
    ...(job ? { job: job.id } : {}),
    removed: row.removed === 1,
    createdAt: row.created_at,
    file: row.file,
  };
}

async function stillRow(store: Store, row: Selectable<ReferenceStillTable>): Promise<StillRow> {
  const { id, production, title, file, type, created_at } = row;
  return { id, production, title, file, type, createdAt: created_at, rights: await getRights(store, id) };
}

/** Keeps a look that is still to be fitted, and in the ledger who asked for it. */
export async function createLook(
  store: Store,
  look: { production: string; title: string; source: LookSource; reference: LookReference; person: Person },
): Promise<LookRow> {
  const { production, title, source, reference, person } = look;
  const id = newId();
  return atomically(store, async (trx) => {
    const row = {
      id,
      production,
      title,
      source: JSON.stringify(source),
      reference: JSON.stringify(reference),
      file: null,
      fitted: null,
      removed: 0,
      created_at: now(),
    };
    await trx.insertInto('looks').values(row).execute();
    await record(trx, { id, production }, person, { kind: 'fitLook', look: id, title, source, reference });
    return getLook(trx, id);
  });
}

async function record(
  store: Store,
  { id, production }: { readonly id: string; readonly production: string },
  person: Person,
  change: unknown,
): Promise<void> {
  const decision: Decision = { id: newId(), proposal: id, verdict: 'accepted', change, by: person, at: now() };
  await appendLedger(store, { production, author: person, record: { kind: 'decision', decision } });
}

/** Errors: `not-found`. */
export async function getLook(store: Store, id: string): Promise<LookRow> {
  const row = await store.selectFrom('looks').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such look.', { place: id });
  return lookRow(store, row);
}

/** A production's looks, oldest first, removed ones among them. */
export async function listLooks(store: Store, production: string): Promise<LookRow[]> {
  const rows = await store.selectFrom('looks').selectAll().where('production', '=', production).orderBy('id').execute();
  return Promise.all(rows.map((row) => lookRow(store, row)));
}

/** Notes that a look is fitted, and where its table lies. */
export async function saveLook(
  store: Store,
  id: string,
  { file, fitted }: { file: string; fitted: NonNullable<LookSummary['fitted']> },
): Promise<void> {
  await store
    .updateTable('looks')
    .set({ file, fitted: JSON.stringify(fitted) })
    .where('id', '=', id)
    .execute();
}

/** Removes a look, or brings it back. Errors: `not-found`, `conflict` where it is so already. */
export async function setLookRemoved(store: Store, id: string, removed: boolean, person: Person): Promise<LookRow> {
  return atomically(store, async (trx) => {
    const row = await trx
      .updateTable('looks')
      .set({ removed: removed ? 1 : 0 })
      .where('id', '=', id)
      .where('removed', '=', removed ? 0 : 1)
      .returning(['id', 'production'])
      .executeTakeFirst();
    const look = await getLook(trx, id);
    if (!row)
      throw new Fault('conflict', `This look is ${removed ? 'removed' : 'here'} already.`, { place: look.title });
    await record(trx, row, person, { kind: removed ? 'removeLook' : 'restoreLook', look: id });
    return look;
  });
}

/** Keeps a picture as a reference. */
export async function createStill(
  store: Store,
  still: { id: string; production: string; title: string; file: string; type: string; rights: Rights; author: Author },
): Promise<StillRow> {
  const { rights, author, ...row } = still;
  return atomically(store, async (trx) => {
    await setRights(trx, { production: still.production, item: still.id, rights, author });
    await trx
      .insertInto('reference_stills')
      .values({ ...row, created_at: now() })
      .execute();
    return getStill(trx, still.id);
  });
}

/** Errors: `not-found`. */
export async function getStill(store: Store, id: string): Promise<StillRow> {
  const row = await store.selectFrom('reference_stills').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such picture.', { place: id });
  return stillRow(store, row);
}

/** A production's pictures, oldest first. */
export async function listStills(store: Store, production: string): Promise<StillRow[]> {
  const rows = await store
    .selectFrom('reference_stills')
    .selectAll()
    .where('production', '=', production)
    .orderBy('id')
    .execute();
  return Promise.all(rows.map((row) => stillRow(store, row)));
}
