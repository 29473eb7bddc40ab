import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { cancelled, MediaError } from '../error.ts';
import { FRAME_INDEXES } from '../frame-indexes.ts';
import { HEADER_BYTES, type Message, pack, readHeader, unpack } from './wire.ts';

/** What the media process may use. */
export interface Limits {
  /** Seconds in which it must make some progress. */
  readonly stallSeconds: number;
  /** Resident memory in megabytes. */
  readonly memoryMegabytes: number;
  /** Seconds in all, whatever progress it makes and however long its caller takes; none if absent. */
  readonly totalSeconds?: number;
}

const ENTRY = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url));
/**
 * Its heap may be so large before all of it is gone through for litter: it holds 15 MB, frames are native memory, and
 * the young generation frees their wrappers. Going through it every second cost a twentieth of logging a film. The young
 * generation stays small: little in it lives on, and left to itself it takes 30 MB more over an hour of film, no faster.
 */
const FLAGS = ['--initial-old-space-size=64', '--max-semi-space-size=4'];
const FAULTS: readonly NodeJS.Signals[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'];
const WINDOWS_FAULTS = 0xc000_0000;
/** What the sentinel writes to stderr before it ends the process. */
export const MEMORY_NOTE = 'second-unit: out of memory';

/** Only what a process needs to start: no keys or tokens of ours reach code that reads hostile files. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { NODE_NO_WARNINGS: '1' };
  for (const name of [
    'PATH',
    'SystemRoot',
    'TEMP',
    'TMP',
    'TMPDIR',
    'LANG',
    'LD_LIBRARY_PATH',
    'DYLD_LIBRARY_PATH',
    'NODE_COMPILE_CACHE',
    FRAME_INDEXES,
  ]) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** One child process that holds FFmpeg, or what `entry` loads. Does one request at a time. */
export class MediaProcess {
  readonly #child: ChildProcess;
  readonly #out: Duplex;
  readonly #in: Writable;
  readonly #limits: Limits;
  readonly #closed: Promise<MediaError>;
  readonly #wakers = new Set<() => void>();
  #isClosed = false;
  #isKilled: MediaError | undefined;
  #place: string | undefined;
  #isReading = true;
  requests = 0;

  constructor(limits: Limits, entry = ENTRY) {
    this.#limits = limits;
    this.#child = spawn(process.execPath, [...FLAGS, entry, JSON.stringify(limits)], {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: bareEnvironment(),
      windowsHide: true,
    });
    this.#in = this.#child.stdin as Writable;
    this.#out = this.#child.stdio[3] as Duplex;
    let stderr = '';
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    // A write to a process that has died is reported by its end, not by the pipe.
    this.#in.on('error', () => {});
    this.#out.on('error', () => {});
    this.#out.on('readable', () => this.#wakeAll());
    this.#out.on('end', () => this.#wakeAll());
    this.#in.on('drain', () => this.#wakeAll());
    this.#closed = new Promise((resolve) => {
      const close = (reason: MediaError): void => {
        resolve(reason);
        this.#isClosed = true;
        this.#wakeAll();
      };
      this.#child.on('error', (cause) => {
        close(new MediaError('unavailable', 'The media process could not be started.', { cause }));
      });
      this.#child.on('close', (code, signal) => close(this.#whyEnded(code, signal, stderr)));
    });
    this.idle();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isAlive(): boolean {
    return (
      !this.#isClosed &&
      this.#isKilled === undefined &&
      this.#child.exitCode === null &&
      this.#child.signalCode === null
    );
  }

  /**
   * Starts a request; `place` names the file in errors, `isReading` says that a crash is likely the file's doing. The
   * parent stays alive while it runs.
   */
  begin(place: string, isReading: boolean): void {
    this.#place = place;
    this.#isReading = isReading;
    this.requests += 1;
    this.#child.ref();
    for (const pipe of this.#pipes()) pipe.ref();
  }

  /** Between requests the process must not keep its parent alive. */
  idle(): void {
    this.#place = undefined;
    this.#child.unref();
    for (const pipe of this.#pipes()) pipe.unref();
  }

  #pipes(): { ref(): void; unref(): void }[] {
    return [this.#child.stdin, this.#child.stderr, this.#child.stdio[3]] as unknown as { ref(): void; unref(): void }[];
  }

  /** Ends the process at once; a waiting `receive` or `send` throws `reason`. */
  kill(reason: MediaError): void {
    this.#isKilled ??= reason;
    this.#child.kill('SIGKILL');
    // With bytes unread it would never be closed, and the process never be told as ended.
    this.#out.destroy();
    this.#wakeAll();
  }

  /** Resolves when the process has ended and was collected. */
  async ended(): Promise<void> {
    await this.#closed;
  }

  /** Sends a message and waits until the pipe has room again. */
  async send(message: Message): Promise<void> {
    let hasRoom = true;
    for (const part of pack(message)) hasRoom = this.#in.write(part);
    if (hasRoom) return;
    await this.#until(() => !this.#in.writableNeedDrain);
  }

  /** The next message. Throws how the process ended if it did; kills it if it makes no progress. */
  async receive(): Promise<Message> {
    const header = await this.#read(HEADER_BYTES);
    const { total, json } = readHeader(header);
    return unpack(total === 0 ? new Uint8Array() : await this.#read(total), json);
  }

  async #read(bytes: number): Promise<Uint8Array> {
    let chunk: Buffer | null = null;
    await this.#until(() => {
      chunk = this.#out.read(bytes) as Buffer | null;
      return chunk !== null || this.#out.readableEnded;
    });
    const read = chunk as Buffer | null;
    if (read === null || read.length < bytes) throw await this.#closed;
    return read;
  }

  /** Waits until `isDone`, asked again at each wake; kills the process when nothing moves for too long. */
  #until(isDone: () => boolean): Promise<void> {
    if (this.#isKilled === undefined && isDone()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(watchdog);
        this.#wakers.delete(wake);
        act();
      };
      const wake = (): void => {
        watchdog.refresh();
        if (this.#isKilled !== undefined) {
          const reason = this.#isKilled;
          settle(() => reject(reason));
        } else if (isDone()) settle(resolve);
        else if (this.#isClosed) this.#closed.then((reason) => settle(() => reject(reason)));
      };
      const watchdog = setTimeout(() => this.kill(this.#stalled()), this.#limits.stallSeconds * 1000);
      this.#wakers.add(wake);
      wake();
    });
  }

  #wakeAll(): void {
    for (const wake of [...this.#wakers]) wake();
  }

  #stalled(): MediaError {
    const seconds = this.#limits.stallSeconds;
    return this.#isReading
      ? new MediaError('input', `The file kept the decoder busy for ${seconds} seconds without progress.`, this.#at())
      : new MediaError('internal', `Nothing was written for ${seconds} seconds; the film was given up.`, this.#at());
  }

  #at(): { place?: string } {
    return this.#place === undefined ? {} : { place: this.#place };
  }

  #whyEnded(code: number | null, signal: NodeJS.Signals | null, stderr: string): MediaError {
    const blame = this.#isReading ? 'input' : 'internal';
    const details = { ...this.#at(), cause: stderr };
    if (stderr.includes(MEMORY_NOTE)) {
      const limit = this.#limits.memoryMegabytes;
      return new MediaError(blame, `This needs more than ${limit} MB of memory to decode.`, details);
    }
    // Signals that the kernel sends for a fault of native code (on Windows, exit codes) mean that FFmpeg fell over.
    const isFault = signal !== null && FAULTS.includes(signal);
    if (isFault || (code !== null && code >= WINDOWS_FAULTS)) {
      const message = this.#isReading
        ? 'The file made the media process crash; it may be damaged.'
        : 'The media process crashed while it wrote the film.';
      return new MediaError(blame, message, details);
    }
    if (signal !== null) {
      return new MediaError('unavailable', `The media process was ended from outside (${signal}); try again.`, details);
    }
    return new MediaError('internal', `The media process ended unexpectedly (exit ${code}).`, details);
  }
}

/** Makes `signal` end the process; returns how to stop that. */
export function cancelWith(media: MediaProcess, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {};
  const abort = (): void => media.kill(cancelled(signal));
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}
