import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { type Bin, readDay, type ShootDay, sortDay } from '@second-unit/footage/shoot-day';
import { writeDay } from '../../productions/day-export.ts';
import { dayScenes } from '../../productions/day-scenes.ts';
import { openScript } from '../input.ts';
import { checkApart, checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { clock, count, table } from '../words.ts';
import type { LogOptions } from './log.ts';

const WRITTEN = ['csv', 'otio', 'ale', 'edl', 'fcpxml'] as const;

/** Is it a folder, and so a shoot day? */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** `log FOLDER`: a shoot day sorted into cameras, takes and bins, printed or written. */
export async function logFolder(folder: string, options: LogOptions, task: Task): Promise<void> {
  if (options.html !== undefined) {
    throw new Fault(
      'input',
      'A contact sheet is of one film; a folder goes to --csv, --otio, --ale, --edl or --fcpxml.',
    );
  }
  if (options.whisper !== undefined) {
    throw new Fault('input', '--whisper listens to one film; name the clip to listen to.');
  }
  const outs = WRITTEN.flatMap((format) => options[format] ?? []);
  for (const [at, out] of outs.entries()) {
    await checkOutput(out, options.script === undefined ? [] : [options.script]);
    for (const other of outs.slice(0, at)) await checkApart(other, out);
  }
  const { signal, progress } = task;
  const scenes = options.script === undefined ? undefined : dayScenes((await openScript(options.script, task)).text);
  const read = await readDay(resolve(folder), {
    signal,
    onProgress: ({ share, words }) => progress.show(share, words),
  });
  const day = sortDay(read, scenes === undefined ? {} : { scenes });
  if (day.clips.length === 0 && day.unreadable.length === 0) {
    throw new Fault('input', `There is no film and no sound in ${folder}.`, { place: folder });
  }
  for (const format of WRITTEN) {
    const out = options[format];
    if (out !== undefined) await write(format, out, day, task);
  }
  progress.clear();
  // The printed day lists them itself; in a timeline they would be missing without a word.
  if (outs.length > 0)
    process.stderr.write(day.unreadable.map(({ path, message }) => `${path}: ${message}\n`).join(''));
  if (options.json) await task.print(`${JSON.stringify(day, null, 2)}\n`);
  else if (outs.length === 0) await task.print(summaryOf(day));
}

async function write(format: (typeof WRITTEN)[number], out: string, day: ShootDay, task: Task): Promise<void> {
  const { files, notes } = writeDay(day, format);
  for (const { rate, content } of files) {
    const ending = extname(out);
    await writeOutput(
      rate === undefined ? out : `${out.slice(0, out.length - ending.length)}.${rate}${ending}`,
      content,
    );
  }
  if (notes.length === 0) return;
  task.progress.clear();
  process.stderr.write(notes.map((note) => `${out}: ${note}\n`).join(''));
}

function summaryOf(day: ShootDay): string {
  const pictures = day.clips.filter(({ kind }) => kind !== 'sound').length;
  const seconds = day.clips.reduce((sum, clip) => sum + (clip.kind === 'picture' ? (clip.seconds ?? 0) : 0), 0);
  const facts = [
    `${day.folder}: ${count(pictures, 'picture')}, ${count(day.clips.length - pictures, 'sound file')}, ${clock(seconds)}`,
    ...day.cameras.map(
      ({ name, cards, reason, confidence }) =>
        `Camera ${name} (${confidence.toFixed(2)}), ${count(cards.length, 'card')}, ${count(
          cards.reduce((sum, card) => sum + card.clips.length, 0),
          'clip',
        )}: ${reason}`,
    ),
  ];
  const rows = day.bins.flatMap((bin) => rowsOf(bin, '', day));
  const notes = day.clips.flatMap(({ id, note }) => (note === undefined ? [] : [`\n${id}: ${note}\n`]));
  const open = day.unlinked.map(
    ({ proxy, originals, reason }) => `${[`${proxy}: ${reason}`, ...originals].join(' ')}\n`,
  );
  const wrong = day.unreadable.map(({ path, message }) => `${path}: ${message}\n`);
  return [
    `${facts.join('\n')}\n\n`,
    ...(rows.length === 0 ? [] : [table(['bin', 'clip', 'timecode', 'sound', 'sure', 'because'], rows)]),
    ...notes,
    ...(open.length === 0 ? [] : [`\nProxies without an original, ${open.length}:\n`, ...open]),
    ...(wrong.length === 0 ? [] : [`\nNot read, ${count(wrong.length, 'file')}:\n`, ...wrong]),
  ].join('');
}

/** To the millisecond, and no minus before zero. */
function secondsOf(offset: number): string {
  return (Math.round(offset * 1000) / 1000 + 0).toFixed(3);
}

function rowsOf(bin: Bin, above: string, day: ShootDay): string[][] {
  const own = bin.heading === undefined ? bin.name : `${bin.name}, ${bin.heading}`;
  const name = above === '' ? own : `${above} / ${bin.name}`;
  const rows = bin.clips.map(({ clip: id, placing }) => {
    const clip = day.clips.find((one) => one.id === id);
    const [sync] = day.syncs.filter(({ picture }) => picture === id).sort((a, b) => b.confidence - a.confidence);
    const sound = sync ? `${sync.sound.split('/').at(-1)} ${secondsOf(sync.offset)} s by ${sync.by}` : '';
    return [name, id, clip?.startTimecode ?? '', sound, placing.confidence.toFixed(2), placing.reason];
  });
  return [...rows, ...bin.bins.flatMap((one) => rowsOf(one, name, day))];
}
