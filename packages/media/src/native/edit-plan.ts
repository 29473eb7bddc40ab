import { type Clip, type Edit, isTitle } from '../edit.ts';
import { MediaError } from '../error.ts';

/** A clip placed on the output's frames. */
export interface PlannedClip {
  readonly clip: Clip;
  /** First output frame, and how many. */
  readonly start: number;
  readonly frames: number;
  /** Output frames before `start`, and behind its end, in which it is seen too (a dissolve). */
  readonly headOverlap: number;
  readonly tailOverlap: number;
  /** Fades from and to black, in output frames inside the clip. */
  readonly fadeIn: number;
  readonly fadeOut: number;
  /** Does the sound run on from the clip before, and into the next, because they are neighbours in the same film? */
  readonly joinsBefore: boolean;
  readonly joinsNext: boolean;
}

/** What is seen in one output frame: one clip, or two that dissolve. */
export interface Layer {
  readonly index: number;
  /** 0 to 1; together with the other layer 1, or less in a fade from or to black. */
  readonly weight: number;
}

const firstHalf = (frames: number): number => Math.floor(frames / 2);
const secondHalf = (frames: number): number => Math.ceil(frames / 2);

/**
 * Lays clips end to end. A transition lies across the cut (its first half before it), so that it changes no length.
 * A `fade` on the last clip ends the film in black. `lengths` are the clips' lengths in output frames.
 */
export function planEdit(edit: Edit, lengths: readonly number[]): PlannedClip[] {
  const planned: PlannedClip[] = [];
  let start = 0;
  for (const [index, clip] of edit.clips.entries()) {
    const frames = lengths[index] ?? 0;
    const before = edit.clips[index - 1];
    const next = edit.clips[index + 1];
    const into = before?.transition ?? { type: 'cut', frames: 0 };
    const out = clip.transition ?? { type: 'cut', frames: 0 };
    const isLast = next === undefined;
    const place = {
      clip,
      start,
      frames,
      headOverlap: into.type === 'dissolve' ? firstHalf(into.frames) : 0,
      tailOverlap: out.type === 'dissolve' && !isLast ? secondHalf(out.frames) : 0,
      fadeIn: index === 0 ? (edit.fadeInFrames ?? 0) : into.type === 'fade' ? secondHalf(into.frames) : 0,
      fadeOut: out.type !== 'fade' ? 0 : isLast ? out.frames : firstHalf(out.frames),
      joinsBefore: into.type === 'cut' && isContinued(before, clip),
      joinsNext: out.type === 'cut' && isContinued(clip, next),
    };
    const used =
      (into.type === 'dissolve' ? secondHalf(into.frames) : place.fadeIn) +
      (out.type === 'dissolve' && !isLast ? firstHalf(out.frames) : place.fadeOut);
    if (used > frames) {
      throw new MediaError('input', `Clip ${index + 1} is ${frames} frames long, too short for its transitions.`, {
        ...(isTitle(clip) ? {} : { place: clip.path }),
      });
    }
    planned.push(place);
    start += frames;
  }
  return planned;
}

function isContinued(one: Clip | undefined, other: Clip | undefined): boolean {
  if (one === undefined || other === undefined || isTitle(one) || isTitle(other)) return false;
  return one.path === other.path && one.outFrame === other.inFrame;
}

/** The clips seen in an output frame, the one that leaves first. */
export function layersAt(plan: readonly PlannedClip[], frame: number, from = 0): Layer[] {
  const layers: Layer[] = [];
  for (let index = from; index < plan.length; index++) {
    const place = plan[index] as PlannedClip;
    if (place.start - place.headOverlap > frame) break;
    if (frame < place.start + place.frames + place.tailOverlap)
      layers.push({ index, weight: weightAt(plan, index, frame) });
  }
  return layers;
}

/** How much of a clip is seen in an output frame. */
function weightAt(plan: readonly PlannedClip[], index: number, frame: number): number {
  const place = plan[index] as PlannedClip;
  const next = plan[index + 1];
  const end = place.start + place.frames;
  let weight = 1;
  const before = plan[index - 1];
  if (before !== undefined && before.tailOverlap + place.headOverlap > 0) {
    weight *= ramp(frame - (place.start - place.headOverlap), place.headOverlap + before.tailOverlap);
  }
  if (next !== undefined && place.tailOverlap + next.headOverlap > 0) {
    weight *= 1 - ramp(frame - (end - next.headOverlap), next.headOverlap + place.tailOverlap);
  }
  if (place.fadeIn > 0) weight *= ramp(frame - place.start, place.fadeIn);
  if (place.fadeOut > 0) weight *= 1 - ramp(frame - (end - place.fadeOut), place.fadeOut);
  return weight;
}

/** Share of a transition of `length` frames that is over in its frame `at`; never 0 or 1 inside it. */
function ramp(at: number, length: number): number {
  return Math.min(1, Math.max(0, (at + 1) / (length + 1)));
}

/** Number of the first sample that belongs to an output frame. */
export function sampleOf(frame: number, rate: { num: number; den: number }, sampleRate: number): number {
  return Math.round((frame * rate.den * sampleRate) / rate.num);
}
