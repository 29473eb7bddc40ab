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
  type RationalTime,
  rationalTime,
  type Timeline,
  timeline,
  track,
} from '@second-unit/timeline';
import type { Cut, CutItem } from './cut.ts';
import { mainReason } from './main-reason.ts';

export interface TimelineOptions {
  readonly title: string;
  /** Timecode of the first frame, `HH:MM:SS:FF`; `00:00:00:00` when absent. */
  readonly startTimecode?: string;
}

/**
 * The cut as a timeline: a video track, and an audio track beside it where any of the media has
 * sound. Source ranges are exact, at each media's own rate, and count from its start timecode, so
 * that an editing program relinks them. Each video clip carries its reasons as markers.
 * @param media by the ids that the cut's items name
 * @throws Fault `not-found` when an item's media is not among `media`, `input` when a start
 * timecode cannot be read.
 */
export function toTimeline(cut: Cut, media: Readonly<Record<string, MediaInfo>>, options: TimelineOptions): Timeline {
  const infoOf = (item: CutItem): MediaInfo => {
    const info = media[item.media];
    if (!info) throw new Fault('not-found', `The media ${item.media} of item ${item.id} is not known.`);
    return info;
  };
  const first = cut.items[0];
  const rate = (first ? infoOf(first) : Object.values(media)[0])?.frameRate;
  if (!rate) throw new Fault('input', 'A cut without items or media has no frame rate, so no timeline can be made.');
  const video = cut.items.map((item) => clipOf(item, infoOf(item), true));
  const audio = cut.items.map((item) => {
    const info = infoOf(item);
    return info.audio ? clipOf(item, info, false) : gapOf(item, info);
  });
  const hasSound = cut.items.some((item) => infoOf(item).audio);
  return timeline(options.title, [track('Video', 'V1', video), ...(hasSound ? [track('Audio', 'A1', audio)] : [])], {
    globalStartTime: rationalTime(options.startTimecode ? parseTimecode(options.startTimecode, rate) : 0, rate),
    metadata: { second_unit: { brief: { ...cut.brief } } },
  });
}

/** The frame number that a media's first frame has by its timecode; 0 without one. */
function sourceStart(info: MediaInfo): number {
  if (!info.startTimecode) return 0;
  // Some files write drop-frame timecode with a colon and say so elsewhere.
  const written = info.dropFrame ? info.startTimecode.replace(/:(\d+)$/, ';$1') : info.startTimecode;
  return parseTimecode(written, info.frameRate);
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

function referenceOf(item: CutItem, info: MediaInfo): ExternalReference {
  const start = sourceStart(info);
  return {
    schema: 'ExternalReference',
    name: baseName(info.originalPath),
    metadata: {
      second_unit: {
        media: item.media,
        ...(info.startTimecode ? { start_timecode: info.startTimecode } : {}),
        ...(info.dropFrame === undefined ? {} : { drop_frame: info.dropFrame }),
        width: info.width,
        height: info.height,
        ...(info.audio ? { audio_channels: info.audio.channels, audio_rate: info.audio.sampleRate } : {}),
        ...(info.variableFrameRate ? { variable_frame_rate: true } : {}),
      },
    },
    targetUrl: fileUrl(info.originalPath),
    availableRange: frameRange(start, start + info.frames, info.frameRate),
  };
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function clipOf(item: CutItem, info: MediaInfo, withReasons: boolean): Clip {
  const start = sourceStart(info);
  const range = frameRange(start + item.inFrame, start + item.outFrame, info.frameRate);
  return clip(`${baseName(info.originalPath)} ${item.shot}`, referenceOf(item, info), range, {
    metadata: {
      ...(info.reel ? { cmx_3600: { reel: info.reel } } : {}),
      second_unit: { item: item.id, shot: item.shot, score: item.score, locked: item.locked },
    },
    markers: withReasons ? markersOf(item, range.startTime) : [],
  });
}

function gapOf(item: CutItem, info: MediaInfo) {
  return {
    schema: 'Gap',
    name: '',
    metadata: {},
    effects: [],
    markers: [],
    enabled: true,
    sourceRange: frameRange(0, item.outFrame - item.inFrame, info.frameRate),
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
