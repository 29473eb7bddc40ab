import { EventEmitter } from 'node:events';
import pg from 'pg';

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

  let client: Promise<pg.Client> | undefined;
  let closed = false;
  const connect = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({
      connectionString: server.url,
      application_name: 'second-unit signals',
      keepAlive: true,
    });
    const again = () => {
      client = undefined;
      if (!closed) setTimeout(() => !closed && listening().catch(() => {}), RECONNECT).unref();
    };
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      again();
    };
    fresh.on('error', lose);
    fresh.on('end', lose);
    fresh.on('notification', ({ payload }) => {
      const at = payload?.indexOf(' ') ?? -1;
      if (payload && at > 0) heard.emit(payload.slice(0, at), payload.slice(at + 1));
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
    } catch (error) {
      lose();
      throw error;
    }
    return fresh;
  };
  function listening(): Promise<pg.Client> {
    client ??= connect();
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
