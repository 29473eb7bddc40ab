import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Fault, type FaultCode } from '@second-unit/evidence';
import type { ApartAnswer } from './answer.ts';

/** What the guard writes to stderr before it ends the process. */
const MEMORY_NOTE = 'second-unit: out of memory';

/** What one file may take. */
interface ApartLimits {
  readonly seconds: number;
  /** Resident memory. */
  readonly megabytes: number;
}

export interface ApartOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly page: number; readonly pages: number }) => void;
  readonly limits?: Partial<ApartLimits>;
}

/** What is done to a file apart, as its process and its sentences know it. */
interface Work {
  /** The module that the process runs, which calls `answerOnce`. */
  readonly entry: URL;
  /** What it is asked; anything that can be cloned. */
  readonly ask: object;
  /** As a person knows the file. */
  readonly name: string;
  readonly doing: 'Reading' | 'Writing';
  readonly limits: ApartLimits;
}

/** Only what a process needs to start: no keys of ours where a stranger's file is read. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { NODE_NO_WARNINGS: '1' };
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'NODE_COMPILE_CACHE']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/**
 * Does one thing to one file of a stranger's in a process of its own, without the network and our keys, with limits: a
 * file that keeps its reader busy for ever, or fills its memory, ends that process and nothing else.
 *
 * @throws Fault as the process answers; `too-large` past the limits; `cancelled`; `unavailable` where it ends by itself.
 */
export function inProcess(work: Work, { signal, onProgress, limits }: ApartOptions): Promise<unknown> {
  const { entry, ask, name } = work;
  const { seconds, megabytes } = { ...work.limits, ...limits };
  const tooMuch = (what: string): Fault => {
    const words = `${work.doing} ${name} ${what}; it was given up, and nothing was changed.`;
    return new Fault('too-large', words, { place: name });
  };
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(cancelled());
      return;
    }
    const child = fork(fileURLToPath(entry), [JSON.stringify({ seconds, megabytes, note: MEMORY_NOTE })], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${megabytes}`],
      env: bareEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let answer: Exclude<ApartAnswer, { kind: 'progress' }> | undefined;
    let ended: Fault | undefined;
    let stderr = '';
    const end = (fault: Fault): void => {
      ended ??= fault;
      child.kill('SIGKILL');
    };
    const abort = (): void => end(cancelled());
    const clock = setTimeout(() => end(tooMuch(`takes longer than ${seconds} seconds`)), seconds * 1000);
    signal?.addEventListener('abort', abort, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    child.on('message', (message: ApartAnswer) => {
      if (message.kind === 'progress') onProgress?.(message);
      else answer = message;
    });
    child.on('error', (cause) => {
      ended ??= new Fault('unavailable', 'The process that reads files could not be started.', { cause });
      settle();
    });
    child.on('close', () => settle());
    const settle = (): void => {
      clearTimeout(clock);
      signal?.removeEventListener('abort', abort);
      if (ended) reject(ended);
      else if (answer?.kind === 'done') resolve(answer.value);
      else if (answer) reject(faultOf(answer, () => tooMuch('needs more memory than one piece may have')));
      else reject(whyEnded(child, stderr, name, () => tooMuch(`needs more than ${megabytes} MB of memory`)));
    };
    child.send(ask, () => {});
  });
}

function cancelled(): Fault {
  return new Fault('cancelled', 'Cancelled.');
}

function faultOf({ code, message, place }: Extract<ApartAnswer, { kind: 'failed' }>, full: () => Fault): Fault {
  // V8 refuses one string or buffer as an ordinary error.
  if (code === 'internal' && /Array buffer allocation failed|Invalid string length/.test(message)) return full();
  return new Fault(code as FaultCode, message, place === undefined ? {} : { place });
}

function whyEnded(child: ChildProcess, stderr: string, name: string, full: () => Fault): Fault {
  // V8 says it in its own words where the heap is full before the guard looks.
  if (stderr.includes(MEMORY_NOTE) || /heap out of memory|Array buffer allocation failed/.test(stderr)) return full();
  const how = child.signalCode === null ? `exit ${child.exitCode}` : child.signalCode;
  return new Fault('unavailable', `The process that reads files ended (${how}) at ${name}; try again.`, {
    place: name,
    cause: stderr,
  });
}
