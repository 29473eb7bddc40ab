import { formatJson } from '../json.ts';
import type { Clip, JsonObject, Stack, Timeline } from '../model.ts';
import { composable, timelineJson } from './write.ts';

/** A bin: OpenTimelineIO's SerializableCollection, which may hold others. */
export interface Collection {
  readonly schema: 'SerializableCollection';
  readonly name: string;
  readonly metadata: JsonObject;
  readonly children: readonly (Collection | Clip | Stack | Timeline)[];
}

function json(of: Collection): JsonObject {
  return {
    OTIO_SCHEMA: 'SerializableCollection.1',
    metadata: of.metadata,
    name: of.name,
    children: of.children.map((child) => {
      if (child.schema === 'SerializableCollection') return json(child);
      return child.schema === 'Timeline' ? timelineJson(child) : composable(child);
    }),
  };
}

/** The `.otio` text of bins in bins, as OpenTimelineIO 0.15 and later reads them. */
export function writeOtioCollection(collection: Collection): string {
  return `${formatJson(json(collection))}\n`;
}
