import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultRights, type Person } from '@second-unit/evidence';
import { describe, expect, onTestFinished, test } from 'vitest';
import { forgetInCopies } from '../../src/backup/index.ts';
import {
  createProduction,
  createScript,
  listScriptUpdates,
  newId,
  openDatabase,
  type Store,
} from '../../src/database/index.ts';
import { lockFile } from '../../src/database/lock.ts';
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

const LOCK = new URL('../../src/database/lock.ts', import.meta.url).href;
const APPEND = fileURLToPath(new URL('./processes/append.ts', import.meta.url));
const person: Person = { kind: 'person', id: newId(), name: 'Ada' };

async function makeScript(store: Store): Promise<string> {
  const production = (await createProduction(store, { title: 'Film' })).id;
  return (await createScript(store, { production, title: 'S', rights: defaultRights('own'), author: person })).id;
}

/** Starts a process that appends; `acknowledged` fills as it prints. */
function start(all: TestHome, script: string, count?: number) {
  const child = spawn(process.execPath, [APPEND, all.home.root, script, ...(count ? [String(count)] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: all.databaseUrl ?? '' },
  });
  let text = '';
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    first.resolve();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.once('close', () => first.reject(new Error('the process ended before it wrote')));
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    child,
    first: first.promise,
    ended,
    /** Whole lines only: what was cut off was not acknowledged to anybody. */
    acknowledged: () => text.split('\n').slice(0, -1),
  };
}

async function kept(store: Store, script: string): Promise<string[]> {
  const updates = await listScriptUpdates(store, script);
  expect(updates.map((one) => one.seq)).toEqual(updates.map((_, index) => index + 1));
  return updates.map((one) => `${one.seq} ${new TextDecoder().decode(one.update)}`);
}

test.each(BACKENDS)(
  'two processes that append at once keep one order without gaps on %s',
  async (backend) => {
    const all = await testHome(backend);
    try {
      const script = await makeScript(all.database.store);
      const both = [start(all, script, 150), start(all, script, 150)];
      expect(await Promise.all(both.map((one) => one.ended))).toEqual([0, 0]);
      const all300 = await kept(all.database.store, script);
      expect(all300).toHaveLength(300);
      expect(new Set(all300)).toEqual(new Set(both.flatMap((one) => one.acknowledged())));
    } finally {
      await all.close();
    }
  },
  120_000,
);

test('a look through the home for people to forget takes no lock away', async () => {
  const all = await testHome('sqlite');
  try {
    const letGo = lockFile(join(all.home.root, 'running.lock'));
    const { store } = all.database;
    const before = await makeScript(store);
    await forgetInCopies(all.home, { production: newId() });
    // Whoever is the last to close the database takes its log away: this process is not.
    expect(await start(all, before, 1).ended).toBe(0);
    const after = await makeScript(store);
    expect(await start(all, after, 1).ended).toBe(0);
    expect(await kept(store, after)).toHaveLength(1);
    const claim = `const { lockFile } = await import(${JSON.stringify(LOCK)}); console.log(typeof lockFile(process.argv[1]));`;
    const asked = [join(all.home.root, 'running.lock')];
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', claim, ...asked], { encoding: 'utf8' });
    expect(said).toBe('undefined\n');
    letGo?.();
  } finally {
    await all.close();
  }
}, 120_000);

describe('kill -9', () => {
  test('at random moments, twenty times, loses no acknowledged update and always reopens', async () => {
    const all = await testHome('sqlite');
    try {
      const script = await makeScript(all.database.store);
      const acknowledged: string[] = [];
      for (let round = 0; round < 20; round++) {
        const one = start(all, script);
        await one.first;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        one.child.kill('SIGKILL');
        await one.ended;
        acknowledged.push(...one.acknowledged());
        const again = await openDatabase({ home: all.home });
        const found = new Set(await kept(again.store, script));
        await again.close();
        expect(acknowledged.filter((line) => !found.has(line))).toEqual([]);
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(20);
      const check = await all.database.store.executeQuery<{ integrity_check: string }>({
        sql: 'pragma integrity_check',
        parameters: [],
        query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
        queryId: { queryId: 'check' },
      });
      expect(check.rows).toEqual([{ integrity_check: 'ok' }]);
    } finally {
      await all.close();
    }
  }, 180_000);
});
