import { type Fault, type FaultCode, toFault } from '@second-unit/evidence';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorBody } from '../contract/index.ts';

/** The one place where whose-fault becomes an HTTP status. */
const STATUS: Readonly<Record<FaultCode, number>> = {
  input: 422,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  refused: 403,
  cancelled: 499,
  unavailable: 503,
  internal: 500,
};

/** What a client is told: our own mistakes keep their details in the log, not in the answer. */
function errorBody(fault: Fault): ErrorBody {
  if (fault.code === 'internal') {
    return { error: { code: fault.code, message: 'Something went wrong in the studio; the log says more.' } };
  }
  const place = fault.place === undefined ? {} : { place: fault.place };
  return { error: { code: fault.code, message: fault.message, ...place } };
}

/** Answers with what was thrown. `report` gets the faults that are ours. */
export function faultResponse(c: Context, thrown: unknown, report: (fault: Fault) => void): Response {
  const fault = toFault(thrown);
  if (fault.code === 'internal') report(fault);
  return c.json(errorBody(fault), STATUS[fault.code] as ContentfulStatusCode);
}
