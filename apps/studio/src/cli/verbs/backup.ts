import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { backUp } from '../../backup/index.ts';
import { openDatabase } from '../../database/index.ts';
import { homeRoot, layout, openHome, readSettings } from '../../home/index.ts';
import { checkOutput } from '../output.ts';
import type { Task } from '../run.ts';

/** `backup OUT`: the whole home in one file, also while the studio works. */
export async function backup(out: string, options: { home?: string }, task: Task): Promise<void> {
  const root = homeRoot(options.home);
  // Opening a home makes it where there is none; a backup of nothing helps nobody.
  if (!existsSync(layout(root).mark)) throw new Fault('not-found', `There is no home in ${root}.`, { place: root });
  await checkOutput(out);
  await checkOutsideHome(out, root);
  const home = await openHome(root);
  const { databaseUrl } = await readSettings(home);
  const database = await openDatabase({ home, databaseUrl });
  try {
    const { rows, outside, missing } = await backUp({
      home,
      database,
      out,
      signal: task.signal,
      progress: (fraction) => task.progress.show(fraction, 'Backing up'),
    });
    task.progress.clear();
    const count = (table: string, one: string): string => `${rows[table] ?? 0} ${one}${rows[table] === 1 ? '' : 's'}`;
    await task.print(
      `${out}: ${count('productions', 'production')}, ${count('scripts', 'script')}, ${count('media', 'film')}\n`,
    );
    for (const path of outside) {
      process.stderr.write(`Not in it, as it was opened where it lies: ${path}\n`);
    }
    for (const path of missing) process.stderr.write(`Not in it, as it is gone: ${path}\n`);
  } finally {
    await database.close();
  }
}

/** A backup never takes the place of what it is to keep; its own folder in the home is for backups. */
async function checkOutsideHome(out: string, root: string): Promise<void> {
  const { backups } = layout(root);
  const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  const [home, kept, folder] = await Promise.all([real(root), real(backups), real(dirname(resolve(out)))]);
  const target = existsSync(out) ? await real(out) : join(folder, basename(out));
  const lies = (above: string): boolean => target.startsWith(`${above}${sep}`);
  if (!lies(home) || lies(kept)) return;
  throw new Fault('input', `${out} lies in the home that is backed up; name a file outside of ${root}.`, {
    place: out,
  });
}
