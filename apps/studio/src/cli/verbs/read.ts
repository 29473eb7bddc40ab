import { basename, extname } from 'node:path';
import type { Finding } from '@second-unit/evidence';
import { type ReadThrough, readThrough, readThroughHtml } from '@second-unit/story';
import { readScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { table } from '../words.ts';

export interface ReadOptions {
  readonly json?: boolean;
  readonly html?: string;
}

/** `read SCRIPT`: the read-through, printed or written. */
export async function read(script: string, options: ReadOptions, task: Task): Promise<void> {
  if (options.html !== undefined) await checkOutput(options.html);
  const text = await readScript(script, task);
  const through = readThrough(text);
  const title = through.title ?? basename(script, extname(script));
  if (options.html !== undefined) await writeOutput(options.html, readThroughHtml({ ...through, title }, text));
  if (options.json) await task.print(`${JSON.stringify(through, null, 2)}\n`);
  else if (options.html === undefined) await task.print(summaryOf(title, through));
}

/** Eighths of a page as a breakdown writes them: `2 3/8`. */
function pagesOf(eighths: number): string {
  const whole = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : `${eighths % 8}/8`;
  return [whole === 0 && rest !== '' ? '' : String(whole), rest].filter((part) => part !== '').join(' ');
}

/** A finding's value in one line of words: `day 2, night 16`. */
function valueIn({ value }: Pick<Finding, 'value'>): string {
  if (typeof value === 'number') return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(2);
  if (Array.isArray(value)) return value.map((one) => valueIn({ value: one })).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${valueIn({ value: part })}`)
    .join(', ');
}

function summaryOf(title: string, through: ReadThrough): string {
  const { scenes, characters, findings } = through;
  const eighths = scenes.reduce((sum, scene) => sum + scene.eighths, 0);
  const cast = characters
    .toSorted((a, b) => b.words - a.words)
    .map((one) => [one.name, String(one.scenes.length), String(one.speeches), String(one.words)]);
  const found = findings.map((finding) => [finding.what, valueIn(finding), finding.confidence.toFixed(2)]);
  return [
    `${title}: ${scenes.length} scenes, ${pagesOf(eighths)} pages, ${characters.length} who speak\n`,
    ...(cast.length > 0 ? [table(['character', 'scenes', 'speeches', 'words'], cast)] : []),
    ...(found.length > 0 ? [table(['finding', 'value', 'confidence'], found)] : []),
  ].join('\n');
}
