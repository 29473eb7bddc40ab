import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { MAX_BYTES, parse, type Screenplay } from '@second-unit/screenplay';
import { formatOf, type ScriptFormat } from '../script-files/formats.ts';
import type { ReadFile, ScriptCarrier } from '../script-files/read.ts';
import type { Task } from './run.ts';

/** JSON of a script says everything about eight times. */
const MAX_JSON_BYTES = 8 * MAX_BYTES;

/**
 * Looks at a file that a person named, before anything costly is done with it.
 *
 * @returns its size in bytes.
 * @throws Fault `not-found`, or `input` for what is no file, cannot be read, or is empty.
 */
export async function checkFile(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Fault('not-found', `There is no file ${path}.`, { place: path, cause });
  });
  if (found.isDirectory()) throw new Fault('input', `${path} is a folder, not a file.`, { place: path });
  if (!found.isFile()) throw new Fault('input', `${path} is not a file.`, { place: path });
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new Fault('input', `${path} may not be read by you.`, { place: path, cause });
  });
  if (found.size === 0) throw new Fault('input', `${path} is empty.`, { place: path });
  return found.size;
}

/** A screenplay file of any format that is read, as a verb works with it. */
export interface OpenedScript {
  readonly path: string;
  readonly format: ScriptFormat;
  /** Fountain; of a Fountain file, every unit as it stands there. */
  readonly text: string;
  /** The tree of `text`. */
  readonly tree: Screenplay;
  /** The file as its own format holds it, to be written back into. */
  readonly carrier?: ScriptCarrier;
}

/**
 * Opens a screenplay of any format, by the ending of its name; a name without an ending that is known is taken for
 * Fountain. What is not sure is said on stderr; of a PDF, with pages.
 *
 * @throws Fault as `checkFile`, `too-large` over 128 MB (of JSON, eight times that), `input` for what is not of its
 *   format, is encrypted, damaged or a scan.
 */
export async function openScript(path: string, task: Pick<Task, 'signal' | 'progress'>): Promise<OpenedScript> {
  const format = formatOf(path) ?? 'fountain';
  const size = await checkFile(path);
  if (size > (format === 'json' ? MAX_JSON_BYTES : MAX_BYTES)) {
    const megabytes = Math.round(size / 1024 / 1024).toLocaleString('en');
    throw new Fault('too-large', `${path} has ${megabytes} MB; a screenplay may have up to 128 MB.`, { place: path });
  }
  const { text, carrier } = format === 'pdf' ? await openPdf(path, task) : await open(path, format, task);
  return { path, format, text, tree: parse(text), ...(carrier === undefined ? {} : { carrier }) };
}

/** The Fountain text of a screenplay file. Errors: as `openScript`. */
export async function readScript(path: string, task: Pick<Task, 'signal' | 'progress'>): Promise<string> {
  return (await openScript(path, task)).text;
}

async function open(path: string, format: ScriptFormat, task: Pick<Task, 'signal'>): Promise<ReadFile> {
  const { readFileBytes } = await import('../script-files/read.ts');
  const read = await readFileBytes(await readFile(path), format, {
    name: path,
    signal: task.signal,
    guessEncoding: true,
  });
  for (const warning of read.warnings) process.stderr.write(`${warning}\n`);
  return read;
}

async function openPdf(path: string, task: Pick<Task, 'signal' | 'progress'>): Promise<ReadFile> {
  return (await import('./pdf-input.ts')).readPdfScript(path, task);
}
