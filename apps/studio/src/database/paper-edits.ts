import type { PaperChange } from '@second-unit/editing';
import { type Decision, Fault } from '@second-unit/evidence';
import type { Selectable } from 'kysely';
import type { PaperSummary } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { appendLedger, decisionsOn } from './ledger.ts';
import type { PaperEditTable, Store } from './tables.ts';

function summary(row: Selectable<PaperEditTable>): PaperSummary {
  const { id, production, title, duration, words, updated_at } = row;
  return { id, production, title, duration, words, updatedAt: updated_at };
}

/** An empty paper edit. */
export async function createPaper(
  store: Store,
  { production, title }: { production: string; title: string },
): Promise<PaperSummary> {
  const at = now();
  const row = { id: newId(), production, title, duration: 0, words: 0, created_at: at, updated_at: at };
  await store.insertInto('paper_edits').values(row).execute();
  return summary(row);
}

/** Errors: `not-found`. */
export async function getPaper(store: Store, id: string): Promise<PaperSummary> {
  const row = await store.selectFrom('paper_edits').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such paper edit.', { place: id });
  return summary(row);
}

/** A production's paper edits, oldest first. */
export async function listPapers(store: Store, production: string): Promise<PaperSummary[]> {
  const rows = await store
    .selectFrom('paper_edits')
    .selectAll()
    .where('production', '=', production)
    .orderBy('id')
    .execute();
  return rows.map(summary);
}

/** Every decision on a paper edit, oldest first. */
export async function paperDecisions(store: Store, id: string): Promise<Decision<PaperChange>[]> {
  return (await decisionsOn(store, id)) as Decision<PaperChange>[];
}

/**
 * Decides on a paper edit: `decide` is given the decisions as they are under its lock and answers the next one and what
 * the edit becomes by it, so that two windows cannot decide on the same state. Errors: `not-found`.
 */
export async function decidePaper(
  store: Store,
  id: string,
  decide: (
    decisions: readonly Decision<PaperChange>[],
    trx: Store,
  ) => Promise<{ decision: Decision<PaperChange>; duration: number; words: number }>,
): Promise<PaperSummary> {
  return atomically(store, async (trx) => {
    // The write comes first: it is what locks the row on PostgreSQL.
    await trx.updateTable('paper_edits').set({ updated_at: now() }).where('id', '=', id).execute();
    const { production } = await getPaper(trx, id);
    const { decision, duration, words } = await decide(await paperDecisions(trx, id), trx);
    await appendLedger(trx, { production, author: decision.by, record: { kind: 'decision', decision } });
    await trx.updateTable('paper_edits').set({ duration, words }).where('id', '=', id).execute();
    return getPaper(trx, id);
  });
}
