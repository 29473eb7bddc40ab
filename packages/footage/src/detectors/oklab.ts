/** Björn Ottosson's OKLab: a distance in it is about how different two colours look. */
export type Lab = readonly [lightness: number, a: number, b: number];

/** sRGB level (0 to 255) to linear light (0 to 1). */
export const LINEAR: Float64Array = Float64Array.from({ length: 256 }, (_, level) => {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** Linear light (0 to 1) to sRGB level, 0 to 255, rounded. */
function levelOf(linear: number): number {
  const value = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
}

/** Linear light to `#rrggbb`. */
export function hexOf(r: number, g: number, b: number): string {
  return `#${[r, g, b].map((value) => levelOf(value).toString(16).padStart(2, '0')).join('')}`;
}

/** Linear light to OKLab. */
export function labOf(r: number, g: number, b: number): Lab {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab to `#rrggbb`, clipped to sRGB. */
export function hexOfLab([lightness, a, b]: Lab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return hexOf(
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  );
}

/** `#rrggbb` to OKLab. */
export function labOfHex(hex: string): Lab {
  const level = (at: number): number => LINEAR[Number.parseInt(hex.slice(at, at + 2), 16)] ?? 0;
  return labOf(level(1), level(3), level(5));
}
