import type { CameraMovement } from '@second-unit/timeline';
import type { Camera } from '../shot-log.ts';
import { type CameraStep, rollStretch } from './camera-step.ts';
import { localSlope, trembling } from './path.ts';

/** Share of a step's blocks that must agree before it counts as seen. */
const SEEN = 0.3;
/** Share of a shot that must have been seen before anything is said of its camera. */
const ENOUGH = 0.4;
/** Mean speed of the picture's places, widths a second, from which the camera moves. */
const MOVES = 0.004;
/** And how far it must come in a shot: a fifth of a pixel of the small picture is within its error. */
const TRAVELS = 0.006;
/** A movement that comes back counts from here. */
const RETURNS = 0.05;
/** Widths, root mean square, from which a path trembles. */
const TREMBLES = 0.0014;
/** Seconds of steady movement that outweigh trembling, in times its size. */
const OUTWEIGHS = 9;
/** Mean distance of a place of the picture from its middle, widths: what a growth of 1, or a turn of a radian, moves it. */
const ARM = 0.3;
/** Seconds before and behind a moment that its speed is taken from. */
const HALF_WINDOW = 0.4;

type Moving = 'pan' | 'tilt' | 'zoom' | 'roll';
const MOVING: readonly Moving[] = ['pan', 'tilt', 'zoom', 'roll'];

/** What the camera did in a shot, from its steps. About a hundred bytes a frame are kept while the shot lasts. */
export class CameraOfShot {
  readonly #shape: number;
  readonly #stretch: number;
  #seconds: number[] = [];
  #steps: CameraStep[] = [];

  /** `shape`: width of the film as shown by its height; its steps were seen in a picture of 16 by 9. */
  constructor(shape = 16 / 9) {
    this.#shape = shape;
    this.#stretch = rollStretch(shape, 16, 9);
  }

  /** The step from the shot's frame before to its next, `seconds` later. */
  step(step: CameraStep, seconds: number): void {
    this.#steps.push(step);
    this.#seconds.push(Math.max(0, seconds));
  }

  /** The shot is over. Undefined where its pictures show too little to tell, or it is a single frame. */
  shot(): Camera | undefined {
    const steps = this.#steps;
    const seconds = this.#seconds;
    this.#steps = [];
    this.#seconds = [];
    let all = 0;
    let seen = 0;
    let share = 0;
    const times: number[] = [0];
    const path: Record<Moving, number[]> = { pan: [0], tilt: [0], zoom: [0], roll: [0] };
    for (const [at, step] of steps.entries()) {
      const long = seconds[at]!;
      all += long;
      if (step.share < SEEN) continue;
      seen += long;
      share += long * step.share;
      // What was not seen is left out of the path as if it had not been: nothing is known of it.
      times.push(seen);
      for (const kind of MOVING)
        path[kind].push(path[kind].at(-1)! + (kind === 'roll' ? step.roll / this.#stretch : step[kind]));
    }
    if (times.length < 3 || seen <= 0 || seen < ENOUGH * all) return undefined;
    share /= seen;

    const arm: Record<Moving, number> = { pan: 1, tilt: 1 / this.#shape, zoom: ARM, roll: (ARM * Math.PI) / 180 };
    const speed = (kind: Moving): number => path[kind].at(-1)! / seen;
    const shake = trembling(
      times,
      path.pan,
      path.tilt.map((value) => value / this.#shape),
    );
    const lasts = this.#lasting(times, path, arm);
    const steady = Math.hypot(...MOVING.map((kind) => arm[kind] * speed(kind)));
    const { movement, confidence } = judged(lasts, steady, shake.usual, speed('zoom'), share);
    return {
      movement,
      confidence,
      pan: speed('pan'),
      tilt: speed('tilt'),
      zoom: speed('zoom'),
      roll: speed('roll'),
      shake: shake.all,
    };
  }

  /** Share of the time that each kind of movement is the strongest, by its direction, and its mean strength then. */
  #lasting(times: readonly number[], path: Readonly<Record<Moving, readonly number[]>>, arm: Record<Moving, number>) {
    const lasts = new Map<string, Lasting>();
    const whole = times.at(-1)!;
    const slopes = MOVING.map((kind) => localSlope(times, path[kind], HALF_WINDOW));
    for (let at = 1; at < times.length; at++) {
      const long = (times[at]! - times[at - 1]!) / whole;
      let best: Moving | undefined;
      let most = MOVES;
      let speed = 0;
      for (const [place, kind] of MOVING.entries()) {
        const here = arm[kind] * slopes[place]![at]!;
        if (Math.abs(here) > most) {
          most = Math.abs(here);
          best = kind;
          speed = here;
        }
      }
      const name = best === undefined ? 'static' : `${best}${Math.sign(speed)}`;
      const one = lasts.get(name) ?? { kind: best, share: 0, travel: 0 };
      lasts.set(name, { kind: best, share: one.share + long, travel: one.travel + speed * long * whole });
    }
    return lasts;
  }
}

interface Lasting {
  readonly kind: Moving | undefined;
  /** Of the shot's time. */
  readonly share: number;
  /** Widths that the picture's places moved meanwhile, signed. */
  readonly travel: number;
}

function judged(
  lasts: ReadonlyMap<string, Lasting>,
  steady: number,
  shake: number,
  zoom: number,
  seen: number,
): Pick<Camera, 'movement' | 'confidence'> {
  // One kind, both its ways: a pan there and back is a pan.
  const kinds = new Map<Moving | undefined, { share: number; travel: number; net: number }>();
  for (const { kind, share, travel } of lasts.values()) {
    const one = kinds.get(kind) ?? { share: 0, travel: 0, net: 0 };
    kinds.set(kind, { share: one.share + share, travel: one.travel + Math.abs(travel), net: one.net + travel });
  }
  const still = kinds.get(undefined)?.share ?? 0;
  let best: Moving | undefined;
  let most = still;
  let travel = 0;
  for (const [kind, one] of kinds) {
    if (kind === undefined || one.share <= most) continue;
    if (Math.abs(one.net) < TRAVELS && one.travel < RETURNS) continue;
    most = one.share;
    best = kind;
    travel = one.travel;
  }
  const sure = 0.35 + 0.65 * seen;
  if (shake > TREMBLES && steady < OUTWEIGHS * shake) {
    const margin = Math.min(1, Math.log2(shake / TREMBLES) / 1.5);
    return { movement: 'handheld', confidence: sure * (0.55 + 0.4 * margin) };
  }
  if (best === undefined) {
    const margin = 1 - Math.min(1, Math.max(steady / MOVES, shake / TREMBLES));
    return { movement: 'static', confidence: sure * Math.max(0.3, most) * (0.6 + 0.4 * margin) };
  }
  const margin = Math.min(1, Math.log2(Math.max(1, travel / TRAVELS)) / 2.5);
  const movement: CameraMovement = best === 'zoom' ? (zoom > 0 ? 'push' : 'pull') : best;
  return { movement, confidence: sure * most * (0.6 + 0.4 * margin) };
}
