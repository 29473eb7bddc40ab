import { basename } from 'node:path';
import { logCsv, logFilm, logHtml, type Shot, type ShotLog } from '@second-unit/footage';
import { stills, subtitles } from '@second-unit/media';
import { checkFile } from '../input.ts';
import { checkApart, checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { clock, count, table } from '../words.ts';

export interface LogOptions {
  readonly json?: boolean;
  readonly csv?: string;
  readonly html?: string;
}

/** `log FILM`: the shot log, printed or written. */
export async function log(film: string, options: LogOptions, task: Task): Promise<void> {
  await checkFile(film);
  for (const out of [options.csv, options.html]) if (out !== undefined) await checkOutput(out, [film]);
  if (options.csv !== undefined && options.html !== undefined) await checkApart(options.csv, options.html);
  const shots = await watch(film, task);
  if (options.csv !== undefined) await writeOutput(options.csv, logCsv(shots));
  if (options.html !== undefined) await writeOutput(options.html, logHtml(shots, await picturesOf(film, shots, task)));
  task.progress.clear();
  if (options.json) await task.print(`${JSON.stringify(shots, null, 2)}\n`);
  else if (options.csv === undefined && options.html === undefined) await task.print(summaryOf(film, shots));
}

/** Logs a film with its sidecar subtitles, telling how far it is. */
export async function watch(film: string, { signal, progress }: Task): Promise<ShotLog> {
  return logFilm(film, {
    signal,
    // Those in the film, or in a file beside it.
    subtitles: await subtitles(film, { signal }),
    onProgress: ({ frame, frames, words }) => progress.show(frame / frames, `Watching, ${words}`),
  });
}

function summaryOf(film: string, log: ShotLog): string {
  const { media, shots, sound, damage } = log;
  const rate = (media.frameRate.num / media.frameRate.den).toFixed(3).replace(/\.?0+$/, '');
  const facts = [
    `${basename(film)}: ${clock(media.duration)}, ${media.width} × ${media.height}, ${media.variableFrameRate ? 'variable, about ' : ''}${rate} frames a second`,
    `${count(shots.length, 'shot')}${sound?.integrated === undefined ? '' : `, ${sound.integrated.toFixed(1)} LUFS`}`,
    ...(damage.length > 0
      ? [`${count(damage.length, 'damaged place')}, the first at ${clock(damage[0]?.time ?? 0)}`]
      : []),
  ];
  const rows = shots.map((shot) => [
    shot.id,
    clock(shot.start),
    clock(shot.end - shot.start),
    `${shot.startFrame}–${shot.endFrame}`,
    shot.transitionIn.type,
    shot.loudness === undefined ? '' : shot.loudness.toFixed(1),
    linesOf(log, shot).join(' / '),
  ]);
  return `${facts.join('\n')}\n\n${table(['shot', 'in', 'length', 'frames', 'begins by', 'LUFS', 'lines'], rows)}`;
}

function linesOf({ subtitles }: ShotLog, { lines }: Shot): string[] {
  return lines.flatMap((index) => subtitles[index]?.text.replaceAll('\n', ' ') ?? []);
}

/** The picture of each shot, by the shot's id. */
export async function picturesOf(
  film: string,
  { shots }: Pick<ShotLog, 'shots'>,
  { signal, progress }: Task,
): Promise<Map<string, Uint8Array>> {
  const frames = [...new Set(shots.map((shot) => shot.keyFrame))].sort((a, b) => a - b);
  const pictures = new Map<number, Uint8Array>();
  for await (const { frame, jpeg } of stills(film, frames, { width: 480, quality: 80, signal })) {
    pictures.set(frame, jpeg);
    progress.show(pictures.size / frames.length, `Pictures, ${pictures.size} of ${frames.length}`);
  }
  return new Map(
    shots.flatMap(({ id, keyFrame }) => {
      const jpeg = pictures.get(keyFrame);
      return jpeg ? [[id, jpeg] as const] : [];
    }),
  );
}
