import { type ClipEvent, eventsOf, mediaName, ownMetadata } from './events.ts';
import { type Clip, type Marker, mediaReference, type Timeline } from './model.ts';
import type { Rational } from './rational.ts';
import { contains, rescaledTo, subtractTime } from './rational-time.ts';
import { allowsDropFrame, formatTimecode } from './timecode.ts';

export interface EdlOptions {
  /** Count the record side in drop-frame; only at 29.97 and 59.94. Default: as the first clip's media does. */
  readonly dropFrame?: boolean;
}

/**
 * A timeline of one video track as a CMX3600 edit decision list: cuts and dissolves, source timecode
 * and reel of each event, `AA/V` where its sound plays along, and comments that Avid, Premiere and
 * Resolve read (`FROM CLIP NAME`, `SOURCE FILE`, `LOC` for markers, at their record timecode).
 *
 * Reels are eight letters and digits at most in this format: longer names are shortened, kept apart
 * by number, and written out whole in a comment. A source without reel gets `AX`, which editing
 * programs relink by clip name.
 * @throws TimelineError `input` for what the format cannot hold (see `eventsOf`).
 */
export function writeEdl(timeline: Timeline, options: EdlOptions = {}): string {
  const { rate, clips } = eventsOf(timeline, 'An EDL');
  const firstMedia = clips[0] && mediaReference(clips[0].clip);
  const dropFrame = options.dropFrame ?? (allowsDropFrame(rate) && ownMetadata(firstMedia).drop_frame === true);
  const origin = timeline.globalStartTime ? rescaledTo(timeline.globalStartTime, rate, 'round').value : 0;
  const record = (frame: number) => formatTimecode(origin + frame, rate, dropFrame);
  const reels = reelNames(clips.map(({ clip }) => clip));

  const lines = [
    `TITLE: ${plain(timeline.name) || 'Untitled'}`,
    `FCM: ${dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    '',
  ];
  clips.forEach((event, index) => {
    const number = String(index + 1).padStart(3, '0');
    const next = clips[index + 1];
    const side = sides(event, next);
    const row = (of: Side, kind: string, from: number, to: number) =>
      `${number}  ${reels.get(reelKey(of.clip))!.short.padEnd(8)} ${channels(event).padEnd(5)} ${kind.padEnd(8)} ` +
      `${of.source(from)} ${of.source(to)} ${record(from)} ${record(to)}`;
    const before = clips[index - 1];
    if (event.dissolve && before) {
      // The first line of a dissolve names what it comes from, with no length of its own.
      lines.push(row(sideOf(before), 'C', side.from, side.from));
      lines.push(row(sideOf(event), `D    ${String(event.dissolve.length).padStart(3, '0')}`, side.from, side.to));
      lines.push(
        '* EFFECT NAME: CROSS DISSOLVE',
        `* FROM CLIP NAME: ${clipName(before)}`,
        `* TO CLIP NAME: ${clipName(event)}`,
      );
    } else {
      lines.push(row(sideOf(event), 'C', side.from, side.to), `* FROM CLIP NAME: ${clipName(event)}`);
    }
    lines.push(...comments(event, reels, record, rate));
  });
  return `${lines.join('\n')}\n`;
}

/** Where an event begins and ends on the record side once its dissolves are counted in. */
function sides(event: ClipEvent, next: ClipEvent | undefined): { from: number; to: number } {
  return { from: event.start - (event.dissolve?.before ?? 0), to: event.end - (next?.dissolve?.before ?? 0) };
}

interface Side {
  readonly clip: Clip;
  /** Source timecode of what plays at a frame of the record side. */
  readonly source: (record: number) => string;
}

function sideOf({ clip, source, start }: ClipEvent): Side {
  const { rate } = source.startTime;
  const media = mediaReference(clip);
  const dropFrame = ownMetadata(media).drop_frame === true && allowsDropFrame(rate);
  return {
    clip,
    source: (record) => formatTimecode(source.startTime.value + record - start, rate, dropFrame),
  };
}

function channels({ clip, sound }: ClipEvent): string {
  if (!sound) return 'V';
  return ownMetadata(mediaReference(clip)).audio_channels === 1 ? 'B' : 'AA/V';
}

function clipName({ clip }: ClipEvent): string {
  return plain(mediaName(clip)) || plain(clip.name) || 'unnamed';
}

/** @param record timecode of a frame of the timeline, `rate` frames a second */
function comments(
  { clip, source, start }: ClipEvent,
  reels: ReadonlyMap<string, Reel>,
  record: (frame: number) => string,
  rate: Rational,
): string[] {
  const media = mediaReference(clip);
  const reel = reels.get(reelKey(clip))!;
  return [
    ...(media?.schema === 'ExternalReference' ? [`* SOURCE FILE: ${plain(media.targetUrl)}`] : []),
    ...(reel.whole !== reel.short && reel.whole !== '' ? [`* REEL: ${plain(reel.whole)}`] : []),
    ...clip.markers
      // A marker outside of what is played would stand in another event.
      .filter(
        (marker): marker is Marker => marker.schema === 'Marker' && contains(source, marker.markedRange.startTime),
      )
      .map((marker) => {
        // Avid writes and reads locators on the record side.
        const into = subtractTime(marker.markedRange.startTime, source.startTime);
        const at = record(start + rescaledTo(into, rate, 'round').value);
        return `* LOC: ${at} ${(marker.color ?? 'GREEN').padEnd(7)} ${plain(marker.name)}`;
      }),
  ];
}

/** One line of text: an EDL has no way to hold a line break. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

interface Reel {
  readonly short: string;
  readonly whole: string;
}

/** The reel that a clip's metadata names (OTIO's `cmx_3600.reel`), or nothing. */
function reelOf(clip: Clip): string {
  const cmx = clip.metadata.cmx_3600;
  const reel =
    typeof cmx === 'object' && cmx !== null && !Array.isArray(cmx) ? (cmx as { reel?: unknown }).reel : undefined;
  return typeof reel === 'string' ? reel.trim() : '';
}

function reelKey(clip: Clip): string {
  return reelOf(clip);
}

/** A short name for each reel, no two alike. */
function reelNames(clips: readonly Clip[]): ReadonlyMap<string, Reel> {
  const names = new Map<string, Reel>();
  const used = new Set(['AX', 'BL']);
  for (const whole of new Set(clips.map(reelOf))) {
    const letters = whole.toUpperCase().replace(/[^A-Z0-9_]/g, '');
    let short = letters === '' ? 'AX' : letters.slice(0, 8);
    for (let number = 2; letters !== '' && used.has(short); number++) {
      short = `${letters.slice(0, 8 - String(number).length)}${number}`;
    }
    used.add(short);
    names.set(whole, { short, whole });
  }
  return names;
}
