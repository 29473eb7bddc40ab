import {
  type Clip,
  type Collection,
  clip,
  DEFAULT_MEDIA,
  type ExternalReference,
  frameRange,
  type Gap,
  type JsonObject,
  rationalTime,
  type Timeline,
  timeline,
  track,
  writeOtioCollection,
} from '@second-unit/timeline';
import { baseName, mediaClip } from '../interchange/media-clip.ts';
import { placeName } from './bins.ts';
import { type DayRow, dayRows } from './rows.ts';
import type { Bin, ShootClip, ShootDay, Sync } from './shoot-day.ts';

/** What our metadata says of a clip, beside what its media reference says. */
function metadataOf({ clip: of, placing, camera, card, sound, proxy }: DayRow): JsonObject {
  return {
    place: { ...placing.place },
    placed_by: placing.by,
    confidence: placing.confidence,
    why: placing.reason,
    camera,
    card,
    ...(of.startTimecode === undefined ? {} : { start_timecode: of.startTimecode, drop_frame: of.dropFrame ?? false }),
    ...(of.reel === undefined ? {} : { reel: of.reel }),
    original_path: of.originalPath,
    ...(of.curve === undefined ? {} : { log_curve: of.curve.curve }),
    ...(proxy === undefined ? {} : { proxy_path: proxy.clip.originalPath }),
    ...(sound.length === 0
      ? {}
      : {
          sound: sound.map(
            (sync): JsonObject => ({
              file: sync.sound,
              offset_seconds: sync.offset,
              by: sync.by,
              confidence: sync.confidence,
              ...(sync.drift === undefined ? {} : { drift_ppm: sync.drift.ppm }),
            }),
          ),
        }),
  };
}

/** A picture as a clip that names its original, with its proxy as a second reference. Undefined where it has no length. */
function pictureClip(row: DayRow): Clip | undefined {
  const { clip: of, proxy } = row;
  if (of.info === undefined) return undefined;
  const whole = { inFrame: 0, outFrame: of.info.frames };
  // Its rate may vary; nobody has looked at more than its header, and the mean is all that it says.
  const original = {
    ...of.info,
    variableFrameRate: false,
    originalPath: of.originalPath,
    ...(of.reel ? { reel: of.reel } : {}),
  };
  const name = `${baseName(of.id)}`;
  const made = mediaClip(original, whole, { name, rate: of.info.frameRate, metadata: metadataOf(row) });
  const info = proxy?.clip.info;
  if (proxy === undefined || info === undefined) return made;
  const other = mediaClip(
    { ...info, variableFrameRate: false },
    { inFrame: 0, outFrame: info.frames },
    { name, rate: info.frameRate },
  );
  const reference = other.mediaReferences[DEFAULT_MEDIA];
  return reference ? { ...made, mediaReferences: { ...made.mediaReferences, proxy: reference } } : made;
}

/** A recording, counted in its own samples from midnight where it says when it began. */
function soundClip(row: Pick<DayRow, 'clip'>, metadata: JsonObject = {}): Clip | undefined {
  const { clip: of } = row;
  if (of.sound === undefined || of.seconds === undefined) return undefined;
  const rate = { num: of.sound.sampleRate, den: 1 };
  const start = Math.round((of.startSeconds ?? 0) * rate.num);
  const range = frameRange(start, start + Math.round(of.seconds * rate.num), rate);
  const url = mediaUrl(of.originalPath);
  const reference: ExternalReference = {
    schema: 'ExternalReference',
    name: baseName(of.id),
    metadata: { second_unit: { audio_channels: of.sound.channels, audio_rate: of.sound.sampleRate } },
    targetUrl: url,
    availableRange: range,
  };
  return clip(baseName(of.id), reference, range, {
    metadata: { ...(of.reel ? { cmx_3600: { reel: of.reel } } : {}), second_unit: metadata },
  });
}

const mediaUrl = (path: string): string =>
  `file://${path.startsWith('/') ? '' : '/'}${path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')}`;

/** Picture and recorder's sound together, as they were: what an editor cuts with. */
function syncedTimeline(row: DayRow, clips: ReadonlyMap<string, ShootClip>): Timeline | undefined {
  const picture = pictureClip(row);
  const [sync] = row.sound;
  const sound = sync && clips.get(sync.sound);
  if (picture?.sourceRange === undefined || sync === undefined || sound === undefined) return undefined;
  const { duration, startTime } = picture.sourceRange;
  const heard = trimmedSound(sound, sync, (duration.value * duration.rate.den) / duration.rate.num);
  if (heard.length === 0) return undefined;
  const name = `${baseName(row.clip.id)} with ${baseName(sound.id)}`;
  const own = row.clip.sound === undefined ? [] : [track('Audio', 'A2 camera', [{ ...picture, markers: [] }])];
  const tracks = [track('Video', 'V1', [picture]), track('Audio', 'A1', heard), ...own];
  return timeline(name, tracks, {
    globalStartTime: startTime,
    metadata: { second_unit: { sync: { by: sync.by, confidence: sync.confidence } } },
  });
}

