import { clock } from './clock.ts';
import { csvOf } from './csv.ts';
import { faultsIn } from './faults/faults-in.ts';
import { filmTimecode } from './film-timecode.ts';
import type { Shot, ShotLog } from './shot-log.ts';

const COLUMNS: readonly (readonly [name: string, of: (shot: Shot, log: ShotLog) => string | number])[] = [
  ['shot', (shot) => shot.id],
  ['start frame', (shot) => shot.startFrame],
  ['end frame', (shot) => shot.endFrame],
  ['start', (shot) => clock(shot.start)],
  ['end', (shot) => clock(shot.end)],
  ['timecode in', (shot, { media }) => filmTimecode(media, shot.startFrame, shot.start) ?? ''],
  ['timecode out', (shot, { media }) => filmTimecode(media, shot.endFrame, shot.end) ?? ''],
  ['frames', (shot) => shot.endFrame - shot.startFrame],
  ['transition in', (shot) => shot.transitionIn.type],
  ['transition start', (shot) => shot.transitionIn.startFrame],
  ['transition end', (shot) => shot.transitionIn.endFrame],
  ['confidence', (shot) => shot.confidence],
  ['key frame', (shot) => shot.keyFrame],
  ['brightness', (shot) => shot.brightness],
  ['contrast', (shot) => shot.contrast],
  ['motion', (shot) => shot.motion],
  ['warmth', (shot) => shot.warmth ?? ''],
  ['scene', (shot, log) => sceneOf(shot, log)],
  ['camera', (shot) => shot.camera?.movement ?? ''],
  ['camera confidence', (shot) => shot.camera?.confidence ?? ''],
  ['pan widths/s', (shot) => shot.camera?.pan ?? ''],
  ['tilt heights/s', (shot) => shot.camera?.tilt ?? ''],
  ['zoom log/s', (shot) => shot.camera?.zoom ?? ''],
  ['roll degrees/s', (shot) => shot.camera?.roll ?? ''],
  ['shake widths', (shot) => shot.camera?.shake ?? ''],
  ['size', (shot) => shot.scale?.size ?? ''],
  ['size confidence', (shot) => shot.scale?.confidence ?? ''],
  ['faults', (shot, log) => [...new Set(faultsIn(shot, log).map(({ kind }) => kind))].join(' ')],
  ['loudness LUFS', (shot) => shot.loudness ?? ''],
  ['reel', (_, { media }) => media.reel ?? ''],
  ['drop-frame', (_, { media }) => (media.startTimecode === undefined ? '' : String(media.dropFrame ?? false))],
  ['original path', (_, { media }) => media.originalPath],
  ['colours', (shot) => shot.palette.map(({ colour }) => colour).join(' ')],
  ['lines', (shot, log) => shot.lines.map((line) => log.subtitles[line]?.text ?? '').join(' / ')],
];

/** Number of the scene that a shot is in, from 1. */
function sceneOf({ index }: Shot, { scenes }: ShotLog): number | string {
  const scene = scenes?.find(({ firstShot, lastShot }) => index >= firstShot && index <= lastShot);
  return scene === undefined ? '' : scene.index + 1;
}

/** The log as a table, one shot a row, RFC 4180 with a heading row. End frames and timecodes are exclusive. */
export function logCsv(log: ShotLog): string {
  const rows = [COLUMNS.map(([name]) => name), ...log.shots.map((shot) => COLUMNS.map(([, of]) => of(shot, log)))];
  return csvOf(rows);
}
