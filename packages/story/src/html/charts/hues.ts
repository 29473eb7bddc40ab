import type { CastMember } from '../../cast/index.ts';

/** Hues that people with any colour vision tell apart (Okabe and Ito, 2008); names always stand beside them. */
const HUES = 6;

/** 1 to 6 by who speaks first, so that writing more lines changes nobody's; 0 for all others. */
export function castHues(members: readonly Pick<CastMember, 'name' | 'first'>[]): ReadonlyMap<string, number> {
  const order = [...members].sort((a, b) => a.first.from - b.first.from);
  return new Map(order.map(({ name }, index) => [name, index < HUES ? index + 1 : 0]));
}
