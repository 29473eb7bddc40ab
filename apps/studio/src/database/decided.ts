import type { Decision } from '@second-unit/evidence';
import { appendLedger, countDecisions } from './ledger.ts';
import type { Store } from './tables.ts';

/** A decision that was worked out on a history of so many. */
export interface Worked<Change> {
  readonly decision: Decision<Change>;
  /** How many decisions it was worked out on. */
  readonly after: number;
}

/**
 * Puts a decision into the ledger, unless another one was kept since the state that it was worked out on; answers whether
 * it was. The row that is decided on must be locked by the transaction that this is a part of.
 * @param of what the decisions are filed under
 */
export async function keepDecision<Change>(
  trx: Store,
  of: { readonly production: string; readonly proposal: string },
  { decision, after }: Worked<Change>,
): Promise<boolean> {
  if ((await countDecisions(trx, of.proposal)) !== after) return false;
  await appendLedger(trx, {
    production: of.production,
    author: decision.by,
    record: { kind: 'decision', decision },
  });
  return true;
}

/** A rendered file, relative to the home, and the revision of what it shows when the render began. */
export interface FinishedRender {
  readonly file: string;
  readonly revision: number;
}

/** Notes a finished render, unless what it shows changed while it was made. Answers whether it was noted. */
export async function noteRender(
  store: Store,
  table: 'cuts' | 'paper_edits',
  id: string,
  { file, revision }: FinishedRender,
): Promise<boolean> {
  const result = await store
    .updateTable(table)
    .set({ render: file })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
