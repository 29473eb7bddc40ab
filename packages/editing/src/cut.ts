import type { Evidence, Proposal } from '@second-unit/evidence';
import type { SceneLink, ShotLog } from '@second-unit/footage';
import type { Weights } from './weights.ts';

/** What a person asks of the cutter. */
export interface Brief {
  /** Length asked for, in seconds. */
  readonly seconds: number;
  /** Free words: shots whose lines or scenes use them are preferred. */
  readonly text?: string;
  /** Same brief, same seed, same cut. 0 gives the best cut; others vary it a little. */
  readonly seed: number;
  /** Share of the film's end that is kept back so as not to spoil it, 0 to 1 (1 excluded). */
  readonly keepBack: number;
}

/** One additive reason for a shot; the amounts of an item sum to its score, exactly. */
export interface Reason {
  /** The term of the objective, e.g. `picture`, `line`, `story`, `pace`. */
  readonly term: string;
  readonly amount: number;
  /** In a person's words: `carries the line “…”`. */
  readonly words: string;
  readonly evidence: readonly Evidence[];
}

/** A look that all shots of a cut are shown in: a 3D table by its id, and how much of it. */
export interface CutLook {
  readonly id: string;
  /** 0 (as shot) to 1 (the whole look). */
  readonly strength: number;
}

/** One shot, or part of one, in the cut. Frames are the media's own; `outFrame` is exclusive. */
export interface CutItem {
  readonly id: string;
  readonly media: string;
  readonly shot: string;
  readonly inFrame: number;
  readonly outFrame: number;
  readonly locked: boolean;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export interface Cut {
  readonly brief: Brief;
  readonly items: readonly CutItem[];
  /** Ids of shots that must not be used. */
  readonly banned: readonly string[];
  readonly look?: CutLook;
}

export type CutProposal = Proposal<Cut>;

/** What a person does to a cut. Each is recorded as a Decision. */
export type CutChange =
  | { readonly kind: 'lock' | 'unlock' | 'remove'; readonly item: string }
  | { readonly kind: 'ban'; readonly item: string }
  | { readonly kind: 'swap'; readonly item: string; readonly shot: string }
  | { readonly kind: 'move'; readonly item: string; readonly to: number }
  | { readonly kind: 'trim'; readonly item: string; readonly inFrame: number; readonly outFrame: number }
  | { readonly kind: 'look'; readonly look: CutLook | null }
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject' }
  | { readonly kind: 'undo'; readonly decision: string };

/** What the cutter may know of a scene of the script. */
export interface SceneInfo {
  /** As in the read-through, and in `SceneLink.scene`. */
  readonly index: number;
  readonly heading: string;
  /** Its lines, with their ranges in the script. */
  readonly lines?: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

/** The film that a cut is made from, and what is known of it. */
export interface CutContext {
  readonly mediaId: string;
  readonly log: Pick<ShotLog, 'media' | 'shots' | 'subtitles' | 'sound'>;
  readonly scenes?: readonly SceneLink[];
  readonly sceneInfo?: readonly SceneInfo[];
  /** Id of the script, for evidence. */
  readonly script?: string;
  /** What each feature counts for; as they ship if absent. A proposal's own stand in its settings. */
  readonly weights?: Weights;
}
