import { type DayRow, dayRows, endTimecode, rateName } from './rows.ts';
import type { ShootDay } from './shoot-day.ts';

const COLUMNS: readonly (readonly [name: string, of: (row: DayRow) => string])[] = [
  ['Name', ({ clip }) => clip.id.split('/').at(-1) ?? clip.id],
  ['Tracks', ({ clip }) => tracksOf(clip)],
  ['Start', ({ clip }) => clip.startTimecode ?? '00:00:00:00'],
  ['End', ({ clip }) => endTimecode(clip) ?? ''],
  ['Tape', ({ clip }) => clip.reel ?? ''],
  ['Scene', ({ placing: { place } }) => (place.kind === 'take' ? place.setup : '')],
  ['Take', ({ placing: { place } }) => (place.kind === 'take' ? String(place.take ?? '') : '')],
  ['Camera', ({ camera }) => camera],
  ['Camroll', ({ card }) => card],
  ['Soundroll', ({ sound }) => sound[0]?.sound.split('/').at(-1) ?? ''],
  ['Shoot Date', ({ clip }) => clip.created?.slice(0, 10) ?? ''],
  ['DF', ({ clip }) => (clip.dropFrame ? 'DF' : 'NDF')],
  ['FPS', ({ clip }) => rateName(clip)],
  ['Source File', ({ clip }) => clip.id.split('/').at(-1) ?? clip.id],
  ['Source Path', ({ clip }) => clip.originalPath],
  ['Bin', ({ bins }) => bins.join(' / ')],
  ['Comments', ({ placing }) => placing.reason],
];

function tracksOf({ kind, sound }: DayRow['clip']): string {
  const channels = Array.from({ length: Math.min(24, sound?.channels ?? 0) }, (_, at) => `A${at + 1}`);
  return [...(kind === 'sound' ? [] : ['V']), ...channels].join('');
}

/** Tabs and line ends part fields in this format; nothing can hold them. */
const plain = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

/** One file of Avid's log, and what it leaves out. */
export interface Ale {
  /** Frames a second of all its clips. */
  readonly rate: string;
  readonly text: string;
}

/**
 * A shoot day as Avid Log Exchange files: one for each frame rate, because the format has one for the whole file. Clips
 * whose timecode or length is not known (camera raw without a proxy) cannot stand in it and are left out.
 */
export function dayAles(day: ShootDay): Ale[] {
  const rows = dayRows(day).filter(hasEnd);
  const byRate = Map.groupBy(rows, ({ clip }) => rateName(clip));
  return [...byRate].map(([rate, of]) => ({
    rate,
    text: [
      'Heading',
      'FIELD_DELIM\tTABS',
      `VIDEO_FORMAT\t${formatOf(of)}`,
      'AUDIO_FORMAT\t48khz',
      `FPS\t${rate}`,
      '',
      'Column',
      COLUMNS.map(([name]) => name).join('\t'),
      '',
      'Data',
      ...of.map((row) => COLUMNS.map(([, value]) => plain(value({ ...row, clip: timed(row.clip) }))).join('\t')),
      '',
    ].join('\r\n'),
  }));
}

const hasEnd = ({ clip }: DayRow): boolean => endTimecode(timed(clip)) !== undefined;

/** Ids of the clips that `dayAles` leaves out. */
export function notInAles(day: ShootDay): string[] {
  return dayRows(day).flatMap((row) => (hasEnd(row) ? [] : [row.clip.id]));
}

/** A clip without timecode counts from zero: Avid needs some. */
function timed(clip: DayRow['clip']): DayRow['clip'] {
  const rate = clip.timecodeRate ?? clip.info?.frameRate;
  if (clip.startTimecode !== undefined || rate === undefined) return clip;
  const digits = Math.round(rate.num / rate.den) > 100 ? '000' : '00';
  return { ...clip, startTimecode: `00:00:00:${digits}`, dropFrame: false, timecodeRate: rate };
}

function formatOf(rows: readonly DayRow[]): string {
  const height = rows.find(({ clip }) => clip.info)?.clip.info?.height;
  return height === 1080 || height === 720 ? String(height) : 'CUSTOM';
}
