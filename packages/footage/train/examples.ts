import { cutEvidence } from '../src/detectors/cuts.ts';
import { dissolveEvidence } from '../src/detectors/dissolves.ts';
import { type FadeEdge, fadeEdgesIn } from '../src/detectors/fades.ts';
import { HALVES, placeAt, strideOf } from '../src/detectors/gradual.ts';
import { Stretch } from '../src/detectors/stretch.ts';
import { wipeEvidence } from '../src/detectors/wipes.ts';
import { HEIGHT, WIDTH } from './drawn-scenes.ts';
import type { Example } from './network.ts';
import type { Truth } from './transitions.ts';

/** Frames on either side of a fade in which nothing is asked: the fade decides there. */
const MARGIN = 4;

/** The places of one film that the regressions learn from. */
export interface Examples {
  readonly cuts: Example[];
  readonly dissolves: Example[];
  readonly wipes: Example[];
}

function stretchOf(frames: readonly Uint8Array[]): Stretch {
  const stretch = new Stretch();
  for (const [index, rgb] of frames.entries()) stretch.push({ index, width: WIDTH, height: HEIGHT, rgb });
  return stretch;
}

function cutsAmong(stretch: Stretch, edges: readonly FadeEdge[], truth: readonly Truth[]): Example[] {
  const cuts: Example[] = [];
  for (let frame = 1; frame < stretch.to; frame++) {
    if (edges.some((edge) => frame > edge.startFrame - MARGIN && frame < edge.endFrame + MARGIN)) continue;
    const near = truth.find((one) => frame > one.startFrame - 3 && frame < one.endFrame + 3);
    const away = near?.type === 'cut' ? Math.abs(near.startFrame - frame) : undefined;
    // Beside a cut only where there is nothing to be seen of it at its frame.
    if (away !== undefined && (away > 1 || (away === 1 && cutEvidence(stretch, near!.startFrame) !== undefined)))
      continue;
    const values = cutEvidence(stretch, frame);
    if (values !== undefined) cuts.push({ values, yes: away !== undefined });
  }
  return cuts;
}

/** As `examplesOf`, the cuts alone. */
export function cutExamplesOf(frames: readonly Uint8Array[], truth: readonly Truth[]): Example[] {
  const stretch = stretchOf(frames);
  return cutsAmong(stretch, fadeEdgesIn(stretch, 0, stretch.to), truth);
}

/** Judges every place of a film as the detectors do, and says what is true there. Needs no trained weights. */
export function examplesOf(frames: readonly Uint8Array[], truth: readonly Truth[]): Examples {
  const stretch = stretchOf(frames);
  const edges = fadeEdgesIn(stretch, 0, stretch.to);
  const cuts = cutsAmong(stretch, edges, truth);
  const walls = [
    ...truth.filter(({ type }) => type === 'cut').map(({ startFrame }) => startFrame),
    ...edges.map((edge) => (edge.side === 'out' ? edge.endFrame : edge.startFrame)),
  ];
  const dissolves: Example[] = [];
  const wipes: Example[] = [];
  for (let centre = 0; centre < stretch.to; centre++) {
    for (const half of HALVES) {
      if (walls.some((wall) => wall > centre - half && wall <= centre + half)) break;
      if (centre % strideOf(half) !== 0) continue;
      const type = typeAt(truth, centre, half);
      if (type === 'unclear') continue;
      const place = placeAt(stretch, centre, half);
      if (place === undefined) continue;
      const mixing = dissolveEvidence(stretch, place);
      if (mixing !== undefined) dissolves.push({ values: mixing, yes: type === 'dissolve' });
      const crossing = wipeEvidence(stretch, place);
      if (crossing !== undefined) wipes.push({ values: crossing, yes: type === 'wipe' });
    }
  }
  return { cuts, dissolves, wipes };
}

/** `unclear` where a transition is only grazed, or the place is wrong for its middle or its length: neither yes nor no. */
function typeAt(truth: readonly Truth[], centre: number, half: number): 'dissolve' | 'wipe' | 'none' | 'unclear' {
  const near = truth.filter((one) => centre - half < one.endFrame + 1 && centre + half > one.startFrame - 2);
  const [one, ...others] = near;
  if (one === undefined) return 'none';
  if (others.length > 0 || (one.type !== 'dissolve' && one.type !== 'wipe')) return 'unclear';
  const length = one.endFrame - one.startFrame;
  const away = Math.abs(centre - (one.startFrame + one.endFrame - 1) / 2);
  const fits = 2 * half >= 0.7 * length && 2 * half <= 1.35 * length + 2;
  return away <= Math.max(strideOf(half) / 2, 1, 0.12 * length) && fits ? one.type : 'unclear';
}
