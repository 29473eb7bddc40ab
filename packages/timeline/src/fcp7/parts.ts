import type { JsonObject, Marker } from '../model.ts';
import { divide, type Rational, rational } from '../rational.ts';
import { exactTime, seconds } from '../rational-time.ts';
import { parseTimecode } from '../timecode.ts';
import { child, childText, element, elementsOf, problemOf, toJson, type XmlElement } from '../xml/tree.ts';

export const FORMAT = 'FCP7 XML';
export const ZERO: Rational = { num: 0, den: 1 };

/** The number in a child, `0` or `1055.0`; undefined where there is none. @throws TimelineError `input` with the line. */
export function numberIn(of: XmlElement | undefined, name: string): Rational | undefined {
  const one = child(of, name);
  const text = one?.text.trim();
  if (!one || text === undefined || text === '') return undefined;
  if (!/^-?\d{1,15}(?:\.\d{1,9})?$/.test(text))
    throw problemOf(FORMAT, one.line, `its ${name}, “${text.slice(0, 40)}”, is no number of frames`);
  return fractionOf(Number(text));
}

/** Of a frame or a per cent: what is written in decimals was a fraction no finer, mostly a third or a 1001st. */
const MOST_PARTS = 1001;
/** Parts of what is none, so that sums of them can be held. */
const PARTS = 120_120;

/** A number of nine decimals at most as the simplest fraction that is written so. */
export function fractionOf(value: number): Rational {
  if (Number.isInteger(value)) return rational(value);
  for (let den = 1; den <= MOST_PARTS; den++) {
    const num = Math.round(value * den);
    if (Math.abs(num / den - value) < 1e-6) return rational(num, den);
  }
  return rational(Math.round(value * PARTS), PARTS);
}

/** `rate`'s timebase and ntsc as frames a second. */
export function rateIn(of: XmlElement | undefined): Rational | undefined {
  const rate = child(of, 'rate');
  const timebase = numberIn(rate, 'timebase');
  if (!rate || !timebase) return undefined;
  if (timebase.den !== 1 || timebase.num < 1 || timebase.num > 1000)
    throw problemOf(FORMAT, rate.line, `a timebase of ${timebase.num}/${timebase.den} is no frame rate`);
  return isTrue(rate, 'ntsc') ? rational(timebase.num * 1000, 1001) : timebase;
}

export function isTrue(of: XmlElement | undefined, name: string): boolean {
  return childText(of, name)?.toUpperCase() === 'TRUE';
}

export function rateElement(rate: Rational): XmlElement {
  const ntsc = rate.den !== 1;
  return element('rate', {}, [
    element('timebase', {}, [], Math.round(rate.num / rate.den)),
    element('ntsc', {}, [], ntsc ? 'TRUE' : 'FALSE'),
  ]);
}

export interface Timecode {
  readonly start: Rational;
  readonly dropFrame: boolean;
  readonly reel?: string;
}

/** The timecode of a file or sequence: seconds of its first frame. */
export function timecodeIn(of: XmlElement | undefined, fallback: Rational): Timecode {
  const timecode = child(of, 'timecode');
  const rate = rateIn(timecode) ?? fallback;
  const dropFrame = childText(timecode, 'displayformat') === 'DF';
  const reel = childText(child(timecode, 'reel'), 'name');
  const frame = numberIn(timecode, 'frame') ?? fromText(childText(timecode, 'string'), rate, dropFrame);
  return { start: divide(frame ?? ZERO, rate), dropFrame, ...(reel ? { reel } : {}) };
}

function fromText(text: string | undefined, rate: Rational, dropFrame: boolean): Rational | undefined {
  if (text === undefined) return undefined;
  try {
    return rational(parseTimecode(dropFrame ? text.replace(/^(..).(..).(..)./, '$1:$2:$3;') : text, rate));
  } catch {
    return undefined;
  }
}

/** Children by these names are modelled; the others are kept. */
export function keptOf(of: XmlElement, modelled: ReadonlySet<string>): JsonObject {
  const children = of.children.filter(({ name }) => !modelled.has(name)).map(toJson);
  return {
    ...(Object.keys(of.attributes).length > 0 ? { attributes: of.attributes } : {}),
    ...(children.length > 0 ? { children } : {}),
  };
}

const MARKER: ReadonlySet<string> = new Set(['name', 'comment', 'in', 'out']);

/** @param toSource seconds of the media, or of the sequence, at a number of frames */
export function markersIn(of: XmlElement, rate: Rational, toSource: (frames: Rational) => Rational): Marker[] {
  return of.children
    .filter(({ name }) => name === 'marker')
    .map((one) => {
      const from = numberIn(one, 'in') ?? ZERO;
      const to = numberIn(one, 'out') ?? rational(-1);
      const length =
        to.num < 0 ? ZERO : divide({ num: to.num * from.den - from.num * to.den, den: to.den * from.den }, rate);
      const kept = keptOf(one, MARKER);
      const comment = childText(one, 'comment');
      return {
        schema: 'Marker',
        name: childText(one, 'name') ?? '',
        ...(comment ? { comment } : {}),
        metadata: (Object.keys(kept).length > 0 ? { fcp_xml: kept } : {}) as JsonObject,
        markedRange: {
          startTime: exactTime(toSource(from), rate),
          duration: exactTime(length.num < 0 ? ZERO : length, rate),
        },
      };
    });
}

/** @param toFrames the reverse of `markersIn`'s */
export function markerElements(
  markers: readonly unknown[],
  rate: Rational,
  toFrames: (source: Rational) => number,
): XmlElement[] {
  return markers
    .filter((one): one is Marker => (one as Marker).schema === 'Marker')
    .map((one) => {
      const from = toFrames(seconds(one.markedRange.startTime));
      const { duration } = one.markedRange;
      const length = Math.round((duration.value * duration.rate.den * rate.num) / (duration.rate.num * rate.den));
      return element('marker', {}, [
        element('comment', {}, [], one.comment ?? ''),
        element('name', {}, [], one.name),
        element('in', {}, [], from),
        element('out', {}, [], duration.value === 0 ? -1 : from + length),
        ...elementsOf(fcp7Of(one).children),
      ]);
    });
}

/** `metadata.fcp_xml` of anything. */
export function fcp7Of(of: { readonly metadata: JsonObject }): JsonObject {
  const own = of.metadata.fcp_xml;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {};
}
