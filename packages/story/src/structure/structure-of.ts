import type { Block } from '@second-unit/screenplay';
import type { Lexicon } from '../breakdown/lexicon.ts';
import type { Cast } from '../cast/index.ts';
import type { Emotion } from '../emotion/index.ts';
import { last } from '../last.ts';
import type { Reading } from '../reading.ts';
import { actsOf } from './acts.ts';
import { gloomOf } from './gloom.ts';
import { keyOf, type SceneVector, sceneVectors } from './likeness.ts';
import { payoffsOf } from './payoffs.ts';
import { sceneGroups } from './plot-lines.ts';
import { sceneChanges } from './scene-changes.ts';
import { sceneMeasures } from './scene-measures.ts';
import { sequenceStarts } from './sequences.ts';
import type { PlotLine, SaidTurningPoint, Sequence, Structure } from './structure.ts';
import { pointsOf, type TurningPoint } from './turning-points.ts';

/** A plot line has at least this share of the words, and so many scenes. */
const LINE_SHARE = 0.06;
const LINE_SCENES = 3;
const LETTERS = 'ABCDE';
const NAMED = 4;
/** Fewer scenes have no sequences and no lines to speak of. */
const FEWEST = 12;

const keptStarts = last<number[]>();
const keptGroups = last<number[][]>();

interface KeptPoints {
  readonly scenes: number;
  readonly points: readonly TurningPoint[];
}

/** The last turning points, by every block that they were found in. */
const keptPoints = new WeakMap<Block, KeptPoints>();

interface StructureOptions {
  readonly lexicon?: Lexicon;
  readonly emotion?: Emotion;
  /** While someone types, the turning points are those of the text before, and `current` is false. */
  readonly typing?: boolean;
}

/**
 * What the script is built of. None of it needs a language; with the lexicon of the breakdown, English scripts have more
 * payoffs, and with their emotion the turning points are found by how dark the scenes are too.
 */
export function structureOf(
  reading: Reading,
  cast: Cast,
  { lexicon, emotion, typing = false }: StructureOptions = {},
): Structure {
  const { tree, scenes, speeches } = reading;
  const before = typing ? pointsBefore(reading) : undefined;
  const points = before ?? pointsOf(sceneMeasures(tree, speeches), emotion && gloomOf(emotion));
  if (before === undefined) for (const block of tree.blocks) keptPoints.set(block, { scenes: scenes.length, points });
  const vectors = scenes.length < FEWEST ? [] : sceneVectors(scenes, cast);
  return {
    current: before === undefined,
    turningPoints: points.map(said),
    acts: actsOf(
      points,
      scenes.map(({ words }) => words),
    ),
    sequences: sequencesOf(reading, cast, vectors),
    plotLines: plotLinesOf(reading, cast, vectors),
    payoffs: payoffsOf(reading, lexicon),
    changes: sceneChanges(scenes, cast),
  };
}

/** Undefined where none were found, or where scenes came or went: a point is a scene's number. */
function pointsBefore({ tree, scenes }: Reading): readonly TurningPoint[] | undefined {
  for (const block of tree.blocks) {
    const kept = keptPoints.get(block);
    if (kept !== undefined) return kept.scenes === scenes.length ? kept.points : undefined;
  }
  return undefined;
}

function said({ probabilities, terms, ...rest }: TurningPoint): SaidTurningPoint {
  // Adding zero makes one zero of two: JSON has no negative one.
  const round = (value: number): number => Math.round(value * 1e5) / 1e5 + 0;
  return {
    ...rest,
    probabilities: [...probabilities].map(round),
    terms: terms.map(({ feature, amount }) => ({ feature, amount: round(amount) })),
  };
}

function sequencesOf({ scenes }: Reading, cast: Cast, vectors: readonly SceneVector[]): Sequence[] {
  const starts = keptStarts(keyOf(vectors), () => sequenceStarts(vectors));
  return starts.map((from, at) => {
    const to = (starts[at + 1] ?? vectors.length) - 1;
    const inside = Array.from({ length: to - from + 1 }, (_, step) => from + step);
    return {
      scenes: [from, to],
      members: mostIn(inside, cast, vectors),
      place: mostOften(inside.map((scene) => vectors[scene]?.place ?? ''))[0] ?? '',
      words: inside.reduce((sum, scene) => sum + (scenes[scene]?.words ?? 0), 0),
    };
  });
}

function plotLinesOf({ scenes }: Reading, cast: Cast, vectors: readonly SceneVector[]): PlotLine[] {
  const all = scenes.reduce((sum, { words }) => sum + words, 0);
  return keptGroups(keyOf(vectors), () => sceneGroups(vectors))
    .map((group) => ({
      group,
      share: group.reduce((sum, scene) => sum + (scenes[scene]?.words ?? 0), 0) / Math.max(1, all),
    }))
    .filter(({ group, share }) => group.length >= LINE_SCENES && share >= LINE_SHARE)
    .sort((a, b) => b.share - a.share || (a.group[0] ?? 0) - (b.group[0] ?? 0))
    .slice(0, LETTERS.length)
    .map(({ group, share }, at) => ({
      letter: LETTERS[at] as string,
      scenes: group,
      share,
      members: mostIn(group, cast, vectors),
      places: mostOften(group.map((scene) => vectors[scene]?.place ?? '')).slice(0, 2),
    }));
}

/** Names of those who are most in these scenes beside how much they are in others. */
function mostIn(scenes: readonly number[], cast: Cast, vectors: readonly SceneVector[]): string[] {
  const sums = new Map<number, number>();
  for (const scene of scenes) {
    for (const [member, value] of vectors[scene]?.members ?? []) sums.set(member, (sums.get(member) ?? 0) + value);
  }
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, NAMED)
    .flatMap(([member]) => cast.members[member]?.name ?? []);
}

function mostOften(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, x], [, y]) => y - x).map(([value]) => value);
}
