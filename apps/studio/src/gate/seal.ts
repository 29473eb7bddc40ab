import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';
import threads, { type WorkerOptions } from 'node:worker_threads';
import { Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { refusal, sealSockets } from './sockets.ts';

/** The origin of an address, as far as it is one. */
function originOf(to: unknown): string {
  return URL.canParse(String(to)) ? new URL(String(to)).origin : 'unknown';
}

/** Refuses whatever would go out by the process's own dispatcher: fetch, WebSocket, EventSource. */
class RefusingDispatcher extends Dispatcher {
  override dispatch(options: Dispatcher.DispatchOptions): boolean {
    throw refusal(originOf(options.origin));
  }
  override async close(): Promise<void> {}
  override async destroy(): Promise<void> {}
}

const SEAL_THREAD = fileURLToPath(new URL('./seal-thread.ts', import.meta.url));

/** Threads that are started from here on are sealed before their first line runs. */
function sealThreads(): () => void {
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(filename: string | URL, options: WorkerOptions = {}) {
      // Not `--import`, which code handed over as text does not wait for.
      super(filename, { ...options, execArgv: [...(options.execArgv ?? []), '--require', SEAL_THREAD] });
    }
  };
  // For those who imported it by name.
  syncBuiltinESMExports();
  return () => {
    threads.Worker = Worker;
    syncBuiltinESMExports();
  };
}

/**
 * From here on JavaScript in this process, and in the threads that it starts, has no way out but
 * the gate: `fetch` and the dispatcher refuse every call, sockets all but this machine and the
 * configured database. The studio, a worker and each job begin with it. It is a seal against a
 * package that calls home, not against one that is out to break it: names are still looked up,
 * native code is out of its reach, and other processes are not sealed by it (the media process
 * opens files only; the one that builds the pages runs from our own sources).
 * Answers a function that lifts the seal, for tests.
 */
export function sealNetwork(): () => void {
  const { fetch } = globalThis;
  const dispatcher = getGlobalDispatcher();
  setGlobalDispatcher(new RefusingDispatcher());
  globalThis.fetch = async (input) => {
    throw refusal(originOf(input instanceof Request ? input.url : input));
  };
  const openSockets = sealSockets();
  const openThreads = sealThreads();
  return () => {
    globalThis.fetch = fetch;
    setGlobalDispatcher(dispatcher);
    openSockets();
    openThreads();
  };
}
