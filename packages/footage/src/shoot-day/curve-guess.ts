import type { ClipFacts } from '@second-unit/media';
import type { LogCurve } from './log-curves.ts';
import type { Said } from './said.ts';
import type { CurveGuess } from './shoot-day.ts';

/** How curves are written, in metadata and in names. The longer before the shorter. */
const WRITTEN: readonly (readonly [LogCurve, RegExp])[] = [
  ['S-Log3', /s[\s_-]?log[\s_-]?3/i],
  ['LogC4', /(?:arri|alexa)?[\s_-]?log[\s_-]?c[\s_-]?4/i],
  ['LogC3', /log[\s_-]?c(?:[\s_-]?3)?(?![a-z\d])/i],
  ['V-Log', /v[\s_-]?log(?:[\s_-]?l)?(?![a-z])/i],
  ['C-Log3', /c(?:anon)?[\s_-]?log[\s_-]?3/i],
  ['C-Log2', /c(?:anon)?[\s_-]?log[\s_-]?2/i],
  ['C-Log', /(?:^|[\s_.-])c(?:anon)?[\s_-]?log(?![a-z\d])/i],
  ['Log3G10', /log[\s_-]?3[\s_-]?g[\s_-]?10/i],
  ['HLG', /(?:^|[\s_.-])(?:hlg|hybrid[\s_-]?log)/i],
  ['PQ', /(?:^|[\s_.-])(?:pq|st[\s_-]?2084)(?![a-z\d])/i],
];

/** The curve that a maker's cameras record in most often. */
const USUAL: readonly (readonly [RegExp, LogCurve])[] = [
  [/sony/i, 'S-Log3'],
  [/arri/i, 'LogC3'],
  [/panasonic|lumix/i, 'V-Log'],
  [/canon/i, 'C-Log3'],
  [/\bred\b/i, 'Log3G10'],
];

const curveIn = (text: string): LogCurve | undefined => WRITTEN.find(([, pattern]) => pattern.test(text))?.[0];

/** The curve by what metadata says, else by names; undefined where neither speaks of one. */
export function curveSaid(
  path: string,
  facts: Pick<ClipFacts, 'transfer' | 'tags'>,
  said: Said,
): CurveGuess | undefined {
  if (facts.transfer !== undefined) {
    const curve = facts.transfer === 'pq' ? 'PQ' : 'HLG';
    return { curve, by: 'metadata', confidence: 0.99, reason: `the picture is marked as ${curve}` };
  }
  const gamma = said.gamma === undefined ? undefined : curveIn(` ${said.gamma}`);
  if (gamma !== undefined) {
    return { curve: gamma, by: 'metadata', confidence: 0.95, reason: `the camera’s metadata says ${said.gamma}` };
  }
  for (const [name, value] of Object.entries(facts.tags)) {
    const curve = curveIn(` ${value}`);
    if (curve) return { curve, by: 'metadata', confidence: 0.85, reason: `${name} says ${value.slice(0, 80)}` };
  }
  for (const part of path.split('/').reverse()) {
    const curve = curveIn(part);
    if (curve) return { curve, by: 'name', confidence: 0.6, reason: `its path says ${part}` };
  }
  return undefined;
}

/**
 * Whether a picture looks as log does before it is transformed: nothing near black or white, and pale. A guess of low
 * confidence, for a person to take or leave.
 * @param rgb pixels of one frame, R G B, 8 bits, full range
 */
export function curveSeen(rgb: Uint8Array, make: string | undefined): CurveGuess | undefined {
  const pixels = Math.floor(rgb.length / 3);
  if (pixels < 64) return undefined;
  const lumas = new Float64Array(pixels);
  let colour = 0;
  for (let at = 0; at < pixels; at++) {
    const [red, green, blue] = [rgb[at * 3] ?? 0, rgb[at * 3 + 1] ?? 0, rgb[at * 3 + 2] ?? 0];
    lumas[at] = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    colour += (Math.max(red, green, blue) - Math.min(red, green, blue)) / 255;
  }
  lumas.sort();
  const [dark, light] = [lumas[Math.floor(pixels * 0.01)] ?? 0, lumas[Math.ceil(pixels * 0.99) - 1] ?? 1];
  const isFlat = dark > 0.07 && light < 0.8 && light - dark > 0.12 && colour / pixels < 0.12;
  if (!isFlat) return undefined;
  const usual = make === undefined ? undefined : USUAL.find(([pattern]) => pattern.test(make))?.[1];
  return {
    curve: usual ?? 'S-Log3',
    by: 'picture',
    confidence: usual === undefined ? 0.2 : 0.35,
    reason: `the picture is pale, with nothing near black or white${usual === undefined ? '' : `, and ${make} records ${usual} most often`}`,
  };
}
