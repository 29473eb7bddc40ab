import { type Author, Fault, type Rights } from '@second-unit/evidence';
import { sql } from 'kysely';
import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import type { ScriptSummary } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { appendLedger } from './ledger.ts';
import { listOriginals } from './originals.ts';
import { getRights, setRights } from './rights.ts';
import { freeSlug, slugOf } from './slug.ts';
import type { Store } from './tables.ts';

/** What the studio knows of a script beyond what it shows. */
export interface ScriptRow extends ScriptSummary {
  /** SHA-256, hex, of the mirror as we last wrote it; null before that. */
  readonly mirrorHash: string | null;
  /** Sequence number of the newest update; 0 for none. */
  readonly lastSeq: number;
  /** When a person put it away; null while it is part of the production. */
  readonly removedAt: string | null;
}

export interface ScriptUpdate {
  readonly seq: number;
  readonly update: Uint8Array;
  /** Id of the person. */
  readonly author: string;
  readonly client: string;
  readonly at: string;
}

/**
 * Creates an empty script. Its mirror's file name is made from the title and is free; a title that another script of
 * the production has gets a number.
 */
export async function createScript(
  store: Store,
  { production, title, rights, author }: { production: string; title: string; rights: Rights; author: Author },
): Promise<ScriptRow> {
  return atomically(store, async (trx) => {
    // Recording the rights locks the production's row, so no other process picks the same name.
    const id = newId();
    await setRights(trx, { production, item: id, rights, author });
    const taken = await trx
      .selectFrom('scripts')
      .select(['mirror', 'title', 'removed_at'])
      .where('production', '=', production)
      .execute();
    const slug = freeSlug(slugOf(title, 'script'), new Set(taken.map((row) => row.mirror.replace(/\.fountain$/, ''))));
    const at = now();
    await trx
      .insertInto('scripts')
      .values({
        id,
        production,
        title: freeTitle(title, new Set(taken.filter((row) => row.removed_at === null).map((row) => row.title))),
        mirror: `${slug}.fountain`,
        mirror_hash: null,
        mirror_changed: 0,
        last_seq: 0,
        created_at: at,
        updated_at: at,
        removed_at: null,
      })
      .execute();
    return getScript(trx, id);
  });
}

async function rows(store: Store, by: { column: 'id' | 'production'; value: string }): Promise<ScriptRow[]> {
  const found = await store.selectFrom('scripts').selectAll().where(by.column, '=', by.value).orderBy('id').execute();
  const originals = await listOriginals(
    store,
    found.map((row) => row.id),
  );
  return Promise.all(
    found.map(async (row) => ({
      id: row.id,
      production: row.production,
      title: row.title,
      mirror: row.mirror,
      mirrorChanged: row.mirror_changed === 1,
      mirrorHash: row.mirror_hash,
      rights: await getRights(store, row.id),
      ...(originals.has(row.id) ? { original: originals.get(row.id) } : {}),
      lastSeq: row.last_seq,
      removedAt: row.removed_at,
      updatedAt: row.updated_at,
    })),
  );
}

/** Errors: `not-found`. */
export async function getScript(store: Store, id: string): Promise<ScriptRow> {
  const [row] = await rows(store, { column: 'id', value: id });
  if (!row) throw new Fault('not-found', 'There is no such script.', { place: id });
  return row;
}

/** A production's scripts, oldest first, without those that were removed. */
export async function listScripts(store: Store, production: string): Promise<ScriptRow[]> {
  return (await allScripts(store, production)).filter(({ removedAt }) => removedAt === null);
}

/** A production's scripts, oldest first, with those that were removed and can be brought back. */
export async function allScripts(store: Store, production: string): Promise<ScriptRow[]> {
  return rows(store, { column: 'production', value: production });
}

/**
 * Puts a script away, or brings it back, and keeps that in the ledger. Nothing of it is deleted. Brought back, a title
 * that another script has meanwhile gets a number. Answers whether anything changed.
 */
export async function setScriptRemoved(store: Store, id: string, removed: boolean, author: Author): Promise<boolean> {
  return atomically(store, async (trx) => {
    const { production, title } = await getScript(trx, id);
    const at = now();
    // The table as it stands decides: of two windows that ask, one does it.
    const changed = await trx
      .updateTable('scripts')
      .set({ removed_at: removed ? at : null, updated_at: at })
      .where('id', '=', id)
      .where('removed_at', removed ? 'is' : 'is not', null)
      .returning('id')
      .executeTakeFirst();
    if (!changed) return false;
    const others = (await listScripts(trx, production)).filter((one) => one.id !== id);
    const called = removed ? title : freeTitle(title, new Set(others.map((one) => one.title)));
    if (called !== title) await trx.updateTable('scripts').set({ title: called }).where('id', '=', id).execute();
    const kind = removed ? ('removed' as const) : ('restored' as const);
    await appendLedger(trx, { production, author, record: { kind, item: id, title: called } });
    return true;
  });
}

/** The title with the first number behind it, if any is needed, that makes it unlike the others. */
function freeTitle(title: string, taken: ReadonlySet<string>): string {
  let free = title;
  for (let number = 2; taken.has(free); number++) free = `${title} ${number}`;
  return free;
}

