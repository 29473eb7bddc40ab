import { CUT_FEATURES, cutsIn } from './cuts.ts';
import type { Detector, SmallFrame } from './detector.ts';
import { DISSOLVE_FEATURES } from './dissolves.ts';
import { fadeEdgesIn, isFlat } from './fades.ts';
import { gradualIn } from './gradual.ts';
import { Stretch } from './stretch.ts';
import { checkFeatures, SHIPPED, type ShotChangeModel } from './weights.ts';
import { WIPE_FEATURES } from './wipes.ts';

/** A change of shot. The frames [startFrame, endFrame) belong to neither shot; a cut has none. */
export interface ShotChange {
  readonly type: 'cut' | 'dissolve' | 'fade' | 'wipe';
  /** `begin`: the film comes up out of an empty picture. `end`: it goes down into one and does not come back. */
  readonly at: 'begin' | 'between' | 'end';
  readonly startFrame: number;
  readonly endFrame: number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What was seen at one place; `place` orders them. */
interface Sight {
  readonly kind: 'cut' | 'dissolve' | 'wipe' | 'out' | 'in';
  readonly place: number;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** Of a dissolve: variance of the picture before it and behind it. */
  readonly before?: number;
  readonly behind?: number;
}

// Every decision is local, so that the same changes are found however a film is portioned. Each stage runs this many
// frames behind the one before it: behind the frames read, a fade's longest rise and its look ahead; then the
// longest half of a dissolve or wipe, three times; then what could still overrule a sight.
const FADE_REACH = 190;
const GRADUAL_REACH = 110;
const OVERRULE_REACH = 190;
const PORTION = 64;
/** Frames that a shot has at least. */
const SHORTEST_SHOT = 4;
/** An empty picture shorter than this, with no fade into or out of it, is part of a cut. */
const SHORTEST_EMPTY = 3;
/** Frames that a faint picture lasts between two dissolves, and what part of their variance it has, to make them one fade. */
const LONGEST_DIP = 16;
const DIP = 0.15;

/** Finds the changes of shot in a film, in order. No setting: each place is judged against its own surroundings. */
export class ShotChanges implements Detector<ShotChange> {
  readonly #stretch = new Stretch();
  readonly #model: ShotChangeModel;
  #edged = 0;
  #gradual = 0;
  #ruled = 0;
  #sights: Sight[] = [];
  /** The empty picture that is open: where the old shot begins to go, and where it is gone. */
  #empty: { readonly start: number; readonly from: number } | undefined;
  /** End of the last change: the shot that runs now begins here. */
  #shotSince = 0;
  #held: ShotChange | undefined;
  /** What `#held` was made of. */
  #heldSight: Sight | undefined;

  /** `model` judges; the shipped one where none is given. Throws where it is for other features than ours. */
  constructor(model: ShotChangeModel = SHIPPED) {
    checkFeatures(model.cuts, CUT_FEATURES);
    checkFeatures(model.dissolves, DISSOLVE_FEATURES);
    checkFeatures(model.wipes, WIPE_FEATURES);
    this.#model = model;
  }

  frame(frame: SmallFrame): readonly ShotChange[] {
    this.#stretch.push(frame);
    const lag = FADE_REACH + GRADUAL_REACH + OVERRULE_REACH;
    return this.#stretch.to < this.#ruled + PORTION + lag ? [] : this.#advance(this.#stretch.to - FADE_REACH, false);
  }

