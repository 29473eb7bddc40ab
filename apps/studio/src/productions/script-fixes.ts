import { type Decision, Fault, type Person, type Proposal } from '@second-unit/evidence';
import type { FixDecided, TextFix } from '../contract/index.ts';
import { appendLedger, atomically, getScript, newId, now } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';

/** What a fix was offered with, as the page shows it. */
export interface FixAsk {
  readonly what: string;
  readonly method: string;
  readonly fix: Omit<TextFix, 'kind' | 'script'>;
  readonly evidence: readonly { readonly from: number; readonly to: number }[];
  readonly verdict: 'accepted' | 'rejected';
}

/**
 * Keeps in the ledger a fix that the read-through offered and what a person did with it, both or neither. The text is
 * changed by whoever asks, in the script's own document, where it is undone like typing.
 *
 * @throws Fault `not-found` for an unknown script, `input` for changes that are no ranges in order.
 */
export async function decideFix(studio: Studio, script: string, ask: FixAsk, person: Person): Promise<FixDecided> {
  const { production } = await getScript(studio.store, script);
  let last = 0;
  for (const { from, to } of ask.fix.changes) {
    if (from < last || to < from) throw new Fault('input', 'The changes of a fix must be in order, none over another.');
    last = to;
  }
  const proposal: Proposal<TextFix> = {
    id: newId(),
    what: `${ask.what}: ${ask.fix.label}`,
    change: { kind: 'text', script, ...ask.fix },
    by: {
      kind: 'model',
      name: 'read-through',
      version: '1',
      settings: { method: ask.method },
      onBehalfOf: person.id,
    },
    evidence: ask.evidence.map(({ from, to }) => ({ kind: 'script', script, from, to })),
    at: now(),
  };
  const decision: Decision = {
    id: newId(),
    proposal: proposal.id,
    verdict: ask.verdict,
    change: { kind: ask.verdict === 'accepted' ? 'takeFix' : 'leaveFix' },
    by: person,
    at: now(),
  };
  await atomically(studio.store, async (trx) => {
    await appendLedger(trx, { production, author: proposal.by, record: { kind: 'proposal', proposal } });
    await appendLedger(trx, { production, author: person, record: { kind: 'decision', decision } });
  });
  return { proposal: proposal.id, decision: decision.id };
}
