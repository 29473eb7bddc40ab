import { TimelineError } from '../fault.ts';
import { parseJson } from '../json.ts';
import {
  type Composable,
  DEFAULT_MEDIA,
  type Effect,
  type Json,
  type JsonObject,
  type Marker,
  type MediaReference,
  type Stack,
  type Timeline,
  type Track,
  type UnknownSchema,
} from '../model.ts';
import { fromNumber, multiply } from '../rational.ts';
import { exactRate, type RationalTime, rationalTime, type TimeRange } from '../rational-time.ts';
import { Fields, isObject, problem } from './fields.ts';

/**
 * Reads an `.otio` text. Older schemas are brought up to date (Sequence → Track, Filler → Gap,
 * Clip.1 → Clip.2, Marker.1 → Marker.2); unknown ones, and newer versions of known ones, are kept
 * untouched as UnknownSchema.
 * @throws TimelineError `input` with the JSON path of what is wrong.
 */
export function readOtio(text: string): Timeline {
  const json = parseJson(text);
  if (!isObject(json)) throw problem('$', 'should be an OpenTimelineIO object');
  const schema = json.OTIO_SCHEMA;
  if (typeof schema !== 'string' || !schema.startsWith('Timeline.')) {
    throw problem('$.OTIO_SCHEMA', `should be Timeline.1, and is ${describe(schema)}`);
  }
  if (schema !== 'Timeline.1') {
    throw new TimelineError('input', `This timeline is of the newer kind ${schema}; only Timeline.1 can be read.`, {
      place: '$.OTIO_SCHEMA',
    });
  }
  const fields = new Fields(json, '$');
  const tracks = composable(fields.object('tracks'), '$.tracks');
  if (tracks.schema !== 'Stack') throw problem('$.tracks', 'should be a Stack');
  return {
    schema: 'Timeline',
    ...named(fields),
    ...optional('globalStartTime', fields.optional('global_start_time', time)),
    tracks,
    ...fields.rest(),
  };
}

function describe(schema: Json | undefined): string {
  return typeof schema === 'string' ? `“${schema}”` : 'missing';
}

/** Name without version, and whether the version is one that is known here. */
function schemaOf(json: JsonObject, path: string): { name: string; known: boolean } {
  const schema = json.OTIO_SCHEMA;
  if (typeof schema !== 'string') throw problem(`${path}.OTIO_SCHEMA`, 'should name a schema such as Clip.2');
  const [name = '', version = ''] = schema.split('.');
  const newest: Record<string, number> = { Clip: 2, Marker: 2 };
  return { name, known: Number(version) >= 1 && Number(version) <= (newest[name] ?? 1) };
}

function unknown(json: JsonObject): UnknownSchema {
  return { schema: 'UnknownSchema', json };
}

