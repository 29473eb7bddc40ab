import { type Decision, Fault } from '@second-unit/evidence';
import { changed, rescored } from './change.ts';
import type { Cut, CutChange, CutContext, CutProposal } from './cut.ts';
import { knownMaterial } from './known-material.ts';
import { transitionsLost } from './transitions.ts';

/**
 * The decisions that still stand, in their order, the undos themselves left out. An undo takes back
 * the decision that it names; an undo of an undo gives it back. Only later decisions can take back
 * earlier ones, and naming a decision twice takes it back once.
 */
export function standing<Change extends { readonly kind: string }>(
  decisions: readonly Decision<Change>[],
): readonly Decision<Change>[] {
  // From the end: when a decision is met, everything that could take it back is settled.
  const undone = new Set<string>();
  const stand: Decision<Change>[] = [];
  for (const decision of decisions.toReversed()) {
    if (undone.has(decision.id)) continue;
    const { change } = decision;
    if (change.kind === 'undo' && 'decision' in change) undone.add(String(change.decision));
    else stand.push(decision);
  }
  return stand.reverse();
}

export interface Replay {
  readonly cut: Cut;
  /** Decisions that stand but no longer fit, as when the swap that a trim was made on is undone. */
  readonly skipped: readonly { readonly decision: Decision<CutChange>; readonly why: string }[];
}

/**
 * The proposal with every decision that stands applied in order, and what could not be. Should the
 * film have been logged again since, items that no longer fit the log keep their score and reasons.
 */
export function replay(proposal: CutProposal, decisions: readonly Decision<CutChange>[], context: CutContext): Replay {
  const material = knownMaterial(context, proposal.change.brief);
  const skipped: { decision: Decision<CutChange>; why: string }[] = [];
  /** By item, what its transition was set with. */
  const transitions = new Map<string, Decision<CutChange>>();
  let cut = proposal.change;
  for (const decision of standing(decisions)) {
    try {
      const after = changed(cut, decision.change, material);
      for (const item of transitionsLost(cut, after)) {
        const made = transitions.get(item);
        if (made && decision.change.kind !== 'transition') {
          skipped.push({ decision: made, why: 'The transition no longer fits.' });
        }
      }
      if (decision.change.kind === 'transition') transitions.set(decision.change.item, decision);
      cut = after;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      skipped.push({ decision, why: thrown.message });
    }
  }
  return { cut: rescored(cut, material, proposal.change.items), skipped };
}

/** The cut as it stands: the proposal with every decision that was not undone. */
export function currentCut(proposal: CutProposal, decisions: readonly Decision<CutChange>[], context: CutContext): Cut {
  return replay(proposal, decisions, context).cut;
}
