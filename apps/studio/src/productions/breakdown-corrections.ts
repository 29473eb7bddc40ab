import type { Decision, Person } from '@second-unit/evidence';
import type { BreakdownCorrection } from '@second-unit/story';
import type { KeptCorrection } from '../contract/index.ts';
import {
  appendLedger,
  atomically,
  dropCorrection,
  getScript,
  keepCorrections,
  newId,
  now,
  type Store,
} from '../database/index.ts';
import type { Studio } from '../server/studio.ts';

/** Keeps what a person said about a script's breakdown, and in the ledger that they did. Errors: `not-found`. */
export async function correctBreakdown(
  studio: Studio,
  script: string,
  correction: BreakdownCorrection,
  person: Person,
): Promise<KeptCorrection> {
  return decided(studio, script, 'correctBreakdown', person, async (trx) => {
    const [kept] = await keepCorrections(trx, script, [correction], person.id);
    return kept as KeptCorrection;
  });
}

/** Takes back what was said; what was said since is then of the breakdown without it. Errors: `not-found`. */
export async function uncorrectBreakdown(
  studio: Studio,
  script: string,
  correction: string,
  person: Person,
): Promise<KeptCorrection> {
  return decided(studio, script, 'uncorrectBreakdown', person, (trx) => dropCorrection(trx, script, correction));
}

async function decided(
  studio: Studio,
  script: string,
  kind: 'correctBreakdown' | 'uncorrectBreakdown',
  person: Person,
  change: (trx: Store) => Promise<KeptCorrection>,
): Promise<KeptCorrection> {
  const { production } = await getScript(studio.store, script);
  const kept = await atomically(studio.store, async (trx) => {
    const one = await change(trx);
    const decision: Decision = {
      id: newId(),
      // No model offered this: the correction stands for itself, and taking it back speaks of the same.
      proposal: one.id,
      verdict: 'accepted',
      change: { kind, script, correction: one.correction },
      by: person,
      at: now(),
    };
    await appendLedger(trx, { production, author: person, record: { kind: 'decision', decision } });
    return one;
  });
  studio.events.emit({ kind: 'breakdown', script, production });
  return kept;
}
