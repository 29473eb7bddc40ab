import { type Author, type Decision, Fault, type Proposal } from '@second-unit/evidence';
import canonicalize from 'canonicalize';
import type { Selectable } from 'kysely';
import type { LedgerEntry } from '../contract/index.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import type { LedgerTable, Store } from './tables.ts';

/** Version of the records that this code appends. */
const LEDGER_VERSION = 1;

type LedgerRecord = LedgerEntry['record'];

function canonical(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new Fault('internal', 'A ledger record is not JSON.');
  return json;
}

function subjectOf(record: LedgerRecord, production: string): string {
  if (record.kind === 'proposal') return record.proposal.id;
  if (record.kind === 'decision') return record.decision.proposal;
  return record.kind === 'lock' ? production : record.item;
}

function entry(row: Selectable<LedgerTable>): LedgerEntry {
  return {
    id: row.id,
    production: row.production,
    at: row.at,
    author: JSON.parse(row.author) as Author,
    record: JSON.parse(row.record) as LedgerRecord,
  };
}

/**
 * Appends one record. Records of one production have one order, whichever process writes them.
 * There is no way to change or remove one.
 */
export async function appendLedger(
  store: Store,
  { production, author, record }: { production: string; author: Author; record: LedgerRecord },
): Promise<LedgerEntry> {
  return atomically(store, async (trx) => {
    // The row lock that this takes holds until the commit, so numbers have no gap and no double.
    const numbered = await trx
      .updateTable('productions')
      .set((expression) => ({ ledger_seq: expression('ledger_seq', '+', 1) }))
      .where('id', '=', production)
      .returning('ledger_seq')
      .executeTakeFirst();
    if (!numbered) throw new Fault('not-found', 'There is no such production.', { place: production });
    const row = {
      id: newId(),
      production,
      seq: numbered.ledger_seq,
      version: LEDGER_VERSION,
      kind: record.kind,
      subject: subjectOf(record, production),
      at: now(),
      author: canonical(author),
      record: canonical(record),
    };
    await trx.insertInto('ledger').values(row).execute();
    return entry(row);
  });
}

/** A production's ledger in order, newest last. `after` is the id of an entry already seen. */
export async function listLedger(
  store: Store,
  production: string,
  { after }: { after?: string } = {},
): Promise<LedgerEntry[]> {
  let query = store.selectFrom('ledger').selectAll().where('production', '=', production);
  if (after !== undefined) {
    query = query.where('seq', '>', (select) =>
      select.selectFrom('ledger').select('seq').where('production', '=', production).where('id', '=', after),
    );
  }
  return (await query.orderBy('seq').execute()).map(entry);
}

/** Every decision that is filed under a subject, as a proposal or a film, in order. */
export async function decisionsOn(store: Store, subject: string): Promise<Decision[]> {
  const rows = await store
    .selectFrom('ledger')
    .selectAll()
    .where('subject', '=', subject)
    .where('kind', '=', 'decision')
    .orderBy('seq')
    .execute();
  return rows.flatMap((row) => {
    const { record } = entry(row);
    return record.kind === 'decision' ? [record.decision] : [];
  });
}

/** How many decisions are filed under a subject: as none is ever changed or removed, which state of it this is. */
export async function countDecisions(store: Store, subject: string): Promise<number> {
  const row = await store
    .selectFrom('ledger')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('subject', '=', subject)
    .where('kind', '=', 'decision')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** A proposal and every decision on it, in order. Errors: `not-found`. */
export async function getProposal<Change>(
  store: Store,
  id: string,
): Promise<{ proposal: Proposal<Change>; decisions: Decision[] }> {
  const rows = await store
    .selectFrom('ledger')
    .selectAll()
    .where('subject', '=', id)
    .where('kind', 'in', ['proposal', 'decision'])
    .orderBy('seq')
    .execute();
  let proposal: Proposal<Change> | undefined;
  const decisions: Decision[] = [];
  for (const row of rows) {
    const { record } = entry(row);
    if (record.kind === 'proposal') proposal = record.proposal as Proposal<Change>;
    else if (record.kind === 'decision') decisions.push(record.decision);
  }
  if (!proposal) throw new Fault('not-found', 'There is no such proposal.', { place: id });
  return { proposal, decisions };
}
