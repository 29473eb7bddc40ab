import type { PictureSize } from './picture.ts';
import type { Rational } from './rational.ts';

/** Width ÷ height of a pixel as metadata holds it: `64:45`. */
export function pixelAspectText({ num, den }: Rational): string {
  return `${num}:${den}`;
}

/** What `pixelAspectText` wrote; undefined for square pixels and for what is no pixel's shape. */
export function pixelAspectIn(value: unknown): Rational | undefined {
  const [, num, den] = /^(\d{1,6}):(\d{1,6})$/.exec(typeof value === 'string' ? value : '') ?? [];
  return pixelAspectOf(num, den);
}

/** A shape of pixels from the two numbers that a format writes, undefined for square ones and for none that exist. */
export function pixelAspectOf(across: unknown, down: unknown): Rational | undefined {
  const [num, den] = [Number(across), Number(down)];
  const isAspect = Number.isSafeInteger(num) && Number.isSafeInteger(den) && num > 0 && den > 0 && num !== den;
  return isAspect && num < den * 8 && den < num * 8 ? { num, den } : undefined;
}

/** A picture's size in square pixels: as high as its lines, and an even number wide, as it is rendered. */
export function inSquarePixels({ width, height }: PictureSize, pixel: Rational | undefined): PictureSize {
  return pixel
    ? { width: Math.max(2, Math.round((width * pixel.num) / pixel.den / 2) * 2), height }
    : { width, height };
}

/** A pixel as the FCP7 format knows it: a name, and whether a standard picture is wide. */
export interface Fcp7Pixel {
  readonly name: string;
  readonly anamorphic: boolean;
}

interface KnownPixel extends Fcp7Pixel {
  readonly width: number;
  readonly heights: readonly number[];
  readonly pixel: Rational;
}

/** From the pixels of a picture of 4:3; a wide one's are four thirds as wide. */
const STANDARD = [
  { name: 'NTSC-601', width: 720, heights: [480, 486], narrow: { num: 8, den: 9 }, wide: { num: 32, den: 27 } },
  { name: 'PAL-601', width: 720, heights: [576], narrow: { num: 16, den: 15 }, wide: { num: 64, den: 45 } },
].flatMap(({ narrow, wide, ...of }): KnownPixel[] => [
  { ...of, anamorphic: false, pixel: narrow },
  { ...of, anamorphic: true, pixel: wide },
]);

const KNOWN: readonly KnownPixel[] = [
  ...STANDARD,
  { name: 'HD-(960x720)', anamorphic: false, width: 960, heights: [720], pixel: { num: 4, den: 3 } },
  { name: 'HD-(1280x1080)', anamorphic: false, width: 1280, heights: [1080], pixel: { num: 3, den: 2 } },
  { name: 'HD-(1440x1080)', anamorphic: false, width: 1440, heights: [1080], pixel: { num: 4, den: 3 } },
];

/** Standards differ by a fortieth on how much of a line is picture: 64:45, 16:11 and 118:81 are all wide PAL. */
const NEAR = 0.05;

/** The pixel of media in FCP7's words; undefined where they have none for it. */
export function fcp7PixelOf({ width, height }: PictureSize, pixel: Rational): Fcp7Pixel | undefined {
  const shape = pixel.num / pixel.den;
  return KNOWN.find(
    (known) =>
      known.width === width &&
      known.heights.includes(height) &&
      Math.abs(shape / (known.pixel.num / known.pixel.den) - 1) < NEAR,
  );
}

/** The pixel that FCP7's words mean; undefined for square ones and for words that are not known. */
export function pixelOfFcp7(name: string | undefined, anamorphic: boolean): Rational | undefined {
  return KNOWN.find((known) => known.name === name && known.anamorphic === anamorphic)?.pixel;
}
