import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { fromDocument, MAX_BYTES, parse, toDocument } from '@second-unit/screenplay';
import { checkFile, readScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';

/** Each reads a file to Fountain text, or writes Fountain text as a file; by the ending of the name. */
const READERS: Readonly<Record<string, (path: string, task: Task) => Promise<string>>> = {
  '.fountain': readScript,
  '.spmd': readScript,
  '.txt': readScript,
  '.json': async (path) => toFountain(await readJson(path), path),
  '.pdf': async (path, task) => (await import('../pdf-input.ts')).readPdfScript(path, task),
};
const WRITERS: Readonly<Record<string, (text: string, options: ConvertOptions) => Promise<string | Uint8Array>>> = {
  '.fountain': async (text) => text,
  '.spmd': async (text) => text,
  '.txt': async (text) => text,
  '.json': async (text) => toJson(text),
  '.pdf': toPdf,
  '.html': async (text) => (await import('@second-unit/screenplay/html')).toHtml(text),
};
/** The same format by another name. */
const SAME: Readonly<Record<string, string>> = { '.spmd': '.fountain', '.txt': '.fountain' };
/** JSON of a script says everything about eight times. */
const MAX_JSON_BYTES = 8 * MAX_BYTES;

export interface ConvertOptions {
  /** Of a PDF. */
  readonly paper?: 'letter' | 'a4';
}

/** `convert IN OUT`: a screenplay from one format to another, by the endings of the names. */
export async function convert(from: string, to: string, options: ConvertOptions, task: Task): Promise<void> {
  const read = of(READERS, from, 'read');
  const write = of(WRITERS, to, 'written');
  await checkOutput(to);
  if (formatOf(from) === formatOf(to)) {
    throw new Fault('input', `${from} and ${to} are of the same format; there is nothing to convert.`, { place: to });
  }
  const content = await write(await read(from, task), options);
  task.signal.throwIfAborted();
  await writeOutput(to, content);
}

function formatOf(path: string): string {
  const ending = extname(path).toLowerCase();
  return SAME[ending] ?? ending;
}

function of<Value>(table: Readonly<Record<string, Value>>, path: string, done: string): Value {
  const ending = extname(path).toLowerCase();
  if (Object.hasOwn(table, ending)) return table[ending] as Value;
  const endings = Object.keys(table).join(', ');
  throw new Fault('input', `${path} cannot be ${done}: its name must end in one of ${endings}.`, { place: path });
}

async function toPdf(text: string, { paper = 'letter' }: ConvertOptions): Promise<Uint8Array> {
  const [print, screenplay] = await Promise.all([
    import('@second-unit/print/node'),
    import('@second-unit/screenplay/pdf'),
  ]);
  const tree = parse(text);
  const { fonts, missing } = await print.fontsFor(screenplay.printedText(tree));
  if (missing.length > 0) {
    const some = missing.slice(0, 12).join(' ');
    process.stderr.write(`No font here has ${some}${missing.length > 12 ? ' …' : ''}; they print as empty boxes.\n`);
  }
  return screenplay.toPdf(tree, { fonts, paper });
}

function toJson(text: string): string {
  return `${JSON.stringify(toDocument(parse(text)), null, 2)}\n`;
}

function toFountain(value: unknown, place: string): string {
  try {
    return fromDocument(value);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'input') {
      throw new Fault('input', `${place}: ${thrown.message}`, { place, cause: thrown });
    }
    throw thrown;
  }
}

async function readJson(path: string): Promise<unknown> {
  if ((await checkFile(path)) > MAX_JSON_BYTES) {
    throw new Fault('too-large', `${path} is too large to be a screenplay.`, { place: path });
  }
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('input', `${path} is not JSON: ${(cause as Error).message}.`, { place: path, cause });
  }
}
