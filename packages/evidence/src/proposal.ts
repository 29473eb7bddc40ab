import type { Model } from './author.ts';
import type { Evidence } from './evidence.ts';

/** A change that a model offers. It is never applied by itself: a person decides. */
export interface Proposal<Change = unknown> {
  readonly id: string;
  /** What would change, in one line a person can read. */
  readonly what: string;
  readonly change: Change;
  readonly by: Model;
  readonly evidence: readonly Evidence[];
  /** UTC, ISO 8601. */
  readonly at: string;
}
