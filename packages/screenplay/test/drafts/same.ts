import { applyComparison, type Comparison } from '../../src/drafts/index.ts';
import { parse, type ScreenplayElement, toDocument } from '../../src/index.ts';

/** Elements of a text apart from their ranges. */
export function placeless(text: string): Omit<ScreenplayElement, 'from' | 'to'>[] {
  return toDocument(parse(text)).elements.map(({ from: _, to: __, ...rest }) => rest);
}

/** The elements of B, made from A and the comparison alone. */
export function rebuilt(a: string, comparison: Comparison): Omit<ScreenplayElement, 'from' | 'to'>[] {
  // By way of JSON: the comparison carries all that it takes.
  return applyComparison(toDocument(parse(a)).elements, JSON.parse(JSON.stringify(comparison)) as Comparison);
}
