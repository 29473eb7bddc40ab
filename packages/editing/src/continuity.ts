import { SHOT_SIZES } from '@second-unit/timeline';
import { lookDistance } from './look.ts';
import type { Material, MaterialShot } from './material.ts';

/** How two neighbours in the cut go together, each from the log; 0 where the log does not say. */
export interface Join {
  /** How unlike they look, −1 to 1. */
  readonly variety: number;
  /** Another size of shot: −0.5 for the same, 1 for two steps or more. */
  readonly size: number;
  /** One camera set-up, as far as looks tell. */
  readonly jump: number;
  /** Nearly the same picture from what seems to be nearly the same place: the 30° rule, by look and size. */
  readonly angle: number;
  /** The camera turns one way and then the other. */
  readonly direction: number;
  /** Somebody who was not in the shot before, or (below 0) nobody else. */
  readonly people: number;
}

/** Looks nearer than this share of the film's usual distance are nearly the same picture. */
const NEAR = 0.5;
/** Surer than this before a movement of the camera counts. */
const SURE = 0.4;

export function joinOf(material: Material, a: MaterialShot, b: MaterialShot): Join {
  const apart = lookDistance(a.look, b.look) / material.lookScale;
  const size = sizeSteps(a, b);
  const jump = a.setup === b.setup ? 1 : 0;
  const alike = size === undefined || size.steps === 0;
  return {
    variety: Math.max(-1, Math.min(1, apart - 1)),
    size: size === undefined ? 0 : size.confidence * (size.steps === 0 ? -0.5 : size.steps === 1 ? 0.25 : 1),
    jump,
    angle: jump === 0 && alike && apart < NEAR ? 1 - apart / NEAR : 0,
    direction: turnedAbout(a, b),
    people: otherPeople(a, b),
  };
}

function sizeSteps(a: MaterialShot, b: MaterialShot): { steps: number; confidence: number } | undefined {
  const [one, other] = [a.shot.scale, b.shot.scale];
  if (!one || !other) return undefined;
  return {
    steps: Math.abs(SHOT_SIZES.indexOf(one.size) - SHOT_SIZES.indexOf(other.size)),
    confidence: Math.min(one.confidence, other.confidence),
  };
}

function turnedAbout(a: MaterialShot, b: MaterialShot): number {
  const [one, other] = [a.shot.camera, b.shot.camera];
  if (one?.movement !== 'pan' || other?.movement !== 'pan') return 0;
  const confidence = Math.min(one.confidence, other.confidence);
  return confidence >= SURE && one.pan * other.pan < 0 ? confidence : 0;
}

function otherPeople(a: MaterialShot, b: MaterialShot): number {
  if (b.people.length === 0) return 0;
  return b.people.some((person) => !a.people.includes(person)) ? 1 : -0.5;
}
