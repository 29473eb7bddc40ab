import { Worker } from 'node:worker_threads';
import { Fault, type FaultCode } from '@second-unit/evidence';
import type { ReadAnswer, ReadRequest } from './reader-thread.ts';
import { Recent } from './recent.ts';

interface Waiting {
  readonly resolve: (json: string) => void;
  readonly reject: (fault: Fault) => void;
}

/**
 * Reads scripts through in a thread of its own: a long script must not hold up the keystrokes that
 * somebody else is waiting to have acknowledged.
 */
export class Reader {
  readonly #recent = new Recent<Promise<string>>(8);
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #last = 0;

  /** The read-through of `text` as JSON; `key` says which text it is, for the next who asks. */
  read(key: string, text: string): Promise<string> {
    return this.#recent.get(key, () => {
      const answer = this.#ask(text);
      // A failure is told, not kept.
      answer.catch(() => this.#recent.forget(key));
      return answer;
    });
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #ask(text: string): Promise<string> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#running().postMessage({ id, text } satisfies ReadRequest);
    });
  }

  #running(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(new URL('./reader-thread.ts', import.meta.url));
    thread.unref();
    thread.on('message', (answer: ReadAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('json' in answer) waiting?.resolve(answer.json);
      else waiting?.reject(new Fault(answer.code as FaultCode, answer.message));
    });
    const ended = (cause?: unknown): void => {
      if (this.#thread === thread) this.#thread = undefined;
      for (const { reject } of this.#waiting.values()) {
        reject(new Fault('unavailable', 'The script could not be read through; try again.', { cause }));
      }
      this.#waiting.clear();
    };
    thread.on('error', ended);
    thread.on('exit', () => ended());
    this.#thread = thread;
    return thread;
  }
}
