import type { MediaInfo } from '@second-unit/media';
import {
  type Clip,
  type Collection,
  clip,
  DEFAULT_MEDIA,
  type ExternalReference,
  fileUrl,
  frameRange,
  type Gap,
  type JsonObject,
  type Rational,
  rationalTime,
  rescaledTo,
  type Timeline,
  type TimeRange,
  timeline,
  track,
  writeOtioCollection,
} from '@second-unit/timeline';
import { baseName, type MediaClipOptions, mediaClip, type Stretch } from '../interchange/media-clip.ts';
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

/**
 * As `mediaClip`, but where the rate varies at its mean: nobody has looked at more than the header, and the mean is all
 * that it says. The reference says that it varies.
 */
function atMeanRate(info: MediaInfo, stretch: Stretch, options: MediaClipOptions): Clip {
  const made = mediaClip({ ...info, variableFrameRate: false }, stretch, options);
  const reference = made.mediaReferences[DEFAULT_MEDIA];
  if (!info.variableFrameRate || reference?.schema !== 'ExternalReference') return made;
  const ours = reference.metadata.second_unit as JsonObject | undefined;
  const marked = { ...reference.metadata, second_unit: { ...ours, variable_frame_rate: true } };
  return {
    ...made,
    mediaReferences: { ...made.mediaReferences, [DEFAULT_MEDIA]: { ...reference, metadata: marked } },
  };
}

/** A picture as a clip that names its original, with its proxy as a second reference. Undefined where it has no length. */
function pictureClip(row: DayRow): Clip | undefined {
  const { clip: of, proxy } = row;
  if (of.info === undefined) return undefined;
  const whole = { inFrame: 0, outFrame: of.info.frames };
  const original = { ...of.info, originalPath: of.originalPath, ...(of.reel ? { reel: of.reel } : {}) };
  const name = baseName(of.id);
  const made = atMeanRate(original, whole, { name, rate: of.info.frameRate, metadata: metadataOf(row) });
  const info = proxy?.clip.info;
  if (proxy === undefined || info === undefined) return made;
  const other = atMeanRate(info, { inFrame: 0, outFrame: info.frames }, { name, rate: info.frameRate });
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
  const reference: ExternalReference = {
    schema: 'ExternalReference',
    name: baseName(of.id),
    metadata: { second_unit: { audio_channels: of.sound.channels, audio_rate: of.sound.sampleRate } },
    targetUrl: fileUrl(of.originalPath),
    availableRange: range,
  };
  return clip(baseName(of.id), reference, range, {
    metadata: { ...(of.reel ? { cmx_3600: { reel: of.reel } } : {}), second_unit: metadata },
  });
}

/** Picture and recorder's sound together, as they were: what an editor cuts with. */
function syncedTimeline(row: DayRow, clips: ReadonlyMap<string, ShootClip>): Timeline | undefined {
  const picture = pictureClip(row);
  const [sync] = row.sound;
  const sound = sync && clips.get(sync.sound);
  if (picture?.sourceRange === undefined || sync === undefined || sound === undefined) return undefined;
  const { duration, startTime } = picture.sourceRange;
  const heard = trimmedSound(sound, sync, duration.value, duration.rate);
  if (heard.length === 0) return undefined;
  const name = `${baseName(row.clip.id)} with ${baseName(sound.id)}`;
  const own = row.clip.sound === undefined ? [] : [track('Audio', 'A2 camera', [{ ...picture, markers: [] }])];
  const tracks = [track('Video', 'V1', [picture]), track('Audio', 'A1', heard), ...own];
  return timeline(name, tracks, {
    globalStartTime: startTime,
    metadata: { second_unit: { sync: { by: sync.by, confidence: sync.confidence } } },
  });
}

const gapOf = (frames: number, rate: Rational): Gap => ({
  schema: 'Gap',
  name: '',
  metadata: {},
  effects: [],
  markers: [],
  enabled: true,
  sourceRange: frameRange(0, frames, rate),
});

/**
 * The recording as far as the picture runs, with silence where it began later or ended earlier. It is cut at the
 * picture's frames, as editing programs want it, and lies under them to the sample.
 * @param frames of the picture, `rate` a second
 */
function trimmedSound(sound: ShootClip, { offset }: Sync, frames: number, rate: Rational): (Clip | Gap)[] {
  const whole = soundClip({ clip: sound });
  if (whole?.sourceRange === undefined) return [];
  const { startTime, duration } = whole.sourceRange;
  const samples = startTime.rate;
  const frame = rate.den / rate.num;
  const before = Math.max(0, Math.ceil(offset / frame - 1e-6));
  const from = Math.max(0, Math.round((before * frame - offset) * samples.num));
  const played = Math.min(frames - before, Math.floor((duration.value - from) / samples.num / frame + 1e-6));
  if (played <= 0) return [];
  const heard = {
    ...whole,
    sourceRange: {
      startTime: rationalTime(startTime.value + from, samples),
      duration: rationalTime(Math.min(duration.value - from, Math.round(played * frame * samples.num)), samples),
    },
  };
  const after = frames - before - played;
  return [...(before > 0 ? [gapOf(before, rate)] : []), heard, ...(after > 0 ? [gapOf(after, rate)] : [])];
}

