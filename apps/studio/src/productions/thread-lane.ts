import { Worker } from 'node:worker_threads';
import { Fault, type FaultCode } from '@second-unit/evidence';

/** What a thread is sent, and what it answers: the value, or what went wrong. */
export interface ThreadRequest<Ask> {
  readonly id: number;
  readonly ask: Ask;
}
export type ThreadAnswer<Value> =
  | { readonly id: number; readonly value: Value }
  | { readonly id: number; readonly code: string; readonly message: string; readonly place?: string };

/** Sent to a thread of a lane that gives its threads time to end: it lets go what it holds, and ends. */
export interface ThreadEnd {
  readonly end: true;
}

interface Waiting<Ask, Value> {
  readonly id: number;
  readonly ask: Ask;
  readonly resolve: (value: Value) => void;
  readonly reject: (fault: Fault) => void;
}

/**
 * One thread that does one piece of work at a time, so that its time can be limited: work that takes
 * longer, or that its memory does not suffice for, fails alone, and what waits goes on in a new thread.
 */
export class ThreadLane<Ask, Value> {
  readonly #module: URL;
  readonly #limit: number;
  readonly #tooLong: string;
  readonly #endWithin: number;
  readonly #queue: Waiting<Ask, Value>[] = [];
  #thread: Worker | undefined;
  #doing: Waiting<Ask, Value> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;
  #closed = false;

  /**
   * `limit` in milliseconds, of one piece of work; `tooLong` says to a person that it was reached. A thread that has
   * processes of its own is sent a `ThreadEnd` and ends itself, `endWithin` milliseconds: nobody else collects them.
   */
  constructor(module: URL, limit: number, tooLong: string, endWithin = 0) {
    this.#module = module;
    this.#limit = limit;
    this.#tooLong = tooLong;
    this.#endWithin = endWithin;
  }

  /**
   * What is asked with a `signal` is let go when that is aborted: what waits is taken out of the line, and what is under
   * way ends at once with its thread. Errors: `unavailable` when it took too long or the thread ended, `cancelled` by
   * the signal or when the lane is closed; else as the thread says.
   */
  ask(ask: Ask, signal?: AbortSignal): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(wasLetGo());
      if (this.#closed) return reject(closing());
      const id = ++this.#last;
      const letGo = (): void => this.#letGo(id);
      const settled =
        <Result>(settle: (result: Result) => void) =>
        (result: Result): void => {
          // A signal may live as long as the studio.
          signal?.removeEventListener('abort', letGo);
          settle(result);
        };
      const one = { id, ask, resolve: settled(resolve), reject: settled(reject) };
      signal?.addEventListener('abort', letGo, { once: true });
      this.#queue.push(one);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#queue.splice(0)) reject(closing());
    const thread = this.#thread;
    if (!thread) return;
    this.#thread = undefined;
    this.#done()?.reject(closing());
    await this.#terminate(thread);
  }

  #next(): void {
    if (this.#doing || this.#closed) return;
    const doing = this.#queue.shift();
    if (!doing) return;
    this.#doing = doing;
    const thread = this.#running();
    // Whoever waits for an answer is alive.
    thread.ref();
    this.#timer = setTimeout(() => this.#end(thread, new Fault('unavailable', this.#tooLong)), this.#limit);
    this.#timer.unref();
    thread.postMessage({ id: doing.id, ask: doing.ask } satisfies ThreadRequest<Ask>);
  }

  #letGo(id: number): void {
    const at = this.#queue.findIndex((one) => one.id === id);
    if (at >= 0) for (const { reject } of this.#queue.splice(at, 1)) reject(wasLetGo());
    else if (this.#doing?.id === id && this.#thread) this.#end(this.#thread, wasLetGo());
  }

  /** Ends a thread with what it does; what waits goes on in a new one. */
  #end(thread: Worker, fault: Fault): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    void this.#terminate(thread);
    this.#done()?.reject(fault);
    this.#next();
  }

  async #terminate(thread: Worker): Promise<void> {
    if (this.#endWithin > 0) {
      thread.ref();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, this.#endWithin).unref();
      thread.postMessage({ end: true } satisfies ThreadEnd);
      await Promise.race([new Promise((resolve) => thread.once('exit', resolve)), late.promise]);
      clearTimeout(timer);
    }
    await thread.terminate();
  }

  #done(): Waiting<Ask, Value> | undefined {
    const doing = this.#doing;
    clearTimeout(this.#timer);
    this.#doing = undefined;
    this.#thread?.unref();
    return doing;
  }

  #running(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(this.#module);
    thread.unref();
    thread.on('message', (answer: ThreadAnswer<Value>) => {
      if (this.#thread !== thread || answer.id !== this.#doing?.id) return;
      const doing = this.#done();
      if ('value' in answer) doing?.resolve(answer.value);
      else {
        const { code, message, place } = answer;
        doing?.reject(new Fault(code as FaultCode, message, place === undefined ? {} : { place }));
      }
      this.#next();
    });
    const ended = (cause?: unknown): void =>
      this.#end(thread, new Fault('unavailable', this.#tooLong, cause === undefined ? {} : { cause }));
    thread.on('error', ended);
    thread.on('exit', () => ended());
    this.#thread = thread;
    return thread;
  }
}

/** What those hear whose work is let go with the studio. */
function closing(): Fault {
  return new Fault('cancelled', 'The studio is closing.');
}

/** What one hears who let go what they asked for. */
function wasLetGo(): Fault {
  return new Fault('cancelled', 'This was cancelled before it was done.');
}
