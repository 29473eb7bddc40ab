import { lookup as resolve } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Fault, toFault } from '@second-unit/evidence';
import { Agent, type RequestInit, type Response, fetch as send } from 'undici';
import { type Database, getAllRights, getProduction, type Outgoing } from '../database/index.ts';
import { closeOutgoing, recordOutgoing } from '../database/outgoing.ts';
import { productionsOf } from '../database/rights.ts';
import { isForbidden, isLoopback } from './addresses.ts';
import { letThrough } from './sockets.ts';

/** What is about to go out, said before it does. */
interface Parcel {
  /** The production that it is for; absent only for what has nothing to do with one. */
  readonly production?: string;
  /** Ids of the scripts, films and data sets whose words, frames or sound it carries. */
  readonly items: readonly string[];
  readonly to: URL;
  /** In a person's words: `12 frames of “Sintel”`. */
  readonly what: string;
  /** On whose behalf: a person's id or a model's name. */
  readonly by: string;
}

interface GateOptions {
  readonly database: Database;
  /** All addresses of a name; default the system's resolver. */
  readonly lookup?: (hostname: string) => Promise<readonly string[]>;
  /** Default: loopback. */
  readonly isThisMachine?: (address: string) => boolean;
}

/** The one way out. */
export interface Gate {
  /**
   * Sends a request if the production's lock and each item's rights allow it, and notes what left,
   * to whom. Calls to this machine itself (a local model) need neither, and are noted too.
   * Errors: `refused` with the reason, `unavailable` where nobody answers, `cancelled`.
   */
  outgoing(parcel: Parcel, init?: RequestInit): Promise<Response>;
  /** The same as a `fetch`, for libraries that take one. */
  fetchFor(parcel: Omit<Parcel, 'to'>): typeof globalThis.fetch;
  close(): Promise<void>;
}

const REDIRECTS = 5;
/** Headers that may follow a redirect to another origin. */
const PUBLIC_HEADERS = new Set(['accept', 'accept-language', 'user-agent', 'range']);

async function systemLookup(hostname: string): Promise<string[]> {
  return (await resolve(hostname, { all: true })).map((one) => one.address);
}

/** Bytes of a body that has a length; undefined for streams. */
function sizeOf(body: RequestInit['body']): number | undefined {
  if (body === null || body === undefined) return 0;
  if (typeof body === 'string') return Buffer.byteLength(body);
  if (body instanceof URLSearchParams) return Buffer.byteLength(body.toString());
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  if (body instanceof Blob) return body.size;
  return undefined;
}

