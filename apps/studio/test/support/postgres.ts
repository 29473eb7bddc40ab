import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/database/index.ts';
import type { Migration } from '../../src/database/migrate.ts';
import { type Home, openHome } from '../../src/home/index.ts';

/** Which databases a suite runs on. */
export type Backend = 'sqlite' | 'postgresql';

function installed(): boolean {
  const root = '/usr/lib/postgresql';
  return existsSync(root) && readdirSync(root).some((version) => existsSync(join(root, version, 'bin', 'initdb')));
}

/** Debian's PostgreSQL, where it is installed. */
export const HAS_POSTGRESQL = installed();

if (!HAS_POSTGRESQL) {
  console.warn('skipped: tests on PostgreSQL (not installed; on Debian: apt-get install postgresql)');
}

/** Every suite runs on both; without PostgreSQL a line says what was skipped. */
export const BACKENDS: readonly Backend[] = HAS_POSTGRESQL ? ['sqlite', 'postgresql'] : ['sqlite'];

/** Address of the run's one server, started by whichever test file needs it first. */
async function server(): Promise<string> {
  // The test runner is the parent of every test process, so all of them find the same folder.
  const folder = join(tmpdir(), `second-unit-postgresql-${process.ppid}`);
  try {
    mkdirSync(folder, { mode: 0o755 });
    const keeper = fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url));
    spawn(process.execPath, [keeper, folder, String(process.ppid)], { detached: true, stdio: 'ignore' }).unref();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const ready = join(folder, 'ready.json');
  for (let tries = 0; !existsSync(ready); tries++) {
    if (tries === 1000) throw new Error('PostgreSQL did not start within 100 seconds.');
    await wait(100);
  }
  const { url, error } = JSON.parse(readFileSync(ready, 'utf8')) as { url?: string; error?: string };
  if (!url) throw new Error(`PostgreSQL did not start: ${error}`);
  return url;
}

/** Address of a new, empty database on the run's server. */
export async function freshDatabaseUrl(): Promise<string> {
  const url = new URL(await server());
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

export interface TestHome {
  readonly home: Home;
  readonly databaseUrl: string | undefined;
  readonly database: Database;
  /** Another connection of its own, as another process would have. */
  reopen(): Promise<Database>;
  close(): Promise<void>;
}

/** A new home in a temporary folder, with its database open; `migrations` make it one of an earlier version. */
export async function testHome(backend: Backend, migrations?: readonly Migration[]): Promise<TestHome> {
  const root = await mkdtemp(join(tmpdir(), 'second unit home '));
  const home = await openHome(root);
  const databaseUrl = backend === 'postgresql' ? await freshDatabaseUrl() : undefined;
  const opened: Database[] = [];
  const open = async (migrations?: readonly Migration[]) => {
    const database = await openDatabase({ home, databaseUrl, ...(migrations ? { migrations } : {}) });
    opened.push(database);
    return database;
  };
  const database = await open(migrations);
  return {
    home,
    databaseUrl,
    database,
    reopen: () => open(),
    close: async () => {
      for (const one of opened) await one.close();
      await rm(root, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
