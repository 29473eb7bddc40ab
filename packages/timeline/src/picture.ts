import { ownMetadata } from './media.ts';
import { type Clip, type Composable, type JsonObject, mediaReference, type Timeline } from './model.ts';
import { inSquarePixels, pixelAspectIn, pixelAspectOf, pixelOfFcp7 } from './pixel-aspect.ts';
import type { Rational } from './rational.ts';
import { child, childText, elementsOf, type XmlElement } from './xml/tree.ts';

/** Square pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Where a clip's picture lies in a sequence of another shape, so that its window fills it. */
export interface PicturePlace {
  /** Of the media as it is shown. */
  readonly scale: number;
  /** The same, of a picture that just fills the sequence; more than 1 where the film's own bars are left out. */
  readonly ofFill: number;
  /** From the middle of the sequence to the middle of the media, in pixels of the sequence, right and down. */
  readonly x: number;
  readonly y: number;
  readonly media: PictureSize;
}

const object = (of: unknown): JsonObject =>
  typeof of === 'object' && of !== null && !Array.isArray(of) ? (of as JsonObject) : {};

function sizeIn(width: unknown, height: unknown): PictureSize | undefined {
  const [across, down] = [Number(width), Number(height)];
  const isSize = (of: number): boolean => Number.isSafeInteger(of) && of > 0 && of <= 65_536;
  return isSize(across) && isSize(down) ? { width: across, height: down } : undefined;
}

/**
 * The size of a timeline's picture: as `metadata.second_unit.picture` says, or what the file that it was read of said;
 * undefined where nothing does, and it has the size of its first film.
 */
export function pictureSize({ metadata }: Timeline): PictureSize | undefined {
  const ours = object(object(metadata.second_unit).picture);
  const mlt = object(object(metadata.mlt).profile);
  return (
    sizeIn(ours.width, ours.height) ??
    mltSize(mlt) ??
    fcp7Size(object(metadata.fcp_xml)) ??
    fcpxmlSize(object(metadata.fcpxml))
  );
}

function fcp7Size(own: JsonObject): PictureSize | undefined {
  const format = elementsOf(object(own.video).children).find(({ name }) => name === 'format');
  const size = child(format, 'samplecharacteristics');
  const stored = sizeIn(childText(size, 'width'), childText(size, 'height'));
  return stored && inSquarePixels(stored, fcp7PixelAspect(size));
}

/** The shape of the pixels that `samplecharacteristics` say; undefined for square ones. */
export function fcp7PixelAspect(characteristics: XmlElement | undefined): Rational | undefined {
  const isWide = childText(characteristics, 'anamorphic')?.toUpperCase() === 'TRUE';
  return pixelOfFcp7(childText(characteristics, 'pixelaspectratio'), isWide);
}

function mltSize(profile: JsonObject): PictureSize | undefined {
  const own = sizeIn(profile.width, profile.height);
  return own && inSquarePixels(own, pixelAspectOf(profile.sample_aspect_num, profile.sample_aspect_den));
}

function fcpxmlSize(own: JsonObject): PictureSize | undefined {
  const wanted = object(object(own.sequence).attributes).format;
  const format = elementsOf(own.resources).find(
    ({ name, attributes }) => name === 'format' && attributes.id === wanted,
  );
  const { width, height, paspH, paspV } = format?.attributes ?? {};
  const size = sizeIn(width, height);
  return size && inSquarePixels(size, pixelAspectOf(paspH, paspV));
}

/** The size that a sequence is written with: its own, else that of the first film on its tracks. */
export function sequenceSize(own: PictureSize | undefined, tracks: readonly Composable[]): PictureSize | undefined {
  if (own) return own;
  for (const track of tracks) {
    if (track.schema !== 'Track') continue;
    for (const item of track.children) {
      if (item.schema !== 'Clip') continue;
      const size = shownSize(item);
      if (size) return size;
    }
  }
  return undefined;
}

/** The size at which a clip's media is shown, in square pixels; undefined where it is not known. */
function shownSize(of: Clip): PictureSize | undefined {
  const { width, height, pixel_aspect: pixel } = ownMetadata(mediaReference(of));
  const stored = sizeIn(width, height);
  return stored && inSquarePixels(stored, pixelAspectIn(pixel));
}

/**
 * How a clip lies in a sequence so that the window on it (`metadata.second_unit.window`, its middle as shares of the
 * picture, and `within`, the part of the picture that it stays in) fills the sequence; undefined for one without, which
 * is seen whole.
 */
export function picturePlace(clip: Clip, sequence: PictureSize | undefined): PicturePlace | undefined {
  const window = object(object(clip.metadata.second_unit).window);
  const media = shownSize(clip);
  if (!sequence || !media || typeof window.x !== 'number' || typeof window.y !== 'number') return undefined;
  const across = spanIn(object(window.within), 'x', 'width');
  const down = spanIn(object(window.within), 'y', 'height');
  const fill = Math.max(sequence.width / media.width, sequence.height / media.height);
  const scale = Math.max(sequence.width / media.width / across.size, sequence.height / media.height / down.size);
  // Moved inwards where the window would leave its part of the picture, as the renderer does.
  const offset = (centre: number, whole: number, shown: number, { from, size }: Span): number => {
    const spare = Math.max(0, (size * whole - shown) / 2);
    const middle = (0.5 - from - size / 2) * whole;
    return Math.min(middle + spare, Math.max(middle - spare, (0.5 - centre) * whole));
  };
  return {
    scale,
    ofFill: scale / fill,
    x: offset(window.x, media.width * scale, sequence.width, across),
    y: offset(window.y, media.height * scale, sequence.height, down),
    media,
  };
}

interface Span {
  readonly from: number;
  readonly size: number;
}

/** A side of a part of a picture, in shares; all of it where nothing sensible is said. */
function spanIn(part: JsonObject, at: 'x' | 'y', along: 'width' | 'height'): Span {
  const [from, size] = [part[at], part[along]];
  const isSpan = typeof from === 'number' && typeof size === 'number' && from >= 0 && size > 0 && from + size <= 1.001;
  return isSpan ? { from, size } : { from: 0, size: 1 };
}

/**
 * How a clip without a window lies in a sequence of another size so that all of it is seen, as a render shows it;
 * undefined where it has that size. For formats that would show its own pixels instead.
 */
export function wholePlace(clip: Clip, sequence: PictureSize | undefined): PicturePlace | undefined {
  const media = shownSize(clip);
  if (!sequence || !media) return undefined;
  const scale = Math.min(sequence.width / media.width, sequence.height / media.height);
  return scale === 1 ? undefined : { scale, ofFill: 1, x: 0, y: 0, media };
}

/** Pixels and shares as formats write them: no more decimals than anybody sees. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toFixed(digits)) + 0;
}
