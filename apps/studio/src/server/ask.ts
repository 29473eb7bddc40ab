import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Fault, toFault } from '@second-unit/evidence';
import type { ErrorBody } from '../contract/index.ts';

/**
 * Asks a studio on this machine over its own API; with a body it is a POST. Answers the JSON.
 * @throws Fault with the studio's own code and sentence, `unavailable` where it does not answer.
 */
export async function askStudio(address: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
  const { statusCode = 500, text: answer } = await exchange(new URL(`/api/v1${path}`, address), body, signal);
  const value: unknown = JSON.parse(answer);
  if (statusCode < 400) return value;
  const { code, message, place } = (value as ErrorBody).error;
  throw toFault(Object.assign(new Error(message), { code, place }));
}

function exchange(url: URL, body: unknown, signal?: AbortSignal): Promise<{ statusCode?: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json' },
        ...(signal ? { signal } : {}),
      },
      (response: IncomingMessage) => {
        text(response).then((answer) => resolve({ statusCode: response.statusCode ?? 500, text: answer }), reject);
      },
    );
    asking.on('error', (cause) =>
      reject(
        signal?.aborted ? cause : new Fault('unavailable', 'The studio does not answer.', { place: url.origin, cause }),
      ),
    );
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
