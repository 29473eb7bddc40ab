import { cancelled } from '../error.ts';

/** More at once would only share the same cores. */
const MOST = 4;
/** Who has waited so long gets one of a few more, so that long requests do not keep short ones waiting. */
const PATIENCE_MS = 1000;
const MOST_AFTER_PATIENCE = 8;
/**
 * And a few more still where every process waits for its caller: a caller in the middle of a decode may be the one that
 * waits here for a still. Never more than these, whatever is asked.
 */
const MOST_EVER = 12;

/** How many media processes may work at the same time; who comes later waits, first come, first served. */
export class Places {
  readonly #allHeld: () => boolean;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  /** @param allHeld do all processes that work wait for their callers? */
  constructor(allHeld: () => boolean) {
    this.#allHeld = allHeld;
  }

  /** Waits for a place. Throws `MediaError` 'cancelled' when `signal` fires before there is one. */
  async take(signal: AbortSignal | undefined): Promise<void> {
    if (this.#taken < MOST && this.#waiting.length === 0) {
      this.#taken += 1;
      return;
    }
    const turn = Promise.withResolvers<boolean>();
    const grant = (): void => turn.resolve(true);
    const leave = (): void => {
      const place = this.#waiting.indexOf(grant);
      if (place < 0) return;
      this.#waiting.splice(place, 1);
      turn.resolve(false);
    };
    const timer = setInterval(() => {
      if (this.#waiting[0] === grant && this.#taken < this.#limit()) this.#next();
    }, PATIENCE_MS);
    this.#waiting.push(grant);
    signal?.addEventListener('abort', leave, { once: true });
    const isGranted = await turn.promise;
    clearInterval(timer);
    signal?.removeEventListener('abort', leave);
    if (isGranted && signal?.aborted !== true) return;
    if (isGranted) this.giveBack();
    throw cancelled(signal as AbortSignal);
  }

  giveBack(): void {
    this.#taken -= 1;
    if (this.#taken < MOST) this.#next();
  }

  #limit(): number {
    return this.#allHeld() ? MOST_EVER : MOST_AFTER_PATIENCE;
  }

  #next(): void {
    const grant = this.#waiting.shift();
    if (grant === undefined) return;
    this.#taken += 1;
    grant();
  }
}
