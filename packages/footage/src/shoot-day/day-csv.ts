import { csvOf } from '../csv.ts';
import { type DayRow, dayRows, endTimecode, framesOf, rateName } from './rows.ts';
import type { ShootDay } from './shoot-day.ts';

const COLUMNS: readonly (readonly [name: string, of: (row: DayRow) => string | number])[] = [
  ['bin', ({ bins }) => bins.join(' / ')],
  ['scene', ({ placing: { place } }) => (place.kind === 'take' ? place.scene : '')],
  ['set-up', ({ placing: { place } }) => (place.kind === 'take' ? place.setup : '')],
  ['take', ({ placing: { place } }) => (place.kind === 'take' ? (place.take ?? '') : '')],
  ['clip', ({ clip }) => clip.id],
  ['kind', ({ clip }) => clip.kind],
  ['camera', ({ camera }) => camera],
  ['card', ({ card }) => card],
  ['reel', ({ clip }) => clip.reel ?? ''],
  ['start timecode', ({ clip }) => clip.startTimecode ?? ''],
  ['end timecode', ({ clip }) => endTimecode(clip) ?? ''],
  ['drop-frame', ({ clip }) => (clip.startTimecode === undefined ? '' : String(clip.dropFrame ?? false))],
  ['frames a second', ({ clip }) => rateName(clip)],
  ['frames', ({ clip }) => framesOf(clip) ?? ''],
  ['seconds', ({ clip }) => clip.seconds?.toFixed(3) ?? ''],
  ['recorded', ({ clip }) => clip.created ?? ''],
  ['sound', ({ sound }) => sound.map((sync) => sync.sound).join(' | ')],
  ['sound offset, seconds', ({ sound }) => figures(sound.map(({ offset }) => offset.toFixed(6)))],
  ['sound synced by', ({ sound }) => sound.map(({ by, confidence }) => `${by} ${confidence.toFixed(2)}`).join(' | ')],
  ['drift, ppm', ({ sound }) => figures(sound.flatMap(({ drift }) => drift?.ppm.toFixed(1) ?? []))],
  ['looked at as', ({ clip }) => clip.curve?.curve ?? ''],
  ['original path', ({ clip }) => clip.originalPath],
  ['proxy path', ({ proxy }) => proxy?.clip.originalPath ?? ''],
  ['placed by', ({ placing }) => placing.by],
  ['confidence', ({ placing }) => placing.confidence.toFixed(2)],
  ['why', ({ placing }) => placing.reason],
  ['note', ({ clip }) => clip.note ?? ''],
];

/** One figure is a number, which a spreadsheet may be told as it is; several are text. */
function figures(all: readonly string[]): string | number {
  return all.length === 1 ? Number(all[0]) : all.join(' | ');
}

/** A shoot day as a table, one clip a row in the order of its bins, RFC 4180 with a heading row. */
export function dayCsv(day: ShootDay): string {
  const rows = [COLUMNS.map(([name]) => name), ...dayRows(day).map((row) => COLUMNS.map(([, of]) => of(row)))];
  return csvOf(rows);
}
