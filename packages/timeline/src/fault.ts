/** An error of the product's one shape; this package may not import `evidence`. */
export class TimelineError extends Error {
  /** `input`: the file or the caller's values; `not-found`: a file that should be there; `internal`: ours. */
  readonly code: 'input' | 'not-found' | 'internal';
  /** Where: a JSON path, a line, an event number. */
  readonly place?: string;

  constructor(code: TimelineError['code'], message: string, options: { place?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TimelineError';
    this.code = code;
    if (options.place !== undefined) this.place = options.place;
  }
}
