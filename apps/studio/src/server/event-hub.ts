import type { StudioEvent } from '../contract/index.ts';

/** Passes what happens in the studio on to everyone who listens in this process. */
export class EventHub {
  readonly #listeners = new Set<(event: StudioEvent) => void>();

  /** Calls every listener at once; a listener must not throw or block. */
  emit(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: StudioEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listening(): number {
    return this.#listeners.size;
  }
}
