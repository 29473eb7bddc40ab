import { fadesSpelled } from '../fades.ts';
import { mediaName, ownMetadata } from '../media.ts';
import {
  type Clip,
  type JsonObject,
  type Marker,
  type MediaReference,
  mediaReference,
  type Timeline,
} from '../model.ts';
import { equals, type Rational } from '../rational.ts';
import { contains, rescaledTo, subtractTime } from '../rational-time.ts';
import { allowsDropFrame, formatTimecode, nominalRate, parseTimecode } from '../timecode.ts';
import { MARKER_COLORS } from './comments.ts';
import { cmxOf, framesPerSecond, type Play, playsOf, type Side } from './plays.ts';

export interface EdlOptions {
  /** Count the record side in drop-frame; only at 29.97 and 59.94. Default: as the list it was read from, else the first clip's media that is no generator. */
  readonly dropFrame?: boolean;
}

/**
 * A timeline as a CMX3600 edit decision list: cuts, dissolves, wipes and speeds (M2), source timecode and reel of each
 * event, the channels that play it (`AA/V`, `B`, `A2`, `AUD 3 4`), and comments that Avid, Premiere and Resolve read
 * (`FROM CLIP NAME`, `SOURCE FILE`, `ASC_SOP`, `LOC` for markers, at their record timecode).
 *
 * Reels are eight letters and digits at most in this format: longer names are shortened, kept apart
 * by number, and written out whole in a comment. A source without reel gets `AX`, which editing
 * programs relink by clip name. Source timecode is counted at the list's rate, of which there is one. One track of sound stands for both channels of stereo media; several are one channel each.
 * @throws TimelineError `input` for what the format cannot hold (see `playsOf`).
 */
