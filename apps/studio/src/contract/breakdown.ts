import type { BreakdownCategory } from '@second-unit/story';

/** The categories of a breakdown sheet, in its order, without the reader that finds them. */
export const CATEGORIES = [
  'cast',
  'extras',
  'props',
  'setDressing',
  'vehicles',
  'animals',
  'wardrobe',
  'makeup',
  'stunts',
  'effects',
  'sound',
  'equipment',
] as const satisfies readonly BreakdownCategory[];