/** Changes the title; the mirror keeps its name, as other programs may know it by that. */
export async function renameScript(store: Store, id: string, title: string): Promise<ScriptRow> {
  await store.updateTable('scripts').set({ title, updated_at: now() }).where('id', '=', id).execute();
  return getScript(store, id);
}

/** Notes what was last written to the mirror, or that another program changed it. */
export async function noteMirror(
  store: Store,
  id: string,
  { hash, changed }: { hash?: string; changed?: boolean },
): Promise<void> {
  if (hash === undefined && changed === undefined) return;
  await store
    .updateTable('scripts')
    .set({
      ...(hash === undefined ? {} : { mirror_hash: hash }),
      ...(changed === undefined ? {} : { mirror_changed: changed ? 1 : 0 }),
    })
    .where('id', '=', id)
    .execute();
}

/**
 * Appends one Yjs update and answers its sequence number: 1, 2, 3 … without gaps, in the order of
 * commit, whichever process writes. When it returns, the update is on disk.
 */
export async function appendScriptUpdate(
  store: Store,
  script: string,
  { update, author, client }: { update: Uint8Array; author: string; client: string },
): Promise<number> {
  return atomically(store, async (trx) => {
    const at = now();
    const numbered = await trx
      .updateTable('scripts')
      .set((expression) => ({ last_seq: expression('last_seq', '+', 1), updated_at: at }))
      .where('id', '=', script)
      .returning('last_seq')
      .executeTakeFirst();
    if (!numbered) throw new Fault('not-found', 'There is no such script.', { place: script });
    const data = Buffer.from(update.buffer, update.byteOffset, update.byteLength);
    await trx
      .insertInto('script_updates')
      .values({ script, seq: numbered.last_seq, data, author, client, at })
      .execute();
    return numbered.last_seq;
  });
}

/** The updates behind sequence number `after`, in order. */
export async function listScriptUpdates(store: Store, script: string, after = 0): Promise<ScriptUpdate[]> {
  const found = await store
    .selectFrom('script_updates')
    .selectAll()
    .where('script', '=', script)
    .where('seq', '>', after)
    .orderBy('seq')
    .execute();
  return found.map((row) => ({
    seq: row.seq,
    update: new Uint8Array(row.data),
    author: row.author,
    client: row.client,
    at: row.at,
  }));
}

/** The whole document as one Yjs update, the sequence number that it reaches, and its snapshot's. */
export async function loadScript(
  store: Store,
  script: string,
): Promise<{ seq: number; snapshot: number; state: Uint8Array }> {
  const snapshot = await store
    .selectFrom('script_snapshots')
    .select(['seq', 'data'])
    .where('script', '=', script)
    .executeTakeFirst();
  const later = await listScriptUpdates(store, script, snapshot?.seq ?? 0);
  const parts = [...(snapshot ? [new Uint8Array(snapshot.data)] : []), ...later.map((one) => one.update)];
  const behind = snapshot?.seq ?? 0;
  return { seq: later.at(-1)?.seq ?? behind, snapshot: behind, state: mergeUpdates(parts) };
}

/**
 * What the document is made of, snapshot first, for a thread to put together; undefined where it is
 * more than `limit` bytes, which are counted without reading them.
 */
export async function loadScriptUpdates(
  store: Store,
  script: string,
  limit: number,
): Promise<readonly Uint8Array[] | undefined> {
  const bytes = sql<number>`length(data)`.as('bytes');
  const snapshot = await store
    .selectFrom('script_snapshots')
    .select(['seq', bytes])
    .where('script', '=', script)
    .executeTakeFirst();
  const behind = snapshot?.seq ?? 0;
  const later = await store
    .selectFrom('script_updates')
    .select(sql<number | null>`sum(length(data))`.as('bytes'))
    .where('script', '=', script)
    .where('seq', '>', behind)
    .executeTakeFirst();
  if (Number(snapshot?.bytes ?? 0) + Number(later?.bytes ?? 0) > limit) return undefined;
  const found = await store
    .selectFrom('script_snapshots')
    .select('data')
    .where('script', '=', script)
    .executeTakeFirst();
  const updates = await listScriptUpdates(store, script, behind);
  return [...(found ? [new Uint8Array(found.data)] : []), ...updates.map(({ update }) => update)];
}

/**
 * Writes the document as it stands into the snapshot, so that opening reads one row and a short
 * tail; what was deleted is not in it. The updates stay: they say who wrote what and when. Answers
 * the sequence number that the snapshot reaches.
 */
export async function compactScript(store: Store, script: string): Promise<number> {
  const { seq, state } = await loadScript(store, script);
  if (seq === 0) return 0;
  const doc = new Doc();
  applyUpdate(doc, state);
  const values = { seq, data: Buffer.from(encodeStateAsUpdate(doc)), at: now() };
  doc.destroy();
  await store
    .insertInto('script_snapshots')
    .values({ script, ...values })
    // A slower process must not put an older snapshot in place of a newer one.
    .onConflict((conflict) => conflict.column('script').doUpdateSet(values).where('script_snapshots.seq', '<', seq))
    .execute();
  return seq;
}
