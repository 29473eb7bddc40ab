import type { Fix, TextChange } from '@second-unit/story';
import type { LedgerEntry, TextFix } from '@second-unit/studio/contract';

/** A fix as it is offered: its changes, and the words that they stand in. */
export interface OfferedFix {
  readonly label: string;
  readonly before: string;
  readonly changes: readonly TextChange[];
}

/** Of very long lines so much is kept. */
const MOST = 2000;

/** A fix with the words that it is about, by which it is known again after the text has moved. */
export function offered(fix: Fix, text: string): OfferedFix {
  const first = fix.changes[0]?.from ?? 0;
  const last = fix.changes.at(-1)?.to ?? first;
  const from = text.lastIndexOf('\n', first - 1) + 1;
  // With the line after its own: a cue is one of many, the words below it are seldom.
  const own = text.indexOf('\n', last);
  const next = own === -1 ? -1 : text.indexOf('\n', own + 1);
  const to = next === -1 ? text.length : next;
  return { label: fix.label, before: text.slice(from, Math.min(to, from + MOST)), changes: fix.changes };
}

/** Fixes of several findings as one; undefined where they would write over each other. */
export function together(label: string, fixes: readonly OfferedFix[]): OfferedFix | undefined {
  const changes = fixes.flatMap((fix) => fix.changes).toSorted((a, b) => a.from - b.from || a.to - b.to);
  if (changes.some(({ from }, index) => index > 0 && from < (changes[index - 1]?.to ?? 0))) return undefined;
  return { label, before: '', changes };
}

/** What a left fix is remembered by: what was found, what it would have written, and its lines. */
export function fixKey(what: string, { before, changes }: Pick<OfferedFix, 'before' | 'changes'>): string {
  return JSON.stringify([what.toLowerCase(), changes.map(({ insert }) => insert), before]);
}

/** The keys of the fixes that a person left as it is, of one script, from the ledger. */
export function leftFixes(entries: readonly LedgerEntry[], script: string): ReadonlySet<string> {
  const proposals = new Map<string, { readonly what: string; readonly fix: TextFix }>();
  const left = new Set<string>();
  for (const { record } of entries) {
    if (record.kind === 'proposal' && isTextFix(record.proposal.change, script)) {
      const { what, change } = record.proposal;
      proposals.set(record.proposal.id, { what: what.slice(0, -`: ${change.label}`.length), fix: change });
    }
    if (record.kind !== 'decision') continue;
    const of = proposals.get(record.decision.proposal);
    if (of !== undefined && record.decision.verdict === 'rejected') left.add(fixKey(of.what, of.fix));
  }
  return left;
}

function isTextFix(change: unknown, script: string): change is TextFix {
  return (
    typeof change === 'object' &&
    change !== null &&
    'kind' in change &&
    change.kind === 'text' &&
    'script' in change &&
    change.script === script
  );
}
