import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JobRow } from '../database/index.ts';
import type { FromJob, ToJob } from './messages.ts';

const ENTRY = fileURLToPath(new URL('./entry.ts', import.meta.url));

/** Milliseconds that a job has to end by itself after it was asked to. */
const GRACE = 3_000;
/**
 * Node's, of a job's process. Its young generation stays small: logging an hour of film it grew by 25 MB more without,
 * by the same processor time.
 */
export const JOB_FLAGS = ['--max-semi-space-size=8'];
/** Characters of a job's stderr that are kept for the log. */
const STDERR_KEPT = 4_000;

export type JobEnd =
  | { readonly kind: 'done'; readonly message?: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string; readonly detail?: string };

export interface ChildOptions {
  readonly job: JobRow;
  readonly module: URL;
  readonly home: string;
  readonly databaseUrl?: string | undefined;
  readonly progress: (fraction: number, doing: string) => void;
  /** Asks the handler to stop; after a grace the process is killed. */
  readonly signal: AbortSignal;
  readonly grace?: number;
}

/** Ends a job's process and what it started. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/**
 * Runs one job in a process of its own, so that neither a crash nor a busy loop in it reaches the
 * process that serves people and holds heartbeats. Never rejects.
 */
export function runInChild(options: ChildOptions): Promise<JobEnd> {
  const { job, module, home, databaseUrl, progress, signal, grace = GRACE } = options;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ kind: 'cancelled' });
      return;
    }
    const child = fork(ENTRY, [], {
      // A group of its own: what it starts can be ended with it.
      detached: process.platform !== 'win32',
      execArgv: JOB_FLAGS,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let end: JobEnd | undefined;
    let stderr = '';
    let killTimer: NodeJS.Timeout | undefined;
    const killSoon = () => {
      killTimer ??= setTimeout(() => kill(child), grace);
    };
    let started = false;
    const cancel = () => {
      // A process that is still loading has done nothing yet that it could end well.
      if (!started) {
        kill(child);
        return;
      }
      if (child.connected) child.send({ kind: 'cancel' } satisfies ToJob, () => {});
      killSoon();
    };
    signal.addEventListener('abort', cancel, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    child.on('message', (message: FromJob) => {
      if (message.kind === 'progress') {
        progress(message.fraction, message.doing);
        return;
      }
      if (message.kind === 'started') {
        started = true;
        return;
      }
      end = message.kind === 'failed' && stderr ? { ...message, detail: stderr } : message;
      killSoon();
    });
    let settled = false;
    const settle = (result: JobEnd) => {
      if (settled) return;
      settled = true;
      clearTimeout(killTimer);
      signal.removeEventListener('abort', cancel);
      resolve(result);
    };
    child.on('error', (error) => {
      settle({ kind: 'failed', message: `The job could not be started: ${error.message}.` });
    });
    child.on('close', (code, killedBy) => {
      // What a crashed job left running has nobody to report to.
      kill(child);
      if (end) settle(end);
      else if (signal.aborted) settle({ kind: 'cancelled' });
      else {
        const how = killedBy ? `was ended by ${killedBy}` : `ended with code ${code}`;
        settle({
          kind: 'failed',
          message: `The job's process ${how} before it was done; try again, and report it if that does not help.`,
          detail: stderr,
        });
      }
    });
    const start: ToJob = {
      kind: 'start',
      module: module.href,
      id: job.id,
      attempt: job.attempt,
      production: job.production,
      subject: job.subject,
      input: job.input,
      home,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    };
    child.send(start, () => {});
  });
}
