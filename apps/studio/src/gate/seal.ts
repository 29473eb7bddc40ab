import { Fault } from '@second-unit/evidence';
import { Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';

function refusal(to: unknown): Fault {
  let place = 'unknown';
  try {
    place = new URL(String(to)).origin;
  } catch {
    // Not an address; the refusal is the same.
  }
  return new Fault('refused', 'A network call was made past the gate, and was stopped.', { place });
}

/** Refuses whatever would go out by the process's own dispatcher: fetch, WebSocket, EventSource. */
class RefusingDispatcher extends Dispatcher {
  override dispatch(options: Dispatcher.DispatchOptions): boolean {
    throw refusal(options.origin);
  }
  override async close(): Promise<void> {}
  override async destroy(): Promise<void> {}
}

/**
 * From here on this process's `fetch` and its dispatcher refuse every call; only the gate, which
 * has a dispatcher of its own, goes out. Answers a function that lifts the seal, for tests.
 */
export function sealNetwork(): () => void {
  const { fetch } = globalThis;
  const dispatcher = getGlobalDispatcher();
  setGlobalDispatcher(new RefusingDispatcher());
  globalThis.fetch = async (input) => {
    throw refusal(input instanceof Request ? input.url : input);
  };
  return () => {
    globalThis.fetch = fetch;
    setGlobalDispatcher(dispatcher);
  };
}
