import type { ShotLog } from '@second-unit/footage';
import type { BreakdownCorrection } from '@second-unit/story';
import type { ReadAsk, ReadValue } from './reader-thread.ts';
import { Recent } from './recent.ts';
import type { SceneAlignment } from './scene-alignment.ts';
import { ThreadLane } from './thread-lane.ts';

/** Most that one script may take, in milliseconds; a feature takes tens. */
const READ_LIMIT = 60_000;
const ALIGN_LIMIT = 10_000;
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
  readonly #failed = new Map<string, number>();
  readonly #reading: ThreadLane<ReadAsk, ReadValue>;
  /** Its own: a script that somebody opens does not wait for films to be aligned. */
  readonly #aligning: ThreadLane<ReadAsk, ReadValue>;
  readonly #report: (error: unknown, script: string) => void;

  /** `report` hears of scripts that could not be aligned. */
  constructor(options: { report?: (error: unknown, script: string) => void; alignLimit?: number } = {}) {
    const module = new URL('./reader-thread.ts', import.meta.url);
    this.#reading = new ThreadLane(module, READ_LIMIT);
    this.#aligning = new ThreadLane(module, options.alignLimit ?? ALIGN_LIMIT);
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
    return this.#alignments.get(`${pair} ${ask.seq}`, async () => {
      try {
        const updates = await ask.updates();
        if (!updates) return undefined;
        // The alignment looks at nothing of these, and they are large.
        const log = { ...ask.log, barcode: [], damage: [] };
        return (await this.#aligning.ask({ kind: 'align', updates, log })) as SceneAlignment;
      } catch (thrown) {
        this.#failed.set(pair, Date.now() + REST_AFTER_FAILURE);
        this.#alignments.forget(`${pair} ${ask.seq}`);
        this.#report(thrown, ask.script);
        return undefined;
      }
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#reading.close(), this.#aligning.close()]);
  }
}
