import { measureOf, type RecordedFrame } from '../records/frame-record.ts';
import type { ShotDetector } from './detector.ts';
import { difference, type Signature, signature } from './signature.ts';

interface Candidate {
  readonly frame: number;
  readonly sharp: number;
  readonly moving: number;
  readonly bright: number;
  readonly signature: Signature;
}

/** Candidates that are kept of a shot of any length. */
const MOST = 24;

/** Sharp and still, before it is known what the shot looks like. */
function quality({ sharp, moving }: Pick<Candidate, 'sharp' | 'moving'>): number {
  return sharp * (1 - Math.min(0.9, moving * 4));
}

/**
 * The frame that stands for a shot: looks like the rest of it, sharp, hardly moving, neither dimmed nor next to the
 * shot's ends. The best of every few frames is kept, and the few become more as the shot goes on.
 */
export class KeyFrameOfShot implements ShotDetector<number> {
  #first: number | undefined;
  #last = 0;
  #seen = 0;
  #every = 1;
  #candidates: Candidate[] = [];

  frame(frame: RecordedFrame, previous: RecordedFrame | undefined): void {
    this.#first ??= frame.index;
    this.#last = frame.index;
    const slot = Math.floor(this.#seen++ / this.#every);
    const sharp = measureOf(frame, 'sharpness');
    const moving = previous === undefined ? 0 : measureOf(frame, 'change');
    const rival = this.#candidates[slot];
    if (rival !== undefined && quality(rival) >= quality({ sharp, moving })) return;
    const bright = measureOf(frame, 'brightness');
    const seen = signature(frame, rival?.signature);
    this.#candidates[slot] = { frame: frame.index, sharp, moving, bright, signature: seen };
    if (this.#candidates.length > MOST) this.#pair();
  }

  /** Of each two neighbours the better stays. */
  #pair(): void {
    const kept: Candidate[] = [];
    for (let at = 0; at < this.#candidates.length; at += 2) {
      const one = this.#candidates[at]!;
      const other = this.#candidates[at + 1];
      kept.push(other === undefined || quality(one) >= quality(other) ? one : other);
    }
    this.#candidates = kept;
    this.#every *= 2;
  }

  shot(): number {
    const first = this.#first ?? 0;
    const last = this.#last;
    const candidates = this.#candidates;
    this.#first = undefined;
    this.#seen = 0;
    this.#every = 1;
    this.#candidates = [];
    const margin = Math.min(5, Math.floor((last - first) / 5));
    const inner = candidates.filter(({ frame }) => frame >= first + margin && frame <= last - margin);
    const pool = inner.length > 0 ? inner : candidates;
    const most = (of: (one: Candidate) => number): number => Math.max(1e-9, ...pool.map(of));
    const sharpest = most((one) => one.sharp);
    const liveliest = most((one) => one.moving);
    const brightest = most((one) => one.bright);
    let best = first;
    let top = Number.NEGATIVE_INFINITY;
    for (const one of pool) {
      let unlike = 0;
      for (const other of pool) unlike += difference(one.signature, other.signature);
      const score =
        one.sharp / sharpest -
        0.4 * (one.moving / liveliest) -
        unlike / pool.length +
        0.5 * Math.min(1, one.bright / (0.6 * brightest));
      if (score > top) {
        top = score;
        best = one.frame;
      }
    }
    return best;
  }
}
