import { clock } from './clock.ts';
import type { Shot, ShotLog } from './shot-log.ts';

const COLUMNS: readonly (readonly [name: string, of: (shot: Shot, log: ShotLog) => string | number])[] = [
  ['shot', (shot) => shot.id],
  ['start frame', (shot) => shot.startFrame],
  ['end frame', (shot) => shot.endFrame],
  ['start', (shot) => clock(shot.start)],
  ['end', (shot) => clock(shot.end)],
  ['frames', (shot) => shot.endFrame - shot.startFrame],
  ['transition in', (shot) => shot.transitionIn.type],
  ['transition start', (shot) => shot.transitionIn.startFrame],
  ['transition end', (shot) => shot.transitionIn.endFrame],
  ['confidence', (shot) => shot.confidence],
  ['key frame', (shot) => shot.keyFrame],
  ['brightness', (shot) => shot.brightness],
  ['contrast', (shot) => shot.contrast],
  ['motion', (shot) => shot.motion],
  ['loudness LUFS', (shot) => shot.loudness ?? ''],
  ['colours', (shot) => shot.palette.map(({ colour }) => colour).join(' ')],
  ['lines', (shot, log) => shot.lines.map((line) => log.subtitles[line]?.text ?? '').join(' / ')],
];

/** Quoted where RFC 4180 asks for it; text that a spreadsheet would run as a formula is made plain text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const plain = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The log as a table, one shot a row, RFC 4180 with a heading row. End frames are exclusive. */
export function logCsv(log: ShotLog): string {
  const rows = [COLUMNS.map(([name]) => name), ...log.shots.map((shot) => COLUMNS.map(([, of]) => of(shot, log)))];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
