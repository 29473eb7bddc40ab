import { type Box, distanceOf, type Face, overlapOf } from './face-model.ts';

/** A face in one frame. */
export interface FaceSeen {
  readonly frame: number;
  readonly box: Box;
  readonly confidence: number;
}

/** One face as it goes through a shot. */
export interface FaceTrack {
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** Where it was looked for and seen, in film order. */
  readonly seen: readonly FaceSeen[];
  /** Index in `seen` of the clearest view. */
  readonly best: number;
  /** Mean of its descriptors, the clear ones counting for more; absent where it is too small to be told from others. */
  readonly descriptor?: Float32Array;
}

/** A face that was found in a frame, with its descriptor where it is large enough for one. */
export interface FoundFace extends Face {
  readonly descriptor?: Float32Array;
}

/** Boxes that overlap this much, in frames that follow each other, are of one face unless their looks say otherwise. */
const OVERLAPS = 0.25;
/** Looks so much alike that a face which moved further is still taken for the same. */
const ALIKE = 0.45;
/** Looks so different that even at the same place it is another face: a quick change of places, or a missed cut. */
const DIFFERENT = 0.75;
/** Looks that a face may go unseen for, as when it turns away. */
const MISSED = 3;
/** A face seen in one look of several must be this sure. */
const SURE_ALONE = 0.7;

interface Open {
  readonly seen: FaceSeen[];
  readonly descriptors: { readonly descriptor: Float32Array; readonly weight: number }[];
  last: FoundFace;
  /** Of the last look with one. */
  lastDescriptor: Float32Array | undefined;
  missed: number;
}

/** How well a face continues a track; not at all below 0. */
function fit(track: Open, face: FoundFace): number {
  const overlap = overlapOf(track.last.box, face.box);
  const apart =
    track.lastDescriptor === undefined || face.descriptor === undefined
      ? undefined
      : distanceOf(track.lastDescriptor, face.descriptor);
  if (apart === undefined) return overlap >= OVERLAPS && track.missed === 0 ? overlap : -1;
  if (apart < ALIKE) return 1 + overlap - apart;
  return overlap >= OVERLAPS && apart < DIFFERENT && track.missed === 0 ? overlap : -1;
}

/** Follows the faces of one shot from look to look. */
export class FaceTracks {
  #open: Open[] = [];
  readonly #closed: Open[] = [];
  #looks = 0;

  /** The faces of one frame; frames in rising order. */
  add(frame: number, faces: readonly FoundFace[]): void {
    this.#looks += 1;
    const pairs = this.#open
      .flatMap((track) => faces.map((face) => ({ track, face, score: fit(track, face) })))
      .filter(({ score }) => score >= 0)
      .sort((a, b) => b.score - a.score);
    const taken = new Set<Open | FoundFace>();
    for (const { track, face } of pairs) {
      if (taken.has(track) || taken.has(face)) continue;
      taken.add(track);
      taken.add(face);
      note(track, frame, face);
    }
    for (const track of this.#open) if (!taken.has(track)) track.missed += 1;
    for (const face of faces) {
      if (taken.has(face)) continue;
      const track: Open = { seen: [], descriptors: [], last: face, lastDescriptor: undefined, missed: 0 };
      note(track, frame, face);
      this.#open.push(track);
    }
    this.#closed.push(...this.#open.filter(({ missed }) => missed > MISSED));
    this.#open = this.#open.filter(({ missed }) => missed <= MISSED);
  }

  /** The shot is over: its tracks, in order of their first frames. `endFrame` is the shot's; `step` frames lie between looks. */
  end(endFrame: number, step: number): FaceTrack[] {
    return [...this.#closed, ...this.#open]
      .filter(({ seen }) => seen.length > 1 || this.#looks === 1 || (seen[0]?.confidence ?? 0) >= SURE_ALONE)
      .map((track) => trackOf(track, endFrame, step))
      .sort((a, b) => a.startFrame - b.startFrame);
  }
}

function note(track: Open, frame: number, face: FoundFace): void {
  const { confidence, descriptor } = face;
  // As exact as a pixel: thousands of these are kept and sent.
  const { x, y, width, height } = face.box;
  const box = { x: round(x), y: round(y), width: round(width), height: round(height) };
  track.seen.push({ frame, box, confidence: round(confidence) });
  track.last = face;
  track.missed = 0;
  if (descriptor === undefined) return;
  track.lastDescriptor = descriptor;
  track.descriptors.push({ descriptor, weight: clarity({ frame, box, confidence }) });
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** A sure and large view says more. */
function clarity({ box, confidence }: FaceSeen): number {
  return confidence * Math.min(1, Math.max(0.01, box.height) * 4);
}

function trackOf({ seen, descriptors }: Open, endFrame: number, step: number): FaceTrack {
  let best = 0;
  for (const [at, one] of seen.entries()) if (clarity(one) > clarity(seen[best] as FaceSeen)) best = at;
  const last = (seen.at(-1) as FaceSeen).frame;
  const track = { startFrame: (seen[0] as FaceSeen).frame, endFrame: Math.min(endFrame, last + step), seen, best };
  const [first] = descriptors;
  if (first === undefined) return track;
  const descriptor = new Float32Array(first.descriptor.length);
  const total = descriptors.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of descriptors) {
    for (let at = 0; at < descriptor.length; at++) descriptor[at]! += ((one.descriptor[at] ?? 0) * one.weight) / total;
  }
  return { ...track, descriptor };
}
