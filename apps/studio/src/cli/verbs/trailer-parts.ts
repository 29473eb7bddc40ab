import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type FaultCode, toFault } from '@second-unit/evidence';
import { makeFolder, removeMade } from '../output.ts';
import type { Task } from '../run.ts';

/** Ends after which the same command may be given again and come further. */
const CUT_OFF: ReadonlySet<FaultCode> = new Set(['cancelled', 'unavailable', 'internal']);

/**
 * Gives `work` a hidden folder beside `out` for what it has done so far. The folder goes when the work is done, or when
 * there is something wrong with what it was given; it stays when the work was stopped, was killed, or had no room, and
 * the same command goes on from there.
 */
export async function withParts(
  out: string,
  task: Pick<Task, 'signal' | 'progress'>,
  work: (parts: string) => Promise<void>,
): Promise<void> {
  const target = resolve(out);
  const parts = join(dirname(target), `.${basename(target)}.parts`);
  const made = await makeFolder(parts, out);
  try {
    await work(parts);
  } catch (thrown) {
    const isCutOff = task.signal.aborted || CUT_OFF.has(toFault(thrown).code);
    if (isCutOff && (await hasFiles(parts))) {
      task.progress.clear();
      process.stderr.write(`What was done so far is kept in ${parts}; the same command goes on from there.\n`);
    } else {
      await removeMade(parts, made);
    }
    throw thrown;
  }
  await rm(parts, { recursive: true, force: true });
}

async function hasFiles(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.some((entry) => entry.isFile());
}
