import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import type { Exported } from '../common-js.ts';
import { alike, type SceneVector } from './likeness.ts';

const louvain = louvainModule as unknown as Exported<typeof louvainModule>;

/** A scene is linked to so many others, those most like it: with all, two thousand scenes were two million links. */
const LINKS = 12;
/** Less like than this is not alike. */
const LEAST = 0.15;
/** Beyond these, only scenes so near are compared: a line that rests longer is two. */
const REACH = 600;

/**
 * Groups of scenes by who is there and where, as the Louvain method (Blondel et al. 2008) finds them in the graph of
 * scenes that are alike; without chance, so that one script has one answer. Scenes like no other are in no group.
 */
export function sceneGroups(vectors: readonly SceneVector[]): number[][] {
  const graph = new UndirectedGraph<Record<string, never>, { weight: number }>();
  for (const at of vectors.keys()) graph.addNode(at);
  const others = alike(vectors, LEAST, REACH);
  for (const at of vectors.keys()) {
    const likest = others(at).sort((a, b) => b.weight - a.weight || a.to - b.to);
    for (const { to, weight } of likest.slice(0, LINKS)) {
      if (!graph.hasEdge(at, to)) graph.addEdge(at, to, { weight });
    }
  }
  if (graph.size === 0) return [];
  const groups = new Map<number, number[]>();
  for (const [node, group] of Object.entries(louvain(graph, { getEdgeWeight: 'weight', randomWalk: false }))) {
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [Number(node)]);
    else members.push(Number(node));
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort((a, b) => a - b));
}
