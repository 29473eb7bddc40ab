import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/**
 * Holds one PostgreSQL server for one test run and takes it down when the run's process is gone,
 * however that ended. Arguments: the folder for it, the process id of the run.
 */

const [folder = '', run = ''] = process.argv.slice(2);

function binaries(): string {
  const root = '/usr/lib/postgresql';
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  const found = versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (!found) throw new Error('no initdb');
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function publish(content: object): void {
  const path = join(folder, 'ready.json');
  writeFileSync(`${path}.tmp`, JSON.stringify(content));
  renameSync(`${path}.tmp`, path);
}

let server: ChildProcess | undefined;

async function start(): Promise<void> {
  const bin = binaries();
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  // initdb refuses to run as root.
  const user: { uid?: number; gid?: number } = {};
  if (process.getuid?.() === 0) {
    user.uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
    user.gid = Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' }));
    chownSync(data, user.uid, user.gid);
  }
  const options = { ...user, cwd: data, stdio: 'pipe' as const, env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH } };
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions'];
  execFileSync(join(bin, 'initdb'), initdb, options);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    // The server's data does not outlive the run.
    'fsync=off',
    'full_page_writes=off',
    'shared_buffers=32MB',
  ];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags], { ...options, stdio: 'ignore' });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      break;
    } catch (error) {
      if (tries === 800) throw error;
      await wait(100);
    }
  }
  publish({ url });
}

function runLives(): boolean {
  try {
    process.kill(Number(run), 0);
    return true;
  } catch {
    return false;
  }
}

try {
  await start();
} catch (error) {
  publish({ error: String(error) });
}
while (runLives()) await wait(500);
if (server) {
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  // SIGQUIT: immediate shutdown, nothing of it is kept.
  server.kill('SIGQUIT');
  await Promise.race([ended, wait(10_000)]);
}
rmSync(folder, { recursive: true, force: true });
