import type { CutProposal } from '../cut.ts';
import { type FeatureName, WEIGHTS, type Weights } from '../weights.ts';

/**
 * The weights that a cut was proposed with, as its settings name them: a cut is scored by these for
 * ever. Undefined for proposals from before they were kept.
 */
export function weightsOf({ by }: Pick<CutProposal, 'by'>): Partial<Weights> | undefined {
  const kept = by.settings.weights;
  if (typeof kept !== 'object' || kept === null) return undefined;
  const entries = (Object.keys(WEIGHTS) as FeatureName[]).flatMap((name) => {
    const weight: unknown = Reflect.get(kept, name);
    return typeof weight === 'number' && Number.isFinite(weight) ? [[name, weight] as const] : [];
  });
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<Weights>);
}
