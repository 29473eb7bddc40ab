/** What a breakdown sheet lists, in its order. */
export const BREAKDOWN_CATEGORIES = [
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
] as const;

export type BreakdownCategory = (typeof BREAKDOWN_CATEGORIES)[number];