  /** Every change that begins before this frame has been answered. */
  get settled(): number {
    return Math.max(0, Math.min(this.#held?.startFrame ?? this.#ruled, this.#empty?.start ?? this.#ruled) - FADE_REACH);
  }

  /**
   * The empty picture that goes on, if one does: its frames from `startFrame` to `endFrame` and on belong to no shot,
   * unless the film is nothing else.
   */
  get empty(): { readonly startFrame: number; readonly endFrame: number } | undefined {
    if (this.#empty === undefined || this.#ruled <= this.#empty.from) return undefined;
    return { startFrame: this.#empty.start, endFrame: this.#ruled };
  }

  end(): readonly ShotChange[] {
    const to = this.#stretch.to;
    const changes = this.#advance(to, true);
    if (this.#held !== undefined) changes.push(this.#held);
    if (this.#empty !== undefined && this.#empty.start < to) {
      const { start } = this.#empty;
      changes.push({ type: 'fade', at: 'end', startFrame: start, endFrame: to, confidence: 0.9 });
    }
    return changes;
  }

  #advance(edgesTo: number, over: boolean): ShotChange[] {
    const stretch = this.#stretch;
    if (this.#edged === 0 && stretch.to > 0 && fadeOpens(stretch)) this.#empty = { start: 0, from: 0 };
    for (const cut of cutsIn(stretch, this.#edged, edgesTo, this.#model.cuts)) {
      this.#sights.push({
        kind: 'cut',
        place: cut.frame,
        start: cut.frame,
        end: cut.frame,
        confidence: cut.confidence,
      });
    }
    for (const edge of fadeEdgesIn(stretch, this.#edged, edgesTo)) {
      const place = edge.side === 'out' ? edge.endFrame : edge.startFrame;
      this.#sights.push({ kind: edge.side, place, start: edge.startFrame, end: edge.endFrame, confidence: 0.9 });
    }
    this.#edged = edgesTo;

    const gradualTo = over ? edgesTo : edgesTo - GRADUAL_REACH;
    const walls = this.#sights.filter(({ kind }) => kind !== 'dissolve' && kind !== 'wipe');
    for (const one of gradualIn(stretch, this.#gradual, gradualTo, walls, this.#model)) {
      const { type, startFrame, endFrame, confidence, before, behind } = one;
      const place = (startFrame + endFrame) >> 1;
      this.#sights.push({ kind: type, place, start: startFrame, end: endFrame, confidence, before, behind });
    }
    this.#gradual = gradualTo;

    const ruleTo = over ? edgesTo : gradualTo - OVERRULE_REACH;
    this.#sights.sort((a, b) => a.place - b.place || a.start - b.start);
    const changes: ShotChange[] = [];
    for (const sight of this.#sights) {
      if (sight.place >= this.#ruled && sight.place < ruleTo && this.#stands(sight)) this.#take(sight, changes);
    }
    this.#ruled = ruleTo;
    // A fade that begins this late cannot run into the last change any more.
    if (this.#held !== undefined && this.#held.endFrame + SHORTEST_SHOT + FADE_REACH < ruleTo) {
      changes.push(this.#held);
      this.#held = undefined;
    }
    const keep = ruleTo - OVERRULE_REACH;
    this.#sights = this.#sights.filter((sight) => sight.place >= keep);
    stretch.forget(Math.min(this.#edged - FADE_REACH, this.#gradual - GRADUAL_REACH));
    return changes;
  }

  /** A sight falls where a stronger one says what happens there. Depends on what is near and on nothing else. */
  #stands(sight: Sight): boolean {
    if (sight.kind === 'out' || sight.kind === 'in') return true;
    return !this.#sights.some((other) => {
      if (other === sight) return false;
      const near = sight.start < other.end + SHORTEST_SHOT && sight.end > other.start - SHORTEST_SHOT;
      if (!near) return false;
      if (other.kind === 'out' || other.kind === 'in') return true;
      return (
        other.confidence > sight.confidence || (other.confidence === sight.confidence && other.place < sight.place)
      );
    });
  }

  /** The sights that stand, one after the other, become changes; both sides of an empty picture become one. */
  #take(sight: Sight, changes: ShotChange[]): void {
    const give = (change: ShotChange): void => {
      if (this.#held !== undefined) changes.push(this.#held);
      this.#held = change;
      this.#heldSight = sight;
      this.#shotSince = change.endFrame;
    };
    const empty = this.#empty;
    if (sight.kind === 'out') {
      if (empty !== undefined) return;
      this.#empty = this.#close(sight);
      return;
    }
    if (sight.kind === 'in') {
      const start = empty?.start ?? sight.start;
      const from = empty?.from ?? sight.start;
      this.#empty = undefined;
      const at = start === 0 ? 'begin' : 'between';
      const { end, confidence } = sight;
      if (at === 'between' && start === from && end === sight.start && end - start < SHORTEST_EMPTY) {
        give({ type: 'cut', at, startFrame: end, endFrame: end, confidence });
      } else give({ type: 'fade', at, startFrame: start, endFrame: end, confidence });
      return;
    }
    if (empty !== undefined) return;
    if (this.#held !== undefined && isDip(this.#heldSight, sight)) {
      this.#held = { ...this.#held, type: 'fade', endFrame: sight.end };
      this.#heldSight = undefined;
      this.#shotSince = sight.end;
      return;
    }
    if (sight.start < this.#shotSince + SHORTEST_SHOT) return;
    give({
      type: sight.kind,
      at: 'between',
      startFrame: sight.start,
      endFrame: sight.end,
      confidence: sight.confidence,
    });
  }

  /** Opens an empty picture; where the shot before it had hardly come up, shares the time between the two fades. */
  #close(out: Sight): { start: number; from: number } {
    const before = this.#held;
    if (before?.type !== 'fade' || out.start >= before.endFrame + SHORTEST_SHOT)
      return { start: out.start, from: out.end };
    const whole = Math.round((out.end - before.startFrame) / 6);
    if (whole < SHORTEST_SHOT) {
      // Nothing that one could call a shot stood between them: one long change.
      this.#held = undefined;
      return { start: before.startFrame, from: before.startFrame };
    }
    const start = Math.max(before.startFrame + whole, out.start);
    this.#held = { ...before, endFrame: Math.min(before.endFrame, start - whole) };
    return { start, from: out.end };
  }
}

/** Does one picture dissolve into hardly anything, and that into another? Then the two are a fade. */
function isDip(one: Sight | undefined, next: Sight): boolean {
  if (one?.kind !== 'dissolve' || next.kind !== 'dissolve' || next.start - one.end > LONGEST_DIP) return false;
  const { before = 0, behind = 0 } = one;
  return Math.max(behind, next.before ?? 0) < DIP * Math.min(before, next.behind ?? 0);
}

function fadeOpens(stretch: Stretch): boolean {
  return stretch.from === 0 && isFlat(stretch.at(0).whole);
}
