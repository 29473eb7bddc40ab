import { grow, growingMemory } from '../growing-memory.ts';
import { measureOf, type RecordedFrame } from '../records/frame-record.ts';
import type { Measure } from '../records/measures.ts';

const KEPT = ['change', 'peak', 'high', 'clipped', 'crisp', 'brightness'] as const satisfies readonly Measure[];
export type Kept = (typeof KEPT)[number];

/** The measures of a whole film that faults are found in: twenty-eight bytes a frame, seven megabytes for three hours. */
export class FilmMeasures {
  #count = 0;
  readonly #columns = new Map([...KEPT, 'moves'].map((name) => [name, new Float32Array(growingMemory())]));

  get count(): number {
    return this.#count;
  }

  frame(frame: RecordedFrame): void {
    for (const column of this.#columns.values()) if (this.#count === column.length) grow(column.buffer);
    for (const name of KEPT) this.#columns.get(name)![this.#count] = measureOf(frame, name);
    const moves = Math.hypot(measureOf(frame, 'pan'), measureOf(frame, 'tilt'), 0.3 * measureOf(frame, 'zoom'));
    this.#columns.get('moves')![this.#count] = moves;
    this.#count++;
  }

  /** One measure of every frame; `moves` is how far the camera came since the frame before, picture widths. */
  column(name: Kept | 'moves'): Float32Array {
    return this.#columns.get(name)!.subarray(0, this.#count);
  }
}
