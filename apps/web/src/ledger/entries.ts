import type { LedgerEntry, ProductionView } from '@second-unit/studio/contract';
import { messages } from '../messages.ts';

export type Filter = keyof typeof messages.ledger.filters;

/** One ledger record in words. */
export interface Line {
  readonly entry: LedgerEntry;
  readonly by: 'person' | 'model';
  readonly who: string;
  readonly what: string;
  readonly why?: string;
  /** A cut that shows what is meant. */
  readonly cut?: string;
}

/** The ledger in words, newest first, as filter and search leave it. */
export function lines(
  entries: readonly LedgerEntry[],
  production: ProductionView,
  filter: Filter,
  search: string,
): readonly Line[] {
  const proposals = new Map<string, string>();
  for (const { record } of entries) {
    if (record.kind === 'proposal') proposals.set(record.proposal.id, record.proposal.what);
  }
  const wanted = search.trim().toLocaleLowerCase();
  return entries
    .filter(({ record }) => filter === 'all' || record.kind === filter)
    .map((entry) => lineOf(entry, production, proposals))
    .filter(({ who, what, why }) => wanted === '' || `${who} ${what} ${why ?? ''}`.toLocaleLowerCase().includes(wanted))
    .toReversed();
}

function lineOf(entry: LedgerEntry, production: ProductionView, proposals: ReadonlyMap<string, string>): Line {
  const { author, record } = entry;
  const base = {
    entry,
    by: author.kind,
    who: author.kind === 'person' ? author.name : `${author.name} ${author.version}`,
  };
  switch (record.kind) {
    case 'proposal':
      return { ...base, what: record.proposal.what };
    case 'decision': {
      const { change, proposal, why } = record.decision;
      const of = proposals.get(proposal);
      return { ...base, what: `${decided(change)}${of ? `: ${of}` : ''}`, ...(why ? { why } : {}) };
    }
    case 'rights': {
      const item = [...production.scripts, ...production.media].find(({ id }) => id === record.item);
      const { rights } = record;
      return {
        ...base,
        what: messages.ledger.saidRights(item?.title ?? record.item),
        why: messages.rights.line(
          messages.rights.bases[rights.basis],
          rights.mayLearnFrom,
          rights.mayLeaveMachine,
          rights.mayExport,
        ),
      };
    }
    case 'lock':
      return { ...base, what: record.nothingLeaves ? messages.ledger.lockedOn : messages.ledger.lockedOff };
  }
}

/** A decision's verb; a kind that this client does not know yet is shown as it is. */
function decided(change: unknown): string {
  const kind = typeof change === 'object' && change !== null && 'kind' in change ? String(change.kind) : 'undo';
  const known: Readonly<Record<string, string>> = messages.cut.decision;
  return known[kind] ?? kind;
}
