import { CURVES, type LogCurve, type Primaries, sceneLight } from './log-curves.ts';

type Matrix = readonly (readonly [number, number, number])[];

const REC_709: Primaries = [
  [0.64, 0.33],
  [0.3, 0.6],
  [0.15, 0.06],
];
const D65 = [0.3127, 0.329] as const;

/** From linear R, G, B of some primaries to XYZ, after SMPTE RP 177. */
function toXyz(primaries: Primaries): Matrix {
  const columns = primaries.map(([x, y]) => [x / y, 1, (1 - x - y) / y]);
  const [red, green, blue] = columns as [number[], number[], number[]];
  const rows = [0, 1, 2].map((row) => [red[row], green[row], blue[row]] as [number, number, number]);
  const white = [D65[0] / D65[1], 1, (1 - D65[0] - D65[1]) / D65[1]] as const;
  const gains = times(inverse(rows), white);
  return rows.map((row) => [row[0] * gains[0], row[1] * gains[1], row[2] * gains[2]] as const);
}

function times(matrix: Matrix, [a, b, c]: readonly [number, number, number]): [number, number, number] {
  const row = (at: number): number => {
    const [x, y, z] = matrix[at] as readonly [number, number, number];
    return x * a + y * b + z * c;
  };
  return [row(0), row(1), row(2)];
}

function inverse(of: Matrix): Matrix {
  const [[a, b, c], [d, e, f], [g, h, i]] = of as [
    readonly [number, number, number],
    readonly [number, number, number],
    readonly [number, number, number],
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [(e * i - f * h) / determinant, (c * h - b * i) / determinant, (b * f - c * e) / determinant],
    [(f * g - d * i) / determinant, (a * i - c * g) / determinant, (c * d - a * f) / determinant],
    [(d * h - e * g) / determinant, (b * g - a * h) / determinant, (a * e - b * d) / determinant],
  ];
}

/** From linear light of a curve's primaries to linear light of BT.709. */
function toRec709(primaries: Primaries): Matrix {
  const back = inverse(toXyz(REC_709));
  const forth = toXyz(primaries);
  const column = (at: 0 | 1 | 2) => times(back, [forth[0]?.[at] ?? 0, forth[1]?.[at] ?? 0, forth[2]?.[at] ?? 0]);
  const [red, green, blue] = [column(0), column(1), column(2)];
  return [0, 1, 2].map((row) => [red[row] ?? 0, green[row] ?? 0, blue[row] ?? 0] as const);
}

const GREY = 0.18;
/** Light that becomes full white on the display: four stops above a grey card. */
const WHITE = GREY * 16;
/** Bend of the shoulder; with this one it leaves the line at a grey card without a kink. */
const BEND = 6.74;

/** Light in the scene to light on the display: as it is up to a grey card, then a logarithmic shoulder up to `WHITE`. */
function toned(light: number): number {
  if (light <= GREY) return Math.max(0, light);
  const above = Math.min(1, (light - GREY) / (WHITE - GREY));
  return GREY + (1 - GREY) * (Math.log1p(BEND * above) / Math.log1p(BEND));
}

/** Linear light to what a screen is sent (sRGB, IEC 61966-2-1). */
function encoded(light: number): number {
  const x = Math.min(1, Math.max(0, light));
  return x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
}

/** Changes when a transform does, so that what was made by an older one is not taken for it. */
export const VIEWING_VERSION = 1;

/** How a picture of a camera's log is looked at: R, G, B of the signal (0 to 1) to R, G, B of the display (0 to 1). */
export function viewingTransform(
  curve: LogCurve,
): (rgb: readonly [number, number, number]) => readonly [number, number, number] {
  const matrix = toRec709(CURVES[curve].primaries);
  return ([red, green, blue]) => {
    const light = times(matrix, [sceneLight(curve, red), sceneLight(curve, green), sceneLight(curve, blue)]);
    return [encoded(toned(light[0])), encoded(toned(light[1])), encoded(toned(light[2]))];
  };
}

/** The transform as a `.cube` file (red changes fastest), which FFmpeg's lut3d and every grading program read. */
export function viewingCube(curve: LogCurve, size = 33): string {
  const view = viewingTransform(curve);
  const lines = [`TITLE "${curve} to sRGB, for viewing"`, `LUT_3D_SIZE ${size}`];
  const step = (at: number): number => at / (size - 1);
  for (let blue = 0; blue < size; blue++) {
    for (let green = 0; green < size; green++) {
      for (let red = 0; red < size; red++) {
        const shown = view([step(red), step(green), step(blue)]);
        lines.push(shown.map((value) => value.toFixed(6)).join(' '));
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A small picture (R G B, 8 bits, legal range already opened to full) as it is looked at; the same length. */
export function viewed(rgb: Uint8Array, curve: LogCurve): Uint8Array {
  const matrix = toRec709(CURVES[curve].primaries);
  const light = Float64Array.from({ length: 256 }, (_, value) => sceneLight(curve, value / 255));
  const out = new Uint8Array(rgb.length);
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const shown = times(matrix, [
      light[rgb[at] as number] as number,
      light[rgb[at + 1] as number] as number,
      light[rgb[at + 2] as number] as number,
    ]);
    for (let channel = 0; channel < 3; channel++) {
      out[at + channel] = Math.round(255 * encoded(toned(shown[channel] as number)));
    }
  }
  return out;
}