export function writeEdl(given: Timeline, options: EdlOptions = {}): string {
  const timeline = fadesSpelled(given);
  const { rate, plays } = playsOf(timeline);
  // A card or colour is counted as nothing in particular.
  const filmed = plays.map(({ clip }) => clip && mediaReference(clip)).find((media) => media && isFilmed(media));
  const counted = cmxOf(timeline).drop_frame === true || ownMetadata(filmed).drop_frame === true;
  const dropFrame = options.dropFrame ?? (allowsDropFrame(rate) && counted);
  const origin = timeline.globalStartTime ? rescaledTo(timeline.globalStartTime, rate, 'round').value : 0;
  const record = (frame: number) => formatTimecode(origin + frame, rate, dropFrame);
  const reels = reelNames(plays.flatMap(({ clip, transition }) => [clip, transition?.leaves.clip]));

  const lines = [
    `TITLE: ${plain(timeline.name) || 'Untitled'}`,
    `FCM: ${dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    ...texts(cmxOf(timeline).comments),
    '',
  ];
  let mode = dropFrame;
  // Colons below FCM: DROP FRAME are read as drop-frame: a source that is not says so before its row.
  const modeOf = ({ clip }: Side): void => {
    const wanted = countsDrop(clip, rate, dropFrame);
    if (!dropFrame || wanted === mode) return;
    mode = wanted;
    lines.push(`FCM: ${mode ? 'DROP FRAME' : 'NON-DROP FRAME'}`);
  };
  plays.forEach((play, index) => {
    const number = String(index + 1).padStart(3, '0');
    const { from, to, transition } = play;
    const row = (of: Side, kind: string, until: number) =>
      `${number}  ${reelOf(of, reels).padEnd(8)} ${channelWord(play.channels).padEnd(5)} ${kind.padEnd(8)} ` +
      `${sourceTimes(of, play, until, rate, dropFrame).join(' ')} ${record(from)} ${record(until)}`;
    if (transition) {
      // The first line of a transition names what it comes from, with no length of its own.
      modeOf(transition.leaves);
      lines.push(row(transition.leaves, 'C', from));
      modeOf(play);
      lines.push(row(play, `${transition.kind.padEnd(4)} ${String(transition.length).padStart(3, '0')}`, to));
    } else {
      modeOf(play);
      lines.push(row(play, 'C', to));
    }
    const more = play.channels
      .filter((channel) => /^A(?:[3-9]|\d\d)$/.test(channel))
      .map((channel) => channel.slice(1));
    if (more.length > 0) lines.push(`AUD  ${more.join('    ')}`);
    if (play.speed !== undefined) {
      const speed = speedText(play.speed, rate);
      lines.push(
        `M2   ${reelOf(play, reels).padEnd(8)}       ${speed.padEnd(21)}${sourceTimes(play, play, from, rate, dropFrame)[0]}`,
      );
    }
    if (transition?.kind === 'D') lines.push('* EFFECT NAME: CROSS DISSOLVE');
    const [name, leaves] = [clipName(play), transition && clipName(transition.leaves)];
    if (leaves) lines.push(`* FROM CLIP NAME: ${leaves}`);
    if (name) lines.push(`* ${transition ? 'TO' : 'FROM'} CLIP NAME: ${name}`);
    if (play.clip) lines.push(...comments(play.clip, play, reels, record, rate));
  });
  return `${lines.join('\n')}\n`;
}

function isFilmed({ schema }: MediaReference): boolean {
  return schema === 'ExternalReference' || schema === 'MissingReference';
}

/**
 * Source in and out of a row. A list holds one rate: a source of another is counted at the list's, so that the seconds of
 * its timecode stay, and as long as it plays.
 */
function sourceTimes(
  of: Side,
  play: Play,
  until: number,
  list: Rational,
  listDrops: boolean,
): readonly [string, string] {
  const first = of.at(play.from);
  const length = sourceEnd(of, play, until) - first;
  const drop = countsDrop(of.clip, list, listDrops);
  const times = (from: number, frames: number): readonly [string, string] => [
    formatTimecode(from, list, drop),
    formatTimecode(from + frames, list, drop),
  ];
  if (equals(of.rate, list) || !of.clip) return times(first, length);
  const label = formatTimecode(first, of.rate, isDropFrame(of.clip, of.rate));
  const [own, ours] = [nominalRate(of.rate), nominalRate(list)];
  const part = Math.floor((Number(label.slice(9)) * ours) / own);
  const from = parseTimecode(`${label.slice(0, 8)}${drop ? ';' : ':'}${String(part).padStart(2, '0')}`, list);
  if (play.speed === undefined) return times(from, until - play.from);
  return times(from, Math.max(1, Math.round((length * ours) / own)));
}

/** Is a source counted in drop-frame? Black, cards and colours have no timecode of their own: they go with the list. */
function countsDrop(clip: Clip | undefined, rate: Rational, listDrops: boolean): boolean {
  const media = clip && mediaReference(clip);
  return clip && media && isFilmed(media) ? isDropFrame(clip, rate) : listDrops;
}

function isDropFrame(clip: Clip, rate: Rational): boolean {
  return ownMetadata(mediaReference(clip)).drop_frame === true && allowsDropFrame(rate);
}

function sourceEnd(of: Side, play: Play, until: number): number {
  if (until === play.from) return of.at(until);
  const mismatch = cmxOf(of.clip).mismatch as JsonObject | undefined;
  // A list whose source was longer or shorter than its record side says so again, unless it was trimmed since.
  if (mismatch && typeof mismatch.source === 'number' && mismatch.record === until - play.from) {
    return of.at(play.from) + Math.max(0, Math.trunc(mismatch.source));
  }
  if (play.speed === undefined) return of.at(until);
  // A frozen frame is one frame of its source; what runs backwards is listed forwards.
  return of.at(play.from) + Math.max(1, Math.abs(of.at(until) - of.at(play.from)));
}

function channelWord(channels: readonly string[]): string {
  const upper = channels.find((channel) => /^V\d/.test(channel));
  if (upper) return upper;
  const [video, first, second] = ['V', 'A1', 'A2'].map((channel) => channels.includes(channel));
  if (first && second) return video ? 'AA/V' : 'AA';
  if (first) return video ? 'B' : 'A';
  if (second) return video ? 'A2/V' : 'A2';
  return video ? 'V' : 'NONE';
}

/** `047.6`, with more decimals only where that is another speed. */
function speedText(speed: number, rate: Rational): string {
  const value = framesPerSecond(speed, rate);
  for (let digits = 1; digits <= 9; digits++) {
    const text = Math.abs(value).toFixed(digits);
    if (digits === 9 || Number(text) / nominalRate(rate) === Math.abs(speed)) {
      return `${value < 0 ? '-' : ''}${text.padStart(digits + 4, '0')}`;
    }
  }
  return '';
}

function clipName({ clip }: Side): string {
  return clip ? plain(mediaName(clip)) || plain(clip.name) : '';
}

/** @param record timecode of a frame of the timeline, `rate` frames a second */
function comments(
  clip: Clip,
  play: Play,
  reels: ReadonlyMap<string, string>,
  record: (frame: number) => string,
  rate: Rational,
): string[] {
  const media = mediaReference(clip);
  const cmx = cmxOf(clip);
  const reel = wholeReel(clip);
  const keyword =
    cmx.media_comment === 'FROM CLIP' || cmx.media_comment === 'FROM FILE' ? cmx.media_comment : 'SOURCE FILE';
  const range = clip.sourceRange ?? (media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined);
  return [
    ...(media?.schema === 'ExternalReference' ? [`* ${keyword}: ${plain(media.targetUrl)}`] : []),
    ...(media?.schema === 'GeneratorReference' && typeof media.parameters.text === 'string'
      ? [`* TITLE: ${plain(media.parameters.text)}`]
      : []),
    ...(typeof cmx.source_file === 'string' ? [`* SOURCE FILE: ${plain(cmx.source_file)}`] : []),
    ...(reel !== '' && reels.get(reel) !== reel ? [`* REEL: ${plain(reel)}`] : []),
    ...colorDecision(clip.metadata.cdl),
    ...clip.markers
      // A marker outside of what is played would stand in another event.
      .filter(
        (marker): marker is Marker =>
          marker.schema === 'Marker' && range !== undefined && contains(range, marker.markedRange.startTime),
      )
      .map((marker) => {
        // Avid writes and reads locators on the record side.
        const into = subtractTime(marker.markedRange.startTime, range!.startTime);
        const at = record(play.start + rescaledTo(into, rate, 'round').value);
        const name = plain(marker.name);
        const color = marker.color ?? (MARKER_COLORS.has(name.split(' ')[0]!) ? 'GREEN' : undefined);
        return `* LOC: ${at} ${color ? `${color.padEnd(7)} ` : ''}${name}`.trimEnd();
      }),
    ...texts(cmx.comments),
  ];
}

/** ASC's slope, offset and power, and saturation, as OpenTimelineIO keeps them in `metadata.cdl`. */
function colorDecision(cdl: unknown): string[] {
  const { asc_sop: sop, asc_sat: sat } = (typeof cdl === 'object' && cdl !== null ? cdl : {}) as {
    asc_sop?: { slope?: unknown; offset?: unknown; power?: unknown };
    asc_sat?: unknown;
  };
  const triple = (values: unknown): string | undefined =>
    Array.isArray(values) && values.length === 3 && values.every((value) => typeof value === 'number')
      ? `(${values.join(' ')})`
      : undefined;
  const parts = [triple(sop?.slope), triple(sop?.offset), triple(sop?.power)];
  return [
    ...(parts.every((part) => part !== undefined) ? [`* ASC_SOP: ${parts.join(' ')}`] : []),
    ...(typeof sat === 'number' ? [`* ASC_SAT: ${sat}`] : []),
  ];
}

function texts(of: unknown): string[] {
  return Array.isArray(of) ? of.filter((line): line is string => typeof line === 'string').map(plain) : [];
}

/** One line of text: an EDL has no way to hold a line break. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** The reel that a clip's metadata names (OTIO's `cmx_3600.reel`), or nothing. */
function wholeReel(clip: Clip): string {
  const { reel } = cmxOf(clip);
  return typeof reel === 'string' ? reel.trim() : '';
}

function reelOf({ clip }: Side, reels: ReadonlyMap<string, string>): string {
  if (!clip) return 'BL';
  const media = mediaReference(clip);
  if (media?.schema === 'GeneratorReference' && wholeReel(clip) === '') {
    // An event list has no words on black: the words stand in a comment, and nothing is missing.
    if (media.generatorKind === 'black' || media.generatorKind === 'title') return 'BL';
    if (media.generatorKind === 'SMPTEBars') return 'BARS';
  }
  return reels.get(wholeReel(clip)) ?? 'AX';
}

/** A short name for each reel, no two alike. */
function reelNames(clips: readonly (Clip | undefined)[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>([['', 'AX']]);
  const used = new Set(['AX', 'BL', 'BARS']);
  const wholes = [...new Set(clips.flatMap((clip) => (clip ? [wholeReel(clip)] : [])))].filter((reel) => reel !== '');
  // Those that fit stay as they are: editing programs find media by them.
  for (const whole of wholes) {
    if (!/^[\w.-]{1,8}$/.test(whole) || used.has(whole)) continue;
    used.add(whole);
    names.set(whole, whole);
  }
  for (const whole of wholes) {
    if (names.has(whole)) continue;
    const letters = whole.toUpperCase().replace(/[^A-Z0-9_]/g, '') || 'REEL';
    let short = letters.slice(0, 8);
    for (let number = 2; used.has(short); number++) {
      short = `${letters.slice(0, 8 - String(number).length)}${number}`;
    }
    used.add(short);
    names.set(whole, short);
  }
  return names;
}
