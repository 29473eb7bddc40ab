/**
 * Whose fault, in one word, so that it is mapped once to an exit code and an HTTP status.
 * Ground packages that may not import this one throw errors of the same shape.
 */
export type FaultCode =
  | 'input' // the input's or the user's fault: exit 2, 422
  | 'not-found' // exit 2, 404
  | 'conflict' // exit 2, 409
  | 'too-large' // exit 2, 413
  | 'refused' // a right, a lock or a rule forbids it: exit 2, 403
  | 'cancelled' // exit 130, 499
  | 'unavailable' // something we need is not there now: exit 1, 503
  | 'internal'; // our fault: exit 1, 500

const CODES: ReadonlySet<string> = new Set<FaultCode>([
  'input',
  'not-found',
  'conflict',
  'too-large',
  'refused',
  'cancelled',
  'unavailable',
  'internal',
]);

/** The one error type: a sentence for a person, with the place (file, line, time). */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly place?: string;

  constructor(code: FaultCode, message: string, options: { place?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    if (options.place !== undefined) this.place = options.place;
  }
}

/** What the system says of a disk that takes no more: no space, over the quota, file too large. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Anything thrown, as a Fault: errors of the same shape keep their code, a full disk is 'unavailable', all others are ours. */
export function toFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof Error) {
    const { code, place, path } = thrown as Error & { code?: unknown; place?: unknown; path?: unknown };
    const where = typeof place === 'string' ? { place } : {};
    if (thrown.name === 'AbortError') return new Fault('cancelled', 'Cancelled.', { ...where, cause: thrown });
    if (typeof code === 'string' && CODES.has(code)) {
      return new Fault(code as FaultCode, thrown.message, { ...where, cause: thrown });
    }
    if (typeof code === 'string' && FULL.has(code)) {
      const file = typeof path === 'string' ? { place: path } : where;
      return new Fault('unavailable', 'The disk is full, so this was not written; make room and try again.', {
        ...file,
        cause: thrown,
      });
    }
  }
  return new Fault('internal', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
