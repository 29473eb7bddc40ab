import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import betweennessModule from 'graphology-metrics/centrality/betweenness.js';
import type { Exported } from '../common-js.ts';
import { last } from '../last.ts';
import type { Speech } from '../speeches.ts';
import type { CastLink } from './cast.ts';

const louvain = louvainModule as unknown as Exported<typeof louvainModule>;
const betweennessCentrality = betweennessModule as unknown as Exported<typeof betweennessModule>;

/** Beyond these the shortest ways of a cast of thousands would take seconds; those who speak least are left out. */
const MOST = 300;

export interface Network {
  readonly links: readonly CastLink[];
  readonly community: readonly number[];
  readonly betweenness: readonly number[];
}

/**
 * Who speaks right after whom in a scene, weighted by how often. Groups by the Louvain method (Blondel et al. 2008)
 * without chance, so that one script has one answer.
 *
 * @param who who speak each speech, as indices of `names`
 */
export function networkOf(
  names: readonly string[],
  speeches: readonly Speech[],
  who: readonly (readonly number[])[],
): Network {
  const links = new Map<
    string,
    { a: number; b: number; exchanges: number; scenes: Set<number>; from: number; to: number }
  >();
  for (let index = 1; index < speeches.length; index++) {
    const [before, after] = [speeches[index - 1], speeches[index]] as [Speech, Speech];
    if (before.scene !== after.scene || before.scene < 0) continue;
    for (const one of who[index - 1] ?? []) {
      for (const two of who[index] ?? []) {
        if (one === two) continue;
        const [a, b] = one < two ? [one, two] : [two, one];
        const key = `${a} ${b}`;
        const link = links.get(key);
        if (link === undefined) {
          const scenes = new Set([after.scene]);
          links.set(key, { a, b, exchanges: 1, scenes, from: before.from, to: after.to });
        } else {
          link.exchanges++;
          link.scenes.add(after.scene);
        }
      }
    }
  }
  const all = [...links.values()].sort((x, y) => y.exchanges - x.exchanges || x.a - y.a || x.b - y.b);

  const shown = Math.min(MOST, names.length);
  const ties = all.filter(({ b }) => b < shown);
  const key = `${shown} ${ties.map(({ a, b, exchanges }) => `${a},${b},${exchanges}`).join(' ')}`;
  const { groups, between } = kept(key, () => measure(shown, ties));

  const numbers = new Map<number, number>();
  return {
    links: all.map(({ a, b, exchanges, scenes, from, to }) => ({
      between: [names[a] as string, names[b] as string],
      exchanges,
      scenes: [...scenes],
      first: { kind: 'script', from, to },
    })),
    // Numbered in order of the first member; those who talk with nobody are groups of one.
    community: names.map((_, index) => {
      const group = groups[index] ?? -1 - index;
      const number = numbers.get(group) ?? numbers.size;
      numbers.set(group, number);
      return number;
    }),
    betweenness: names.map((_, index) => between[index] ?? 0),
  };
}

interface Tie {
  readonly a: number;
  readonly b: number;
  readonly exchanges: number;
}

interface Measures {
  readonly groups: Readonly<Record<string, number>>;
  readonly between: Readonly<Record<string, number>>;
}

const kept = last<Measures>();

function measure(shown: number, ties: readonly Tie[]): Measures {
  if (ties.length === 0) return { groups: {}, between: {} };
  const graph = new UndirectedGraph<Record<string, never>, { weight: number }>();
  for (let index = 0; index < shown; index++) graph.addNode(index);
  for (const { a, b, exchanges } of ties) graph.addEdge(a, b, { weight: exchanges });
  return {
    groups: louvain(graph, { getEdgeWeight: 'weight', randomWalk: false }),
    // Much talk is a short way.
    between: betweennessCentrality(graph, { getEdgeWeight: (_edge, { weight }) => 1 / weight }),
  };
}
