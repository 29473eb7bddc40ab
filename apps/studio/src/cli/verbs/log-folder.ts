import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { Fault } from '@second-unit/evidence';
import {
  type Bin,
  dayAles,
  dayCsv,
  dayOtio,
  dayTimeline,
  readDay,
  type ShootDay,
  sortDay,
} from '@second-unit/footage/shoot-day';
import { EXPORTS } from '../../productions/exports.ts';
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
  const outs = WRITTEN.flatMap((format) => options[format] ?? []);
  for (const [at, out] of outs.entries()) {
    await checkOutput(out);
    for (const other of outs.slice(0, at)) await checkApart(other, out);
  }
  const { signal, progress } = task;
  const read = await readDay(resolve(folder), {
    signal,
    onProgress: ({ share, words }) => progress.show(share, words),
  });
  const day = sortDay(read);
  for (const format of WRITTEN) {
    const out = options[format];
    if (out !== undefined) await write(format, out, day, task);
  }
  progress.clear();
  if (options.json) await task.print(`${JSON.stringify(day, null, 2)}\n`);
  else if (outs.length === 0) await task.print(summaryOf(day));
}

async function write(format: (typeof WRITTEN)[number], out: string, day: ShootDay, task: Task): Promise<void> {
  if (format === 'csv') return writeOutput(out, dayCsv(day));
  if (format === 'otio') return writeOutput(out, dayOtio(day));
  if (format === 'ale') {
    const ales = dayAles(day);
    if (ales.length === 0)
      throw new Fault('input', 'No clip of this folder has a length and a frame rate to be logged by.');
    for (const { rate, text } of ales) {
      // The format has one frame rate a file.
      const ending = extname(out);
      const path = ales.length === 1 ? out : `${out.slice(0, out.length - ending.length)}.${rate}${ending}`;
      await writeOutput(path, text);
    }
    return;
  }
  const { timeline, leftOut } = dayTimeline(day);
  if (leftOut.length > 0) {
    task.progress.clear();
    process.stderr.write(`Left out of ${out}: ${leftOut.slice(0, 5).join(', ')}${leftOut.length > 5 ? ' …' : ''}\n`);
  }
  await writeOutput(out, EXPORTS[format].write(timeline));
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
  const wrong = day.unreadable.map(({ path, message }) => `${path}: ${message}\n`);
  return [
    `${facts.join('\n')}\n\n`,
    table(['bin', 'clip', 'timecode', 'sound', 'sure', 'because'], rows),
    ...(wrong.length === 0 ? [] : [`\nNot read, ${count(wrong.length, 'file')}:\n`, ...wrong]),
  ].join('');
}

function rowsOf(bin: Bin, above: string, day: ShootDay): string[][] {
  const name = above === '' ? bin.name : `${above} / ${bin.name}`;
  const own = bin.clips.map(({ clip: id, placing }) => {
    const clip = day.clips.find((one) => one.id === id);
    const [sync] = day.syncs.filter(({ picture }) => picture === id).sort((a, b) => b.confidence - a.confidence);
    const sound = sync ? `${sync.sound.split('/').at(-1)} ${sync.offset.toFixed(3)} s by ${sync.by}` : '';
    return [name, id, clip?.startTimecode ?? '', sound, placing.confidence.toFixed(2), placing.reason];
  });
  return [...own, ...bin.bins.flatMap((one) => rowsOf(one, name, day))];
}
