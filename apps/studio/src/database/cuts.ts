import type { CutChange, CutProposal } from '@second-unit/editing';
import { type Decision, Fault } from '@second-unit/evidence';
import type { Selectable } from 'kysely';
import type { CutSummary } from '../contract/index.ts';
import { type FinishedRender, keepDecision, noteRender, type Worked } from './decided.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { appendLedger, getProposal } from './ledger.ts';
import type { CutTable, Store } from './tables.ts';

/** What the studio knows of a cut beyond its summary. */
export interface CutRow extends CutSummary {
  /** Id of the proposal in the ledger. */
  readonly proposal: string;
  /** Revision of the shot log that it was proposed with. */
  readonly log: string;
  /** Counts the decisions that changed what the cut shows. */
  readonly revision: number;
  /** Rendered file relative to the home, while it shows the cut as it stands. */
  readonly render: string | null;
}

function cutRow(row: Selectable<CutTable>): CutRow {
  return {
    id: row.id,
    production: row.production,
    media: row.media,
    title: row.title,
    status: row.status as CutSummary['status'],
    duration: row.duration,
    rendered: row.render !== null,
    updatedAt: row.updated_at,
    proposal: row.proposal,
    log: row.log,
    revision: row.revision,
    render: row.render,
  };
}

/**
 * Records a proposal in the ledger and the cut that stands on it. `duration` in seconds, `log` the
 * revision of the shot log. Errors: `conflict` where the film was logged again meanwhile.
 */
export async function createCut(
  store: Store,
  cut: { production: string; media: string; title: string; log: string; duration: number; proposal: CutProposal },
): Promise<CutRow> {
  const { production, media, title, log, duration, proposal } = cut;
  return atomically(store, async (trx) => {
    // Locks the film, as saving a log does: the log that this cut stands on is not dropped meanwhile.
    await trx
      .updateTable('media')
      .set(({ ref }) => ({ title: ref('title') }))
      .where('id', '=', media)
      .execute();
    if (!(await hasLog(trx, media, log))) {
      throw new Fault('conflict', 'The film was logged again meanwhile; ask for the cut again.', { place: title });
    }
    await appendLedger(trx, { production, author: proposal.by, record: { kind: 'proposal', proposal } });
    const at = now();
    const row = {
      id: newId(),
      production,
      media,
      title,
      proposal: proposal.id,
      log,
      status: 'proposed',
      duration,
      revision: 0,
      render: null,
      created_at: at,
      updated_at: at,
    };
    await trx.insertInto('cuts').values(row).execute();
    return cutRow(row);
  });
}

async function hasLog(store: Store, media: string, revision: string): Promise<boolean> {
  for (const table of ['shot_logs', 'earlier_logs'] as const) {
    const row = await store
      .selectFrom(table)
      .select('revision')
      .where('media', '=', media)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

/** Errors: `not-found`. */
export async function getCut(store: Store, id: string): Promise<CutRow> {
  const row = await store.selectFrom('cuts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such cut.', { place: id });
  return cutRow(row);
}

export async function hasCut(store: Store, id: string): Promise<boolean> {
  return (await store.selectFrom('cuts').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** A production's cuts, newest first. */
export async function listCuts(store: Store, production: string): Promise<CutRow[]> {
  const rows = await store
    .selectFrom('cuts')
    .selectAll()
    .where('production', '=', production)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(cutRow);
}

/** A cut's proposal and every decision on it, oldest first, from the ledger. */
export async function getCutHistory(
  store: Store,
  cut: Pick<CutRow, 'proposal'>,
): Promise<{ proposal: CutProposal; decisions: Decision<CutChange>[] }> {
  const { proposal, decisions } = await getProposal<CutProposal['change']>(store, cut.proposal);
  return { proposal, decisions: decisions as Decision<CutChange>[] };
}

/** A decision on a cut, worked out on a history of so many decisions, and what the cut becomes by it. */
export interface CutDecided extends Worked<CutChange> {
  readonly status: CutSummary['status'];
  readonly duration: number;
  /** What the cut shows is another by it: a render of what it was is forgotten. */
  readonly changes: boolean;
}

/**
 * Keeps a decision on a cut, unless another one was kept since the state that it was worked out on: nothing is written
 * then, and undefined answered. Nothing is worked out in here, as the row and its production are locked meanwhile.
 * Errors: `not-found`.
 */
export async function decideCut(
  store: Store,
  id: string,
  { status, duration, changes, ...worked }: CutDecided,
): Promise<{ readonly was: CutRow; readonly row: CutRow } | undefined> {
  return atomically(store, async (trx) => {
    // The write comes first: it is what locks the row on PostgreSQL.
    await trx
      .updateTable('cuts')
      .set(({ ref }) => ({ status: ref('status') }))
      .where('id', '=', id)
      .execute();
    const was = await getCut(trx, id);
    if (!(await keepDecision(trx, was, worked))) return undefined;
    await trx
      .updateTable('cuts')
      .set({
        status,
        duration,
        updated_at: now(),
        ...(changes ? { render: null, revision: was.revision + 1 } : {}),
      })
      .where('id', '=', id)
      .execute();
    return { was, row: await getCut(trx, id) };
  });
}

/** Notes a finished render, unless the cut changed while it was made. Answers whether it was noted. */
export function saveRender(store: Store, id: string, render: FinishedRender): Promise<boolean> {
  return noteRender(store, 'cuts', id, render);
}