/** A host as in a URL, without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function refuseAddress(url: URL): Fault {
  return new Fault('refused', `${url.hostname} is an address that nothing is ever sent to (link-local or metadata).`, {
    place: url.origin,
  });
}

export function openGate({ database, lookup = systemLookup, isThisMachine = isLoopback }: GateOptions): Gate {
  const { store } = database;

  /**
   * Resolves when the connection is made and admits only what `admit` does: a name that answered
   * well when it was checked may answer otherwise a moment later.
   */
  const agent = (admit: (address: string) => boolean) => {
    const checked: LookupFunction = (hostname, options, callback) => {
      lookup(hostname).then(
        (addresses) => {
          const good = addresses
            .map((address) => ({ address, family: isIP(address) }))
            .filter(({ family }) => !options.family || options.family === family);
          const [first] = good;
          if (!first || !addresses.every(admit)) callback(refuseAddress(new URL(`http://${hostname}`)), '', 0);
          else if (options.all) callback(null, good);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, '', 0),
      );
    };
    return new Agent({ connect: { lookup: letThrough(checked) } });
  };
  const away = agent((address) => !isForbidden(address));
  const within = agent((address) => !isForbidden(address) && isThisMachine(address));

  async function addressesOf(url: URL): Promise<readonly string[]> {
    const host = hostOf(url);
    if (isIP(host)) return [host];
    try {
      return await lookup(host);
    } catch (error) {
      throw new Fault('unavailable', `There is no machine called ${host}.`, { place: url.origin, cause: error });
    }
  }

  /** Throws where the lock or a right forbids it. */
  async function checkRights({ production, items }: Parcel): Promise<void> {
    const productions = new Set(await productionsOf(store, items));
    if (production !== undefined) productions.add(production);
    for (const id of productions) {
      const { title, nothingLeaves } = await getProduction(store, id);
      if (nothingLeaves) throw new Fault('refused', `Nothing of “${title}” may leave this machine; the lock is on.`);
    }
    for (const [item, rights] of await getAllRights(store, items)) {
      if (!rights.mayLeaveMachine) {
        throw new Fault('refused', 'The rights of an item do not let it leave this machine.', { place: item });
      }
    }
  }

  async function hop(parcel: Parcel, url: URL, init: RequestInit): Promise<Response> {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw new Fault('refused', `Calls go out by http or https, not by ${url.protocol.slice(0, -1)}.`, {
        place: url.protocol,
      });
    }
    const bytes = sizeOf(init.body);
    const note: Omit<Outgoing, 'id' | 'at' | 'outcome'> = {
      ...(parcel.production === undefined ? {} : { production: parcel.production }),
      what: parcel.what,
      sender: parcel.by,
      destination: url.origin,
      items: parcel.items,
      ...(bytes === undefined ? {} : { bytes }),
    };
    let dispatcher: Agent;
    try {
      const addresses = await addressesOf(url);
      if (addresses.length === 0 || addresses.some(isForbidden)) throw refuseAddress(url);
      const stays = addresses.every(isThisMachine);
      if (!stays) await checkRights(parcel);
      dispatcher = stays ? within : away;
    } catch (error) {
      const fault = toFault(error);
      if (fault.code === 'refused') await recordOutgoing(store, { ...note, outcome: `refused: ${fault.message}` });
      throw fault;
    }
    const id = await recordOutgoing(store, { ...note, outcome: 'sending' });
    try {
      const response = await send(url, { ...init, redirect: 'manual', dispatcher });
      await closeOutgoing(store, id, `answered ${response.status}`);
      return response;
    } catch (error) {
      const fault = sendFault(error, url);
      await closeOutgoing(store, id, `${fault.code === 'refused' ? 'refused' : 'failed'}: ${fault.message}`);
      throw fault;
    }
  }

  async function outgoing(parcel: Parcel, init: RequestInit = {}): Promise<Response> {
    let url = parcel.to;
    let request = init;
    for (let redirects = 0; ; redirects++) {
      const response = await hop(parcel, url, request);
      const location = response.headers.get('location');
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
      await response.body?.cancel();
      if (redirects === REDIRECTS) {
        throw new Fault('unavailable', `${url.host} sends us from one address to the next without end.`, {
          place: url.origin,
        });
      }
      const next = new URL(location, url);
      request = redirected(request, response.status, url, next);
      url = next;
    }
  }

  return {
    outgoing,
    fetchFor: (parcel) => {
      const gated = async (input: string | URL | Request, init?: RequestInit) => {
        if (!(input instanceof Request)) return outgoing({ ...parcel, to: new URL(input) }, init);
        const body = input.body ? await input.arrayBuffer() : null;
        const { method, headers, signal } = input;
        return outgoing(
          { ...parcel, to: new URL(input.url) },
          { method, headers: [...headers], signal, body, ...init },
        );
      };
      return gated as unknown as typeof globalThis.fetch;
    },
    close: async () => {
      await Promise.all([away.close(), within.close()]);
    },
  };
}

/** The request to make after a redirect, or a refusal: a body goes only where it was sent to. */
function redirected(request: RequestInit, status: number, from: URL, to: URL): RequestInit {
  const { body, method = 'GET', headers, ...rest } = request;
  const elsewhere = from.origin !== to.origin;
  const keepsBody = status === 307 || status === 308;
  const hasBody = body !== null && body !== undefined;
  if (keepsBody && hasBody && (elsewhere || sizeOf(body) === undefined)) {
    throw new Fault('refused', `${from.host} wants what was sent to it sent to ${to.host}; that was not agreed to.`, {
      place: to.origin,
    });
  }
  const becomesGet = !keepsBody && method !== 'GET' && method !== 'HEAD';
  const kept = [...new Headers(headers)].filter(
    ([name]) => (!elsewhere || PUBLIC_HEADERS.has(name)) && !(becomesGet && name.startsWith('content-')),
  );
  return {
    ...rest,
    method: becomesGet ? 'GET' : method,
    headers: kept,
    ...(hasBody && !becomesGet ? { body } : {}),
  };
}

function sendFault(error: unknown, url: URL): Fault {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Fault) return cause;
  const fault = toFault(error);
  if (fault.code === 'cancelled') return fault;
  const detail = cause instanceof Error ? (cause as NodeJS.ErrnoException).code || cause.message : fault.message;
  return new Fault('unavailable', `${url.host} did not answer (${detail}).`, { place: url.origin, cause: error });
}