/** The recording as far as the picture runs: silence before it where it began later. */
function trimmedSound(sound: ShootClip, { offset }: Sync, pictureSeconds: number): (Clip | Gap)[] {
  const whole = soundClip({ clip: sound });
  if (whole?.sourceRange === undefined) return [];
  const { startTime, duration } = whole.sourceRange;
  const rate = startTime.rate;
  const at = Math.round(offset * rate.num);
  const from = Math.max(0, -at);
  const to = Math.min(duration.value, Math.round(pictureSeconds * rate.num) - at);
  if (to <= from) return [];
  const played = {
    ...whole,
    sourceRange: { startTime: rationalTime(startTime.value + from, rate), duration: rationalTime(to - from, rate) },
  };
  if (at <= 0) return [played];
  const gap: Gap = {
    schema: 'Gap',
    name: '',
    metadata: {},
    effects: [],
    markers: [],
    enabled: true,
    sourceRange: frameRange(0, at, rate),
  };
  return [gap, played];
}

/**
 * The bins of a day as OpenTimelineIO: collections in collections, a clip for every file with its own timecode, reel,
 * original and proxy, and for each picture with a recorder's sound a timeline of the two in sync.
 */
export function dayOtio(day: ShootDay): string {
  const rows = new Map(dayRows(day).map((row) => [row.clip.id, row]));
  const clips = new Map(day.clips.map((one) => [one.id, one]));
  const collection = (bin: Bin): Collection => ({
    schema: 'SerializableCollection',
    name: bin.name,
    metadata: { second_unit: { bin: bin.kind, id: bin.id } },
    children: [
      ...bin.bins.map(collection),
      ...bin.clips.flatMap(({ clip: id }): (Clip | Timeline | Collection)[] => {
        const row = rows.get(id);
        if (row === undefined) return [];
        if (row.clip.kind === 'sound') return [soundClip(row, metadataOf(row))].filter((one) => one !== undefined);
        const picture = pictureClip(row);
        if (picture === undefined) return [unread(row)];
        const synced = syncedTimeline(row, clips);
        return synced === undefined ? [picture] : [picture, synced];
      }),
    ],
  });
  const name = baseName(day.folder) || 'Shoot day';
  return writeOtioCollection({
    schema: 'SerializableCollection',
    name,
    metadata: { second_unit: { format: day.format, folder: day.folder } },
    children: day.bins.map(collection),
  });
}

/** Camera raw without a proxy: nobody knows its length, but its path and reel are not lost. */
function unread(row: DayRow): Clip {
  const { clip: of } = row;
  const reference: ExternalReference = {
    schema: 'ExternalReference',
    name: baseName(of.id),
    metadata: {},
    targetUrl: mediaUrl(of.originalPath),
  };
  const metadata = { ...(of.reel ? { cmx_3600: { reel: of.reel } } : {}), second_unit: metadataOf(row) };
  const { sourceRange: _, ...rest } = clip(baseName(of.id), reference, frameRange(0, 0, { num: 24, den: 1 }), {
    metadata,
  });
  return rest;
}

/**
 * All takes one after the other, as they lie in their bins (a string-out), for formats that hold no bins: EDL and
 * FCPXML. B-roll comes last; what is unsorted, and camera raw without a proxy, is left out and named.
 * @param scene only this one; all if absent
 */
export function dayTimeline(day: ShootDay, scene?: string): { timeline: Timeline; leftOut: readonly string[] } {
  const leftOut: string[] = [];
  const rows = dayRows(day).filter(({ clip: of, placing: { place } }) => {
    if (of.kind === 'sound') return false;
    const isWanted = scene === undefined ? place.kind !== 'unsorted' : place.kind === 'take' && place.scene === scene;
    if (!isWanted && scene === undefined) leftOut.push(of.id);
    return isWanted;
  });
  const pictures: Clip[] = [];
  const sounds: (Clip | Gap)[] = [];
  for (const row of rows) {
    const made = pictureClip(row);
    if (made?.sourceRange === undefined) {
      leftOut.push(row.clip.id);
      continue;
    }
    const marker = {
      schema: 'Marker' as const,
      name: placeName(row.placing.place),
      color: 'GREEN',
      comment: row.placing.reason,
      markedRange: {
        startTime: made.sourceRange.startTime,
        duration: rationalTime(1, made.sourceRange.startTime.rate),
      },
      metadata: {},
    };
    pictures.push({ ...made, markers: [marker] });
    const { duration } = made.sourceRange;
    const silence: Gap = {
      schema: 'Gap',
      name: '',
      metadata: {},
      effects: [],
      markers: [],
      enabled: true,
      sourceRange: { startTime: rationalTime(0, duration.rate), duration },
    };
    sounds.push(row.clip.sound === undefined ? silence : made);
  }
  const name = `${baseName(day.folder) || 'Shoot day'}${scene === undefined ? '' : `, scene ${scene}`}`;
  const hasSound = sounds.some(({ schema }) => schema === 'Clip');
  const tracks = [track('Video', 'V1', pictures), ...(hasSound ? [track('Audio', 'A1', sounds)] : [])];
  return { timeline: timeline(name, tracks), leftOut };
}
