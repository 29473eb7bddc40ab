import { cutEvidence } from '../src/detectors/cuts.ts';
import { dissolveEvidence, HALVES } from '../src/detectors/dissolves.ts';
import { fadeEdgesIn } from '../src/detectors/fades.ts';
import { signature } from '../src/detectors/signature.ts';
import { Stretch } from '../src/detectors/stretch.ts';
import { HEIGHT, WIDTH } from './drawn-scenes.ts';
import type { Example } from './logistic.ts';
import type { Truth } from './made-films.ts';

/** Frames on either side of a fade in which nothing is asked: the fade decides there. */
const MARGIN = 4;

/** The places of one film that the two regressions learn from. */
export interface Examples {
  readonly cuts: Example[];
  readonly dissolves: Example[];
}

/** Judges every place of a film as the detectors do, and says what is true there. Needs no trained weights. */
export function examplesOf(frames: readonly Uint8Array[], truth: readonly Truth[]): Examples {
  const stretch = new Stretch();
  for (const [index, rgb] of frames.entries()) stretch.push(signature({ index, width: WIDTH, height: HEIGHT, rgb }));
  const edges = fadeEdgesIn(stretch, 0, stretch.to);
  const cuts: Example[] = [];
  for (let frame = 1; frame < stretch.to; frame++) {
    if (edges.some((edge) => frame > edge.startFrame - MARGIN && frame < edge.endFrame + MARGIN)) continue;
    const near = truth.find((one) => frame > one.startFrame - 3 && frame < one.endFrame + 3);
    const yes = near?.type === 'cut' && Math.abs(near.startFrame - frame) <= 1;
    if (near !== undefined && !yes) continue;
    const values = cutEvidence(stretch, frame);
    if (values !== undefined) cuts.push({ values, yes });
  }
  const walls = [
    ...truth.filter(({ type }) => type === 'cut').map(({ startFrame }) => startFrame),
    ...edges.map((edge) => (edge.side === 'out' ? edge.endFrame : edge.startFrame)),
  ];
  const dissolves: Example[] = [];
  for (let centre = 0; centre < stretch.to; centre++) {
    for (const half of HALVES) {
      if (walls.some((wall) => wall > centre - half && wall <= centre + half)) break;
      const yes = isDissolve(truth, centre, half);
      if (yes === undefined) continue;
      const values = dissolveEvidence(stretch, centre, half);
      if (values !== undefined) dissolves.push({ values, yes });
    }
  }
  return { cuts, dissolves };
}

/** Undefined where a dissolve is only grazed, or the place is wrong for its middle or its length: neither yes nor no. */
function isDissolve(truth: readonly Truth[], centre: number, half: number): boolean | undefined {
  const near = truth.filter((one) => centre - half < one.endFrame + 1 && centre + half > one.startFrame - 2);
  const [one, ...others] = near;
  if (one === undefined) return false;
  if (others.length > 0 || one.type !== 'dissolve') return undefined;
  const length = one.endFrame - one.startFrame;
  const away = Math.abs(centre - (one.startFrame + one.endFrame - 1) / 2);
  const fits = 2 * half >= 0.7 * length && 2 * half <= 1.35 * length + 2;
  return away <= Math.max(1, 0.12 * length) && fits ? true : undefined;
}
