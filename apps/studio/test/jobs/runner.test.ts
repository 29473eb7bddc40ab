import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { isGone, runnerName } from '../../src/jobs/runner.ts';

test('a runner is gone when its process is, and only this machine can say so', async () => {
  const self = runnerName();
  const [host = ''] = self.split(':');
  expect(host).toBe(hostname().replaceAll(':', '-'));
  expect(isGone(self, self)).toBe(false);
  // The same process id again, as in a container that was started anew.
  expect(isGone(`${host}:${process.pid}:other`, self)).toBe(true);
  expect(isGone(`elsewhere:${process.pid}:other`, self)).toBe(false);
  expect(isGone(`${host}:${process.ppid}:other`, self)).toBe(false);
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  expect(isGone(`${host}:${child.pid}:other`, self)).toBe(false);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(isGone(`${host}:${child.pid}:other`, self)).toBe(true);
});

test.skipIf(process.platform !== 'linux')('a process that nobody collected is gone too', async () => {
  // The shell starts a process, and becomes one that never waits for it.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
  const self = runnerName();
  const name = `${self.split(':')[0]}:${pid}:other`;
  await expect.poll(() => isGone(name, self), { timeout: 20_000 }).toBe(true);
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill('SIGKILL');
});
