import type { Evidence, Proposal } from '@second-unit/evidence';
import type { SceneLink, ShotLog } from '@second-unit/footage';
import type { Lead, Tone } from './tone.ts';
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
  /** `act`: the last act of the linked script is kept back, where its break is known; else the share. */
  readonly keepBackBy?: 'act' | 'share';
  /** How it is to feel; sets the weights. Absent: as they ship or were learned. */
  readonly tone?: Tone;
  /** What it leans on; absent: everything alike. */
  readonly lead?: Lead;
  /** Shape of the picture, for the render; the film's own if absent. */
  readonly aspect?: Aspect;
  readonly music?: Music;
  /** Texts of title cards, in order; the last stands at the end. Their time comes out of `seconds`. */
  readonly cards?: readonly string[];
  /** Ids of shots of trailers that this one is to be unlike. */
  readonly unlike?: readonly string[];
}

/** Width to height. */
export const ASPECTS = ['16:9', '9:16', '1:1', '4:5', '2.39:1'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Music under the cut. It begins with the cut's first frame and plays through title cards. */
export interface Music {
  /** Id of the media, or its path on the command line. */
  readonly media: string;
  /** Seconds from the beginning of the file, rising; cuts on them are worth more. May be empty. */
  readonly beats: readonly number[];
  /** Second of the file that plays with the cut's first frame; 0 if absent. */
  readonly from?: number;
  readonly title?: string;
}

/** Words on black between shots. Its time is part of the cut's length. */
export interface TitleCard {
  readonly id: string;
  readonly text: string;
  /** Rounded to frames of the film: `cardFrames`. */
  readonly seconds: number;
  /** Id of the item that it stands before; absent at the end of the cut. */
  readonly before?: string;
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

/**
 * How a shot gives way to what is shown next: `fade` goes through black, and behind the last shot it ends there.
 * It lies across the cut, so that it changes no length.
 */
export interface ItemTransition {
  readonly type: 'dissolve' | 'fade';
  /** Of the film's (sequence) rate, two at least; half of them before the cut. */
  readonly frames: number;
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
  /** To what is shown next; a cut if absent. */
  readonly transition?: ItemTransition;
  /** The best other shot for its place; absent where there was none, or the cut is no longer what it was. */
  readonly beat?: Beaten;
}

/** A shot that was nearly taken, and what decided. */
export interface Beaten {
  readonly shot: string;
  readonly inFrame: number;
  readonly outFrame: number;
  /** By how much the whole cut would be worth less with it. */
  readonly by: number;
  /** The terms of that difference that speak for the item's own shot, the largest first. */
  readonly terms: readonly { readonly term: string; readonly amount: number }[];
}

export interface Cut {
  readonly brief: Brief;
  readonly items: readonly CutItem[];
  /** Ids of shots that must not be used. */
  readonly banned: readonly string[];
  readonly look?: CutLook;
  /** Title cards in the order that they are shown; absent in cuts made before there were any. */
  readonly cards?: readonly TitleCard[];
  /** First frame of the film that is kept back; absent in older cuts, and where nothing is. */
  readonly keptBackFrom?: number;
}

export type CutProposal = Proposal<Cut>;

/** What a person does to a cut. Each is recorded as a Decision. */
export type CutChange =
  | { readonly kind: 'lock' | 'unlock' | 'remove'; readonly item: string }
  | { readonly kind: 'ban'; readonly item: string }
  | { readonly kind: 'swap'; readonly item: string; readonly shot: string }
  | { readonly kind: 'move'; readonly item: string; readonly to: number }
  | { readonly kind: 'trim'; readonly item: string; readonly inFrame: number; readonly outFrame: number }
  /** Null makes it a cut. */
  | { readonly kind: 'transition'; readonly item: string; readonly transition: ItemTransition | null }
  | { readonly kind: 'look'; readonly look: CutLook | null }
  /** `card` is a new id; `before` an item, or nothing for the end of the cut. */
  | {
      readonly kind: 'add-card';
      readonly card: string;
      readonly text: string;
      readonly seconds: number;
      readonly before?: string;
    }
  | { readonly kind: 'edit-card'; readonly card: string; readonly text?: string; readonly seconds?: number }
  | { readonly kind: 'move-card'; readonly card: string; readonly before?: string }
  | { readonly kind: 'remove-card'; readonly card: string }
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject' }
  | { readonly kind: 'undo'; readonly decision: string };

/** What the cutter may know of a scene of the script. */
export interface SceneInfo {
  /** As in the read-through, and in `SceneLink.scene`. */
  readonly index: number;
  readonly heading: string;
  /** As the script numbers it, else its place in the script, from 1. */
  readonly number?: string;
  /** Its lines, with their ranges in the script. */
  readonly lines?: readonly {
    readonly from: number;
    readonly to: number;
    readonly text: string;
    readonly who?: string;
  }[];
  /** The whole scene in the script, for evidence. */
  readonly range?: { readonly from: number; readonly to: number };
  /** The turning point that it is: name as in the read-through, words for people, and how sure, 0 to 1. */
  readonly turningPoint?: { readonly name: string; readonly words: string; readonly confidence: number };
  readonly act?: 'I' | 'II a' | 'II b' | 'III';
  /** How it feels to read, in the models' own scale; only their order within the script counts. */
  readonly valence?: number;
  readonly arousal?: number;
}

/** The film that a cut is made from, and what is known of it. */
export interface CutContext {
  readonly mediaId: string;
  readonly log: Pick<ShotLog, 'media' | 'shots' | 'subtitles' | 'sound'>;
  readonly scenes?: readonly SceneLink[];
  readonly sceneInfo?: readonly SceneInfo[];
  /** Id of the script, for evidence. */
  readonly script?: string;
  /** Persons by shot id, as opaque ids; only where the production agreed to look for faces. */
  readonly people?: Readonly<Record<string, readonly string[]>>;
  /**
   * What each feature counts for, before the brief's tone; as they ship if absent. A proposal's own
   * stand in its settings. A feature that an older proposal does not name counts for nothing.
   */
  readonly weights?: Partial<Weights>;
}
