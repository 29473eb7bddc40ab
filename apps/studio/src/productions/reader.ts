import type { ShotLog, TakePin } from '@second-unit/footage';
import type { BreakdownCorrection } from '@second-unit/story';
import type { ReadAsk, ReadValue } from './reader-thread.ts';
import { Recent } from './recent.ts';
import type { SceneAlignment } from './scene-alignment.ts';
import { ThreadLane } from './thread-lane.ts';

/** Most that one script may take, in milliseconds; a feature takes tens. */
const READ_LIMIT = 60_000;
const ALIGN_LIMIT = 20_000;
const TOO_LONG = 'The script took too long to read through.';
/** A script that could not be aligned is not tried again for so long, in milliseconds, at each edit. */
const REST_AFTER_FAILURE = 300_000;

/** What is to be aligned; its words are fetched only where the answer is not known. */
export interface AlignAsk {
  readonly script: string;
  /** Sequence number of the script's newest update. */
  readonly seq: number;
  /** The revision of the shot log. */
  readonly revision: string;
  readonly log: ShotLog;
  /** What people said of the film's takes, in order. */
  readonly pins?: readonly TakePin[];
  /** The document as Yjs updates; undefined where it is too large to be aligned. */
  readonly updates: () => Promise<readonly Uint8Array[] | undefined>;
}

/**
 * Reads scripts through, and aligns them with films, in threads of their own: a long script must not
 * hold up the keystrokes that somebody else is waiting to have acknowledged.
 */
export class Reader {
  readonly #recent = new Recent<Promise<string>>(8);
  readonly #alignments = new Recent<Promise<SceneAlignment | undefined>>(32);
  readonly #lined = new Recent<Promise<string | undefined>>(4);
  readonly #failed = new Map<string, number>();
  readonly #reading: ThreadLane<ReadAsk, ReadValue>;
  /** Its own: a script that somebody opens does not wait for films to be aligned. */
  readonly #aligning: ThreadLane<ReadAsk, ReadValue>;
  readonly #report: (error: unknown, script: string) => void;

  /** `report` hears of scripts that could not be aligned. */
  constructor(options: { report?: (error: unknown, script: string) => void; alignLimit?: number } = {}) {
    const module = new URL('./reader-thread.ts', import.meta.url);
    this.#reading = new ThreadLane(module, READ_LIMIT, TOO_LONG);
    this.#aligning = new ThreadLane(module, options.alignLimit ?? ALIGN_LIMIT, TOO_LONG);
    this.#report = options.report ?? (() => {});
  }

  /** The read-through of `text` as JSON; `key` says which text and corrections they are, for the next who asks. */
  read(key: string, text: string, corrections: readonly BreakdownCorrection[] = []): Promise<string> {
    return this.#recent.get(key, () => {
      const answer = this.#reading.ask({ kind: 'read', text, corrections }) as Promise<string>;
      // A failure is told, not kept.
      answer.catch(() => this.#recent.forget(key));
      return answer;
    });
  }

  /** Which shots show which scenes of a script; undefined where that could not be found out. Never rejects. */
  async align(ask: AlignAsk): Promise<SceneAlignment | undefined> {
    const pair = `${ask.script} ${ask.revision}`;
    if (Date.now() < (this.#failed.get(pair) ?? 0)) return undefined;
    this.#failed.delete(pair);
    const key = keyOf(ask);
    return this.#alignments.get(key, async () => {
      try {
        const updates = await ask.updates();
        if (!updates) return undefined;
        const { pins = [] } = ask;
        return (await this.#aligning.ask({ kind: 'align', updates, log: lean(ask.log), pins })) as SceneAlignment;
      } catch (thrown) {
        this.#failed.set(pair, Date.now() + REST_AFTER_FAILURE);
        this.#alignments.forget(key);
        this.#report(thrown, ask.script);
        return undefined;
      }
    });
  }

  /**
   * A script lined with a film's takes, as JSON of a `LinedScript`; undefined for a script that is too large. Errors:
   * `too-large`, `unavailable` where it took too long.
   */
  async line(ask: AlignAsk, title: string): Promise<string | undefined> {
    const key = `${keyOf(ask)} ${title}`;
    const answer = this.#lined.get(key, async () => {
      const updates = await ask.updates();
      if (!updates) return undefined;
      const { pins = [] } = ask;
      return (await this.#aligning.ask({ kind: 'line', updates, log: lean(ask.log), pins, title })) as string;
    });
    // A failure is told, not kept.
    answer.catch(() => this.#lined.forget(key));
    return answer;
  }

  async close(): Promise<void> {
    await Promise.all([this.#reading.close(), this.#aligning.close()]);
  }
}

/** What an alignment is of: script and state, film and log, what was said of its takes. */
function keyOf({ script, revision, seq, pins = [] }: AlignAsk): string {
  return `${script} ${revision} ${seq} ${pins.map(({ id }) => id).join()}`;
}

/** The alignment looks at nothing of these, and they are large. */
function lean(log: ShotLog): ShotLog {
  return { ...log, barcode: [], damage: [], faults: [] };
}