/** `{ key: value }`, or nothing where there is no value: absent fields stay absent. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}

function named(fields: Fields): { name: string; metadata: JsonObject } {
  return { name: fields.text('name'), metadata: fields.optional('metadata', (json) => json) ?? {} };
}

function item(fields: Fields) {
  return {
    ...named(fields),
    ...optional('sourceRange', fields.optional('source_range', range)),
    effects: fields.list('effects', effect),
    markers: fields.list('markers', marker),
    enabled: fields.flag('enabled', true),
  };
}

function composable(json: JsonObject, path: string): Composable {
  const { name, known } = schemaOf(json, path);
  if (!known) return unknown(json);
  const fields = new Fields(json, path);
  switch (name) {
    case 'Clip':
      return { schema: 'Clip', ...item(fields), ...media(fields), ...fields.rest() };
    case 'Gap':
    case 'Filler':
      return { schema: 'Gap', ...item(fields), ...fields.rest() };
    case 'Track':
    case 'Sequence':
      return {
        schema: 'Track',
        kind: fields.text('kind', 'Video'),
        ...item(fields),
        children: fields.list('children', composable),
        ...fields.rest(),
      } satisfies Track;
    case 'Stack':
      return {
        schema: 'Stack',
        ...item(fields),
        children: fields.list('children', composable),
        ...fields.rest(),
      } satisfies Stack;
    case 'Transition':
      // OTIO wrote `parameters` once and reads it no more: it stays among the extra fields.
      return {
        schema: 'Transition',
        ...named(fields),
        transitionType: fields.text('transition_type'),
        inOffset: fields.optional('in_offset', time) ?? rationalTime(0, 1),
        outOffset: fields.optional('out_offset', time) ?? rationalTime(0, 1),
        ...fields.rest(),
      };
    default:
      return unknown(json);
  }
}

function media(fields: Fields): {
  mediaReferences: Record<string, MediaReference>;
  activeMediaReferenceKey: string;
} {
  const many = fields.optional('media_references', (json, path) =>
    // fromEntries: `__proto__` is a name like any other.
    Object.fromEntries(
      Object.entries(json).map(([key, value]) => {
        if (!isObject(value)) throw problem(`${path}.${key}`, 'should be a media reference');
        return [key, reference(value, `${path}.${key}`)];
      }),
    ),
  );
  const one = fields.optional('media_reference', reference);
  return {
    mediaReferences: many ?? { [DEFAULT_MEDIA]: one ?? { schema: 'MissingReference', name: '', metadata: {} } },
    activeMediaReferenceKey: fields.text('active_media_reference_key', DEFAULT_MEDIA),
  };
}

function reference(json: JsonObject, path: string): MediaReference {
  const { name, known } = schemaOf(json, path);
  if (!known) return unknown(json);
  const fields = new Fields(json, path);
  const shared = () => ({
    ...named(fields),
    ...optional('availableRange', fields.optional('available_range', range)),
    ...optional(
      'availableImageBounds',
      fields.optional('available_image_bounds', (bounds) => bounds),
    ),
  });
  switch (name) {
    case 'ExternalReference':
      return { schema: 'ExternalReference', ...shared(), targetUrl: fields.text('target_url'), ...fields.rest() };
    case 'MissingReference':
      return { schema: 'MissingReference', ...shared(), ...fields.rest() };
    case 'GeneratorReference':
      return {
        schema: 'GeneratorReference',
        ...shared(),
        generatorKind: fields.text('generator_kind'),
        parameters: fields.optional('parameters', (parameters) => parameters) ?? {},
        ...fields.rest(),
      };
    default:
      return unknown(json);
  }
}

function effect(json: JsonObject, path: string): Effect | UnknownSchema {
  const { name, known } = schemaOf(json, path);
  if (!known) return unknown(json);
  const fields = new Fields(json, path);
  switch (name) {
    case 'Effect':
    case 'TimeEffect':
    case 'LinearTimeWarp':
    case 'FreezeFrame':
      return {
        schema: name,
        ...named(fields),
        effectName: fields.text('effect_name'),
        ...optional('timeScalar', fields.number('time_scalar')),
        ...fields.rest(),
      };
    default:
      return unknown(json);
  }
}

function marker(json: JsonObject, path: string): Marker | UnknownSchema {
  const { name, known } = schemaOf(json, path);
  if (!known || name !== 'Marker') return unknown(json);
  const fields = new Fields(json, path);
  // Marker.1 called it `range`.
  const marked = fields.optional('marked_range', range) ?? fields.optional('range', range);
  if (!marked) throw problem(`${path}.marked_range`, 'should be a time range');
  return {
    schema: 'Marker',
    ...named(fields),
    ...optional('color', fields.text('color') || undefined),
    ...optional('comment', fields.text('comment') || undefined),
    markedRange: marked,
    ...fields.rest(),
  };
}

function range(json: JsonObject, path: string): TimeRange {
  const fields = new Fields(json, path);
  const duration = time(fields.object('duration'), `${path}.duration`);
  if (duration.value < 0) throw problem(`${path}.duration.value`, 'should not be negative');
  return { startTime: time(fields.object('start_time'), `${path}.start_time`), duration };
}

/** A frame that is rescaled to any rate in use has no more parts of its old frames. */
const MOST_PARTS = 1001;
/**
 * Flicks a second: frames of all rates in use, samples of sound and milliseconds are whole numbers of them. Times of
 * many decimals are brought to the nearest, within a nanosecond: as the fractions that they look like, each of its own
 * kind, their sums could not be held.
 */
const FLICKS = 705_600_000;
const LEAST = 1e-6;

function time(json: JsonObject, path: string): RationalTime {
  const fields = new Fields(json, path);
  const value = fields.number('value');
  const rate = fields.number('rate');
  if (value === undefined || !Number.isFinite(value)) throw problem(`${path}.value`, 'should be a number of frames');
  if (rate === undefined || !Number.isFinite(rate) || rate <= 0) throw problem(`${path}.rate`, 'should be positive');
  try {
    const exact = exactRate(rate);
    if (Number.isInteger(value)) return rationalTime(value, exact);
    // What rescaling leaves of nothing, 7e-15, is no fraction either.
    const units = Math.abs(value) < LEAST ? undefined : fromNumber(value);
    // Half a frame at 24 is one whole unit at 48: the time stays exact.
    if (units && units.den <= MOST_PARTS) return rationalTime(units.num, multiply(exact, { num: units.den, den: 1 }));
    return rationalTime(Math.round((value * FLICKS * exact.den) / exact.num), FLICKS);
  } catch (cause) {
    throw new TimelineError('input', `${path} holds a time that cannot be held exactly (${value} at ${rate}).`, {
      place: path,
      cause,
    });
  }
}
