import type { JsonObject } from '../model.ts';
import { fromNumber, multiply, type Rational, rational, toInteger } from '../rational.ts';
import { element, problemOf, toJson, type XmlElement } from '../xml/tree.ts';

export const FORMAT = 'MLT XML';

/** The value of a `property` child. */
export function property(of: XmlElement | undefined, name: string): string | undefined {
  return of?.children.find((one) => one.name === 'property' && one.attributes.name === name)?.text;
}

export function propertyElement(name: string, value: string | number): XmlElement {
  return element('property', { name }, [], value);
}

/** Frames of an attribute: `50`, a clock `00:00:02.000`, or SMPTE `00:00:02:00`. @throws TimelineError `input` with the line. */
export function framesIn(of: XmlElement, attribute: string, rate: Rational): number | undefined {
  const text =
    of.attributes[attribute] ?? (attribute === 'length' && of.name !== 'blank' ? property(of, 'length') : undefined);
  if (text === undefined) return undefined;
  if (/^\d{1,12}$/.test(text)) return Number(text);
  const clock = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:([.,:;])(\d{1,6}))?$/.exec(text);
  if (!clock)
    throw problemOf(FORMAT, of.line, `the ${attribute} of its ${of.name}, “${text.slice(0, 40)}”, is no time`);
  const [, hours = '0', minutes, seconds, sign, rest = '0'] = clock;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const nominal = Math.round(rate.num / rate.den);
  if (sign === ':' || sign === ';') return whole * nominal + Number(rest);
  return toInteger(multiply(fromNumber(Number(`${whole}.${rest}`)), rate), 'round');
}

/** `metadata.mlt` of anything. */
export function mltOf(of: { readonly metadata: JsonObject }): JsonObject {
  const own = of.metadata.mlt;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {};
}

/** Children that are kept as they were read. */
export function keptChildren(of: XmlElement, modelled: (one: XmlElement) => boolean): { children?: JsonObject[] } {
  const children = of.children.filter((one) => !modelled(one)).map(toJson);
  return children.length > 0 ? { children } : {};
}

/** `24000/1001`, as our own properties say exact times. */
export function fraction(text: string | undefined): Rational | undefined {
  const match = /^(-?\d{1,15})\/(\d{1,12})$/.exec(text ?? '');
  return match && Number(match[2]) > 0 ? rational(Number(match[1]), Number(match[2])) : undefined;
}
