/** Of the shape that all packages share, so that whoever catches it can map it to an exit code or a status. */
export class ScreenplayFault extends Error {
  readonly code: 'input' | 'too-large';
  /** Where in the input: a line, an element, a byte. */
  readonly place?: string;

  constructor(code: 'input' | 'too-large', message: string, options: { place?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ScreenplayFault';
    this.code = code;
    if (options.place !== undefined) this.place = options.place;
  }
}
