import { type Author, Fault } from '@second-unit/evidence';
import type { Selectable } from 'kysely';
import type { ProductionSummary } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { appendLedger } from './ledger.ts';
import { freeSlug, slugOf } from './slug.ts';
import type { ProductionTable, Store } from './tables.ts';

function summary(row: Selectable<ProductionTable>): ProductionSummary {
  return {
    id: row.id,
    title: row.title,
    slug: row.slug,
    sample: row.sample === 1,
    nothingLeaves: row.nothing_leaves === 1,
    createdAt: row.created_at,
  };
}

/** Starts a production. Its slug is made from the title and is free. */
export async function createProduction(
  store: Store,
  { title, sample = false }: { title: string; sample?: boolean },
): Promise<ProductionSummary> {
  for (let attempt = 0; ; attempt++) {
    const rows = await store.selectFrom('productions').select('slug').execute();
    const slug = freeSlug(slugOf(title, 'production'), new Set(rows.map((row) => row.slug)));
    const row = await store
      .insertInto('productions')
      .values({
        id: newId(),
        title,
        slug,
        sample: sample ? 1 : 0,
        nothing_leaves: 0,
        ledger_seq: 0,
        created_at: now(),
      })
      // Another process may take the slug in between; then the next one is tried.
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) return summary(row);
    if (attempt === 20) throw new Fault('conflict', `No free folder name for the production “${title}”.`);
  }
}

/** All productions, the sample first, then the newest. */
export async function listProductions(store: Store): Promise<ProductionSummary[]> {
  const rows = await store
    .selectFrom('productions')
    .selectAll()
    .orderBy('sample', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(summary);
}

/** Errors: `not-found`. */
export async function getProduction(store: Store, id: string): Promise<ProductionSummary> {
  const row = await store.selectFrom('productions').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such production.', { place: id });
  return summary(row);
}

/** The sample production, where it was made. */
export async function findSample(store: Store): Promise<ProductionSummary | undefined> {
  const row = await store
    .selectFrom('productions')
    .selectAll()
    .where('sample', '=', 1)
    .orderBy('id')
    .executeTakeFirst();
  return row && summary(row);
}

/** Sets or lifts the "nothing leaves this machine" lock; in the ledger when it changes. */
export async function lockProduction(
  store: Store,
  id: string,
  nothingLeaves: boolean,
  author: Author,
): Promise<ProductionSummary> {
  return atomically(store, async (trx) => {
    const before = await getProduction(trx, id);
    if (before.nothingLeaves === nothingLeaves) return before;
    await trx
      .updateTable('productions')
      .set({ nothing_leaves: nothingLeaves ? 1 : 0 })
      .where('id', '=', id)
      .execute();
    await appendLedger(trx, { production: id, author, record: { kind: 'lock', nothingLeaves } });
    return { ...before, nothingLeaves };
  });
}

/** Takes its turn among all who look what a production has before they add to it, until the transaction ends. */
export async function turnOfProduction(trx: Store, id: string): Promise<void> {
  await trx
    .updateTable('productions')
    .set(({ ref }) => ({ title: ref('title') }))
    .where('id', '=', id)
    .execute();
}
