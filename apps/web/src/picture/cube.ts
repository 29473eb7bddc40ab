/** A look-up table of colours: `size`³ entries of R G B, 0 to 255, red changing fastest. */
export interface Cube {
  readonly size: number;
  readonly rgb: Uint8Array;
}

/** Reads a `.cube` file of our own studio. Throws an Error for what is none. */
export function readCube(text: string): Cube {
  const size = Number(/^LUT_3D_SIZE (\d+)$/m.exec(text)?.[1]);
  const values = text.split('\n').flatMap((line) => (/^[\d.]/.test(line) ? line.split(' ').map(Number) : []));
  if (!(size >= 2) || values.length !== 3 * size ** 3 || values.some(Number.isNaN)) {
    throw new Error('This is not a look-up table.');
  }
  return { size, rgb: Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value)))) };
}
