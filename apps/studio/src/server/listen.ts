import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';

/** How many ports after the wished one are tried. */
const TRIES = 20;

/** How long a connection on which nothing is asked stays open, in milliseconds. */
const KEEP_ALIVE_MS = 120_000;

export interface Listening {
  readonly server: ServerType;
  readonly address: string;
}

/**
 * Listens on 127.0.0.1, on `port` or the next free one; port 0 takes any.
 *
 * @throws Fault `unavailable` when all of them are taken.
 */
export async function listen(app: Hono, port: number): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      // A long film may take longer to arrive than Node gives a request by default.
      requestTimeout: 0,
      // By default a connection is closed five seconds after an answer. A client that was busy for as long writes on it
      // at that moment, and its request is lost.
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
  });
  const last = port === 0 ? 0 : Math.min(port + TRIES, 65_535);
  for (let wanted = port; wanted <= last; wanted++) {
    if (await tryPort(server, wanted)) {
      return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    }
  }
  throw new Fault('unavailable', `All ports from ${port} to ${last} are taken; choose another with --port.`);
}

function tryPort(server: ServerType, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}
