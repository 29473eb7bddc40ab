import { openDatabase } from '../../../src/database/index.ts';
import { openHome } from '../../../src/home/index.ts';
import { HANDLERS, openJobs } from '../../../src/jobs/index.ts';

/** A studio that renders until it is killed. */
const [root = ''] = process.argv.slice(2);
const home = await openHome(root);
const database = await openDatabase({ home });
const jobs = await openJobs({ database, home, registry: { render: HANDLERS.render } });
await jobs.work();
process.stdout.write('working\n');
