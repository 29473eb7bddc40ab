import type { CutChange } from '@second-unit/editing';
import { type Decision, Fault, type Person } from '@second-unit/evidence';
import type { TasteReset, TasteUnreset } from '../contract/taste.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { appendLedger } from './ledger.ts';
import type { Store } from './tables.ts';

/** A decision on a cut, and where it stands in the ledger. */
export interface CutDecision {
  readonly cut: string;
  readonly production: string;
  readonly decision: Decision<CutChange>;
}

/** What a person decided on cuts since they last reset their taste, in every production, oldest first, and when that was. */
export async function decisionsOfTaste(
  store: Store,
  person: string,
): Promise<{ readonly decisions: readonly CutDecision[]; readonly resetAt?: string }> {
  const resets = await resetsOf(store, person);
  // Each production has an order of its own, so a reset stands in each of their ledgers.
  const since = new Map<string, number>();
  let resetAt: string | undefined;
  for (const { production, seq, at } of resets) {
    since.set(production, seq);
    if (resetAt === undefined || at > resetAt) resetAt = at;
  }
  const rows = await store
    .selectFrom('ledger')
    .innerJoin('cuts', 'cuts.proposal', 'ledger.subject')
    .select(['cuts.id as cut', 'ledger.production', 'ledger.seq', 'ledger.record'])
    .where('ledger.kind', '=', 'decision')
    .orderBy('ledger.id')
    .execute();
  const decisions = rows.flatMap(({ cut, production, seq, record }): CutDecision[] => {
    if (seq <= (since.get(production) ?? 0)) return [];
    const decision = decisionOf<CutChange>(record);
    return decision.by.id === person ? [{ cut, production, decision }] : [];
  });
  return { decisions, ...(resetAt === undefined ? {} : { resetAt }) };
}

/** The resets of a person's taste that stand, in every ledger where they are filed, oldest first. */
async function resetsOf(store: Store, person: string) {
  const rows = await store
    .selectFrom('ledger')
    .select(['production', 'seq', 'at', 'record'])
    .where('subject', '=', person)
    .where('kind', '=', 'decision')
    .orderBy('at')
    .orderBy('seq')
    .execute();
  const filed = rows.map(({ record, ...row }) => ({ ...row, decision: decisionOf<TasteReset | TasteUnreset>(record) }));
  const takenBack = new Set(
    filed.flatMap(({ decision: { change } }) => (change.kind === 'undo' ? [change.decision] : [])),
  );
  return filed.filter(({ decision: { id, change } }) => change.kind === 'resetTaste' && !takenBack.has(id));
}

function decisionOf<Change>(record: string): Decision<Change> {
  return (JSON.parse(record) as { decision: Decision<Change> }).decision;
}

/** Appends the decision that what a person decided until now no longer teaches anything, to the ledgers where they did. */
export async function resetTaste(store: Store, person: Person): Promise<void> {
  await atomically(store, async (trx) => {
    const { decisions } = await decisionsOfTaste(trx, person.id);
    const decision: Decision<TasteReset> = {
      id: newId(),
      // No model offered this: what is said of a person's taste is filed under the person.
      proposal: person.id,
      verdict: 'rejected',
      change: { kind: 'resetTaste' },
      by: person,
      at: now(),
    };
    // In one order everywhere, so that two windows do not wait for each other.
    for (const production of [...new Set(decisions.map((one) => one.production))].sort()) {
      await appendLedger(trx, { production, author: person, record: { kind: 'decision', decision } });
    }
  });
}

/** Takes the last reset back, in every ledger where it stands. Errors: `conflict` where there is none. */
export async function unresetTaste(store: Store, person: Person): Promise<void> {
  await atomically(store, async (trx) => {
    const resets = await resetsOf(trx, person.id);
    const last = resets.at(-1)?.decision.id;
    if (last === undefined) throw new Fault('conflict', 'Nothing was forgotten that could be taken back.');
    const decision: Decision<TasteUnreset> = {
      id: newId(),
      proposal: person.id,
      verdict: 'edited',
      change: { kind: 'undo', decision: last },
      by: person,
      at: now(),
    };
    const where = resets.filter((one) => one.decision.id === last).map((one) => one.production);
    for (const production of where.sort()) {
      await appendLedger(trx, { production, author: person, record: { kind: 'decision', decision } });
    }
  });
}
