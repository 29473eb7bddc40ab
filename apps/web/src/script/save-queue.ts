/** `unsaved` carries one sentence that says why. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'unsaved'; readonly why: string };

export interface SaveQueueOptions {
  /** Resolves only when the update is on the studio's disk. */
  readonly send: (update: Uint8Array) => Promise<void>;
  /** Makes several updates into one. */
  readonly merge: (updates: Uint8Array[]) => Uint8Array;
  readonly sentence: (thrown: unknown) => string;
  /** Milliseconds that a writer may pause between keys without a request for each. */
  readonly quiet?: number;
  /** Milliseconds that words wait at most, however steadily a person writes. */
  readonly latest?: number;
  /** Milliseconds before each further try; the last one is kept to. */
  readonly retries?: readonly number[];
}

const RETRIES = [1000, 2000, 4000, 8000, 15_000];

/**
 * What a person wrote and the studio has not yet confirmed. One request at a time; what cannot be
 * sent stays here and is sent again, in order, until it is confirmed. `saved` is never said before.
 */
export class SaveQueue {
  readonly #options: Required<SaveQueueOptions>;
  readonly #listeners = new Set<() => void>();
  #waiting: Uint8Array[] = [];
  /** When the first of what waits came in. */
  #since = 0;
  #sending: Uint8Array | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #state: SaveState = { kind: 'saved' };

  constructor(options: SaveQueueOptions) {
    this.#options = { quiet: 250, latest: 1000, retries: RETRIES, ...options };
  }

  readonly state = (): SaveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Is there anything that the studio has not confirmed? */
  get pending(): boolean {
    return this.#waiting.length > 0 || this.#sending !== undefined;
  }

  push(update: Uint8Array): void {
    const now = Date.now();
    if (this.#waiting.length === 0) this.#since = now;
    this.#waiting.push(update);
    if (this.#state.kind === 'saved') this.#set({ kind: 'saving' });
    // After a failure the next try has its own time; until then words only gather.
    const { quiet, latest } = this.#options;
    if (this.#failures === 0 && !this.#sending) {
      this.#schedule(Math.max(0, Math.min(quiet, this.#since + latest - now)));
    }
  }

  /** Sends now what waits, e.g. because the line is up again or the person leaves the room. */
  flush(): void {
    if (this.#sending || this.#waiting.length === 0) return;
    clearTimeout(this.#timer);
    void this.#send();
  }

  async #send(): Promise<void> {
    const batch = this.#waiting;
    const update = batch.length === 1 ? batch[0]! : this.#options.merge(batch);
    this.#waiting = [];
    this.#sending = update;
    if (this.#failures === 0) this.#set({ kind: 'saving' });
    try {
      await this.#options.send(update);
      this.#failures = 0;
      this.#sending = undefined;
      if (this.#waiting.length > 0) {
        this.#set({ kind: 'saving' });
        this.#schedule(0);
      } else this.#set({ kind: 'saved' });
    } catch (thrown) {
      this.#sending = undefined;
      this.#waiting.unshift(update);
      const delay = this.#options.retries[Math.min(this.#failures, this.#options.retries.length - 1)] ?? 0;
      this.#failures++;
      this.#set({ kind: 'unsaved', why: this.#options.sentence(thrown) });
      this.#schedule(delay);
    }
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  #set(state: SaveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
