import { Fault } from '@second-unit/evidence';
import { baseName, fileNameOf, fileUrl, mediaClip, mediaGap, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import {
  type Clip,
  clip,
  frameRange,
  type Gap,
  gap,
  type JsonObject,
  type Marker,
  parseTimecode,
  type Rational,
  type RationalTime,
  rationalTime,
  type Timeline,
  type Transition,
  timeline,
  track,
} from '@second-unit/timeline';
import { cardFrames, cutSeconds, shownInOrder } from './cards.ts';
import type { Aspect, Brief, Cut, CutItem, ItemTransition, Reason, TitleCard } from './cut.ts';
import { mainReason } from './main-reason.ts';
import { type EditListOptions, sizeOf } from './to-edit-list.ts';
import { beforeCut, transitionsSettled } from './transitions.ts';

/** Name of a transition that OTIO has no type for. */
export const FADE_THROUGH_BLACK = 'Fade through black';

/** The file of the brief's music. */
export interface MusicFile {
  readonly path: string;
  /** Length of the file. */
  readonly seconds: number;
  readonly channels?: number;
}

export interface TimelineOptions {
  readonly title: string;
  /** Timecode of the first frame, `HH:MM:SS:FF`; `00:00:00:00` when absent. */
  readonly startTimecode?: string;
  /** Where the brief's music lies; without it the timeline has no music. */
  readonly music?: MusicFile;
  /** Shape of the picture; the brief's if absent, and without that its films' own. */
  readonly aspect?: Aspect | undefined;
  /** Windows on items, as the renderer has them; a timeline holds where each lies in the middle, for the whole clip. */
  readonly crops?: EditListOptions['crops'];
}

/**
 * The cut as a timeline: a video track, an audio track beside it where any of the media has sound,
 * and one more for the music where its file is given. Title cards are generators with their text; transitions lie across
 * their cuts. Source ranges are exact, at each media's own rate, and count from its start timecode, so
 * that an editing program relinks them. Where a rate varies they are the instants of the timeline's
 * own rate at which the item's frames are shown, as an editing program counts such media. A start
 * timecode that does not fit its media counts as none, and is kept in the metadata. Each video clip
 * carries its reasons as markers. A cut of another shape than its films says its size, and each clip's window, in the
 * metadata, from which the writers of editing programs' formats take them.
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
  const { aspect = cut.brief.aspect } = options;
  const shown = shownInOrder(transitionsSettled(cut, leading));
  const withTransitions = (children: readonly (Clip | Gap)[]): (Clip | Gap | Transition)[] =>
    children.flatMap((child, at): (Clip | Gap | Transition)[] => {
      const transition = shown[at]?.item?.transition;
      const next = children[at + 1];
      // Silence has nothing to dissolve with.
      if (!transition || child.schema === 'Gap' || next?.schema === 'Gap') return [child];
      return [child, transitionOf(transition, next === undefined, rate)];
    });
  const video = withTransitions(
    shown.map(({ item, card }, at) => {
      if (item) {
        return clipOf(item, infoOf(item), rate, { withReasons: true, crop: options.crops?.[item.id] });
      }
      const into = shown[at - 1]?.item?.transition;
      return cardClip(card, cardFrames(card, leading), rate, into ? beforeCut(into.frames) : 0);
    }),
  );
  const audio = withTransitions(
    shown.map(({ item, card }) => {
      if (!item) return gap(frameRange(0, cardFrames(card, leading), rate));
      const info = infoOf(item);
      return info.audio ? clipOf(item, info, rate, { withReasons: false }) : mediaGap(info, item, rate);
    }),
  );
  const hasSound = cut.items.some((item) => infoOf(item).audio);
  const music = cut.brief.music && options.music ? musicClip(cut, leading, options.music, rate) : undefined;
  return timeline(
    options.title,
    [
      track('Video', 'V1', video),
      ...(hasSound ? [track('Audio', 'A1', audio)] : []),
      ...(music ? [track('Audio', 'Music', [music])] : []),
    ],
    {
      globalStartTime: rationalTime(options.startTimecode ? parseTimecode(options.startTimecode, rate) : 0, rate),
      metadata: {
        second_unit: {
          brief: briefJson(cut.brief),
          ...(aspect === undefined ? {} : { picture: { ...sizeOf(leading, aspect) } }),
        },
      },
    },
  );
}

/** As the renderer has it: half before the cut, and a fade behind the last shot before the end. */
function transitionOf({ type, frames }: ItemTransition, isLast: boolean, rate: Rational): Transition {
  const head = isLast ? frames : beforeCut(frames);
  const through = type === 'fade' && !isLast;
  return {
    schema: 'Transition',
    name: type === 'dissolve' ? 'Cross Dissolve' : through ? FADE_THROUGH_BLACK : 'Fade to black',
    metadata: { second_unit: { transition: type } },
    transitionType: through ? 'Custom_Transition' : 'SMPTE_Dissolve',
    inOffset: rationalTime(head, rate),
    outOffset: rationalTime(frames - head, rate),
  };
}

/** Words on black, as every editing program makes them for itself: no file can be missing. */
function cardClip({ id, text }: TitleCard, frames: number, rate: Rational, from: number): Clip {
  return clip(
    text,
    { schema: 'GeneratorReference', name: text, metadata: {}, generatorKind: 'title', parameters: { text } },
    // A dissolve into it is seen from before its first frame.
    frameRange(from, from + frames, rate),
    { metadata: { second_unit: { card: id } } },
  );
}

/** The music from where it begins to the end of the cut, or its own. */
function musicClip(cut: Cut, leading: MediaInfo, file: MusicFile, rate: Rational): Clip | undefined {
  const frames = (seconds: number) => Math.round((seconds * rate.num) / rate.den);
  const [from, end] = [frames(cut.brief.music?.from ?? 0), frames(file.seconds)];
  const until = Math.min(end, from + frames(cutSeconds(cut, leading)));
  if (until <= from) return undefined;
  return clip(
    cut.brief.music?.title ?? baseName(file.path),
    {
      schema: 'ExternalReference',
      name: baseName(file.path),
      metadata: { second_unit: { sound_only: true, audio_channels: file.channels ?? 2 } },
      targetUrl: fileUrl(file.path),
      availableRange: frameRange(0, end, rate),
    },
    frameRange(from, until, rate),
  );
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

function clipOf(
  item: CutItem,
  info: MediaInfo,
  rate: Rational,
  {
    withReasons,
    crop,
  }: { readonly withReasons: boolean; readonly crop?: NonNullable<EditListOptions['crops']>[string] | undefined },
): Clip {
  const window = crop && stillWindow(crop, item);
  return mediaClip(info, item, {
    name: `${fileNameOf(info)} ${item.shot}`,
    rate,
    media: item.media,
    metadata: {
      ...{ item: item.id, shot: item.shot, score: item.score, locked: item.locked },
      ...(window ? { window } : {}),
    },
    ...(withReasons ? { markers: (start) => markersOf(item, start) } : {}),
  });
}

/**
 * The middle of a window that moves, over all of its frames: editing programs open a clip with one position, which an
 * editor moves from there.
 */
function stillWindow(
  { path, within }: NonNullable<NonNullable<EditListOptions['crops']>[string]>,
  { inFrame, outFrame }: CutItem,
): JsonObject | undefined {
  const total = { x: 0, y: 0, frames: 0 };
  path.forEach(({ frame, x, y }, at) => {
    const from = at === 0 ? inFrame : (path[at - 1]!.frame + frame) / 2;
    const to = at === path.length - 1 ? outFrame : (frame + path[at + 1]!.frame) / 2;
    const frames = Math.max(0, Math.min(outFrame, to) - Math.max(inFrame, from));
    total.x += x * frames;
    total.y += y * frames;
    total.frames += frames;
  });
  if (total.frames === 0) return undefined;
  const share = (of: number): number => Math.round(of * 1e6) / 1e6;
  return {
    x: share(total.x / total.frames),
    y: share(total.y / total.frames),
    ...(within && {
      within: { x: share(within.x), y: share(within.y), width: share(within.width), height: share(within.height) },
    }),
  };
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
      comment: item.reasons.map(inWords).join('; '),
      markedRange: { startTime: at, duration: rationalTime(1, at.rate) },
      metadata: { second_unit: { reasons, score: item.score } },
    },
  ];
}

/** A reason with its amount, where it has one: words that a person chose have none. */
function inWords({ words, amount }: Reason): string {
  return amount === 0 ? words : `${words} (${amount.toFixed(2)})`;
}
