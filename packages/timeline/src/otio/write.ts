import { formatJson } from '../json.ts';
import type {
  Clip,
  Composable,
  Effect,
  Gap,
  Json,
  JsonObject,
  Marker,
  MediaReference,
  Stack,
  Timeline,
  Track,
  UnknownSchema,
} from '../model.ts';
import { toNumber } from '../rational.ts';
import type { RationalTime, TimeRange } from '../rational-time.ts';

/** The `.otio` text of a timeline, in the schemas of OpenTimelineIO 0.15 and later (Clip.2, Marker.2). */
export function writeOtio(timeline: Timeline): string {
  return `${formatJson(timelineJson(timeline))}\n`;
}

/** The same before it becomes text. */
export function timelineJson(timeline: Timeline): JsonObject {
  return {
    OTIO_SCHEMA: 'Timeline.1',
    metadata: timeline.metadata,
    name: timeline.name,
    global_start_time: timeline.globalStartTime ? time(timeline.globalStartTime) : null,
    tracks: composable(timeline.tracks),
    ...timeline.extra,
  };
}

function time(of: RationalTime): JsonObject {
  return { OTIO_SCHEMA: 'RationalTime.1', rate: toNumber(of.rate), value: of.value };
}

function range(of: TimeRange | undefined): Json {
  if (!of) return null;
  return { OTIO_SCHEMA: 'TimeRange.1', duration: time(of.duration), start_time: time(of.startTime) };
}

function item(of: Clip | Gap | Stack | Track): JsonObject {
  return {
    metadata: of.metadata,
    name: of.name,
    source_range: range(of.sourceRange),
    effects: of.effects.map(effect),
    markers: of.markers.map(marker),
    enabled: of.enabled,
  };
}

/** A clip, gap, track, stack or transition as OTIO's JSON. */
export function composable(of: Composable): JsonObject {
  switch (of.schema) {
    case 'UnknownSchema':
      return of.json;
    case 'Clip':
      return {
        OTIO_SCHEMA: 'Clip.2',
        ...item(of),
        media_references: Object.fromEntries(
          Object.entries(of.mediaReferences).map(([key, media]) => [key, reference(media)]),
        ),
        active_media_reference_key: of.activeMediaReferenceKey,
        ...of.extra,
      };
    case 'Gap':
      return { OTIO_SCHEMA: 'Gap.1', ...item(of), ...of.extra };
    case 'Stack':
      return { OTIO_SCHEMA: 'Stack.1', ...item(of), children: of.children.map(composable), ...of.extra };
    case 'Track':
      return {
        OTIO_SCHEMA: 'Track.1',
        ...item(of),
        children: of.children.map(composable),
        kind: of.kind,
        ...of.extra,
      };
    case 'Transition':
      return {
        OTIO_SCHEMA: 'Transition.1',
        metadata: of.metadata,
        name: of.name,
        in_offset: time(of.inOffset),
        out_offset: time(of.outOffset),
        transition_type: of.transitionType,
        ...of.extra,
      };
  }
}

function reference(of: MediaReference): JsonObject {
  if (of.schema === 'UnknownSchema') return of.json;
  return {
    OTIO_SCHEMA: `${of.schema}.1`,
    metadata: of.metadata,
    name: of.name,
    available_range: range(of.availableRange),
    available_image_bounds: of.availableImageBounds ?? null,
    ...(of.schema === 'ExternalReference' ? { target_url: of.targetUrl } : {}),
    ...(of.schema === 'GeneratorReference' ? { generator_kind: of.generatorKind, parameters: of.parameters } : {}),
    ...of.extra,
  };
}

function effect(of: Effect | UnknownSchema): JsonObject {
  if (of.schema === 'UnknownSchema') return of.json;
  return {
    OTIO_SCHEMA: `${of.schema}.1`,
    metadata: of.metadata,
    name: of.name,
    effect_name: of.effectName,
    ...(of.timeScalar === undefined ? {} : { time_scalar: of.timeScalar }),
    ...of.extra,
  };
}

function marker(of: Marker | UnknownSchema): JsonObject {
  if (of.schema === 'UnknownSchema') return of.json;
  return {
    OTIO_SCHEMA: 'Marker.2',
    metadata: of.metadata,
    name: of.name,
    color: of.color ?? null,
    ...(of.comment === undefined ? {} : { comment: of.comment }),
    marked_range: range(of.markedRange),
    ...of.extra,
  };
}
