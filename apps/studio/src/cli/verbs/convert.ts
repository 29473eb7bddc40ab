import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { fromDocument, MAX_BYTES, parse, toDocument } from '@second-unit/screenplay';
import { checkFile, readScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';

type Format = 'fountain' | 'json';

const FORMATS: Readonly<Record<string, Format>> = {
  '.fountain': 'fountain',
  '.spmd': 'fountain',
  '.txt': 'fountain',
  '.json': 'json',
};
/** JSON of a script says everything about eight times. */
const MAX_JSON_BYTES = 8 * MAX_BYTES;

/** `convert IN OUT`: a screenplay from one format to another, by the endings of the names. */
export async function convert(from: string, to: string, _task: Task): Promise<void> {
  const [source, target] = [formatOf(from), formatOf(to)];
  await checkOutput(to);
  if (source === target) {
    throw new Fault('input', `${from} and ${to} are of the same format; there is nothing to convert.`, { place: to });
  }
  await writeOutput(
    to,
    source === 'fountain' ? toJson(await readScript(from)) : toFountain(await readJson(from), from),
  );
}

function formatOf(path: string): Format {
  const format = FORMATS[extname(path).toLowerCase()];
  if (format) return format;
  throw new Fault('input', `${path} must end in .fountain or .json: that says its format.`, { place: path });
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
