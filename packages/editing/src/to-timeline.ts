import { Fault } from '@second-unit/evidence';
import { baseName, mediaClip, mediaGap, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import {
  type Clip,
  type JsonObject,
  type Marker,
  parseTimecode,
  type Rational,
  type RationalTime,
  rationalTime,
  type Timeline,
  timeline,
  track,
} from '@second-unit/timeline';
import type { Brief, Cut, CutItem } from './cut.ts';
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
    return info.audio ? clipOf(item, info, rate, false) : mediaGap(info, item, rate);
  });
  const hasSound = cut.items.some((item) => infoOf(item).audio);
  return timeline(options.title, [track('Video', 'V1', video), ...(hasSound ? [track('Audio', 'A1', audio)] : [])], {
    globalStartTime: rationalTime(options.startTimecode ? parseTimecode(options.startTimecode, rate) : 0, rate),
    metadata: { second_unit: { brief: briefJson(cut.brief) } },
  });
}

/** The brief as it is kept in the timeline; a beat list would fill pages of every file. */
function briefJson({ music, cards, unlike, ...plain }: Brief): JsonObject {
  return {
    ...plain,
    ...(music ? { music: { media: music.media, beats: music.beats.length } } : {}),
    ...(cards ? { cards: [...cards] } : {}),
    ...(unlike ? { unlike: [...unlike] } : {}),
  };
}

function clipOf(item: CutItem, info: MediaInfo, rate: Rational, withReasons: boolean): Clip {
  return mediaClip(info, item, {
    name: `${baseName(info.originalPath)} ${item.shot}`,
    rate,
    media: item.media,
    metadata: { item: item.id, shot: item.shot, score: item.score, locked: item.locked },
    ...(withReasons ? { markers: (start) => markersOf(item, start) } : {}),
  });
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
