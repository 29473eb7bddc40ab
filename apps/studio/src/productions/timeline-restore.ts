import { type Cut, type CutItem, sameTransition } from '@second-unit/editing';
import {
  addTime,
  type Clip,
  type Composable,
  clip as clipOf,
  type ExternalReference,
  type JsonObject,
  mainTrack,
  mediaKey,
  mediaReference,
  rationalTime,
  rescaledTo,
  type Stack,
  subtractTime,
  type Timeline,
  type Track,
  trimmedRange,
  usedMedia,
} from '@second-unit/timeline';
import { itemAt, type Placed, placeOf, shownOf } from './timeline-items.ts';
import { type Film, originIn, referenceOf } from './timeline-match.ts';

/**
 * A timeline whose media are the production's films where they lie now: address, length, reel and source timecode by the
 * film itself. What is missing stays as it came.
 */
function relinked(timeline: Timeline, filmOf: (key: string) => Film | undefined): Timeline {
  const media = new Map(usedMedia(timeline).map((one) => [one.key, one]));
  const linked = (clip: Clip): Clip => {
    const reference = mediaReference(clip);
    if (!reference || (reference.schema !== 'ExternalReference' && reference.schema !== 'MissingReference'))
      return clip;
    const key = mediaKey(reference, clip);
    const film = filmOf(key);
    const origin = film && originIn(film.info, media.get(key) ?? { used: [] });
    if (!film || !origin) return clip;
    const made = referenceOf(film.info);
    const range = trimmedRange(clip);
    const external: ExternalReference = {
      ...made,
      metadata: { ...reference.metadata, ...made.metadata },
    };
    const { reel } = film.info;
    const cmx = clip.metadata.cmx_3600;
    const known = typeof cmx === 'object' && cmx !== null && !Array.isArray(cmx) ? (cmx as JsonObject) : {};
    return {
      ...clip,
      ...(reel ? { metadata: { ...clip.metadata, cmx_3600: { ...known, reel } } } : {}),
      ...(range
        ? { sourceRange: { ...range, startTime: moved(range.startTime, origin, made.availableRange.startTime) } }
        : {}),
      mediaReferences: { ...clip.mediaReferences, [clip.activeMediaReferenceKey]: external },
    };
  };
  const visit = (one: Composable): Composable => {
    if (one.schema === 'Clip') return linked(one);
    return one.schema === 'Track' || one.schema === 'Stack' ? inside(one) : one;
  };
  const inside = <Item extends Track | Stack>(one: Item): Item => ({ ...one, children: one.children.map(visit) });
  return { ...timeline, tracks: inside(timeline.tracks) };
}

/** A time by the timeline's clock of a media as one by the film's timecode, at the rate that it had. */
function moved(
  time: Parameters<typeof addTime>[0],
  origin: Parameters<typeof addTime>[0],
  start: Parameters<typeof addTime>[0],
): Parameters<typeof addTime>[0] {
  if (
    origin.value === start.value &&
    Math.round(origin.rate.num / origin.rate.den) === Math.round(start.rate.num / start.rate.den)
  ) {
    return time;
  }
  return rescaledTo(addTime(subtractTime(time, origin), start), time.rate, 'round');
}

const asItCame = (a: CutItem | undefined, b: Placed | undefined): boolean =>
  a !== undefined && b !== undefined && a.id === b.item && a.inFrame === b.inFrame && a.outFrame === b.outFrame;

/**
 * The timeline that a cut leaves as, where it came in as one: whole and relinked while the cut is as it came; else what
 * `fresh` (the cut as any other leaves) says, with the clips that are as they came in their own form, and the
 * transitions between two of them.
 */
