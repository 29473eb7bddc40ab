import { styleText } from 'node:util';
import { type Fault, type FaultCode, toFault } from '@second-unit/evidence';
import { type Progress, progressOn } from './progress.ts';

/** The one place where whose-fault becomes an exit code. */
const EXIT: Readonly<Record<FaultCode, number>> = {
  input: 2,
  'not-found': 2,
  conflict: 2,
  'too-large': 2,
  refused: 2,
  cancelled: 130,
  unavailable: 1,
  internal: 1,
};

/** What every verb is given. */
export interface Task {
  /** Aborted by Ctrl-C or a termination signal: stop, clean up, and throw. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Writes to stdout, waiting where the reader is slow. */
  readonly print: (text: string) => Promise<void>;
  /** Says that being stopped is how this verb ends well. */
  readonly endedByWish: () => void;
}

/** Runs one verb to its exit code. A second Ctrl-C does not wait for the clean-up. */
export async function runVerb(work: (task: Task) => Promise<void>): Promise<void> {
  const cancel = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (cancel.signal.aborted && signal === 'SIGINT') process.exit(130);
    cancel.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  // The launcher holds this channel; when it is killed outright, nobody can stop us but us.
  process.on('disconnect', () => cancel.abort());
  process.channel?.unref();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `| head` has read enough.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });

  const progress = progressOn(process.stderr);
  let code = 0;
  try {
    let wished = false;
    const endedByWish = (): void => {
      wished = true;
    };
    await work({ signal: cancel.signal, progress, print, endedByWish });
    progress.clear();
    // A verb that was stopped may still come to an end; it was stopped all the same.
    if (cancel.signal.aborted && !wished) code = EXIT.cancelled;
  } catch (thrown) {
    progress.clear();
    const fault = cancel.signal.aborted ? toFault(new DOMException('', 'AbortError')) : toFault(thrown);
    process.stderr.write(`${sentence(fault)}\n`);
    code = EXIT[fault.code];
  }
  process.exit(code);
}

/** One sentence that says what and where; for a fault of ours, what to report. */
function sentence(fault: Fault): string {
  const where = fault.place === undefined || fault.message.includes(fault.place) ? '' : ` (${fault.place})`;
  const red = (text: string): string => styleText('red', text, { stream: process.stderr });
  if (fault.code !== 'internal') return red(`${fault.message}${where}`);
  const detail = process.env.SECOND_UNIT_DEBUG && fault.cause instanceof Error ? `\n${fault.cause.stack}` : '';
  return red(`Something went wrong in Second Unit: ${fault.message}${where}`) + detail;
}

async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
