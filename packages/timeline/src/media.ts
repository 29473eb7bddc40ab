import { type Clip, type JsonObject, type MediaReference, mediaReference } from './model.ts';
import { nameInUrl } from './name-in-url.ts';

/** The name of a clip's media: its reference's name, else the last part of its URL. */
export function mediaName(clip: Clip): string {
  const media = mediaReference(clip);
  if (!media || media.schema === 'UnknownSchema') return clip.name;
  if (media.name) return media.name;
  if (media.schema !== 'ExternalReference') return clip.name;
  return nameInUrl(media.targetUrl);
}

/** What we write of a media file into `metadata.second_unit`: size, channels, drop-frame. */
export function ownMetadata(media: MediaReference | undefined): JsonObject {
  const own = media && media.schema !== 'UnknownSchema' ? media.metadata.second_unit : undefined;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {};
}
