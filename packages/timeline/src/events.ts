import { TimelineError } from './fault.ts';
import {
  type Clip,
  type Composable,
  editRate,
  type JsonObject,
  type MediaReference,
  mediaReference,
  type Timeline,
  type Track,
  type Transition,
  trimmedRange,
} from './model.ts';
import type { Rational } from './rational.ts';
import { addTime, type RationalTime, rationalTime, rescaledTo, type TimeRange } from './rational-time.ts';

/**
 * A timeline as a list of events, which is what the flat formats (EDL, FCPXML's spine) hold: one
 * video track, and beside each clip the sound of the same source.
 */
export interface ClipEvent {
  readonly clip: Clip;
  /** What is played of the media, at the media's rate, by its own timecode. */
  readonly source: TimeRange;
  /** Frames of the timeline at its edit rate, from 0; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Does the sound of the same stretch play with it? */
  readonly sound: boolean;
  /** Length of the dissolve into this clip and how much of it lies before `start`, in frames. */
  readonly dissolve?: { readonly length: number; readonly before: number };
}

export interface Events {
  readonly rate: Rational;
  /** Frames of the whole track. */
  readonly length: number;
  readonly clips: readonly ClipEvent[];
}

/**
 * The events of a timeline's only video track.
 * @param format for messages: `An EDL`
 * @throws TimelineError `input` for what a flat list cannot hold: several video tracks, nesting,
 * speed changes, sound that does not go with the picture, transitions that are no dissolves.
 */
export function eventsOf(timeline: Timeline, format: string): Events {
  const rate = editRate(timeline);
  if (!rate) throw new TimelineError('input', `${format} needs a frame rate, and this timeline has no clips.`);
  const tracks = timeline.tracks.children.filter((child): child is Track => child.schema === 'Track');
  const video = tracks.filter((track) => track.kind === 'Video' && track.enabled);
  const [picture] = video;
  if (!picture || video.length > 1 || tracks.length < timeline.tracks.children.length) {
    throw new TimelineError('input', `${format} holds one video track; this timeline has ${video.length}.`);
  }
  const walked = walk(picture, rate, format);
  const sound = tracks
    .filter((track) => track.kind === 'Audio' && track.enabled)
    .map((track) => walk(track, rate, format));
  const heard = new Set(sound.flatMap(({ clips }) => clips.map(signature)));
  const shown = new Set(walked.clips.map(signature));
  for (const alone of heard) {
    if (!shown.has(alone)) {
      throw new TimelineError('input', `${format} can hold sound only with its picture; a sound clip here has none.`);
    }
  }
  return { ...walked, rate, clips: walked.clips.map((event) => ({ ...event, sound: heard.has(signature(event)) })) };
}

/** Same media, same stretch of it, same place. */
function signature({ clip, source, start, end }: ClipEvent): string {
  const { startTime, duration } = source;
  return JSON.stringify([mediaName(clip), startTime, duration, start, end]);
}

function walk(track: Track, rate: Rational, format: string): Omit<Events, 'rate'> {
  let position: RationalTime = rationalTime(0, rate);
  const clips: ClipEvent[] = [];
  const frame = (time: RationalTime) => rescaledTo(time, rate, 'round').value;
  track.children.forEach((child, index) => {
    if (child.schema === 'Transition') return;
    if (child.schema !== 'Clip' && child.schema !== 'Gap') {
      throw new TimelineError('input', `${format} cannot hold a ${child.schema} inside a track.`, {
        place: `${track.name}[${index}]`,
      });
    }
    const range = trimmedRange(child);
    if (!range) {
      throw new TimelineError('input', `The length of “${child.name}” is not known: neither it nor its media says.`, {
        place: `${track.name}[${index}]`,
      });
    }
    const end = addTime(position, range.duration);
    if (child.schema === 'Clip' && child.enabled) {
      if (child.effects.some((effect) => effect.schema !== 'UnknownSchema' && effect.schema !== 'Effect')) {
        throw new TimelineError('input', `${format} cannot hold the speed change of “${child.name}” yet.`, {
          place: `${track.name}[${index}]`,
        });
      }
      const before = track.children[index - 1];
      const dissolve =
        before?.schema === 'Transition' ? dissolveOf(before, track.children[index - 2], frame, format) : undefined;
      const event = { clip: child, source: range, start: frame(position), end: frame(end), sound: false };
      clips.push(dissolve ? { ...event, dissolve } : event);
    }
    position = end;
  });
  return { length: frame(position), clips };
}

function dissolveOf(
  transition: Transition,
  from: Composable | undefined,
  frame: (time: RationalTime) => number,
  format: string,
): ClipEvent['dissolve'] {
  if (transition.transitionType !== 'SMPTE_Dissolve' || from?.schema !== 'Clip') {
    throw new TimelineError(
      'input',
      `${format} can hold dissolves between two clips only, not “${transition.transitionType}”.`,
    );
  }
  const before = frame(transition.inOffset);
  return { length: before + frame(transition.outOffset), before };
}

/** The name of a clip's media: its reference's name, else the last part of its URL. */
export function mediaName(clip: Clip): string {
  const media = mediaReference(clip);
  if (!media || media.schema === 'UnknownSchema') return clip.name;
  if (media.name) return media.name;
  if (media.schema !== 'ExternalReference') return clip.name;
  const last = media.targetUrl.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** What we write of a media file into `metadata.second_unit`: size, channels, drop-frame. */
export function ownMetadata(media: MediaReference | undefined): JsonObject {
  const own = media && media.schema !== 'UnknownSchema' ? media.metadata.second_unit : undefined;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {};
}
