import { readFile } from 'node:fs/promises';
import { Fault, type FaultCode } from '@second-unit/evidence';
import { checkFile } from './input.ts';
import type { Task } from './run.ts';

/** Not an option: what stands on a command line is seen by everyone on the machine. */
const PASSWORD = 'SECOND_UNIT_PDF_PASSWORD';

/**
 * The Fountain text of a screenplay PDF. What is not sure is said on stderr, with pages.
 *
 * @throws Fault as `checkFile`; `input` for what is no PDF, is encrypted, damaged or a scan; `too-large`.
 */
export async function readPdfScript(path: string, task: Task): Promise<string> {
  const size = await checkFile(path);
  const { lowConfidence, MAX_PDF_BYTES, readPdf } = await import('@second-unit/screenplay/pdf-in');
  if (size > MAX_PDF_BYTES) throw new Fault('too-large', `${path} is larger than 128 MB.`, { place: path });
  const password = process.env[PASSWORD];
  const read = await readPdf(await readFile(path), {
    signal: task.signal,
    onProgress: ({ page, pages }) => task.progress.show(page / pages, `reading page ${page} of ${pages}`),
    ...(password === undefined ? {} : { password }),
  }).catch((thrown: unknown) => {
    if (task.signal.aborted || !(thrown instanceof Error) || !('code' in thrown)) throw thrown;
    const hint = 'place' in thrown && thrown.place === 'password' ? ` Set it as ${PASSWORD}.` : '';
    throw new Fault(thrown.code as FaultCode, `${path}: ${thrown.message}${hint}`, { place: path, cause: thrown });
  });
  task.progress.clear();
  for (const warning of read.warnings) process.stderr.write(`${warning}\n`);
  for (const { page, text, type } of lowConfidence(read.lines).slice(0, 5)) {
    process.stderr.write(`  page ${page}: “${text}”, read as ${NAMES[type] ?? type}\n`);
  }
  return read.fountain;
}

const NAMES: Readonly<Record<string, string>> = {
  sceneHeading: 'a scene heading',
  character: 'a cue',
  centered: 'centred text',
  titlePage: 'part of the title page',
};
