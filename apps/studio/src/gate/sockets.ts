import dgram from 'node:dgram';
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction, Socket } from 'node:net';
import { Fault } from '@second-unit/evidence';
import { isLoopback } from './addresses.ts';

/** The lookups of the gate's own connections: it has asked lock and rights before it makes one. */
const gates = new WeakSet<LookupFunction>();
/** `host port` of servers that this process was told to use: its database. */
const servers = new Set<string>();

/** Lets connections pass that are made with this lookup. For the gate alone. */
export function letThrough(lookup: LookupFunction): LookupFunction {
  gates.add(lookup);
  return lookup;
}

/** Lets connections to the configured database pass. A path (a socket file) needs no leave. */
export function admitServer({ host, port }: { host: string; port: number }): void {
  servers.add(`${host} ${port}`);
}

export function refusal(place: string): Fault {
  return new Fault('refused', 'A network call was made past the gate, and was stopped.', { place });
}

interface Target {
  readonly path?: string;
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly lookup?: LookupFunction;
}

/** A lookup that fails unless all addresses of the name are this machine's. */
function loopbackOnly(asked: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    asked(hostname, options, (error, address, family) => {
      const all = Array.isArray(address) ? address.map((one) => one.address) : [address];
      if (!error && !all.every(isLoopback)) callback(refusal(hostname), '', 0);
      else callback(error, address, family);
    });
  };
}

/** What to connect to instead, or undefined where the connection may be made as it is. */
function changed(target: Target): Target | undefined {
  const { path, host, port, lookup } = target;
  if (path !== undefined && path !== null) return undefined;
  if (lookup && gates.has(lookup)) return undefined;
  const name = host ?? 'localhost';
  if (servers.has(`${name} ${port}`)) return undefined;
  if (!isIP(name)) return { ...target, lookup: loopbackOnly(lookup ?? (systemLookup as LookupFunction)) };
  if (isLoopback(name)) return undefined;
  // As a name that does not resolve, so that whoever waits hears of it as of any failed connection.
  const refuse: LookupFunction = (_host, _options, callback) => callback(refusal(`${name}:${port}`), '', 0);
  return { ...target, host: 'past-the-gate.invalid', lookup: refuse };
}

/** The options among the ways to call `connect`; undefined for a socket file's path. */
function targetOf(args: readonly unknown[]): Target | undefined {
  const [first, second] = args;
  if (Array.isArray(first)) return first[0] as Target;
  if (typeof first === 'object' && first !== null) return first as Target;
  if (typeof first === 'string' && !(Number(first) >= 0)) return undefined;
  return { port: first as number, ...(typeof second === 'string' ? { host: second } : {}) };
}

/**
 * From here on this thread's TCP sockets (and with them TLS, HTTP, WebSocket and whatever is built
 * on `node:net`) connect to this machine, to the admitted servers, and for the gate, and nowhere
 * else; datagrams go nowhere. Answers a function that lifts the seal.
 */
export function sealSockets(): () => void {
  const { connect } = Socket.prototype;
  const { send, connect: associate } = dgram.Socket.prototype;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const target = targetOf(args);
    const instead = target && changed(target);
    if (!instead) return Reflect.apply(connect, this, args);
    const [first] = args;
    const listener: unknown = Array.isArray(first) ? first[1] : args.findLast((one) => typeof one === 'function');
    return Reflect.apply(connect, this, typeof listener === 'function' ? [instead, listener] : [instead]);
  } as typeof connect;
  const refuse = (): never => {
    throw refusal('datagram');
  };
  dgram.Socket.prototype.send = refuse;
  dgram.Socket.prototype.connect = refuse;
  return () => {
    Socket.prototype.connect = connect;
    dgram.Socket.prototype.send = send;
    dgram.Socket.prototype.connect = associate;
  };
}
