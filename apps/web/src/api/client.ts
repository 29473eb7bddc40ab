import type { ActionInput, ActionName, ActionOutput, ErrorBody } from '@second-unit/studio/contract';
import { messages } from '../messages.ts';

const BASE = '/api/v1';

/** What the studio answered when it did not do what was asked; `message` is a sentence for a person. */
export class StudioError extends Error {
  readonly code: string;
  readonly place?: string;
  /** What was tried, so that the next success of the same kind puts its notice away. */
  attempt?: string;

  constructor(code: string, message: string, place?: string) {
    super(message);
    this.name = 'StudioError';
    this.code = code;
    if (place !== undefined) this.place = place;
  }
}

/** Address of a resource of the API, for `src` and `href`. */
export function url(path: string): string {
  return BASE + path;
}

/** JSON of `path`. Rejects with a StudioError; `unavailable` where the studio does not answer. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await reach(path, signal ? { signal } : {});
  return (await answer.json()) as T;
}

/** Does the studio have `path`, for what a player could not show? Rejects as `get`. */
export async function ensure(path: string): Promise<void> {
  const answer = await reach(path, { headers: { range: 'bytes=0-0' } });
  await answer.body?.cancel();
}

const successListeners = new Set<(attempt: string) => void>();

/** Calls `listener` with the kind of each attempt that succeeds. */
export function onSuccess(listener: (attempt: string) => void): void {
  successListeners.add(listener);
}

/** Does `work`; its error says what was tried, and its success is told to who listens. */
async function attempted<T>(attempt: string, work: () => Promise<T>): Promise<T> {
  try {
    const done = await work();
    for (const listener of successListeners) listener(attempt);
    return done;
  } catch (thrown) {
    if (thrown instanceof StudioError) thrown.attempt = attempt;
    throw thrown;
  }
}

/** Runs one action of the table. Rejects with an `AbortError` by the signal; what takes long then ends in the studio too. */
export function act<Name extends ActionName>(
  name: Name,
  input: ActionInput<Name>,
  signal?: AbortSignal,
): Promise<ActionOutput<Name>> {
  // Undo and redo are decisions too: one that succeeds makes an error about the other old news.
  const attempt = name === 'cut.undo' || name === 'cut.redo' ? 'cut.decide' : name;
  return attempted(attempt, async () => {
    const answer = await reach(`/actions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...(signal ? { signal } : {}),
    });
    return (await answer.json()) as ActionOutput<Name>;
  });
}

/** Sends a Yjs update; resolves when it is on the studio's disk. */
export async function post<T>(
  path: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<T> {
  const answer = await reach(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body,
  });
  return (await answer.json()) as T;
}

/** Sends a file as it is, with its progress from 0 to 1 (which fetch cannot tell). */
export function upload<T>(
  path: string,
  file: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', BASE + path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'text';
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      if (request.status < 400) resolve(JSON.parse(request.responseText) as T);
      else reject(faultOf(request.status, request.responseText));
    };
    request.onerror = () => reject(new StudioError('unavailable', messages.errors.unreachable));
    request.onabort = () => reject(new StudioError('cancelled', messages.errors.cancelled));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/**
 * Saves what the studio answers as a file; a refusal is an error here and not a file full of JSON. Answers the headers
 * that came with it.
 */
export async function download(path: string, name: string): Promise<Headers> {
  const answer = await attempted('download', () => reach(path, {}));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  // Not at once: the browser reads the address only after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return answer.headers;
}

/**
 * Has the browser itself save what the studio answers, however large: nothing of it is held in the page, and the
 * browser shows how far it is and can stop it. Ask first whether there is something: a refusal would be saved.
 */
export function saveLarge(path: string, name: string): void {
  const link = document.createElement('a');
  link.href = url(path);
  link.download = name;
  link.click();
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(BASE + path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new StudioError('unavailable', messages.errors.unreachable);
  }
  if (!answer.ok) throw faultOf(answer.status, await answer.text());
  return answer;
}

function faultOf(status: number, body: string): StudioError {
  try {
    const { error } = JSON.parse(body) as ErrorBody;
    if (typeof error?.message === 'string') return new StudioError(error.code, error.message, error.place);
  } catch {
    // Not JSON: something between us and the studio answered.
  }
  return new StudioError(status >= 500 ? 'unavailable' : 'internal', messages.errors.strange(status));
}

/** One sentence for whatever was thrown. */
export function sentence(thrown: unknown): string {
  if (thrown instanceof StudioError) {
    const { message, place } = thrown;
    // Many messages name their place already, and an id is a place for programs only.
    const tells = place !== undefined && !message.includes(place) && !/^[0-9a-f-]{36}$/.test(place);
    return tells ? `${message} (${place})` : message;
  }
  return thrown instanceof Error ? thrown.message : messages.errors.unknown;
}
