import { random } from '@second-unit/learning';

/** A colour as a screen is sent it, 0 to 1. */
type Rgb = [number, number, number];

/**
 * A grade as a colourist makes one, drawn by a seed: lift, gamma and gain a channel, contrast, saturation, and a tint
 * for the shadows and one for the highlights. What leaves 0 to 1 is cut off, as a grading program does.
 */
export function hiddenGrade(seed: number): (rgb: Uint8Array) => Uint8Array {
  const next = random(seed);
  const between = (low: number, high: number): number => low + next() * (high - low);
  const each = (low: number, high: number): Rgb => [between(low, high), between(low, high), between(low, high)];
  const exposure = { lift: between(-0.04, 0.06), gamma: between(0.75, 1.35), gain: between(0.85, 1.15) };
  const lift = each(-0.02, 0.03).map((value) => value + exposure.lift);
  const gamma = each(0.9, 1.1).map((value) => value * exposure.gamma);
  const gain = each(0.94, 1.06).map((value) => value * exposure.gain);
  const contrast = between(-0.3, 0.6);
  const saturation = between(0.4, 1.5);
  const shadows = each(-0.06, 0.06);
  const highlights = each(-0.06, 0.06);
  const bounded = (value: number): number => Math.min(1, Math.max(0, value));
  return (pixels) => {
    const out = new Uint8Array(pixels.length);
    for (let at = 0; at + 2 < pixels.length; at += 3) {
      const toned = [0, 1, 2].map((channel) => {
        const bent = bounded(pixels[at + channel]! / 255) ** (1 / gamma[channel]!);
        const raised = bounded(lift[channel]! + (gain[channel]! - lift[channel]!) * bent);
        // Towards a smooth S, or away from it.
        return raised + contrast * (raised * raised * (3 - 2 * raised) - raised);
      }) as Rgb;
      const luma = 0.2126 * toned[0] + 0.7152 * toned[1] + 0.0722 * toned[2];
      for (let channel = 0; channel < 3; channel++) {
        const tint = shadows[channel]! * (1 - luma) ** 2 + highlights[channel]! * luma ** 2;
        out[at + channel] = Math.round(255 * bounded(luma + saturation * (toned[channel]! - luma) + tint));
      }
    }
    return out;
  };
}
