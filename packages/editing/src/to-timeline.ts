import { Fault } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import {
  type Clip,
  clip,
  type ExternalReference,
  frameRange,
  type JsonObject,
  type Marker,
  parseTimecode,
  type Rational,
  type RationalTime,
  rationalTime,
  type Timeline,
  TimelineError,
  timeline,
  track,
} from '@second-unit/timeline';
import type { Cut, CutItem } from './cut.ts';
import { frameTimes, onGrid, sequenceRate } from './frame-times.ts';
import { mainReason } from './main-reason.ts';

export interface TimelineOptions {
  readonly title: string;
  /** Timecode of the first frame, `HH:MM:SS:FF`; `00:00:00:00` when absent. */
  readonly startTimecode?: string;
}

/**
 * The cut as a timeline: a video track, and an audio track beside it where any of the media has
 * sound. Source ranges are exact, at each media's own rate, and count from its start timecode, so
 * that an editing program relinks them. Where a rate varies they are the instants of the timeline's
 * own rate at which the item's frames are shown, as an editing program counts such media. A start
 * timecode that does not fit its media counts as none, and is kept in the metadata. Each video clip
 * carries its reasons as markers.
 * @param media by the ids that the cut's items name
 * @throws Fault `not-found` when an item's media is not among `media`, `input` when the rate of one
 * varies and the times of its frames are not known; TimelineError `input` when
 * `options.startTimecode` cannot be read.
 */
export function toTimeline(cut: Cut, media: Readonly<Record<string, MediaInfo>>, options: TimelineOptions): Timeline {
  const infoOf = (item: CutItem): MediaInfo => {
    const info = media[item.media];
    if (!info) throw new Fault('not-found', `The media ${item.media} of item ${item.id} is not known.`);
    return info;
  };
  const first = cut.items[0];
  const leading = first ? infoOf(first) : Object.values(media)[0];
  if (!leading) throw new Fault('input', 'A cut without items or media has no frame rate, so no timeline can be made.');
  const rate = sequenceRate(leading);
  const video = cut.items.map((item) => clipOf(item, infoOf(item), rate, true));
  const audio = cut.items.map((item) => {
    const info = infoOf(item);
    return info.audio ? clipOf(item, info, rate, false) : gapOf(item, info, rate);
  });
  const hasSound = cut.items.some((item) => infoOf(item).audio);
  return timeline(options.title, [track('Video', 'V1', video), ...(hasSound ? [track('Audio', 'A1', audio)] : [])], {
    globalStartTime: rationalTime(options.startTimecode ? parseTimecode(options.startTimecode, rate) : 0, rate),
    metadata: { second_unit: { brief: { ...cut.brief } } },
  });
}

/** The frame number that a media's first frame has by its timecode; undefined without one that fits. */
function timecodeStart(info: MediaInfo, rate: Rational): number | undefined {
  if (!info.startTimecode) return undefined;
  // Some files write drop-frame timecode with a colon and say so elsewhere.
  const written = info.dropFrame ? info.startTimecode.replace(/:(\d+)$/, ';$1') : info.startTimecode;
  try {
    return parseTimecode(written, rate);
  } catch (thrown) {
    if (thrown instanceof TimelineError) return undefined;
    throw thrown;
  }
}

/** Where an item lies in its media, counted from the media's first frame, and the media's length. */
interface Source {
  readonly start: number;
  readonly end: number;
  readonly frames: number;
  readonly rate: Rational;
}

function sourceOf(item: CutItem, info: MediaInfo, rate: Rational): Source {
  const { inFrame: start, outFrame: end } = item;
  if (!info.variableFrameRate) return { start, end, frames: info.frames, rate: info.frameRate };
  const times = frameTimes(info);
  if (!times) {
    throw new Fault(
      'input',
      `The frame rate of ${baseName(info.originalPath)} varies, and its log does not say when each frame is shown: log the film again, then make the timeline.`,
      { place: info.originalPath },
    );
  }
  const range = onGrid(times, item, rate);
  const { end: frames } = onGrid(times, { inFrame: 0, outFrame: info.frames }, rate);
  return { ...range, frames: Math.max(range.end, frames), rate };
}

/** A path as a file URL: spaces, `#`, `?` and non-ASCII characters encoded; a URL stays as it is. */
function fileUrl(path: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path;
  const windows = /^[a-z]:[\\/]/i.test(path);
  const encoded = (windows ? `/${path.replaceAll('\\', '/')}` : path).split('/').map(encodeURIComponent).join('/');
  const url = windows ? encoded.replace('%3A', ':') : encoded;
  // A relative path stays relative to the timeline's own folder.
  return url.startsWith('/') ? `file://${url}` : url;
}

function referenceOf(item: CutItem, info: MediaInfo, { frames, rate }: Source): ExternalReference {
  const timecode = timecodeStart(info, rate);
  const start = timecode ?? 0;
  return {
    schema: 'ExternalReference',
    name: baseName(info.originalPath),
    metadata: {
      second_unit: {
        media: item.media,
        ...(timecode !== undefined
          ? { start_timecode: info.startTimecode!, drop_frame: info.dropFrame ?? false }
          : info.startTimecode
            ? { unusable_timecode: info.startTimecode }
            : {}),
        width: info.width,
        height: info.height,
        ...(info.audio ? { audio_channels: info.audio.channels, audio_rate: info.audio.sampleRate } : {}),
        ...(info.variableFrameRate ? { variable_frame_rate: true } : {}),
      },
    },
    targetUrl: fileUrl(info.originalPath),
    availableRange: frameRange(start, start + frames, rate),
  };
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function clipOf(item: CutItem, info: MediaInfo, rate: Rational, withReasons: boolean): Clip {
  const source = sourceOf(item, info, rate);
  const start = timecodeStart(info, source.rate) ?? 0;
  const range = frameRange(start + source.start, start + source.end, source.rate);
  return clip(`${baseName(info.originalPath)} ${item.shot}`, referenceOf(item, info, source), range, {
    metadata: {
      ...(info.reel ? { cmx_3600: { reel: info.reel } } : {}),
      second_unit: { item: item.id, shot: item.shot, score: item.score, locked: item.locked },
    },
    markers: withReasons ? markersOf(item, range.startTime) : [],
  });
}

function gapOf(item: CutItem, info: MediaInfo, sequence: Rational) {
  const { start, end, rate } = sourceOf(item, info, sequence);
  return {
    schema: 'Gap',
    name: '',
    metadata: {},
    effects: [],
    markers: [],
    enabled: true,
    sourceRange: frameRange(0, end - start, rate),
  } as const;
}

/** One marker at the clip's first frame: its main reason in words, all of them in the metadata. */
function markersOf(item: CutItem, at: RationalTime): Marker[] {
  const main = mainReason(item);
  if (!main) return [];
  const reasons = item.reasons.map(
    (reason): JsonObject => ({ term: reason.term, amount: reason.amount, words: reason.words }),
  );
  return [
    {
      schema: 'Marker',
      name: main.words,
      color: 'GREEN',
      comment: item.reasons.map((reason) => `${reason.words} (${reason.amount.toFixed(2)})`).join('; '),
      markedRange: { startTime: at, duration: rationalTime(1, at.rate) },
      metadata: { second_unit: { reasons, score: item.score } },
    },
  ];
}
