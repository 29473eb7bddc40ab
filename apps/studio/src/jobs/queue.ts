import type { JobRow, Store } from '../database/index.ts';

/** How jobs find a runner: the jobs table itself, or pg-boss. */
export interface Queue {
  /** Puts a queued row before the runners; called in the transaction that queued it. */
  put(trx: Store, job: JobRow): Promise<void>;
  /** That transaction is committed. */
  nudge(): void;
  /** Begins to take jobs. */
  work(): Promise<void>;
  /** A running job of this process, if it is one, is to stop. */
  stop(id: string): void;
  close(): Promise<void>;
}
