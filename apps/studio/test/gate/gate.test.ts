import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultRights, type Person } from '@second-unit/evidence';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createProduction,
  createScript,
  listOutgoing,
  lockProduction,
  newId,
  setRights,
} from '../../src/database/index.ts';
import { isForbidden, isLoopback } from '../../src/gate/addresses.ts';
import { type Gate, openGate, sealNetwork } from '../../src/gate/index.ts';
import { type TestHome, testHome } from '../support/postgres.ts';

const person: Person = { kind: 'person', id: newId(), name: 'Ada' };

interface Heard {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

describe('gate', () => {
  let all: TestHome;
  let server: Server;
  let port: number;
  let production: string;
  let script: string;
  const heard: Heard[] = [];
  const gates: Gate[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  /** Names that end in `.example` are at this server, and count as away although they are not. */
  const open = (options: { lookup?: (name: string) => Promise<string[]>; home?: boolean } = {}) => {
    const gate = openGate({
      database: all.database,
      lookup: options.lookup ?? (async () => ['127.0.0.1']),
      ...(options.home ? {} : { isThisMachine: () => false }),
    });
    gates.push(gate);
    return gate;
  };
  const parcel = (more: object = {}) => ({
    production,
    items: [script],
    what: 'one scene',
    by: person.id,
    to: new URL(`http://models.example:${port}/v1/chat`),
    ...more,
  });
  const rights = (mayLeaveMachine: boolean) =>
    setRights(all.database.store, {
      production,
      item: script,
      rights: { ...defaultRights('own'), mayLeaveMachine },
      author: person,
    });
  const outcomes = async () => (await listOutgoing(all.database.store, production)).map((one) => one.outcome);

  beforeAll(async () => {
    all = await testHome('sqlite');
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        heard.push({ method: request.method ?? '', url: request.url ?? '', body, headers: request.headers });
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    for (const gate of gates.splice(0)) await gate.close();
  });
  afterAll(async () => {
    server.close();
    await all.close();
  });
  const fresh = async () => {
    heard.length = 0;
    const { store } = all.database;
    production = (await createProduction(store, { title: 'Film' })).id;
    const own = { ...defaultRights('own'), mayLeaveMachine: true };
    script = (await createScript(store, { production, title: 'S', rights: own, author: person })).id;
    answer = (_request, response) => response.end('yes');
  };

  test('what may leave leaves, and is noted', async () => {
    await fresh();
    const response = await open().outgoing(parcel(), { method: 'POST', body: 'Łódź' });
    expect(await response.text()).toBe('yes');
    expect(heard).toMatchObject([{ method: 'POST', url: '/v1/chat', body: 'Łódź' }]);
    expect(await listOutgoing(all.database.store, production)).toMatchObject([
      {
        production,
        what: 'one scene',
        sender: person.id,
        destination: `http://models.example:${port}`,
        items: [script],
        bytes: 7,
        outcome: 'answered 200',
      },
    ]);
  });

  test('the lock stops it, for the production and for its items alone', async () => {
    await fresh();
    await lockProduction(all.database.store, production, true, person);
    const gate = open();
    await expect(gate.outgoing(parcel({ items: [] }))).rejects.toMatchObject({ code: 'refused' });
    await expect(gate.outgoing(parcel({ production: undefined }))).rejects.toMatchObject({ code: 'refused' });
    expect(heard).toEqual([]);
    expect((await outcomes())[0]).toMatch(/^refused: .*lock/);
    await lockProduction(all.database.store, production, false, person);
    expect((await gate.outgoing(parcel())).status).toBe(200);
  });

  test("an item's rights stop it; an item nobody spoke of may not leave", async () => {
    await fresh();
    await rights(false);
    const gate = open();
    await expect(gate.outgoing(parcel())).rejects.toMatchObject({ code: 'refused', place: script });
    await rights(true);
    await expect(gate.outgoing(parcel({ items: [script, newId()] }))).rejects.toMatchObject({ code: 'refused' });
    expect(heard).toEqual([]);
    await gate.outgoing(parcel());
    expect(heard).toHaveLength(1);
  });

  test('a local model is asked whatever the lock says, and that is noted too', async () => {
    await fresh();
    await rights(false);
    await lockProduction(all.database.store, production, true, person);
    const gate = open({ home: true });
    expect((await gate.outgoing(parcel({ to: new URL(`http://127.0.0.1:${port}/`) }))).status).toBe(200);
    expect((await gate.outgoing(parcel())).status).toBe(200);
    expect(await outcomes()).toEqual(['answered 200', 'answered 200']);
  });

  test('a name that turns away after it was checked reaches nobody', async () => {
    await fresh();
    await lockProduction(all.database.store, production, true, person);
    let asked = 0;
    const gate = open({ home: true, lookup: async () => [asked++ === 0 ? '127.0.0.1' : '192.0.2.1'] });
    await expect(gate.outgoing(parcel())).rejects.toMatchObject({ code: 'refused' });
    let again = 0;
    const turned = open({ lookup: async () => [again++ === 0 ? '127.0.0.1' : '169.254.169.254'] });
    await lockProduction(all.database.store, production, false, person);
    await rights(true);
    await expect(turned.outgoing(parcel())).rejects.toMatchObject({ code: 'refused' });
    expect(heard).toEqual([]);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://100.100.100.200/',
    'http://[fd00:ec2::254]/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
    'ftp://models.example/',
    'file:///etc/passwd',
  ])('%s is refused', async (address) => {
    await fresh();
    await expect(open().outgoing(parcel({ to: new URL(address) }))).rejects.toMatchObject({ code: 'refused' });
  });

  test('one forbidden address among several is enough', async () => {
    await fresh();
    const gate = open({ lookup: async () => ['127.0.0.1', '169.254.1.1'] });
    await expect(gate.outgoing(parcel())).rejects.toMatchObject({ code: 'refused' });
    expect(heard).toEqual([]);
  });

  test('addresses are judged in every way to write them', () => {
    for (const one of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(isLoopback(one)).toBe(true);
    for (const one of ['10.0.0.1', '192.168.1.5', '93.184.216.34', '2606:2800::1', '127.0.0.1']) {
      expect(isForbidden(one)).toBe(false);
    }
    for (const one of ['fe80::1%eth0', 'febf::1', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1']) {
      expect(isForbidden(one)).toBe(true);
    }
  });

  test('a redirect to a forbidden address is refused', async () => {
    await fresh();
    answer = (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/x' }).end();
    await expect(open().outgoing(parcel())).rejects.toMatchObject({ code: 'refused' });
    expect(heard).toHaveLength(1);
  });

  test('a redirect elsewhere carries no key and no body', async () => {
    await fresh();
    const headers = { authorization: 'Bearer k', 'x-api-key': 'k', 'content-type': 'text/plain', accept: 'a/b' };
    const gate = open();
    answer = (request, response) => {
      if (request.url === '/v1/chat') response.writeHead(302, { location: `http://other.example:${port}/b` }).end();
      else response.end('there');
    };
    const response = await gate.outgoing(parcel(), { method: 'POST', body: 'words', headers });
    expect(await response.text()).toBe('there');
    expect(heard[1]).toMatchObject({ method: 'GET', url: '/b', body: '' });
    expect(heard[1]?.headers).toMatchObject({ accept: 'a/b' });
    for (const name of ['authorization', 'x-api-key', 'content-type']) expect(heard[1]?.headers[name]).toBeUndefined();
    expect((await listOutgoing(all.database.store, production)).map((one) => one.destination)).toEqual([
      `http://models.example:${port}`,
      `http://other.example:${port}`,
    ]);
    answer = (_request, refused) => refused.writeHead(307, { location: `http://other.example:${port}/b` }).end();
    heard.length = 0;
    await expect(gate.outgoing(parcel(), { method: 'POST', body: 'words' })).rejects.toMatchObject({ code: 'refused' });
    expect(heard).toHaveLength(1);
  });

  test('redirects without end come to one', async () => {
    await fresh();
    answer = (_request, response) => response.writeHead(301, { location: '/again' }).end();
    await expect(open().outgoing(parcel())).rejects.toMatchObject({ code: 'unavailable' });
    expect(heard).toHaveLength(6);
  });

  test('nobody there, no such name, and a cancel are told apart', async () => {
    await fresh();
    const gate = open();
    const closed = new URL('http://models.example:1/');
    await expect(gate.outgoing(parcel({ to: closed }))).rejects.toMatchObject({ code: 'unavailable' });
    expect((await outcomes()).at(-1)).toMatch(/^failed: /);
    const nameless = open({ lookup: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(nameless.outgoing(parcel())).rejects.toMatchObject({ code: 'unavailable' });
    const stop = new AbortController();
    answer = () => stop.abort();
    await expect(gate.outgoing(parcel(), { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('libraries get a fetch that passes the gate', async () => {
    await fresh();
    const { to: _to, ...rest } = parcel();
    const gated = open().fetchFor(rest);
    const request = new Request(`http://models.example:${port}/r`, { method: 'PUT', body: 'b' });
    expect((await gated(request)).status).toBe(200);
    expect((await gated(`http://models.example:${port}/s`, { method: 'POST', body: 'c' })).ok).toBe(true);
    expect(heard).toMatchObject([
      { method: 'PUT', url: '/r', body: 'b' },
      { method: 'POST', url: '/s', body: 'c' },
    ]);
  });

  test('sealed, the process has no other way out', async () => {
    await fresh();
    const direct = `http://127.0.0.1:${port}/direct`;
    const { fetch } = globalThis;
    expect((await fetch(direct)).status).toBe(200);
    const lift = sealNetwork();
    try {
      await expect(globalThis.fetch(direct)).rejects.toMatchObject({ code: 'refused' });
      // A reference that somebody kept goes through the dispatcher, and that refuses too.
      await expect(fetch(direct)).rejects.toThrow();
      const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
      await new Promise((resolve) => socket.addEventListener('error', resolve, { once: true }));
      expect(heard).toHaveLength(1);
      expect((await open().outgoing(parcel())).status).toBe(200);
    } finally {
      lift();
    }
    expect((await fetch(direct)).status).toBe(200);
  });
});
