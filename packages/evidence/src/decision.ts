import type { Person } from './author.ts';

export type Verdict = 'accepted' | 'edited' | 'rejected';

/** What a person did with a Proposal. Decisions are only ever appended. */
export interface Decision<Change = unknown> {
  readonly id: string;
  readonly proposal: string;
  readonly verdict: Verdict;
  /** What the person did, e.g. a lock, a swap, an undo of an earlier decision. */
  readonly change: Change;
  readonly by: Person;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly why?: string;
}
