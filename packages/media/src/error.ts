/** Whose fault, in one word; the same codes as everywhere else in Second Unit. */
export type MediaErrorCode =
  | 'input'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'refused'
  | 'cancelled'
  | 'unavailable'
  | 'internal';

/** What went wrong with a media file or the media process: one sentence, with the file as its place. */
export class MediaError extends Error {
  readonly code: MediaErrorCode;
  readonly place?: string;

  constructor(code: MediaErrorCode, message: string, options: { place?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MediaError';
    this.code = code;
    if (options.place !== undefined) this.place = options.place;
  }
}

/** The error of a request whose `AbortSignal` fired. */
export function cancelled(signal?: AbortSignal): MediaError {
  return new MediaError('cancelled', 'Cancelled.', { cause: signal?.reason });
}
