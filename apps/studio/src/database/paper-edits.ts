import type { PaperChange } from '@second-unit/editing';
import { type Decision, Fault } from '@second-unit/evidence';
import type { Selectable } from 'kysely';
import type { PaperSummary } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { appendLedger, decisionsOn } from './ledger.ts';
import type { PaperEditTable, Store } from './tables.ts';

/** What the studio knows of a paper edit beyond its summary. */
export interface PaperRow extends PaperSummary {
  /** Counts the decisions that changed what it plays. */
  readonly revision: number;
  /** Rendered file relative to the home, while it shows the paper edit as it stands. */
  readonly render: string | null;
}

function paperRow(row: Selectable<PaperEditTable>): PaperRow {
  const { id, production, title, duration, words, render, revision, updated_at } = row;
  return { id, production, title, duration, words, render, revision, rendered: render !== null, updatedAt: updated_at };
}

/** An empty paper edit. */
export async function createPaper(
  store: Store,
  { production, title }: { production: string; title: string },
): Promise<PaperRow> {
  const at = now();
  const id = newId();
  const nothing = { duration: 0, words: 0, render: null, revision: 0 };
  const row = { id, production, title, ...nothing, created_at: at, updated_at: at };
  await store.insertInto('paper_edits').values(row).execute();
  return paperRow(row);
}

/** Errors: `not-found`. */
export async function getPaper(store: Store, id: string): Promise<PaperRow> {
  const row = await store.selectFrom('paper_edits').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such paper edit.', { place: id });
  return paperRow(row);
}

export async function hasPaper(store: Store, id: string): Promise<boolean> {
  return (await store.selectFrom('paper_edits').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** A production's paper edits, oldest first. */
export async function listPapers(store: Store, production: string): Promise<PaperRow[]> {
  const rows = await store
    .selectFrom('paper_edits')
    .selectAll()
    .where('production', '=', production)
    .orderBy('id')
    .execute();
  return rows.map(paperRow);
}

/** Every decision on a paper edit, oldest first. */
export async function paperDecisions(store: Store, id: string): Promise<Decision<PaperChange>[]> {
  return (await decisionsOn(store, id)) as Decision<PaperChange>[];
}

/**
 * Decides on a paper edit: `decide` is given the decisions as they are under its lock and answers the next one and what
 * the edit becomes by it, so that two windows cannot decide on the same state. A render of what it was is forgotten when
 * `changes` is true. Errors: `not-found`.
 */
export async function decidePaper(
  store: Store,
  id: string,
  decide: (
    decisions: readonly Decision<PaperChange>[],
    trx: Store,
  ) => Promise<{ decision: Decision<PaperChange>; duration: number; words: number; changes: boolean }>,
): Promise<PaperRow> {
  return atomically(store, async (trx) => {
    // The write comes first: it is what locks the row on PostgreSQL.
    await trx.updateTable('paper_edits').set({ updated_at: now() }).where('id', '=', id).execute();
    const { production, revision } = await getPaper(trx, id);
    const { decision, duration, words, changes } = await decide(await paperDecisions(trx, id), trx);
    await appendLedger(trx, { production, author: decision.by, record: { kind: 'decision', decision } });
    await trx
      .updateTable('paper_edits')
      .set({ duration, words, ...(changes ? { render: null, revision: revision + 1 } : {}) })
      .where('id', '=', id)
      .execute();
    return getPaper(trx, id);
  });
}

/**
 * Notes a finished render, unless the paper edit changed while it was made: `revision` is its own when the render began.
 * Answers whether it was noted.
 */
export async function savePaperRender(
  store: Store,
  id: string,
  { file, revision }: { file: string; revision: number },
): Promise<boolean> {
  const result = await store
    .updateTable('paper_edits')
    .set({ render: file })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