/**
 * The bins of a day as OpenTimelineIO: collections in collections, a clip for every file with its own timecode, reel,
 * original and proxy, and for each picture with a recorder's sound a timeline of the two in sync.
 * @param metadata of the whole, such as its rights, under `second_unit`
 */
export function dayOtio(day: ShootDay, metadata: JsonObject = {}): string {
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
    metadata: { second_unit: { format: day.format, folder: day.folder, ...metadata } },
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
    targetUrl: fileUrl(of.originalPath),
  };
  const metadata = { ...(of.reel ? { cmx_3600: { reel: of.reel } } : {}), second_unit: metadataOf(row) };
  const { sourceRange: _, ...rest } = clip(baseName(of.id), reference, frameRange(0, 0, { num: 24, den: 1 }), {
    metadata,
  });
  return rest;
}

/** A string-out, and what it does not say. */
export interface DayTimeline {
  readonly timeline: Timeline;
  /** Ids of clips that are not in it. */
  readonly leftOut: readonly string[];
  /** Ids of clips whose frame rate varies: they stand at its mean. */
  readonly varying: readonly string[];
}

export interface DayTimelineOptions {
  /** Number of the only scene that is wanted; all if absent. */
  readonly scene?: string;
  /**
   * What recorders' sound is counted in: samples, so that it lies exactly; or frames of its picture, to the nearest, for
   * EDL, whose timecode has nothing smaller. Samples if absent.
   */
  readonly soundIn?: 'samples' | 'frames';
}

/** Sound counted in frames of a rate instead of its samples, to the nearest. */
function inFrames(of: Clip | Gap, rate: Rational): Clip | Gap {
  const reference = of.schema === 'Clip' ? of.mediaReferences[DEFAULT_MEDIA] : undefined;
  if (of.schema !== 'Clip' || of.sourceRange === undefined || reference?.schema !== 'ExternalReference') return of;
  const counted = ({ startTime, duration }: TimeRange): TimeRange => ({
    startTime: rescaledTo(startTime, rate, 'round'),
    duration: rescaledTo(duration, rate, 'round'),
  });
  const { availableRange } = reference;
  const whole = availableRange === undefined ? reference : { ...reference, availableRange: counted(availableRange) };
  return {
    ...of,
    sourceRange: counted(of.sourceRange),
    mediaReferences: { ...of.mediaReferences, [DEFAULT_MEDIA]: whole },
  };
}

/**
 * All takes one after the other, as they lie in their bins (a string-out), for formats that hold no bins: EDL and
 * FCPXML. Where sound of a recorder is in sync it lies on the first track of sound, and the cameras' on the second.
 * B-roll comes last; what is unsorted, and camera raw without a proxy, is left out and named.
 */
export function dayTimeline(day: ShootDay, { scene, soundIn = 'samples' }: DayTimelineOptions = {}): DayTimeline {
  const leftOut: string[] = [];
  const clips = new Map(day.clips.map((one) => [one.id, one]));
  const rows = dayRows(day).filter(({ clip: of, placing: { place } }) => {
    if (of.kind === 'sound') return false;
    const isWanted = scene === undefined ? place.kind !== 'unsorted' : place.kind === 'take' && place.scene === scene;
    if (!isWanted && scene === undefined) leftOut.push(of.id);
    return isWanted;
  });
  const pictures: Clip[] = [];
  const recorded: (Clip | Gap)[] = [];
  const ofCameras: (Clip | Gap)[] = [];
  for (const row of rows) {
    const made = pictureClip(row);
    if (made?.sourceRange === undefined) {
      leftOut.push(row.clip.id);
      continue;
    }
    const { startTime, duration } = made.sourceRange;
    const marker = {
      schema: 'Marker' as const,
      name: placeName(row.placing.place),
      color: 'GREEN',
      comment: row.placing.reason,
      markedRange: { startTime, duration: rationalTime(1, startTime.rate) },
      metadata: {},
    };
    pictures.push({ ...made, markers: [marker] });
    const silence = gapOf(duration.value, duration.rate);
    const [sync] = row.sound;
    const sound = sync && clips.get(sync.sound);
    const heard = sync && sound ? trimmedSound(sound, sync, duration.value, duration.rate) : [];
    const counted = soundIn === 'frames' ? heard.map((one) => inFrames(one, duration.rate)) : heard;
    recorded.push(...(counted.length === 0 ? [silence] : counted));
    ofCameras.push(row.clip.sound === undefined ? silence : made);
  }
  const name = `${baseName(day.folder) || 'Shoot day'}${scene === undefined ? '' : `, scene ${scene}`}`;
  const sounds = [recorded, ofCameras].filter((items) => items.some(({ schema }) => schema === 'Clip'));
  const tracks = sounds.map((items, at) => track('Audio', `A${at + 1}`, items));
  const varying = rows.flatMap(({ clip: of }) => (of.info?.variableFrameRate ? [of.id] : []));
  return { timeline: timeline(name, [track('Video', 'V1', pictures), ...tracks]), leftOut, varying };
}
