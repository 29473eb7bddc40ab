import type { Effect } from '../model.ts';
import { add, divide, fromNumber, multiply, type Rational, subtract, toNumber } from '../rational.ts';
import { child, toJson, type XmlElement } from '../xml/tree.ts';
import { timeOf, ZERO } from './time.ts';

/** How the local time of a clip becomes the time of its media, and back. */
export interface TimeMap {
  readonly toSource: (local: Rational) => Rational;
  readonly toLocal: (source: Rational) => Rational;
  readonly effect?: Effect;
}

export const PLAIN: TimeMap = { toSource: (local) => local, toLocal: (source) => source };

/** A clip's own clock moved by so much. */
export function shifted(by: Rational): TimeMap {
  return { toSource: (local) => add(local, by), toLocal: (source) => subtract(source, by) };
}

const backwards = ({ effect }: TimeMap): number | undefined =>
  effect?.timeScalar !== undefined && effect.timeScalar < 0 ? effect.timeScalar : undefined;

/** The earliest second of its media that a clip shows, which begins at `start` by its own clock. */
export function earliestOf(map: TimeMap, start: Rational, duration: Rational): Rational {
  return map.toSource(backwards(map) === undefined ? start : add(start, duration));
}

/** Where a clip begins by its own clock, of whose media `earliest` is the first second that it shows. */
export function startOf(map: TimeMap, earliest: Rational, duration: Rational): Rational {
  const speed = backwards(map);
  return map.toLocal(speed === undefined ? earliest : subtract(earliest, multiply(duration, fromNumber(speed))));
}

/** A `timeMap` of constant speed as a LinearTimeWarp; any other stays what it is, as an effect of time. */
export function timeMapOf(of: XmlElement): TimeMap | undefined {
  const map = child(of, 'timeMap');
  const points = (map?.children ?? [])
    .filter(({ name }) => name === 'timept')
    .map((point) => ({ time: timeOf(point, 'time'), value: timeOf(point, 'value') }));
  const [a, b] = points;
  if (!map || points.length === 0) return undefined;
  const metadata = { fcpxml: { timeMap: toJson(map) } };
  const kept: Effect = { schema: 'TimeEffect', name: '', metadata, effectName: 'timeMap' };
  if (points.length !== 2 || !a?.time || !b?.time || !a.value || !b.value) return { ...PLAIN, effect: kept };
  const length = subtract(b.time, a.time);
  if (length.num === 0) return { ...PLAIN, effect: kept };
  const scalar = divide(subtract(b.value, a.value), length);
  const { time, value } = { time: a.time, value: a.value };
  if (scalar.num === 0) {
    // A frozen frame plays from anywhere; where it stands in its own clock is kept.
    const start = timeOf(of, 'start') ?? ZERO;
    return {
      toSource: (local) => add(value, subtract(local, start)),
      toLocal: (source) => add(start, subtract(source, value)),
      effect: { schema: 'FreezeFrame', name: '', metadata, effectName: '', timeScalar: 0 },
    };
  }
  return {
    toSource: (local) => add(value, multiply(subtract(local, time), scalar)),
    toLocal: (source) => add(time, divide(subtract(source, value), scalar)),
    effect: { schema: 'LinearTimeWarp', name: '', metadata, effectName: '', timeScalar: toNumber(scalar) },
  };
}

/** A `timeMap` for a speed that came from elsewhere, over media that ends at `end` seconds. */
export function mapFor(
  scalar: number,
  sourceStart: Rational,
  end: Rational,
): { readonly map: XmlElement; readonly times: TimeMap } {
  const line = 0;
  const point = (time: Rational, value: Rational): XmlElement => ({
    name: 'timept',
    attributes: { time: text(time), value: text(value), interp: 'linear' },
    children: [],
    text: '',
    line,
  });
  const exact = fromNumber(scalar);
  const points: [XmlElement, XmlElement] =
    exact.num === 0
      ? [point(ZERO, sourceStart), point(end.num > 0 ? end : { num: 1, den: 1 }, sourceStart)]
      : [
          point(ZERO, exact.num > 0 ? ZERO : end),
          point(divide(end, exact.num > 0 ? exact : multiply(exact, { num: -1, den: 1 })), exact.num > 0 ? end : ZERO),
        ];
  const map: XmlElement = { name: 'timeMap', attributes: {}, children: points, text: '', line };
  const holder: XmlElement = { name: 'clip', attributes: {}, children: [map], text: '', line };
  return { map, times: timeMapOf(holder) ?? PLAIN };
}

function text({ num, den }: Rational): string {
  return den === 1 ? `${num}s` : `${num}/${den}s`;
}
