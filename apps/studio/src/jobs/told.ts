/** Finished jobs that are remembered: a read of one may still be under way when it ends. */
const KEPT = 1_000;

/**
 * Which revision of each job was told last, so that a read which was overtaken by a newer one is
 * not told. Forgets the longest finished ones.
 */
export class Told {
  readonly #revisions = new Map<string, number>();
  readonly #unfinished = new Set<string>();

  /** Jobs that wait or run. */
  get unfinished(): readonly string[] {
    return [...this.#unfinished];
  }

  get size(): number {
    return this.#revisions.size;
  }

  /** Notes a job as told; false where this or a newer revision was. */
  isNews({ id, revision, state }: { id: string; revision: number; state: string }): boolean {
    if (revision <= (this.#revisions.get(id) ?? -1)) return false;
    if (state === 'queued' || state === 'running') this.#unfinished.add(id);
    else this.#unfinished.delete(id);
    // To the end: the map is in the order in which jobs were told last.
    this.#revisions.delete(id);
    this.#revisions.set(id, revision);
    if (this.#revisions.size - this.#unfinished.size > KEPT) {
      for (const old of this.#revisions.keys()) {
        if (this.#unfinished.has(old)) continue;
        this.#revisions.delete(old);
        break;
      }
    }
    return true;
  }
}
