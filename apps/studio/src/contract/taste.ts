import type { Foretold } from '@second-unit/editing';
import type { Rights } from '@second-unit/evidence';
import { z } from 'zod';
import { action } from './action-spec.ts';

/** A decision that says something about taste, and where it was taken. */
export interface TasteEvidence {
  readonly decision: string;
  readonly cut: string;
  readonly cutTitle: string;
  readonly production: string;
  /** The kind of its change: `swap`, `ban`, … */
  readonly kind: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** `GET /taste`: what the studio learned of how this person cuts. */
export interface TasteView {
  /** Do new proposals follow it? */
  readonly on: boolean;
  /** Decisions that it was learned from, and the pairs (this was preferred to that) that they gave. */
  readonly decisions: number;
  readonly pairs: number;
  /** In plain sentences, the surest first; empty while there is too little to say. */
  readonly said: readonly {
    readonly term: string;
    readonly words: string;
    /** Chance that it is so, 0.5 to 1. */
    readonly sure: number;
    /** Of how many decisions, and the strongest twenty of them. */
    readonly of: number;
    readonly evidence: readonly TasteEvidence[];
  }[];
  /** Every weight of the objective, as shipped and for this person. */
  readonly weights: readonly { readonly term: string; readonly shipped: number; readonly now: number }[];
  /** Share of what was not known of the weights that the decisions settled, 0 to 1. */
  readonly sureness: number;
  /** Each tenth of the decisions foretold from the others; absent for fewer than ten decisions. */
  readonly foretold?: Foretold;
  /** Films, and what else cuts are made of, whose rights let no model learn from them: how many decisions that leaves out. */
  readonly held: readonly {
    readonly item: string;
    readonly kind: 'film' | 'script' | 'music' | 'still';
    readonly production: string;
    readonly title: string;
    readonly rights: Rights;
    readonly decisions: number;
  }[];
  /** When it was last reset; what was decided before does not count. */
  readonly resetAt?: string;
}

/** The change of the Decision that resets a taste; filed in the ledger under the person. */
export interface TasteReset {
  readonly kind: 'resetTaste';
}

/** The change of the Decision that takes a reset back; `decision` is the reset's id. */
export interface TasteUnreset {
  readonly kind: 'undo';
  readonly decision: string;
}

/** What a person does about what was learned of them: rows of the action table. */
export const TASTE_ACTIONS = {
  'taste.use': action<TasteView>()({
    name: 'taste.use',
    label: 'Let proposals follow my decisions',
    room: 'cut',
    input: z.object({ on: z.boolean() }),
  }),
  'taste.reset': action<TasteView>()({
    name: 'taste.reset',
    label: 'Forget what my decisions taught',
    room: 'cut',
    input: z.object({}),
  }),
  'taste.unreset': action<TasteView>()({
    name: 'taste.unreset',
    label: 'Learn from them again',
    room: 'cut',
    input: z.object({}),
  }),
} as const;
