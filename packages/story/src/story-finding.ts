import type { Finding } from '@second-unit/evidence';

/** Where in the read-through a finding stands. */
export type Area =
  | 'overview'
  | 'continuity'
  | 'cast'
  | 'structure'
  | 'emotion'
  | 'voice'
  | 'pacing'
  | 'breakdown'
  | 'craft';

/** A claim about a script. */
export interface StoryFinding<Value = unknown> extends Finding<Value> {
  readonly area: Area;
  /** `any`: found without a language's words, but those of headings in many. `en`: rests on English words or a model of English. */
  readonly language: 'any' | 'en';
  /** What would mend it: a Proposal, once a person is asked. */
  readonly fix?: Fix;
}

/** A change of the text that is offered with a finding. Never applied by itself. */
export interface Fix {
  /** What it does, as a button says it, e.g. `Spell it EDWARD`. */
  readonly label: string;
  /** In order, none over another; offsets are of the text that was read, in UTF-16 units. */
  readonly changes: readonly TextChange[];
}

/** Replaces [from, to) by `insert`. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}
