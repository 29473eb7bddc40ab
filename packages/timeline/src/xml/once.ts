import type { TimelineError } from '../fault.ts';

/** Items that what is nested in each other may come to before a file is taken for an attack. */
const MAX_ITEMS = 500_000;

/**
 * Reads what is nested once, however often it is used, and counts every use: a small file whose parts hold each other
 * many times over would grow without end where the timeline is written.
 */
export class Once<Key, Value> {
  readonly #made = new Map<Key, { readonly value: Value; readonly items: number }>();
  readonly #tooMany: (line: number, what: string) => TimelineError;
  #items = 0;

  constructor(tooMany: (line: number, what: string) => TimelineError) {
    this.#tooMany = tooMany;
  }

  /** One item more. @throws TimelineError `input` with the line when there are too many. */
  count(line: number, items = 1): void {
    this.#items += items;
    if (this.#items > MAX_ITEMS)
      throw this.#tooMany(line, `what is nested in it comes to more than ${MAX_ITEMS} clips`);
  }

  get(key: Key, line: number, make: () => Value): Value {
    const known = this.#made.get(key);
    if (known) {
      this.count(line, known.items);
      return known.value;
    }
    const before = this.#items;
    const value = make();
    this.#made.set(key, { value, items: this.#items - before });
    return value;
  }
}
