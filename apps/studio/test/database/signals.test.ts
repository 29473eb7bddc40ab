import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { HAS_POSTGRESQL, testHome } from '../support/postgres.ts';

test.skipIf(!HAS_POSTGRESQL)('word goes from one process to another, and again after the line was cut', async () => {
  const all = await testHome('postgresql');
  const other = await all.reopen();
  try {
    const heard: string[] = [];
    const stop = await other.signals.hear('job', (message) => heard.push(message));
    const deaf: string[] = [];
    await other.signals.hear('cancel', (message) => deaf.push(message));
    const until = async (text: string) => {
      for (let tries = 0; !heard.includes(text); tries++) {
        if (tries === 100) throw new Error(`${text} was not heard`);
        await all.database.signals.tell('job', text);
        await wait(50);
      }
    };
    await until('a b: “c”');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'second-unit signals' and datname = current_database()`.execute(all.database.store);
    await until('after');
    expect(deaf).toEqual([]);
    stop();
    const { length } = heard;
    await all.database.signals.tell('job', 'late');
    await wait(100);
    expect(heard).toHaveLength(length);
  } finally {
    await all.close();
  }
});

test('on SQLite it stays in the process', async () => {
  const all = await testHome('sqlite');
  const heard: string[] = [];
  await all.database.signals.hear('job', (message) => heard.push(message));
  await all.database.signals.tell('job', 'x');
  expect(heard).toEqual(['x']);
  await all.close();
});
