import type { Json, JsonObject, Marker } from '../model.ts';
import type { Rational } from '../rational.ts';
import { exactTime, rationalTime } from '../rational-time.ts';
import { child, toJson, type XmlElement } from '../xml/tree.ts';
import { MARKERS, STORY } from './grammar.ts';
import type { Asset } from './resources.ts';
import type { TimeMap } from './speed.ts';
import { timeOf, ZERO } from './time.ts';

/** Attributes and children that the model does not hold. */
export function ownOf(of: XmlElement): JsonObject {
  const {
    name: _name,
    offset: _offset,
    start: _start,
    duration: _duration,
    lane: _lane,
    enabled: _enabled,
    ...attributes
  } = of.attributes;
  const rest = of.children.filter(
    (one) =>
      !MARKERS.has(one.name) &&
      one.name !== 'timeMap' &&
      !(STORY.has(one.name) && (one.attributes.lane ?? '0') !== '0'),
  );
  return {
    element: of.name,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(rest.length > 0 ? { children: rest.map(toJson) } : {}),
  };
}

export function reelOf(of: XmlElement, asset: Asset | undefined): JsonObject {
  const own = child(of, 'metadata')?.children.find(({ attributes }) => /\.reel$/.test(attributes.key ?? ''))?.attributes
    .value;
  const reel = own || asset?.reel;
  return reel ? { cmx_3600: { reel } } : {};
}

export function markerOf(of: XmlElement, map: TimeMap, rate: Rational): Marker {
  const { start: _start, duration: _duration, value = '', note, ...attributes } = of.attributes;
  const duration = timeOf(of, 'duration');
  const own: Record<string, Json> = {
    ...(of.name === 'marker' ? {} : { element: of.name }),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  };
  return {
    schema: 'Marker',
    name: value,
    ...(note ? { comment: note } : {}),
    ...(attributes.completed === undefined ? {} : { color: attributes.completed === '1' ? 'GREEN' : 'RED' }),
    metadata: Object.keys(own).length > 0 ? { fcpxml: own } : {},
    markedRange: {
      startTime: exactTime(map.toSource(timeOf(of, 'start') ?? ZERO), rate),
      duration: duration && duration.num >= 0 ? exactTime(duration, rate) : rationalTime(1, rate),
    },
  };
}

/** The words of a title. */
export function textOf(of: XmlElement): string {
  const words = (one: XmlElement): string => one.text + one.children.map(words).join('');
  return of.children
    .filter(({ name }) => name === 'text')
    .map(words)
    .join('\n')
    .trim();
}
