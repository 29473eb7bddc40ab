import type { JobKind } from '../contract/index.ts';
import type { Database, Store } from '../database/index.ts';
import type { Home } from '../home/index.ts';

/** What a handler is given. It runs in a process of its own. */
export interface JobContext<Input = unknown, Checkpoint = unknown> {
  readonly id: string;
  readonly production: string;
  readonly subject: string;
  readonly input: Input;
  /** What an earlier run of this job last saved; undefined on the first. */
  readonly checkpoint: Checkpoint | undefined;
  /**
   * Resolves when the value (JSON) is on disk and will be given back if the job is started again. What `also` writes is
   * written with it or not at all. Errors: `cancelled` where another process has the job by now.
   */
  readonly saveCheckpoint: (checkpoint: Checkpoint, also?: (trx: Store) => Promise<void>) => Promise<void>;
  /**
   * Writes what the job came to, if it is still this process that has it: one that lost it, as while its machine slept,
   * must not write over what the next one found. Errors: `cancelled` where it lost it.
   */
  readonly whileHeld: <Result>(write: (trx: Store) => Promise<Result>) => Promise<Result>;
  /** `fraction` 0 to 1; `doing` in words: `Decoding, 1,204 of 4,271 frames`. Cheap: call it often. */
  readonly progress: (fraction: number, doing: string) => void;
  /** Aborted when the job is cancelled; the process is killed when it does not end soon after. */
  readonly signal: AbortSignal;
  readonly home: Home;
  readonly database: Database;
}

/**
 * Does a job. It may be run again from its last checkpoint after any instant, so what it does twice
 * must come to the same. Answers what there is to say of the result in a sentence or two, if anything. Throws a Fault whose
 * message is shown to the person.
 */
export type JobHandler<Input = unknown, Checkpoint = unknown> = (
  context: JobContext<Input, Checkpoint>,
) => Promise<void> | Promise<string | undefined>;

/** What a machine must be able to do to take a job; each is a queue of its own. */
export type Capability = 'footage.cpu' | 'footage.gpu' | 'render' | 'train';

export const CAPABILITIES: readonly Capability[] = ['footage.cpu', 'footage.gpu', 'render', 'train'];

export interface JobSpec {
  readonly capability: Capability;
  /** A module that exports `handler: JobHandler`; only the job's own process imports it. */
  readonly module: URL;
}

export type JobRegistry = Partial<Readonly<Record<JobKind, JobSpec>>>;

/** Every kind of job that the studio can do. */
export const HANDLERS: Required<JobRegistry> = {
  sample: { capability: 'render', module: new URL('./handlers/sample.ts', import.meta.url) },
  log: { capability: 'footage.cpu', module: new URL('./handlers/log.ts', import.meta.url) },
  watch: { capability: 'footage.cpu', module: new URL('./handlers/watch.ts', import.meta.url) },
  render: { capability: 'render', module: new URL('./handlers/render.ts', import.meta.url) },
  'paper-render': { capability: 'render', module: new URL('./handlers/paper-render.ts', import.meta.url) },
  transcribe: { capability: 'footage.cpu', module: new URL('./handlers/transcribe.ts', import.meta.url) },
  people: { capability: 'footage.cpu', module: new URL('./handlers/people.ts', import.meta.url) },
  things: { capability: 'footage.cpu', module: new URL('./handlers/things.ts', import.meta.url) },
  describe: { capability: 'footage.cpu', module: new URL('./handlers/describe.ts', import.meta.url) },
  'shoot-day': { capability: 'footage.cpu', module: new URL('./handlers/shoot-day.ts', import.meta.url) },
  music: { capability: 'footage.cpu', module: new URL('./handlers/music.ts', import.meta.url) },
  look: { capability: 'footage.cpu', module: new URL('./handlers/look.ts', import.meta.url) },
};