export function restored(
  came: Timeline,
  filmOf: (key: string) => Film | undefined,
  cut: Cut,
  fresh: Timeline,
): Timeline {
  const { placed } = shownOf(came, filmOf);
  const whole = relinked(named(came, placed), filmOf);
  const isSame =
    cut.items.length === placed.length &&
    cut.items.every(
      (item, index) => asItCame(item, placed[index]) && sameTransition(item.transition, placed[index]?.shown),
    ) &&
    (cut.cards ?? []).length === 0;
  if (isSame) return { ...whole, name: fresh.name };
  const main = mainTrack(whole);
  const byId = new Map(placed.map((one) => [one.item, one]));
  const own = (item: CutItem): Clip | undefined => {
    const from = byId.get(item.id);
    const found = main?.children[placeOf(item.id)];
    return asItCame(item, from) && found?.schema === 'Clip' ? found : undefined;
  };
  const items = new Map(cut.items.map((item) => [item.id, item]));
  const inTrack = (track: Track): Track => {
    const children: Composable[] = [];
    let isOwn = false;
    for (const [index, child] of track.children.entries()) {
      // The one that came stands in its place already.
      if (child.schema === 'Transition' && isOwn) continue;
      isOwn = false;
      const item = items.get(itemOf(child) ?? '');
      const kept = item && own(item);
      if (child.schema !== 'Clip' || !kept) {
        children.push(child);
        continue;
      }
      children.push(inForm(kept, child));
      const from = byId.get(item.id);
      const behind = track.children.slice(index + 1, index + 3).find(({ schema }) => schema !== 'Transition');
      const next = items.get(itemOf(behind) ?? '');
      const follows = from && placed[placed.indexOf(from) + 1];
      isOwn =
        from?.transition !== undefined &&
        next !== undefined &&
        own(next) !== undefined &&
        follows?.item === next.id &&
        sameTransition(item.transition, from.shown);
      if (isOwn && from?.transition) children.push(from.transition);
    }
    return { ...track, children };
  };
  const [picture, ...rest] = fresh.tracks.children;
  if (picture?.schema !== 'Track') return fresh;
  return { ...fresh, tracks: { ...fresh.tracks, children: [inTrack(picture), ...rest] } };
}

/** With the ids of the items that its clips are in the cut, as the clips of any other cut say them: lists go by these. */
function named(timeline: Timeline, placed: readonly Placed[]): Timeline {
  const items = new Set(placed.map(({ item }) => item));
  const main = mainTrack(timeline);
  const inTrack = (track: Track): Track => ({
    ...track,
    children: track.children.map((one, index) => {
      const item = itemAt(index);
      return one.schema === 'Clip' && items.has(item) ? { ...one, metadata: withItem(one.metadata, item) } : one;
    }),
  });
  const children = timeline.tracks.children.map((one) => (one === main ? inTrack(main) : one));
  return { ...timeline, tracks: { ...timeline.tracks, children } };
}

function withItem(metadata: JsonObject, item: string): JsonObject {
  return { ...metadata, second_unit: { ...ownOf(metadata), item } };
}

function ownOf({ second_unit: ours }: JsonObject): JsonObject {
  return typeof ours === 'object' && ours !== null && !Array.isArray(ours) ? (ours as JsonObject) : {};
}

/** The clip as it came, of the length that it has among ours, so that the tracks stay together. */
function inForm(kept: Clip, ours: Clip): Clip {
  const [from, to] = [kept.sourceRange, ours.sourceRange];
  const range = from && to ? { startTime: from.startTime, duration: to.duration } : (from ?? to);
  return clipOf(
    kept.name,
    mediaReference(kept) ?? mediaReference(ours)!,
    range ?? { startTime: rationalTime(0, 24), duration: rationalTime(0, 24) },
    {
      metadata: {
        ...ours.metadata,
        ...kept.metadata,
        // What it was in a cut of ours that it left as once is not what it is here.
        second_unit: { ...ownOf(kept.metadata), ...ownOf(ours.metadata) },
      },
      markers: [
        ...kept.markers.filter((one) => one.schema === 'Marker'),
        ...ours.markers.filter((one) => one.schema === 'Marker'),
      ],
      effects: kept.effects.filter((one) => one.schema !== 'UnknownSchema'),
    },
  );
}

/** The item of a clip that `toTimeline` made. */
function itemOf(child: Composable | undefined): string | undefined {
  if (child?.schema !== 'Clip') return undefined;
  const { item } = ownOf(child.metadata);
  return typeof item === 'string' ? item : undefined;
}
