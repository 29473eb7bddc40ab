import type { Character } from '@second-unit/story';

/**
 * Hues that people with any colour vision tell apart (Okabe and Ito, 2008), without orange and sky
 * blue, which mean a person and a model here. Names always stand beside them.
 */
const HUES = 6;

/** A character's hue, 1 to 6, by who speaks first, so that writing more lines changes nobody's; 0 for all others. */
export function castHues(characters: readonly Pick<Character, 'name' | 'evidence'>[]): ReadonlyMap<string, number> {
  const first = ({ evidence }: Pick<Character, 'evidence'>) => evidence[0]?.from ?? Number.POSITIVE_INFINITY;
  const order = characters.toSorted((a, b) => first(a) - first(b));
  return new Map(order.map(({ name }, index) => [name, index < HUES ? index + 1 : 0]));
}
