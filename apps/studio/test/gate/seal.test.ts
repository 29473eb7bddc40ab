import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { get as getSecure } from 'node:https';
import { type AddressInfo, connect, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serverOf } from '../../src/database/postgresql.ts';
import { openGate, sealNetwork } from '../../src/gate/index.ts';
import { admitServer } from '../../src/gate/sockets.ts';
import { type TestHome, testHome } from '../support/postgres.ts';

/** An address that is kept for documentation: nobody is ever there. */
const AWAY = '192.0.2.1';
/** Milliseconds in which a refusal would have come, which comes at once. */
const TRIED = 300;

const server = createServer((_request, response) => response.end('yes'));
let port: number;
let lift: () => void;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());
beforeEach(() => {
  lift = sealNetwork();
});
afterEach(() => lift());

/** `connected`, or the code with which it failed; `waits` where nothing came in so many milliseconds. */
function endOf(socket: Socket, patience = 30_000): Promise<string> {
  return new Promise((resolve) => {
    const end = (how: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(how);
    };
    const timer = setTimeout(() => end('waits'), patience);
    socket.on('connect', () => end('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(String(error.code)));
  });
}

const answering =
  (...addresses: string[]): LookupFunction =>
  (_host, options, callback) => {
    const all = addresses.map((address) => ({ address, family: 4 }));
    if (options.all) callback(null, all);
    else callback(null, all[0]?.address ?? '', 4);
  };

describe('sealed, a socket', () => {
  test('reaches this machine, however that is written', async () => {
    expect(await endOf(connect(port, '127.0.0.1'))).toBe('connected');
    expect(await endOf(connect({ port }))).toBe('connected');
    expect(await endOf(connect({ host: 'here.example', port, lookup: answering('127.0.0.1') }))).toBe('connected');
    const heard = await new Promise((resolve, reject) => {
      get(`http://localhost:${port}/`, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(heard).toBe(200);
  });

  test.each([
    ['net', () => connect(443, AWAY)],
    ['net, by options', () => connect({ host: AWAY, port: 443 })],
    ['net, in IPv6', () => connect({ host: '2001:db8::1', port: 443 })],
    ['net, by a name', () => connect({ host: 'away.example', port: 443, lookup: answering(AWAY) })],
    ['net, by a name of two', () => connect({ host: 'x.example', port: 443, lookup: answering('127.0.0.1', AWAY) })],
    ['tls', () => connectSecure(443, AWAY)],
    ['tls, by options', () => connectSecure({ host: AWAY, port: 443 })],
  ])('does not leave it: %s', async (_way, open) => {
    expect(await endOf(open())).toBe('refused');
  });

  test.each([
    ['http', () => get(`http://${AWAY}/`)],
    ['https', () => getSecure(`https://${AWAY}/`)],
  ])('does not leave it: %s', async (_way, ask) => {
    const [error] = await once(ask(), 'error').catch((thrown: unknown) => [thrown]);
    expect(error).toMatchObject({ code: 'refused', place: expect.stringContaining(AWAY) });
  });

  test('of datagrams goes nowhere', () => {
    const socket = createSocket('udp4');
    expect(() => socket.send('words', 53, AWAY)).toThrow(/past the gate/);
    expect(() => socket.connect(53, AWAY)).toThrow(/past the gate/);
    socket.close();
  });

  test('reaches the database that was configured, at its port alone', async () => {
    const url = `postgres://films:secret@${AWAY}:6543/films`;
    expect(await endOf(connect(6543, AWAY))).toBe('refused');
    admitServer(serverOf(url));
    // Nobody is there; but it is tried.
    expect(await endOf(connect(6543, AWAY), TRIED)).not.toBe('refused');
    expect(await endOf(connect(6544, AWAY))).toBe('refused');
    expect(serverOf('postgres://films@db.example/films?host=elsewhere.example')).toEqual({
      host: 'elsewhere.example',
      port: 5432,
    });
  });

  test('of a thread is sealed before its first line', async () => {
    const thread = new Worker(
      `const { parentPort } = require('node:worker_threads');
       const socket = require('node:net').connect(443, '${AWAY}');
       const fetched = fetch('http://${AWAY}/').then(() => 'answered', (error) => error.code);
       socket.on('error', async (error) => parentPort.postMessage([error.code, await fetched]));`,
      { eval: true },
    );
    expect(await once(thread, 'message')).toEqual([['refused', 'refused']]);
    await thread.terminate();
  });

  test('lifted, it goes where it is sent', async () => {
    lift();
    expect(await endOf(connect(6544, AWAY), TRIED)).not.toBe('refused');
  });
});

describe('sealed, the gate', () => {
  let home: TestHome;
  beforeAll(async () => {
    home = await testHome('sqlite');
  });
  afterAll(() => home.close());

  test('still goes out', async () => {
    const gate = openGate({ database: home.database });
    const parcel = { items: [], what: 'nothing', by: 'a test' };
    const here = await gate.outgoing({ ...parcel, to: new URL(`http://127.0.0.1:${port}/`) });
    expect(await here.text()).toBe('yes');
    const away = gate.outgoing({ ...parcel, to: new URL(`http://${AWAY}/`) }, { signal: AbortSignal.timeout(300) });
    // Nobody is there; but it is tried.
    await expect(away).rejects.toMatchObject({ code: expect.stringMatching(/^(unavailable|cancelled|internal)$/) });
    await gate.close();
  });
});
