import { restore as restoreHome } from '../../backup/index.ts';
import { homeRoot } from '../../home/index.ts';
import { checkFile } from '../input.ts';
import type { Task } from '../run.ts';

/** `restore IN`: a home from a backup, into an empty folder and an empty database. */
export async function restore(from: string, options: { home?: string }, task: Task): Promise<void> {
  await checkFile(from);
  const home = homeRoot(options.home);
  const databaseUrl = process.env.DATABASE_URL;
  task.progress.show(undefined, 'Restoring');
  const { createdAt, outside } = await restoreHome({
    from,
    home,
    ...(databaseUrl ? { databaseUrl } : {}),
    signal: task.signal,
  });
  task.progress.clear();
  await task.print(`${home} is as it was on ${createdAt.slice(0, 16).replace('T', ' at ')} UTC.\n`);
  for (const path of outside) process.stderr.write(`Not in the backup, needed where it was: ${path}\n`);
}
