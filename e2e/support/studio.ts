import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A studio of its own on a home of its own, as `npm start` runs it. */
export interface RunningStudio {
  readonly address: string;
  readonly home: string;
  /** Ends the studio; its home stays. */
  pause(): Promise<void>;
  /** Ends the studio and takes its home away. */
  stop(): Promise<void>;
}

/** Starts `second-unit studio` and waits until it prints its address. */
export async function startStudio(home = mkdtempSync(join(tmpdir(), 'second unit é '))): Promise<RunningStudio> {
  const child = spawn(process.execPath, ['bin/second-unit.mjs', 'studio', '--home', home, '--port', '0', '--no-open'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '' },
  });
  const address = await printedAddress(child);
  const pause = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  return {
    address,
    home,
    pause,
    async stop() {
      await pause();
      rmSync(home, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (data) => {
      said += data;
    });
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      said += `${line}\n`;
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (match) resolve(match[0]);
    });
    child.once('exit', (code) => reject(new Error(`The studio ended with ${code} before it answered:\n${said}`)));
  });
}
