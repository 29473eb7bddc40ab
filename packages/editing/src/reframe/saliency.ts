/** Side of the square that a picture is looked at in. */
export const SIDE = 64;

/**
 * Amplitude of the spectrum of what nobody sees: noise of one step of luma. A figure on a plain ground has hardly more
 * than that at most frequencies; their quotients would count for more than it.
 */
const NOISE = SIDE;

const COSINES = Float64Array.from({ length: SIDE }, (_, at) => Math.cos((2 * Math.PI * at) / SIDE));
const SINES = Float64Array.from({ length: SIDE }, (_, at) => Math.sin((2 * Math.PI * at) / SIDE));

interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Discrete Fourier transform of each row; turned, so that twice makes that of rows and columns. */
function rows({ re, im }: Spectrum, sign: 1 | -1): Spectrum {
  const out = { re: new Float64Array(SIDE * SIDE), im: new Float64Array(SIDE * SIDE) };
  for (let y = 0; y < SIDE; y++) {
    for (let k = 0; k < SIDE; k++) {
      let [sumRe, sumIm] = [0, 0];
      for (let x = 0; x < SIDE; x++) {
        const [a, b] = [re[y * SIDE + x]!, im[y * SIDE + x]!];
        const turn = (k * x) % SIDE;
        const [cos, sin] = [COSINES[turn]!, sign * SINES[turn]!];
        sumRe += a * cos - b * sin;
        sumIm += a * sin + b * cos;
      }
      out.re[k * SIDE + y] = sumRe;
      out.im[k * SIDE + y] = sumIm;
    }
  }
  return out;
}

/** Means over squares of 2 `reach` + 1 pixels, cut off at the edges. */
function blurred(map: Float64Array, reach: number): Float64Array {
  const along = (from: Float64Array): Float64Array => {
    const to = new Float64Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const [first, last] = [Math.max(0, x - reach), Math.min(SIDE - 1, x + reach)];
        let sum = 0;
        for (let at = first; at <= last; at++) sum += from[y * SIDE + at]!;
        to[x * SIDE + y] = sum / (last - first + 1);
      }
    }
    return to;
  };
  return along(along(map));
}

/**
 * Where a picture stands out from what pictures usually are: the spectral residual of its luma (Hou and Zhang, CVPR
 * 2007), at 64 × 64 pixels as in the paper. `luma` has SIDE × SIDE values.
 */
export function spectralResidual(luma: Float64Array): Float64Array {
  const spectrum = rows(rows({ re: luma, im: new Float64Array(SIDE * SIDE) }, -1), -1);
  const logs = spectrum.re.map((re, at) => Math.log(Math.hypot(re, spectrum.im[at]!) + NOISE));
  const usual = blurred(logs, 1);
  const left: Spectrum = { re: new Float64Array(SIDE * SIDE), im: new Float64Array(SIDE * SIDE) };
  for (let at = 0; at < SIDE * SIDE; at++) {
    const amplitude = Math.exp(logs[at]! - usual[at]!);
    const size = Math.hypot(spectrum.re[at]!, spectrum.im[at]!) + NOISE;
    left.re[at] = (amplitude * spectrum.re[at]!) / size;
    left.im[at] = (amplitude * spectrum.im[at]!) / size;
  }
  const back = rows(rows(left, 1), 1);
  const energy = back.re.map((re, at) => re * re + back.im[at]! ** 2);
  return blurred(blurred(energy, 2), 2);
}

/** What changed from one picture to the next, as far as it is more than what changes everywhere. */
export function changes(before: Float64Array, luma: Float64Array): Float64Array {
  const moved = blurred(
    luma.map((value, at) => Math.abs(value - before[at]!)),
    1,
  );
  // What a moving camera changes everywhere says nothing about where to look.
  const usual = moved.toSorted()[Math.floor(moved.length / 2)]!;
  return moved.map((value) => Math.max(0, value - 2 * usual - 2));
}

/** The luma of an RGB picture, as SIDE × SIDE values. */
export function lumaOf(rgb: Uint8Array): Float64Array {
  return Float64Array.from(
    { length: SIDE * SIDE },
    (_, at) => 0.2126 * rgb[at * 3]! + 0.7152 * rgb[at * 3 + 1]! + 0.0722 * rgb[at * 3 + 2]!,
  );
}
