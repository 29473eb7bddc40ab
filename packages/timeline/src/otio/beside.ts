import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Milliseconds: whoever writes a bundle adds to it all the time. Processes of other machines cannot be asked. */
const STILL = 10_000;

/**
 * The name under which a file is written beside where it is to be, until it is whole. What processes that are gone left
 * of that file is removed: one that is killed cannot do so itself.
 */
export async function beside(path: string): Promise<string> {
  const target = resolve(path);
  const about = `${basename(target)}.`;
  // What is wrong with the folder is said by whoever writes into it.
  for (const name of await readdir(dirname(target)).catch(() => [])) {
    const owner = name.startsWith(about) && /^\d{1,10}\.part$/.test(name.slice(about.length));
    if (!owner || isRunning(Number.parseInt(name.slice(about.length), 10))) continue;
    const left = join(dirname(target), name);
    const found = await stat(left).catch(() => undefined);
    if (found && found.mtimeMs < Date.now() - STILL) await rm(left, { force: true }).catch(() => {});
  }
  return `${target}.${process.pid}.part`;
}

/** A process that others own runs too: it may not be asked. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
