import type { SceneMeasures } from './scene-measures.ts';

/** Whom it counts to meet: the characters who are there the most. */
const MAIN = 8;

/**
 * Who is introduced in a scene, and which of the main characters are first there together; by how much they are in the
 * script. How much the character is there who is there the most in all, and whether that one and the next are there alone.
 */
export function castFeatures(scenes: readonly SceneMeasures[]) {
  const weight = new Map<string, number>();
  let all = 0;
  for (const { presence } of scenes) {
    for (const [name, amount] of presence) {
      weight.set(name, (weight.get(name) ?? 0) + amount);
      all += amount;
    }
  }
  const share = (name: string): number => (weight.get(name) ?? 0) / (all || 1);
  const ranked = [...weight].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const main = new Set(ranked.slice(0, MAIN));
  const [lead = '', second = ''] = ranked;

  const introduced = new Float64Array(scenes.length);
  const meetings = new Float64Array(scenes.length);
  const seen = new Set<string>();
  const met = new Set<string>();
  for (const [at, { presence }] of scenes.entries()) {
    const names = [...presence.keys()].sort();
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      introduced[at] = (introduced[at] ?? 0) + Math.sqrt(share(name));
    }
    const leads = names.filter((name) => main.has(name));
    for (const [index, one] of leads.entries()) {
      for (const other of leads.slice(index + 1)) {
        const pair = `${one}\n${other}`;
        if (met.has(pair)) continue;
        met.add(pair);
        meetings[at] = (meetings[at] ?? 0) + Math.sqrt(share(one) * share(other));
      }
    }
  }
  return {
    'characters introduced': introduced,
    'first meetings': meetings,
    'presence of the lead': Float64Array.from(scenes, ({ presence }) => Math.log1p(presence.get(lead) ?? 0)),
    'the two leads alone': Float64Array.from(scenes, ({ presence }) =>
      presence.size === 2 && presence.has(lead) && presence.has(second) ? 1 : 0,
    ),
  };
}
