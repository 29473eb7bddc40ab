import { Fault } from '@second-unit/evidence';
import { lowConfidence } from '@second-unit/screenplay/pdf-in';
import { readApart } from '../script-files/apart.ts';
import type { ReadFile } from '../script-files/read.ts';
import type { Task } from './run.ts';

/** Not an option: what stands on a command line is seen by everyone on the machine. */
const PASSWORD = 'SECOND_UNIT_PDF_PASSWORD';

/**
 * The screenplay in a PDF. What is not sure is said on stderr, with pages.
 *
 * @throws Fault `input` for what is no PDF, is encrypted, damaged or a scan; `too-large`.
 */
export async function readPdfScript(path: string, task: Pick<Task, 'signal' | 'progress'>): Promise<ReadFile> {
  const password = process.env[PASSWORD];
  const ask = { path, format: 'pdf', name: path, ...(password === undefined ? {} : { password }) } as const;
  const read = await readApart(ask, {
    signal: task.signal,
    onProgress: ({ page, pages }) => task.progress.show(page / pages, `reading page ${page} of ${pages}`),
  }).catch((thrown: unknown) => {
    if (!(thrown instanceof Fault) || thrown.place !== 'password') throw thrown;
    throw new Fault(thrown.code, `${thrown.message} Set it as ${PASSWORD}.`, { place: path, cause: thrown });
  });
  task.progress.clear();
  for (const warning of read.warnings) process.stderr.write(`${warning}\n`);
  for (const { page, text, type } of lowConfidence(read.pdf?.lines ?? []).slice(0, 5)) {
    process.stderr.write(`  page ${page}: “${text}”, read as ${NAMES[type] ?? type}\n`);
  }
  return read;
}

const NAMES: Readonly<Record<string, string>> = {
  sceneHeading: 'a scene heading',
  character: 'a cue',
  centered: 'centred text',
  titlePage: 'part of the title page',
};
