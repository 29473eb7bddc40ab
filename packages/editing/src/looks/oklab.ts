/**
 * Signals of a screen (sRGB, 0 to 1) and OKLab (Ottosson 2020), in place: three numbers a colour. What lies outside
 * of the screen's colours is kept, so that there and back is the same.
 */
export function toOklab(colours: Float64Array): void {
  for (let at = 0; at < colours.length; at += 3) {
    const r = light(colours[at]!);
    const g = light(colours[at + 1]!);
    const b = light(colours[at + 2]!);
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    colours[at] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
    colours[at + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    colours[at + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  }
}

export function fromOklab(colours: Float64Array): void {
  for (let at = 0; at < colours.length; at += 3) {
    const lightness = colours[at]!;
    const a = colours[at + 1]!;
    const b = colours[at + 2]!;
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    colours[at] = signal(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    colours[at + 1] = signal(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    colours[at + 2] = signal(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  }
}

function light(x: number): number {
  return x < 0 ? -light(-x) : x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

function signal(x: number): number {
  return x < 0 ? -signal(-x) : x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
}
