import { mapMedia } from './map-media.ts';
import { mediaName } from './media.ts';
import { type Clip, type MediaReference, mediaReference, type Timeline, trimmedRange } from './model.ts';
import type { RationalTime, TimeRange } from './rational-time.ts';

/** One media file of a timeline, and what the clips that use it say of it. */
export interface UsedMedia {
  /** The same for all clips of one file: its address, or name and reel where there is none. */
  readonly key: string;
  /** Its address, or its name. */
  readonly name: string;
  readonly reel?: string;
  /** Its first frame's time, where the timeline says. */
  readonly start?: RationalTime;
  /** What is played of it; not of clips with a speed, whose length on the timeline does not tell. */
  readonly used: readonly TimeRange[];
}

/** What identifies the file of a reference among those of a timeline. */
export function mediaKey(reference: MediaReference, clip: Clip): string {
  return reference.schema === 'ExternalReference'
    ? `url ${reference.targetUrl}`
    : `name ${mediaName(clip)} reel ${reelOf(clip) ?? ''}`;
}

/** The reel that a clip names, as EDLs do. */
function reelOf(clip: Clip): string | undefined {
  const cmx = clip.metadata.cmx_3600;
  const reel =
    typeof cmx === 'object' && cmx !== null && !Array.isArray(cmx) ? (cmx as { reel?: unknown }).reel : undefined;
  return typeof reel === 'string' && reel !== '' ? reel : undefined;
}

/** The media files of a timeline in the order of their first use; `which` leaves some out. */
export function usedMedia(
  timeline: Timeline,
  which: (reference: MediaReference) => boolean = ({ schema }) =>
    schema === 'MissingReference' || schema === 'ExternalReference',
): readonly UsedMedia[] {
  const found = new Map<string, UsedMedia & { readonly used: TimeRange[] }>();
  mapMedia(timeline, (reference, clip) => {
    if (reference !== mediaReference(clip) || reference.schema === 'UnknownSchema' || !which(reference))
      return reference;
    const key = mediaKey(reference, clip);
    const range = trimmedRange(clip);
    const frames = range && clip.effects.length === 0 ? [range] : [];
    const before = found.get(key);
    if (before) before.used.push(...frames);
    else {
      const reel = reelOf(clip);
      found.set(key, {
        key,
        name: reference.schema === 'ExternalReference' ? reference.targetUrl : mediaName(clip),
        ...(reel === undefined ? {} : { reel }),
        ...(reference.availableRange ? { start: reference.availableRange.startTime } : {}),
        used: [...frames],
      });
    }
    return reference;
  });
  return [...found.values()];
}
