import type { Evidence } from './evidence.ts';

/** A claim about a script, a film or an audience, and what it rests on. */
export interface Finding<Value = unknown> {
  readonly id: string;
  /** What is claimed, in the field's words, e.g. `dialogue share`. */
  readonly what: string;
  readonly value: Value;
  /** 0 to 1. A count that cannot be wrong given its evidence is 1. */
  readonly confidence: number;
  /** How it was found, so that a reader can judge or repeat it. */
  readonly method: string;
  readonly evidence: readonly Evidence[];
}
