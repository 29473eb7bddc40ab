import type { Rational } from './rational.ts';
import type { RationalTime, TimeRange } from './rational-time.ts';

/**
 * OpenTimelineIO's model, immutable. Names are OTIO's, in camelCase. `extra` holds the fields of a
 * known schema that this version does not know; they are written back as they were read.
 */

/** A JSON value as OTIO writes it: whole numbers beyond 2^53 are bigint, and NaN and ±Infinity are numbers. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

interface Named {
  readonly name: string;
  readonly metadata: JsonObject;
  readonly extra?: JsonObject;
}

/** An object of a schema or version not known here, kept untouched, its OTIO_SCHEMA included. */
export interface UnknownSchema {
  readonly schema: 'UnknownSchema';
  readonly json: JsonObject;
}

export interface Timeline extends Named {
  readonly schema: 'Timeline';
  /** Timecode of the first frame. */
  readonly globalStartTime?: RationalTime;
  readonly tracks: Stack;
}

/** What Items share: a part of their source, effects, markers. */
interface ItemFields extends Named {
  /** The part that is used; absent means all of it. */
  readonly sourceRange?: TimeRange;
  readonly effects: readonly (Effect | UnknownSchema)[];
  readonly markers: readonly (Marker | UnknownSchema)[];
  readonly enabled: boolean;
}

/** Children play at the same time, the last on top. */
export interface Stack extends ItemFields {
  readonly schema: 'Stack';
  readonly children: readonly Composable[];
}

/** Children play one after the other. */
export interface Track extends ItemFields {
  readonly schema: 'Track';
  /** `Video`, `Audio`, or another program's own word. */
  readonly kind: string;
  readonly children: readonly Composable[];
}

export interface Clip extends ItemFields {
  readonly schema: 'Clip';
  readonly mediaReferences: Readonly<Record<string, MediaReference>>;
  readonly activeMediaReferenceKey: string;
}

export interface Gap extends ItemFields {
  readonly schema: 'Gap';
}

/** Between two items: `inOffset` reaches into the one before, `outOffset` into the one after. */
export interface Transition extends Named {
  readonly schema: 'Transition';
  /** `SMPTE_Dissolve`, or `Custom_Transition`. */
  readonly transitionType: string;
  readonly inOffset: RationalTime;
  readonly outOffset: RationalTime;
}

export type Composable = Clip | Gap | Track | Stack | Transition | UnknownSchema;

interface MediaReferenceFields extends Named {
  readonly availableRange?: TimeRange;
  /** OTIO's Box2d, kept as it is. */
  readonly availableImageBounds?: JsonObject;
}

export interface ExternalReference extends MediaReferenceFields {
  readonly schema: 'ExternalReference';
  readonly targetUrl: string;
}

export interface MissingReference extends MediaReferenceFields {
  readonly schema: 'MissingReference';
}

export interface GeneratorReference extends MediaReferenceFields {
  readonly schema: 'GeneratorReference';
  readonly generatorKind: string;
  readonly parameters: JsonObject;
}

export type MediaReference = ExternalReference | MissingReference | GeneratorReference | UnknownSchema;

/**
 * An effect; of a `LinearTimeWarp` and `FreezeFrame`, `timeScalar` is the speed. Less than 0 is backwards: the clip's
 * source range begins with what is earliest in its media all the same, which is what it shows last.
 */
export interface Effect extends Named {
  readonly schema: 'Effect' | 'TimeEffect' | 'LinearTimeWarp' | 'FreezeFrame';
  readonly effectName: string;
  readonly timeScalar?: number;
}

export interface Marker extends Named {
  readonly schema: 'Marker';
  /** OTIO's colour names: `RED`, `GREEN`, `CYAN` … */
  readonly color?: string;
  readonly comment?: string;
  readonly markedRange: TimeRange;
}

/** The name OTIO gives to a clip's only media reference. */
export const DEFAULT_MEDIA = 'DEFAULT_MEDIA';

/** A clip of one media reference, of which `sourceRange` is used. */
export function clip(
  name: string,
  media: MediaReference,
  sourceRange: TimeRange,
  rest: Partial<Pick<Clip, 'metadata' | 'markers' | 'effects'>> = {},
): Clip {
  return {
    schema: 'Clip',
    name,
    metadata: {},
    effects: [],
    markers: [],
    enabled: true,
    ...rest,
    sourceRange,
    mediaReferences: { [DEFAULT_MEDIA]: media },
    activeMediaReferenceKey: DEFAULT_MEDIA,
  };
}

/** Nothing, for as long as the range lasts. */
export function gap(sourceRange: TimeRange): Gap {
  return { schema: 'Gap', name: '', metadata: {}, effects: [], markers: [], enabled: true, sourceRange };
}

/** A track of the kind given. */
export function track(kind: string, name: string, children: readonly Composable[]): Track {
  return { schema: 'Track', kind, name, metadata: {}, effects: [], markers: [], enabled: true, children };
}

/** A timeline of tracks, the first one lowest. */
export function timeline(
  name: string,
  tracks: readonly Track[],
  rest: Partial<Pick<Timeline, 'metadata' | 'globalStartTime'>> = {},
): Timeline {
  return {
    schema: 'Timeline',
    name,
    metadata: {},
    ...rest,
    tracks: {
      schema: 'Stack',
      name: 'tracks',
      metadata: {},
      effects: [],
      markers: [],
      enabled: true,
      children: tracks,
    },
  };
}

/** The media reference that a clip uses now. */
export function mediaReference(of: Clip): MediaReference | undefined {
  // Names come from files: what every object inherits is no reference.
  return Object.hasOwn(of.mediaReferences, of.activeMediaReferenceKey)
    ? of.mediaReferences[of.activeMediaReferenceKey]
    : undefined;
}

/** The range of a clip's media that it plays, or undefined where neither clip nor media says. */
export function trimmedRange(of: Clip | Gap): TimeRange | undefined {
  if (of.sourceRange || of.schema === 'Gap') return of.sourceRange;
  const media = mediaReference(of);
  return media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
}

/** Can it be frames a second? Times between frames count in units that are none. */
function isFrameRate({ num, den }: Rational): boolean {
  return num >= den && num <= 1000 * den;
}

/** Frames a second in which a clip or gap counts its source; undefined where neither it nor its media says so. */
export function sourceRate(of: Clip | Gap): Rational | undefined {
  const media = of.schema === 'Clip' ? mediaReference(of) : undefined;
  const available = media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
  const ranges = [trimmedRange(of), available].filter((range) => range !== undefined);
  return ranges.flatMap(({ startTime, duration }) => [startTime.rate, duration.rate]).find(isFrameRate);
}

/**
 * The timeline's own frame rate: that of its start time, else of the first clip or gap that says one, searched depth
 * first.
 */
export function editRate(of: Timeline): Rational | undefined {
  if (of.globalStartTime && isFrameRate(of.globalStartTime.rate)) return of.globalStartTime.rate;
  const search = (children: readonly Composable[]): Rational | undefined => {
    for (const child of children) {
      let rate: Rational | undefined;
      if (child.schema === 'Track' || child.schema === 'Stack') rate = search(child.children);
      else if (child.schema === 'Clip' || child.schema === 'Gap') {
        const own = trimmedRange(child)?.duration.rate;
        rate = own && isFrameRate(own) ? own : sourceRate(child);
      }
      if (rate) return rate;
    }
    return undefined;
  };
  return search(of.tracks.children);
}
