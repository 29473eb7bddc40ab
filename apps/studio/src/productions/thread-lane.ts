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
  readonly #queue: Waiting<Ask, Value>[] = [];
  #thread: Worker | undefined;
  #doing: Waiting<Ask, Value> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;
  #closed = false;

  /** `limit` in milliseconds, of one piece of work; `tooLong` says to a person that it was reached. */
  constructor(module: URL, limit: number, tooLong: string) {
    this.#module = module;
    this.#limit = limit;
    this.#tooLong = tooLong;
  }

  /** Errors: `unavailable` when it took too long or the thread ended, `cancelled` when the lane is closed; else as the thread says. */
  ask(ask: Ask): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ id: ++this.#last, ask, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#queue.splice(0)) reject(closing());
    await this.#thread?.terminate();
  }

  #next(): void {
    if (this.#doing || this.#closed) return;
    const doing = this.#queue.shift();
    if (!doing) return;
    this.#doing = doing;
    const thread = this.#running();
    this.#timer = setTimeout(() => void thread.terminate(), this.#limit);
    this.#timer.unref();
    thread.postMessage({ id: doing.id, ask: doing.ask } satisfies ThreadRequest<Ask>);
  }

  #done(): Waiting<Ask, Value> | undefined {
    const doing = this.#doing;
    clearTimeout(this.#timer);
    this.#doing = undefined;
    return doing;
  }

  #running(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(this.#module);
    thread.unref();
    thread.on('message', (answer: ThreadAnswer<Value>) => {
      if (answer.id !== this.#doing?.id) return;
      const doing = this.#done();
      if ('value' in answer) doing?.resolve(answer.value);
      else {
        const { code, message, place } = answer;
        doing?.reject(new Fault(code as FaultCode, message, place === undefined ? {} : { place }));
      }
      this.#next();
    });
    const ended = (cause?: unknown): void => {
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      this.#done()?.reject(
        this.#closed ? closing() : new Fault('unavailable', this.#tooLong, cause === undefined ? {} : { cause }),
      );
      this.#next();
    };
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
