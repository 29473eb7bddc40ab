import { Fault } from '@second-unit/evidence';
import { openDatabase } from '../database/index.ts';
import { openHome } from '../home/index.ts';
import { type Jobs, type OpenJobsOptions, openJobs } from './jobs.ts';

export interface WorkerOptions extends Omit<OpenJobsOptions, 'database' | 'home'> {
  readonly databaseUrl: string;
  /** The home folder: the shared media root that every machine mounts. */
  readonly home: string;
}

/**
 * What `second-unit worker` runs: joins a shared PostgreSQL database and takes jobs until closed.
 * Errors: `input` without a database address.
 */
export async function runWorker(options: WorkerOptions): Promise<{ jobs: Jobs; close(): Promise<void> }> {
  const { databaseUrl, home: root, ...rest } = options;
  if (!databaseUrl) {
    throw new Fault('input', 'A worker needs DATABASE_URL: the PostgreSQL database that it shares with the studio.');
  }
  const home = await openHome(root);
  const database = await openDatabase({ home, databaseUrl });
  try {
    const jobs = await openJobs({ ...rest, database, home });
    await jobs.work();
    return {
      jobs,
      close: async () => {
        await jobs.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
