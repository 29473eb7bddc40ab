import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Folder of the test data, which is not part of the repository. */
export const DATA =
  process.env.SECOND_UNIT_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));

/** A file of the test data, and whether it is there. */
export function data(...names: string[]): { path: string; absent: boolean } {
  const path = join(DATA, ...names);
  return { path, absent: !existsSync(path) };
}

export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as its own process. `stop` says when it is interrupted. */
export function cli(
  args: readonly string[],
  options: { stop?: () => Promise<unknown>; cwd?: string } = {},
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: options.cwd,
      env: { ...process.env, SECOND_UNIT_HOME: '/nowhere/that/is/needed', NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    options.stop?.().then(() => child.kill('SIGINT'), reject);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
