import type { PictureFault } from '../shot-log.ts';
import type { FilmMeasures } from './film-measures.ts';

interface Range {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** Frames before and behind that say how much moves at a frame. */
const AROUND = 15;
/** Part of the frames around that a frame's change is held against: among two of three duplicates the third still moves. */
const LIVELY = 0.75;
/** Change of luma from which things move enough for a frame that does not to be told. */
const MOVING = 0.003;
/** Part of what changes around that is none in a duplicate, and that the frames beside it must have: a figure that comes
 * to rest slows down, a film that stops does not. */
const NOTHING = 0.1;
const ABRUPT = 0.4;
/** Steps that are none, one after the other, of which a change of frame rate makes no more: twelve to sixty has four. */
const DOUBLED = 4;
/** Seconds that a picture stands before it is frozen, and change of luma of a picture that stands. */
const FROZEN = 0.4;
const STANDS = 0.0003;
/** Duplicates further apart than this, in frames, do not belong to one pattern. */
const APART = 60;
/** Duplicates that make a pattern, and frames that each may be off it. */
const PATTERN = 6;
const OFF_PATTERN = 1.2;
/** How far the beats of two stretches may lie apart and be one pattern. */
const SAME_BEAT = 0.08;

/** Frozen stretches and duplicate frames within shots; duplicates that come regularly are one fault. */
export function duplicatesIn(
  film: FilmMeasures,
  shots: readonly Range[],
  times: { at(frame: number): number },
): PictureFault[] {
  const change = film.column('change');
  const frozen: PictureFault[] = [];
  const doubles: number[] = [];
  for (const { startFrame, endFrame } of shots) {
    const first = startFrame + 1;
    for (let from = first; from < endFrame; from++) {
      const lively = livelyAround(change, from, first, endFrame);
      if (lively < MOVING || change[from]! >= NOTHING * lively) continue;
      let to = from + 1;
      while (to < endFrame && change[to]! < NOTHING * lively) to++;
      // Beside the shot's ends only one side can tell.
      const before = from === first ? 1 : change[from - 1]! / lively;
      const behind = to === endFrame ? 1 : change[to]! / lively;
      const abrupt = Math.min(before, behind) >= ABRUPT && (from > first || to < endFrame);
      if (abrupt && to - from <= DOUBLED) for (let frame = from; frame < to; frame++) doubles.push(frame);
      from = to;
    }
    frozen.push(...frozenIn(change, first, endFrame, times));
  }
  return [...frozen, ...patterns(doubles)];
}

/** Stretches that stand still and begin or end at once: a card or a drawing stands from end to end and is not frozen. */
function* frozenIn(
  change: Float32Array,
  first: number,
  endFrame: number,
  times: { at(frame: number): number },
): Generator<PictureFault> {
  for (let from = first; from < endFrame; from++) {
    if (change[from]! >= STANDS) continue;
    let to = from + 1;
    while (to < endFrame && change[to]! < STANDS) to++;
    // The frame before the first step that changes nothing is the one that stands.
    const startFrame = from - 1;
    if (times.at(to) - times.at(startFrame) >= FROZEN && to - from > DOUBLED) {
      const before = from === first ? undefined : change[from - 1]!;
      const behind = to === endFrame ? undefined : change[to]!;
      const least = Math.min(before ?? behind ?? 0, behind ?? before ?? 0);
      if (least >= MOVING) {
        const confidence = Math.min(0.9, 0.6 + 0.1 * Math.log2(least / MOVING));
        yield { kind: 'frozen', startFrame, endFrame: to, confidence };
      }
    }
    from = to;
  }
}

/** How much changes between frames around one, in its shot: of most of them. */
function livelyAround(change: Float32Array, frame: number, from: number, to: number): number {
  const near = change.slice(Math.max(from, frame - AROUND), Math.min(to, frame + AROUND + 1)).sort();
  return near[Math.floor((near.length - 1) * LIVELY)] ?? 0;
}

/** Duplicates as faults: those that keep time together are one. */
function patterns(doubles: readonly number[]): PictureFault[] {
  const groups: number[][] = [];
  for (const frame of doubles) {
    const last = groups.at(-1);
    if (last !== undefined && frame - last.at(-1)! <= APART) last.push(frame);
    else groups.push([frame]);
  }
  const found = groups.flatMap(faultsOf);
  // Where little moves a pattern goes on unseen, and its few duplicates that are seen fall into its beat: forth, then back.
  const forth: PictureFault[] = [];
  for (const one of found) {
    const last = forth.at(-1);
    if (last !== undefined && inBeat(last, one)) forth[forth.length - 1] = { ...last, endFrame: one.endFrame };
    else forth.push(one);
  }
  const back: PictureFault[] = [];
  for (const one of forth.reverse()) {
    const next = back.at(-1);
    if (next !== undefined && inBeat(next, one)) back[back.length - 1] = { ...next, startFrame: one.startFrame };
    else back.push(one);
  }
  return back;
}

function faultsOf(group: readonly number[]): PictureFault[] {
  const every = group.length < PATTERN ? undefined : beatOf(group);
  const range = { startFrame: group[0]!, endFrame: group.at(-1)! + 1 };
  if (every !== undefined) return [{ kind: 'duplicate', ...range, confidence: 0.9, every }];
  if (group.length >= PATTERN) return [{ kind: 'duplicate', ...range, confidence: 0.6 }];
  return group.map((frame) => ({ kind: 'duplicate', startFrame: frame, endFrame: frame + 1, confidence: 0.6 }));
}

/** Whether a fault goes on with a pattern: is the same one, or falls into its beat. */
function inBeat({ every, startFrame, endFrame }: PictureFault, other: PictureFault): boolean {
  if (every === undefined) return false;
  if (other.every !== undefined) return Math.abs(other.every - every) < SAME_BEAT * every;
  const away = other.startFrame >= endFrame ? other.startFrame - (endFrame - 1) : startFrame - (other.endFrame - 1);
  return Math.abs(away - Math.round(away / every) * every) <= OFF_PATTERN;
}

/** Frames from one duplicate to the next where they keep time, as a change of frame rate leaves them; else undefined. */
function beatOf(frames: readonly number[]): number | undefined {
  const gaps = frames.slice(1).map((frame, at) => frame - frames[at]!);
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
  // A stretch where nothing moves hides some: gaps are counted in whole beats.
  let kept = 0;
  let beats = 0;
  let span = 0;
  for (const gap of gaps) {
    const times = Math.max(1, Math.round(gap / usual));
    if (Math.abs(gap - times * usual) <= OFF_PATTERN) {
      kept++;
      beats += times;
      span += gap;
    }
  }
  if (kept < 0.8 * gaps.length) return undefined;
  return Math.round((span / beats) * 100) / 100;
}
