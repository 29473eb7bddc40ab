import { openDatabase } from '../../../src/database/index.ts';
import { openHome } from '../../../src/home/index.ts';
import { openJobs } from '../../../src/jobs/index.ts';

/** A studio, or with PostgreSQL a worker, that takes jobs until it is killed. */
const [root = ''] = process.argv.slice(2);
const home = await openHome(root);
const database = await openDatabase({ home, databaseUrl: process.env.DATABASE_URL });
const jobs = await openJobs({
  database,
  home,
  registry: { log: { capability: 'footage.cpu', module: new URL('../handlers/steps.ts', import.meta.url) } },
});
await jobs.work();
process.stdout.write('working\n');
