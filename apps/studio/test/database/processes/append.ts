import { appendScriptUpdate, openDatabase } from '../../../src/database/index.ts';
import { homeRoot, openHome } from '../../../src/home/index.ts';

/** Appends numbered updates to a script for ever, and prints each number once it is acknowledged. */
const [root, script = '', count = 'Infinity'] = process.argv.slice(2);
const home = await openHome(homeRoot(root));
const database = await openDatabase({ home, databaseUrl: process.env.DATABASE_URL });
for (let written = 0; written < Number(count); written++) {
  const update = new TextEncoder().encode(`${process.pid} ${written}`);
  const seq = await appendScriptUpdate(database.store, script, { update, author: 'a', client: String(process.pid) });
  // Synchronous for pipes: a number is out before the next append begins.
  process.stdout.write(`${seq} ${process.pid} ${written}\n`);
}
await database.close();
