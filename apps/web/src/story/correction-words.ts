import type { BreakdownCategory, BreakdownCorrection } from '@second-unit/story';
import { messages } from '../messages.ts';

const { categories, correction: words } = messages.breakdown;

/** A correction of the breakdown as a sentence without its full stop. */
export function correctionInWords(correction: BreakdownCorrection): string {
  const { scene } = correction;
  return scene === undefined ? said(correction) : words.inScene(said(correction), scene.heading);
}

function said(correction: BreakdownCorrection): string {
  const { kind, name } = correction;
  const category = lower(correction.category);
  switch (kind) {
    case 'recategorise':
      return words.recategorise(name, category, lower(correction.to));
    case 'rename':
      return words.rename(name, correction.to);
    case 'merge':
      return words.merge(name, correction.into.name);
    case 'remove':
      return words.remove(name, category);
    case 'add':
      return words.add(name, category);
  }
}

function lower(category: BreakdownCategory): string {
  return categories[category].toLowerCase();
}
