import { Fault } from '@second-unit/evidence';
import { random } from '@second-unit/learning';
import { boundLattice, identityNeeded } from './bounds.ts';
import { type Cube, identityCube } from './cube.ts';
import { holdOf, identityLattice, LatticeFit, shown } from './lattice.ts';
import { fromOklab, toOklab } from './oklab.ts';
import { slicedStep } from './transport.ts';

/** Entries along each axis of a look. */
export const LOOK_SIZE = 33;

/** Colours that are compared, of each side. */
const COLOURS = 3000;
/** From a stiff lattice, which can only do what holds of all colours, to one that bends where the colours ask for it. */
const STAGES = [
  { bending: 3e-2, identity: 1e-4, steps: 8 },
  { bending: 3e-3, identity: 1e-4, steps: 8 },
  { bending: 3e-4, identity: 1e-4, steps: 10 },
  { bending: 3e-5, identity: 1e-4, steps: 12 },
] as const;
const BASES = 3;

export interface FitOptions {
  readonly title?: string;
  /** Which colours are compared; the same seed gives the same look. */
  readonly seed?: number;
}

export interface Look {
  readonly cube: Cube;
  /**
   * How much of the identity was mixed in so that nothing folds, clips or bands, 0 to 1: near 0 for a look that could
   * be reached, more for one that could not.
   */
  readonly heldBack: number;
}

/**
 * A look-up table that brings the colours of one set of pictures to be spread as those of another are.
 *
 * The colours are moved step by step toward the other distribution (see `slicedStep`), in OKLab, where distances are
 * near to what the eye sees; after each step the smooth lattice that says best where they went is found by least
 * squares, so that in the end it is the lattice that was brought to match, not each colour. It is a cubic spline, stiff at
 * first, and kept within bounds: every entry within 0 to 1, every channel rising along its own axis and along the
 * greys (`SLOPE`), so no ramp bands. No colour goes further than a grade takes it (`REACH`). Where no colour tells, it goes on as its neighbourhood does, back to the
 * identity.
 *
 * @param source R G B of pixels as shot (8 bits, full range), of several frames, each with as many
 * @param reference those to look like; another number of them is fine, pictures of something quite different less so
 * @throws Fault `input` for less than some hundred pixels
 */
export function fitLook(source: Uint8Array, reference: Uint8Array, options: FitOptions = {}): Look {
  const next = random(options.seed ?? 1);
  const from = drawn(source, next, 'The pictures to be changed');
  const to = drawn(reference, next, 'The reference');
  toOklab(to);
  const hold = holdOf(from);
  const asShot = Float64Array.from(from);
  toOklab(asShot);
  const identity = identityCube(LOOK_SIZE);
  const entries = holdOf(identity.values);
  let controls = identityLattice();
  let best = { values: identity.values, heldBack: 0, apart: apart(Float64Array.from(from), to) };
  for (const { steps, ...stiffness } of STAGES) {
    const fit = new LatticeFit(hold, stiffness);
    for (let step = 0; step < steps; step++) {
      const now = shown(hold, controls);
      toOklab(now);
      const moved = slicedStep(now, to, { bases: BASES, random: next });
      const targets = now.map((value, at) => value + moved[at]!);
      withinReach(targets, asShot);
      fromOklab(targets);
      controls = fit.solve(targets);
      boundLattice(controls);
    }
    // A reference that cannot be reached costs a softer lattice more of the identity than it gains: then the stiffer stays.
    const values = shown(entries, controls);
    const heldBack = identityNeeded(values, LOOK_SIZE);
    const mixed = shown(hold, controls).map((value, at) => value + heldBack * (from[at]! - value));
    const left = apart(mixed, to);
    if (left < best.apart) best = { values, heldBack, apart: left };
  }
  const { values, heldBack } = best;
  return {
    cube: {
      ...identity,
      ...(options.title === undefined ? {} : { title: options.title }),
      // As many places as are written.
      values: values.map((value, at) => {
        const kept = value + heldBack * (identity.values[at]! - value);
        return Math.round(Math.min(1, Math.max(0, kept)) * 1e6) / 1e6;
      }),
    },
    heldBack,
  };
}

/**
 * How far a look may move a colour in OKLab: its lightness, and its hue and chroma, which may move the further the more
 * chroma there is. A grade lies well within; a reference of quite another subject asks for more, and would make faces
 * the colour of its sky.
 */
const REACH = { lightness: 0.2, neutral: 0.05, chroma: 0.5 } as const;

/** Brings targets, in place, to where they may be from what was shot, both in OKLab. */
function withinReach(targets: Float64Array, asShot: Float64Array): void {
  for (let at = 0; at < targets.length; at += 3) {
    const [lightness, a, b] = [asShot[at]!, asShot[at + 1]!, asShot[at + 2]!];
    const up = targets[at]! - lightness;
    targets[at] = lightness + Math.min(REACH.lightness, Math.max(-REACH.lightness, up));
    const [x, y] = [targets[at + 1]! - a, targets[at + 2]! - b];
    const share = Math.min(1, (REACH.neutral + REACH.chroma * Math.hypot(a, b)) / Math.max(1e-9, Math.hypot(x, y)));
    targets[at + 1] = a + share * x;
    targets[at + 2] = b + share * y;
  }
}

/** How far colours (0 to 1, changed in place) still lie from others in OKLab, seen from the same sides each time. */
function apart(colours: Float64Array, to: Float64Array): number {
  toOklab(colours);
  const moved = slicedStep(colours, to, { bases: 8, random: random(1) });
  let sum = 0;
  for (let at = 0; at < moved.length; at += 3) sum += Math.hypot(moved[at]!, moved[at + 1]!, moved[at + 2]!);
  return sum / (moved.length / 3);
}

/** As many colours as are compared, drawn evenly, 0 to 1. */
function drawn(pixels: Uint8Array, next: () => number, what: string): Float64Array {
  const count = Math.floor(pixels.length / 3);
  if (count < 256) throw new Fault('input', `${what} have ${count} pixels, too few to tell a look from.`);
  const out = new Float64Array(3 * COLOURS);
  for (let one = 0; one < COLOURS; one++) {
    // One from each of as many equal parts, so that every picture has its share.
    const at = Math.min(count - 1, Math.floor(((one + next()) * count) / COLOURS));
    for (let channel = 0; channel < 3; channel++) out[3 * one + channel] = pixels[3 * at + channel]! / 255;
  }
  return out;
}
