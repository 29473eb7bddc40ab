import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Fault, type FaultCode } from '@second-unit/evidence';
import type { ApartAnswer, ApartAsk, ReadApart } from './apart-messages.ts';
import type { WrittenFile } from './write.ts';

const ENTRY = fileURLToPath(new URL('./apart-process.ts', import.meta.url));
/** What the guard writes to stderr before it ends the process. */
const MEMORY_NOTE = 'second-unit: out of memory';

/** What one file may take. A feature's PDF takes a second and 200 MB. */
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

const LIMITS: ApartLimits = { seconds: 150, megabytes: 2048 };

/** Only what a process needs to start: no keys of ours where a stranger's file is read. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { NODE_NO_WARNINGS: '1' };
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LANG']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/**
 * Reads a screenplay file in a process of its own, with limits: a file that keeps its reader busy for ever, or fills
 * its memory, ends that process and nothing else.
 *
 * @throws Fault as `readFileBytes`; `too-large` past the limits; `cancelled`.
 */
export async function readApart(ask: Omit<Extract<ApartAsk, { kind: 'read' }>, 'kind'>, options: ApartOptions = {}) {
  return (await inProcess({ kind: 'read', ...ask }, ask.name, options)) as ReadApart;
}

/**
 * Writes a script as a file, into its original where that is of the same format, in a process of its own.
 *
 * @throws Fault as `writeFileBytes`, and as `readFileBytes` for the original; `too-large` past the limits; `cancelled`.
 */
export async function writeApart(
  ask: Omit<Extract<ApartAsk, { kind: 'write' }>, 'kind'> & { readonly name: string },
  options: ApartOptions = {},
) {
  const { name, ...rest } = ask;
  return (await inProcess({ kind: 'write', ...rest }, name, options)) as WrittenFile;
}

function inProcess(ask: ApartAsk, name: string, { signal, onProgress, limits }: ApartOptions): Promise<unknown> {
  const { seconds, megabytes } = { ...LIMITS, ...limits };
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(cancelled());
      return;
    }
    const child = fork(ENTRY, [JSON.stringify({ seconds, megabytes, note: MEMORY_NOTE })], {
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
    const clock = setTimeout(() => end(tooMuch(name, ask, `takes longer than ${seconds} seconds`)), seconds * 1000);
    signal?.addEventListener('abort', abort, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    child.on('message', (message: ApartAnswer) => {
      if (message.kind === 'progress') onProgress?.(message);
      else answer = message;
    });
    child.on('error', (cause) => {
      ended ??= new Fault('unavailable', 'The process that reads script files could not be started.', { cause });
      settle();
    });
    child.on('close', () => settle());
    const settle = (): void => {
      clearTimeout(clock);
      signal?.removeEventListener('abort', abort);
      if (ended) reject(ended);
      else if (answer?.kind === 'done') resolve(answer.value);
      else if (answer) reject(faultOf(answer, () => tooMuch(name, ask, 'needs more memory than one piece may have')));
      else reject(whyEnded(child, stderr, name, ask, megabytes));
    };
    child.send(ask, () => {});
  });
}

function cancelled(): Fault {
  return new Fault('cancelled', 'Cancelled.');
}

function tooMuch(name: string, ask: ApartAsk, what: string): Fault {
  const doing = ask.kind === 'read' ? 'Reading' : 'Writing';
  return new Fault('too-large', `${doing} ${name} ${what}; it was given up, and nothing was changed.`, { place: name });
}

function faultOf({ code, message, place }: Extract<ApartAnswer, { kind: 'failed' }>, full: () => Fault): Fault {
  // V8 refuses one string or buffer as an ordinary error.
  if (code === 'internal' && /Array buffer allocation failed|Invalid string length/.test(message)) return full();
  return new Fault(code as FaultCode, message, place === undefined ? {} : { place });
}

function whyEnded(child: ChildProcess, stderr: string, name: string, ask: ApartAsk, megabytes: number): Fault {
  // V8 says it in its own words where the heap is full before the guard looks.
  if (stderr.includes(MEMORY_NOTE) || /heap out of memory|Array buffer allocation failed/.test(stderr)) {
    return tooMuch(name, ask, `needs more than ${megabytes} MB of memory`);
  }
  const how = child.signalCode === null ? `exit ${child.exitCode}` : child.signalCode;
  return new Fault('unavailable', `The process that reads script files ended (${how}) at ${name}; try again.`, {
    place: name,
    cause: stderr,
  });
}
