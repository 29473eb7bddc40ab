import { basename } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { filmTimecode, logCsv, logFilm, logHtml, type Shot, type ShotLog, withSpokenLines } from '@second-unit/footage';
import { logTimeline } from '@second-unit/footage/interchange';
import { rawSentence } from '@second-unit/footage/shoot-day';
import { stills, subtitles, whisper } from '@second-unit/media';
import { EXPORTS } from '../../productions/exports.ts';
import { stretchesOf } from '../../transcription/transcribe.ts';
import { checkFile } from '../input.ts';
import { checkApart, checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { clock, count, table } from '../words.ts';

export interface LogOptions {
  readonly json?: boolean;
  /** Path of a Whisper model. */
  readonly whisper?: string;
  readonly language?: string;
  readonly csv?: string;
  readonly html?: string;
  readonly otio?: string;
  readonly edl?: string;
  readonly fcpxml?: string;
  /** Of a folder. */
  readonly ale?: string;
  /** Path of the screenplay that a folder is sorted by. */
  readonly script?: string;
}

const WRITTEN = ['csv', 'html', 'otio', 'edl', 'fcpxml'] as const;

/** `log FILM`: the shot log, printed or written; of a folder, its shoot day. */
export async function log(film: string, options: LogOptions, task: Task): Promise<void> {
  const { isFolder, logFolder } = await import('./log-folder.ts');
  if (options.language !== undefined && options.whisper === undefined) {
    throw new Fault('input', '--language is for --whisper: name the model that listens, too.');
  }
  if (await isFolder(film)) return logFolder(film, options, task);
  if (options.ale !== undefined) {
    throw new Fault('input', 'An Avid log is of a folder of clips; one film goes to --edl, --otio or --fcpxml.');
  }
  if (options.script !== undefined) {
    throw new Fault('input', 'A script is for a folder of clips; second-unit lined puts one film beside its script.');
  }
  await checkFile(film);
  const raw = rawSentence(film);
  if (raw !== undefined) throw new Fault('input', raw, { place: film });
  const outs = WRITTEN.flatMap((format) => options[format] ?? []);
  for (const [at, out] of outs.entries()) {
    await checkOutput(out, [film]);
    for (const other of outs.slice(0, at)) await checkApart(other, out);
  }
  if (options.whisper !== undefined) await checkFile(options.whisper);
  const watched = await watch(film, task);
  const shots =
    options.whisper === undefined ? watched : await listened(film, watched, options.whisper, options.language, task);
  for (const format of WRITTEN) {
    const out = options[format];
    if (out !== undefined) await writeOutput(out, await writtenAs(format, film, shots, task));
  }
  task.progress.clear();
  if (options.json) await task.print(`${JSON.stringify(shots, null, 2)}\n`);
  else if (outs.length === 0) await task.print(summaryOf(film, shots));
}

async function writtenAs(format: (typeof WRITTEN)[number], film: string, log: ShotLog, task: Task): Promise<string> {
  if (format === 'csv') return logCsv(log);
  if (format === 'html') return logHtml(log, await picturesOf(film, log, task));
  return EXPORTS[format].write(logTimeline(log));
}

/** A log with what a Whisper model hears in the film's speech. */
async function listened(
  film: string,
  log: ShotLog,
  model: string,
  language: string | undefined,
  { signal, progress }: Task,
): Promise<ShotLog> {
  const lines = await whisper(film, {
    model,
    within: stretchesOf(log),
    signal,
    ...(language === undefined ? {} : { language }),
    onProgress: (done, all) =>
      progress.show(done / all, `Listening, ${Math.round(done)} of ${Math.round(all)} seconds`),
  });
  return withSpokenLines(
    log,
    lines.map((line) => ({ ...line, from: 'whisper' })),
  );
}

/** Logs a film with its sidecar subtitles, telling how far it is. `folder`: as `LogOptions.folder`. */
export async function watch(film: string, { signal, progress }: Task, folder?: string): Promise<ShotLog> {
  return logFilm(film, {
    signal,
    ...(folder === undefined ? {} : { folder }),
    // Those in the film, or in a file beside it.
    subtitles: await subtitles(film, {
      signal,
      onUnread: (sentence) => {
        progress.clear();
        process.stderr.write(`${sentence}\n`);
      },
    }),
    onProgress: ({ frame, frames, words }) => progress.show(frame / frames, `Watching, ${words}`),
  });
}

function summaryOf(film: string, log: ShotLog): string {
  const { media, shots, sound, damage } = log;
  const rate = (media.frameRate.num / media.frameRate.den).toFixed(3).replace(/\.?0+$/, '');
  const facts = [
    `${basename(film)}: ${clock(media.duration)}, ${media.width} × ${media.height}, ${media.variableFrameRate ? 'variable, about ' : ''}${rate} frames a second${media.reel === undefined ? '' : `, reel ${media.reel}`}`,
    `${count(shots.length, 'shot')}${sound?.integrated === undefined ? '' : `, ${sound.integrated.toFixed(1)} LUFS`}`,
    ...(damage.length > 0
      ? [`${count(damage.length, 'damaged place')}, the first at ${clock(damage[0]?.time ?? 0)}`]
      : []),
  ];
  const rows = shots.map((shot) => [
    shot.id,
    placeOf(log, shot),
    clock(shot.end - shot.start),
    `${shot.startFrame}–${shot.endFrame}`,
    shot.transitionIn.type,
    shot.scale?.size ?? '',
    shot.camera?.movement ?? '',
    shot.loudness === undefined ? '' : shot.loudness.toFixed(1),
    linesOf(log, shot).join(' / '),
  ]);
  const names = ['shot', 'in', 'length', 'frames', 'begins by', 'size', 'camera', 'LUFS', 'lines'];
  // What is known of no shot has no column.
  const shown = names.flatMap((_, column) => (rows.some((row) => row[column] !== '') ? [column] : []));
  const head = shown.map((column) => names[column] ?? '');
  return `${facts.join('\n')}\n\n${table(
    head,
    rows.map((row) => shown.map((column) => row[column] ?? '')),
  )}`;
}

/** Where a shot begins: by the film's timecode, where it carries one. */
function placeOf({ media }: ShotLog, { startFrame, start }: Shot): string {
  const timecode = media.startTimecode === undefined ? undefined : filmTimecode(media, startFrame, start);
  return timecode ?? clock(start);
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
