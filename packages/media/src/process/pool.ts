import { cancelled, MediaError, type MediaErrorCode } from '../error.ts';
import { cancelWith, type Limits, MediaProcess } from './media-process.ts';
import { Places } from './places.ts';
import type { Message } from './wire.ts';

const LIMITS: Limits = { stallSeconds: 60, memoryMegabytes: 2048 };
/** An idle process holds some 100 MB. */
const IDLE_MS = 60_000;
/** A fresh process now and then, so that a slow leak in a codec cannot add up. */
const REQUESTS_PER_PROCESS = 200;

const idle: MediaProcess[] = [];
const busy = new Set<MediaProcess>();
/** Those of `busy` that wait for their caller: it has not taken what they sent, or not given them what they need. */
const held = new Set<MediaProcess>();
/** All that were started and not yet collected. */
const started = new Set<MediaProcess>();
const places = new Places(() => held.size >= busy.size);

/** The media processes that run now, for tests and for a status page. */
export function processIds(): { busy: number[]; idle: number[] } {
  const ids = (processes: Iterable<MediaProcess>): number[] =>
    [...processes].flatMap((media) => (media.isAlive && media.pid !== undefined ? [media.pid] : []));
  return { busy: ids(busy), idle: ids(idle) };
}

/** Ends the idle media processes. Running requests go on. A later request starts a new process. */
export function close(): void {
  for (const media of idle.splice(0)) media.kill(new MediaError('cancelled', 'Closed.'));
}

/**
 * Ends all media processes, those at work too, and waits until they are gone: a thread that is about to end leaves
 * nobody to collect them. What is under way throws `MediaError` 'cancelled'.
 */
export async function closeAll(): Promise<void> {
  idle.splice(0);
  await Promise.all(
    [...started].map((media) => {
      media.kill(new MediaError('cancelled', 'Closed.'));
      return media.ended();
    }),
  );
}

function start(limits: Limits): MediaProcess {
  const media = new MediaProcess(limits);
  started.add(media);
  void media.ended().then(() => started.delete(media));
  return media;
}

async function take(limits: Limits, signal: AbortSignal | undefined): Promise<MediaProcess> {
  await places.take(signal);
  let media = limits === LIMITS ? idle.pop() : undefined;
  while (media !== undefined && !media.isAlive) media = idle.pop();
  try {
    media ??= start(limits);
  } catch (error) {
    places.giveBack();
    throw error;
  }
  busy.add(media);
  return media;
}

function giveBack(media: MediaProcess, isReusable: boolean): void {
  busy.delete(media);
  held.delete(media);
  if (isReusable && media.isAlive && media.requests < REQUESTS_PER_PROCESS) {
    media.idle();
    idle.push(media);
    const { requests } = media;
    setTimeout(() => {
      const at = idle.indexOf(media);
      if (at < 0 || media.requests !== requests) return;
      idle.splice(at, 1);
      media.kill(new MediaError('cancelled', 'Closed.'));
    }, IDLE_MS).unref();
  } else {
    media.kill(new MediaError('cancelled', 'Closed.'));
  }
  places.giveBack();
}

/** What every request takes. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

/** A request to the media process; `place` is the file that errors name. */
export interface Request extends RequestOptions {
  readonly op: string;
  readonly place: string;
  readonly args: Message;
  /** As `Limits.totalSeconds`, unless the caller's limits say otherwise. */
  readonly totalSeconds?: number;
  /** `place` is what is written, so a crash is not its doing. */
  readonly isWriting?: boolean;
  /** Sent after the request, as fast as the process takes them; ended by `{ end: true }`. */
  readonly feed?: AsyncIterable<Message>;
}

function errorFrom(message: Message, file: string): MediaError {
  const { code, message: text, place } = message.error as { code: MediaErrorCode; message: string; place?: string };
  return new MediaError(code, text, { place: place ?? file });
}

/**
 * Runs one request in a media process and yields its messages up to `{ done }`, which is yielded too. Stopping early
 * or aborting ends the process: nothing else stops native code at once.
 */
export async function* request(options: Request): AsyncGenerator<Message, void, undefined> {
  const { op, place, args, signal } = options;
  if (signal?.aborted) throw cancelled(signal);
  const media = await take(options.limits === undefined ? LIMITS : { ...LIMITS, ...options.limits }, signal);
  const uncancel = cancelWith(media, signal);
  const total = options.limits?.totalSeconds ?? options.totalSeconds;
  const tooLong = `This took more than ${total} seconds; it was given up.`;
  const deadline =
    total === undefined
      ? undefined
      : setTimeout(() => media.kill(new MediaError('input', tooLong, { place })), total * 1000);
  let isReusable = false;
  let feeding: Promise<unknown> | undefined;
  try {
    media.begin(place, options.isWriting !== true);
    await media.send({ op, args });
    let feedError: { error: unknown } | undefined;
    feeding =
      options.feed === undefined
        ? undefined
        : feed(media, options.feed).catch((error: unknown) => {
            feedError = { error };
            media.kill(new MediaError('cancelled', 'The pictures to encode ended with an error.'));
          });
    for (;;) {
      let message: Message;
      try {
        message = await media.receive();
      } catch (error) {
        if (feedError !== undefined) throw feedError.error;
        throw error;
      }
      if (message.type === 'pulse') continue;
      if ('error' in message) {
        // A request that takes pictures may have some left in its pipe.
        isReusable = feeding === undefined;
        throw errorFrom(message, place);
      }
      if ('done' in message) isReusable = true;
      held.add(media);
      yield message;
      held.delete(media);
      if ('done' in message) return;
    }
  } finally {
    uncancel();
    clearTimeout(deadline);
    giveBack(media, isReusable && options.limits === undefined);
  }
}

async function feed(media: MediaProcess, messages: AsyncIterable<Message>): Promise<void> {
  held.add(media);
  for await (const message of messages) {
    held.delete(media);
    await media.send(message);
    held.add(media);
  }
  held.delete(media);
  await media.send({ end: true });
}

/** Runs a request whose only answer is its result. */
export async function call(options: Request): Promise<Message> {
  for await (const message of request(options)) if ('done' in message) return message;
  throw new MediaError('internal', 'The media process gave no answer.', { place: options.place });
}
