/** Of the shape that all packages share, so that whoever catches it can map it to an exit code or a status. */
export class PrintFault extends Error {
  readonly code: 'input';
  readonly place?: string;

  constructor(message: string, options: { place?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PrintFault';
    this.code = 'input';
    if (options.place !== undefined) this.place = options.place;
  }
}
