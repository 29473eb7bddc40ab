import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '@second-unit/evidence';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const WEB = join(ROOT, 'apps', 'web');
const STAMP = '.sources';
/** What the client is made of; the packages may be bundled into it. */
const SOURCES = ['apps/web', 'apps/studio/src/contract', 'packages'];
const LEFT_OUT = new Set(['node_modules', 'dist', 'test', '.vite', 'README.md', 'models']);

/**
 * The folder of the built client, built first where it is missing or older than its sources. The
 * build runs in a process of its own and replaces the last one only when it succeeded.
 *
 * @throws Fault `unavailable` when it cannot be built.
 */
export async function builtWeb(report: (line: string) => void, signal?: AbortSignal): Promise<string> {
  const dist = join(WEB, 'dist');
  const sources = await sourcesHash();
  if ((await readFile(join(dist, STAMP), 'utf8').catch(() => '')) === sources) return dist;
  report('Building the pages …');
  const next = join(WEB, `.next-${process.pid}`);
  try {
    await build(next, signal);
    await writeFile(join(next, STAMP), sources);
    const old = `${next}-old`;
    await rename(dist, old).catch(() => {});
    await rename(next, dist);
    await rm(old, { recursive: true, force: true });
    report('The pages are ready.');
    return dist;
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

function build(outDir: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./web-build-process.ts', import.meta.url)), [WEB, outDir], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      ...(signal ? { signal } : {}),
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-4000);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Fault('unavailable', `The pages could not be built: ${said.trim() || `exit code ${code}`}`));
    });
  });
}

async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) await hashFolder(join(ROOT, source), source, hash);
  return hash.digest('hex');
}

async function hashFolder(folder: string, name: string, hash: ReturnType<typeof createHash>): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (LEFT_OUT.has(entry.name) || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await hashFolder(path, `${name}/${entry.name}`, hash);
    else if (entry.isFile()) hash.update(`${name}/${entry.name}\0`).update(await readFile(path));
  }
}
