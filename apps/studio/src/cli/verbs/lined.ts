import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { type ShotLog, validateShotLog } from '@second-unit/footage';
import { formatTimecode } from '@second-unit/timeline';
import type { LinedScript, LinedTake } from '../../contract/lined.ts';
import { lineScript } from '../../productions/lined-script.ts';
import { linedScriptPdf } from '../../reports/lined-script.ts';
import { formatOf } from '../../script-files/formats.ts';
import { checkFile, openScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { count, table } from '../words.ts';
import { watch } from './log.ts';

export interface LinedOptions {
  /** True: on stdout. */
  readonly json?: boolean | string;
  readonly pdf?: string;
  readonly paper?: 'letter' | 'a4';
}

/** `lined SCRIPT FILM`: a script lined with a film's takes, printed in words or written. */
export async function lined(script: string, film: string, options: LinedOptions, task: Task): Promise<void> {
  const { json, pdf, paper } = options;
  if (pdf !== undefined && formatOf(pdf) !== 'pdf') {
    throw new Fault('input', `${pdf} cannot be written: what --pdf writes must end in .pdf.`, { place: pdf });
  }
  const files = [json, pdf].filter((out) => typeof out === 'string');
  for (const out of files) await checkOutput(out, [script, film]);
  const { text } = await openScript(script, task);
  const log = extname(film).toLowerCase() === '.json' ? await openLog(film) : await watch(film, task);
  task.progress.clear();
  const document = lineScript(text, log, paper === undefined ? {} : { paper });
  const titled = document.title === 'Untitled screenplay' ? basename(script, extname(script)) : document.title;
  const whole = { ...document, title: titled };
  if (pdf !== undefined) {
    const { bytes, missing } = await linedScriptPdf(whole);
    await writeOutput(pdf, bytes);
    if (missing.length > 0) {
      process.stderr.write(`No font of ours has these letters of the PDF: ${missing.join(' ')}\n`);
    }
  }
  const written = `${JSON.stringify(whole, null, 2)}\n`;
  if (typeof json === 'string') await writeOutput(json, written);
  else if (json) await task.print(written);
  else if (files.length === 0) await task.print(inWords(whole));
}

/** A log that `log --json` wrote. */
async function openLog(path: string): Promise<ShotLog> {
  await checkFile(path);
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new Fault('input', `${path} is not JSON; a log is what second-unit log --json prints.`, {
      place: path,
      cause,
    });
  }
  return validateShotLog(parsed);
}

function inWords(document: LinedScript): string {
  if (document.subtitles.length === 0) {
    return `${document.title}: nothing is lined, since nothing is known of what is said in the film. Put subtitles beside it under its own name (.srt), or log it with --whisper and line that log.\n`;
  }
  const { takes, scenes, unscripted, unshot } = document;
  const missing = unshot.filter(({ kind }) => kind === 'scene').map(({ scene }) => scenes[scene]?.heading ?? '');
  const lines = unshot.filter(({ kind }) => kind === 'line').length;
  const rows = takes.map((take) => [
    scenes[take.scene]?.number ?? '',
    String(take.number),
    scenes[take.scene]?.heading ?? '',
    timecodeAt(document, take.startFrame),
    shotsInWords(take),
    `${take.lines.length}`,
    `${Math.round(take.coverage * 100)}%`,
    take.confidence.toFixed(2),
  ]);
  const facts = [
    `${document.title}: ${count(takes.length, 'take')} of ${count(new Set(takes.map(({ scene }) => scene)).size, 'scene')}`,
    ...(missing.length > 0 ? [`Not found in the film: ${missing.join('; ')}`] : []),
    ...(lines > 0 ? [`${count(lines, 'line')} of scenes that were found were not heard`] : []),
    ...(unscripted.length > 0
      ? [`${count(unscripted.length, 'place')} where something is said that is not in the script`]
      : []),
  ];
  const head = ['scene', 'take', 'heading', 'in', 'shots', 'lines', 'heard', 'sure'];
  return rows.length === 0 ? `${facts.join('\n')}\n` : `${facts.join('\n')}\n\n${table(head, rows)}`;
}

function shotsInWords({ shots }: LinedTake): string {
  const [first, last] = [shots[0], shots.at(-1)];
  return first === undefined ? '' : first === last ? first : `${first}–${last}`;
}

function timecodeAt({ film }: LinedScript, frame: number): string {
  return formatTimecode(frame, film.frameRate);
}
