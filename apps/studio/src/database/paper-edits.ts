import type { PaperChange } from '@second-unit/editing';
import { type Author, type Decision, Fault } from '@second-unit/evidence';
import type { Selectable } from 'kysely';
import type { PaperSummary } from '../contract/index.ts';
import { type FinishedRender, keepDecision, noteRender, type Worked } from './decided.ts';
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
  const { id, production, title, duration, words, render, revision, removed_at, updated_at } = row;
  const said = { rendered: render !== null, removed: removed_at !== null, updatedAt: updated_at };
  return { id, production, title, duration, words, render, revision, ...said };
}

/** An empty paper edit. */
export async function createPaper(
  store: Store,
  { production, title }: { production: string; title: string },
): Promise<PaperRow> {
  const at = now();
  const id = newId();
  const nothing = { duration: 0, words: 0, render: null, revision: 0, removed_at: null };
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

/** A production's paper edits, oldest first, what was removed among them. */
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

/** A decision on a paper edit, worked out on a history of so many decisions, and what the edit becomes by it. */
export interface PaperDecided extends Worked<PaperChange> {
  readonly title: string;
  readonly duration: number;
  readonly words: number;
  /** What it plays is another by it: a render of what it was is forgotten. */
  readonly changes: boolean;
}

/**
 * Keeps a decision on a paper edit, unless another one was kept since the state that it was worked out on: nothing is
 * written then, and undefined answered. Errors: `not-found`; `conflict` where it was removed.
 */
export async function decidePaper(
  store: Store,
  id: string,
  { title, duration, words, changes, ...worked }: PaperDecided,
): Promise<{ readonly was: PaperRow; readonly row: PaperRow } | undefined> {
  return atomically(store, async (trx) => {
    // The write comes first: it is what locks the row on PostgreSQL.
    await trx
      .updateTable('paper_edits')
      .set(({ ref }) => ({ title: ref('title') }))
      .where('id', '=', id)
      .execute();
    const was = await getPaper(trx, id);
    if (was.removed) {
      throw new Fault('conflict', 'This paper edit was removed; bring it back first.', { place: was.title });
    }
    if (!(await keepDecision(trx, { production: was.production, proposal: id }, worked))) return undefined;
    await trx
      .updateTable('paper_edits')
      .set({
        title,
        duration,
        words,
        updated_at: now(),
        ...(changes ? { render: null, revision: was.revision + 1 } : {}),
      })
      .where('id', '=', id)
      .execute();
    return { was, row: await getPaper(trx, id) };
  });
}

/**
 * Puts a paper edit away, or brings it back, and keeps that in the ledger. Nothing of it is deleted. Errors: `not-found`,
 * `conflict` where it is so already.
 */
export async function setPaperRemoved(store: Store, id: string, removed: boolean, author: Author): Promise<PaperRow> {
  return atomically(store, async (trx) => {
    // The table as it stands decides: of two windows that ask, one does it.
    const changed = await trx
      .updateTable('paper_edits')
      .set({ removed_at: removed ? now() : null })
      .where('id', '=', id)
      .where('removed_at', removed ? 'is' : 'is not', null)
      .returning('id')
      .executeTakeFirst();
    const row = await getPaper(trx, id);
    const { production, title } = row;
    if (!changed) {
      throw new Fault('conflict', `“${title}” is ${removed ? 'removed' : 'here'} already.`, { place: title });
    }
    const kind = removed ? ('removed' as const) : ('restored' as const);
    await appendLedger(trx, { production, author, record: { kind, item: id, title, of: 'paper edit' } });
    return row;
  });
}

/** Notes a finished render, unless the paper edit changed while it was made. Answers whether it was noted. */
export function savePaperRender(store: Store, id: string, render: FinishedRender): Promise<boolean> {
  return noteRender(store, 'paper_edits', id, render);
}
