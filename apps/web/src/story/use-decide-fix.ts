import type { StoryFinding } from '@second-unit/story';
import type { ScriptSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { act } from '../api/client.ts';
import { ledgerQuery, queryClient } from '../api/queries.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import type { ScriptSession } from '../script/script-session.ts';
import type { Reader } from '../script/use-reading.ts';
import type { Fixing } from './finding-group.tsx';
import { leftFixes, type OfferedFix } from './fixes.ts';
import { placesOf } from './place.ts';

/** A fix that was taken: its changes are undone together, like typing. */
class TakenFix {}

/** Takes or leaves what the read-through offers: the text by the script's own document, the decision by the ledger. */
export function useDecideFix(session: ScriptSession, script: ScriptSummary, reader: Reader): Fixing {
  const { data: entries } = useQuery(ledgerQuery(script.production));
  const left = useMemo(() => leftFixes(entries ?? [], script.id), [entries, script.id]);
  const decide = useCallback(
    (of: readonly StoryFinding[], fix: OfferedFix, verdict: 'accepted' | 'rejected') => {
      const [first] = of;
      if (!first) return;
      if (!reader.isCurrent()) {
        tell(messages.story.notCurrent);
        return;
      }
      if (verdict === 'accepted') write(session, fix);
      act('script.decideFix', {
        script: script.id,
        // As a sentence begins, which it does in the Ledger.
        what: first.what.slice(0, 1).toUpperCase() + first.what.slice(1),
        method: first.method,
        fix: { label: fix.label, before: fix.before, changes: [...fix.changes] },
        evidence: of
          .flatMap(({ evidence }) => placesOf(evidence).slice(0, 1))
          .slice(0, 100)
          .map(({ from, to }) => ({ from, to })),
        verdict,
      })
        .then(() => queryClient.invalidateQueries({ queryKey: ledgerQuery(script.production).queryKey }))
        .catch(tellWrong);
    },
    [session, script.id, script.production, reader],
  );
  return useMemo(() => ({ text: () => session.text.toString(), left, decide }), [session, left, decide]);
}

function write({ doc, text, undo }: ScriptSession, { changes }: OfferedFix): void {
  undo.trackedOrigins.add(TakenFix);
  undo.stopCapturing();
  doc.transact(() => {
    // From the last to the first: each offset is still true when its turn comes.
    for (const { from, to, insert } of changes.toReversed()) {
      if (to > from) text.delete(from, to - from);
      if (insert !== '') text.insert(from, insert);
    }
  }, new TakenFix());
  undo.stopCapturing();
}
