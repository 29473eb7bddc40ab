import { EventEmitter } from 'node:events';
import type { Client } from './postgresql.ts';

/**
 * Word from one process to the others that share a PostgreSQL database, by LISTEN/NOTIFY. On
 * SQLite it reaches this process only: others look at the rows. Delivery is at most once, so a
 * receiver must be right without it, only later.
 */
export interface Signals {
  /** Tells every process, this one too. `message` is at most 7,000 bytes. */
  tell(topic: string, message: string): Promise<void>;
  /** Hears a topic; answers a function that stops it. */
  hear(topic: string, listener: (message: string) => void): Promise<() => void>;
  close(): Promise<void>;
}

const CHANNEL = 'second_unit';
/** Milliseconds before a broken listener is connected again. */
const RECONNECT = 1_000;

/** Where the word goes: with PostgreSQL, its address to listen at and a way to run a statement. */
export interface SignalsOptions {
  readonly url: string;
  readonly notify: (channel: string, payload: string) => Promise<void>;
}

export function signals(server: SignalsOptions | undefined): Signals {
  const heard = new EventEmitter();
  heard.setMaxListeners(0);
  if (server === undefined) {
    return {
      tell: async (topic, message) => void heard.emit(topic, message),
      hear: async (topic, listener) => {
        heard.on(topic, listener);
        return () => heard.off(topic, listener);
      },
      close: async () => void heard.removeAllListeners(),
    };
  }

  let client: Promise<Client> | undefined;
  let closed = false;
  const listen = async (): Promise<Client> => {
    // Only who uses PostgreSQL loads its driver.
    const { connect } = await import('./postgresql.ts');
    const fresh = await connect(server.url);
    fresh.on('end', again);
    fresh.on('notification', ({ payload }) => {
      const at = payload?.indexOf(' ') ?? -1;
      if (payload && at > 0) heard.emit(payload.slice(0, at), payload.slice(at + 1));
    });
    await fresh.query(`listen ${CHANNEL}`);
    return fresh;
  };
  function again(): void {
    client = undefined;
    if (!closed) setTimeout(() => !closed && listening().catch(() => {}), RECONNECT).unref();
  }
  function listening(): Promise<Client> {
    if (!client) {
      client = listen();
      client.catch(again);
    }
    return client;
  }

  return {
    tell: (topic, message) => server.notify(CHANNEL, `${topic} ${message}`),
    hear: async (topic, listener) => {
      heard.on(topic, listener);
      await listening();
      return () => heard.off(topic, listener);
    },
    close: async () => {
      closed = true;
      heard.removeAllListeners();
      const open = await client?.catch(() => undefined);
      await open?.end();
    },
  };
}
