import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { JobView } from '../../src/contract/index.ts';
import { createProduction, newId } from '../../src/database/index.ts';
import { type JobRegistry, openJobs } from '../../src/jobs/index.ts';
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

const STUDIO = fileURLToPath(new URL('./processes/studio.ts', import.meta.url));
const registry: JobRegistry = {
  log: { capability: 'footage.cpu', module: new URL('./handlers/steps.ts', import.meta.url) },
};

async function start(all: TestHome): Promise<ChildProcess> {
  const child = spawn(process.execPath, [STUDIO, all.home.root], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: all.databaseUrl ?? '' },
  });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

/** Process ids of the job's own processes, from what it noted. */
async function noted(all: TestHome, subject: string): Promise<{ pid: number; step: string }[]> {
  const lines = (await readFile(join(all.home.root, 'steps.log'), 'utf8')).split('\n');
  return lines
    .filter((line) => line.startsWith(subject))
    .map((line) => {
      const [, pid, ...step] = line.split(' ');
      return { pid: Number(pid), step: step.join(' ') };
    });
}

/** A process that ended but was not yet collected by its parent (a zombie) does not live. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test.each(BACKENDS)(
  'kill -9 of the process that runs a job hands it to another, on %s',
  async (backend) => {
    const all = await testHome(backend);
    const watching = await openJobs({ database: all.database, home: all.home, registry });
    let first: ChildProcess | undefined;
    let second: ChildProcess | undefined;
    try {
      const production = (await createProduction(all.database.store, { title: 'Film' })).id;
      const subject = newId();
      first = await start(all);
      const running = new Promise<JobView>((resolve) => {
        watching.events.on('job', (job) => {
          if (job.state === 'running' && job.progress === 0.5) resolve(job);
        });
      });
      const { id } = await watching.enqueue({
        kind: 'log',
        production,
        subject,
        label: 'Log',
        input: { steps: 10, each: 20, holdAt: 5 },
      });
      await running;
      // On PostgreSQL the other one waits already; on SQLite the studio is opened again.
      if (backend === 'postgresql') second = await start(all);
      const gone = new Promise((resolve) => first?.once('exit', resolve));
      first.kill('SIGKILL');
      await gone;
      if (backend === 'sqlite') second = await start(all);
      const killed = performance.now();
      expect(await watching.finished(id)).toMatchObject({ state: 'done', progress: 1 });
      const seconds = (performance.now() - killed) / 1000;
      // pg-boss waits 10 s for a sign of life; a studio sees at once that the process is gone.
      expect(seconds).toBeLessThan(backend === 'postgresql' ? 60 : 30);

      const steps = await noted(all, subject);
      const pids = [...new Set(steps.map((one) => one.pid))];
      expect(pids).toHaveLength(2);
      await vi.waitFor(() => expect(pids.filter(lives)).toEqual([]), 20_000);
      // From the last checkpoint: the step that was under way is done again, those before it are not.
      const stepsOf = (pid: number | undefined) => steps.filter((one) => one.pid === pid).map((one) => one.step);
      const numbered = (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, index) => `step ${from + index}`);
      expect(stepsOf(pids[0])).toEqual(numbered(0, 5));
      expect(stepsOf(pids[1])).toEqual([...numbered(5, 9), 'end']);
    } finally {
      first?.kill('SIGKILL');
      second?.kill('SIGKILL');
      await wait(200);
      await watching.close();
      await all.close();
    }
  },
  120_000,
);
